"""In by a code in an e-mail, by invitation only."""

import re
from types import SimpleNamespace

import pytest
from django.core import mail
from django.urls import reverse

from programmes.models import Person


def ask(client, email: str):
    return client.post(reverse("account_login"), {"email": email}, follow=True)


@pytest.mark.django_db
def test_the_code_in_the_mail_opens_the_door(client, here) -> None:
    page = ask(client, here.leader.email.upper())
    assert "Skriv koden" in page.content.decode()
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mail.outbox[0].body, re.M)
    assert code
    response = client.post(reverse("account_confirm_login_code"), {"code": code[1], "action": "verify"})
    assert response.headers["Location"] == "/"
    assert client.get("/").status_code == 200


@pytest.mark.django_db
def test_a_wrong_code_says_so_and_lets_nobody_in(client, here) -> None:
    ask(client, here.leader.email)
    response = client.post(reverse("account_confirm_login_code"), {"code": "FEILKODE", "action": "verify"})
    assert response.status_code == 200
    assert 'aria-invalid="true"' in response.content.decode()
    assert client.get("/").status_code == 302


@pytest.mark.django_db
def test_who_is_not_invited_gets_the_same_answer_and_no_mail(client, here) -> None:
    known, unknown = ask(client, here.leader.email), ask(client, "ukjent@varde.example")
    strip = re.compile(r'value="[^"]{40,}"|[\w.]+@varde\.example|data-now="\d+"|"X-CSRFToken": "[^"]+"')
    assert strip.sub("", known.content.decode()) == strip.sub("", unknown.content.decode())
    assert [message.to for message in mail.outbox] == [[here.leader.email]]
    assert not Person.objects.filter(email="ukjent@varde.example").exists()


@pytest.mark.django_db
def test_only_what_is_used_of_the_sign_in_package_is_mounted(client) -> None:
    for path in ("/accounts/signup/", "/signup/", "/password/reset/", "/sign-in/password/", "/accounts/login/"):
        assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_leaving_forgets_the_person(here, as_person) -> None:
    client = as_person(here.leader)
    left = client.post(reverse("account_logout"))
    assert left.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/").status_code == 302


@pytest.mark.django_db
def test_the_join_code_leads_to_the_names_and_through_sign_in_to_the_gathering(client, here, as_person) -> None:
    from programmes.services import stage

    running = stage.start(gathering=here.gathering, by=here.facilitator)
    url = reverse("gathering", args=[here.gathering.public_id])
    spaced = f" {running.join_code[:2].lower()} {running.join_code[2:]} "
    response = client.post(reverse("join"), {"code": spaced})
    assert response.headers["Location"] == reverse("join-who", args=[running.join_code])
    scanned = reverse("join-code", args=[running.join_code])
    assert f"{reverse('account_login')}?next={scanned}" in client.get(response.headers["Location"]).content.decode()
    assert as_person(here.leader).post(reverse("join"), {"code": spaced}).headers["Location"] == url
    assert as_person(here.leader).get(reverse("join-code", args=[running.join_code])).headers["Location"] == url


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "ABC", "ABCDEFG", "O0I1L!", "22222É", "' OR 1", "2" * 500, "ABC\x00DE"])
def test_a_wrong_code_gets_a_clear_answer_and_stays_in_the_field(client, here, code) -> None:
    response = client.post(reverse("join"), {"code": code})
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()


@pytest.mark.django_db
def test_a_code_of_a_day_that_has_not_begun_opens_nothing(client, here) -> None:
    response = client.post(reverse("join"), {"code": here.gathering.stage.join_code})
    assert response.status_code == 422
    assert "Ingen samling har denne koden nå" in response.content.decode()


@pytest.mark.django_db
def test_guessing_is_stopped_but_honest_phones_behind_the_same_address_are_not(
    client, here, as_person, monkeypatch
) -> None:
    from programmes.services import stage

    # All within one minute, whatever the clock says.
    monkeypatch.setattr("config.throttle.time", SimpleNamespace(time=lambda: 60_000_000.0))
    code = stage.start(gathering=here.gathering, by=here.facilitator).join_code
    for _try in range(30):
        assert as_person(here.leader).post(reverse("join"), {"code": code}).status_code == 303
    answers = [client.post(reverse("join"), {"code": "ABCDEF"}).status_code for _try in range(62)]
    assert answers == [422] * 60 + [429] * 2
