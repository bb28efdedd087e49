"""What every response carries, and which cookies leave."""

from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from config.logs import Line
from config.middleware import SECURITY_HEADERS, from_browser
from goals.models import Area
from goals.rules import reminders_token
from programmes import cards
from programmes.services import stage as stages
from tests.conftest import DIAMOND, go_to


@pytest.mark.django_db
def test_every_kind_of_response_carries_the_headers(here, as_person) -> None:
    go_to(here.gathering, DIAMOND, here.facilitator)
    leader, nobody = as_person(here.leader), as_person(None)
    answers = {
        "page": leader.get("/"),
        "sign-in": nobody.get(reverse("account_login")),
        "redirect": nobody.get("/"),
        "not found": leader.get("/ingenting/"),
        "file": nobody.get("/static/css/base.css"),
        "fragment": leader.get(
            reverse("gathering", args=[here.gathering.public_id]), headers={"HX-Request": "true", "HX-Target": "own"}
        ),
        "bad form": nobody.post(reverse("join"), {"code": "x"}),
        "not allowed host": nobody.get("/", headers={"Host": "evil.example"}),
    }
    for name, response in answers.items():
        response.close()
        missing = {key for key, value in SECURITY_HEADERS.items() if response.headers.get(key) != value}
        assert (name, missing) == (name, set())


def test_the_policy_allows_nothing_inline() -> None:
    policy = SECURITY_HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")


@pytest.mark.django_db
def test_pages_are_not_stored_and_vary_by_what_decides_them(here, as_person) -> None:
    response = as_person(here.leader).get("/")
    assert response.headers["Cache-Control"] == "no-store"
    assert {"HX-Request", "HX-Target", "Cookie"} <= {part.strip() for part in response.headers["Vary"].split(",")}


@pytest.mark.django_db
def test_a_fragment_is_only_the_part_that_was_asked_for(here, as_person) -> None:
    url = reverse("gathering", args=[here.gathering.public_id])
    whole = as_person(here.leader).get(url)
    part = as_person(here.leader).get(url, headers={"HX-Request": "true", "HX-Target": "own"})
    assert "<html" in whole.content.decode()
    assert part.content.decode().lstrip().startswith('<div id="own"')


def test_cookies_are_kept_from_scripts_and_other_sites() -> None:
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"


@pytest.mark.django_db
def test_every_post_wants_its_token(here) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(here.leader)
    for url in (
        reverse("language"),
        reverse("join"),
        reverse("account_login"),
        reverse("area-new", args=[here.membership.public_id]),
        reverse("hand-in", args=[here.membership.public_id, "goal-card"]),
    ):
        response = client.post(url, {"next": "/"})
        assert (url, response.status_code) == (url, 403)
    assert "Siden hadde vært åpen for lenge" in response.content.decode()


@pytest.mark.django_db
def test_a_refused_address_is_no_line_in_the_log(here, caplog) -> None:
    stage = stages.start(gathering=here.gathering, by=here.facilitator)
    addresses = [
        reverse("join-who", args=[stage.join_code]),
        reverse("card", args=[cards.token(here.gathering, here.leaders[0])]),
        reverse("reminders", args=[reminders_token(here.leader)]),
    ]
    for address in addresses:
        assert Client(enforce_csrf_checks=True).post(address).status_code == 403
    said = [Line("%(name)s %(message)s").format(record) for record in caplog.records]
    assert said == [f"django.security.csrf 403 in {name}" for name in ("join-who", "card", "reminders")]


@pytest.mark.django_db
@pytest.mark.parametrize("site", ["same-origin", "cross-site", ""])
def test_only_what_our_own_page_sent_is_offered_to_be_sent_again(here, site) -> None:
    """Nobody is led to press through what another site has filled in."""
    headers = {"Sec-Fetch-Site": site} if site else {}
    area, typed = reverse("area-new", args=[here.membership.public_id]), {"area-title": "«Lytte» & <spørre>"}
    signed_in = Client(enforce_csrf_checks=True)
    signed_in.force_login(here.leader)
    outdated = signed_in.post(area, typed, headers=headers)
    signed_out = Client().post(area, typed, headers=headers)
    kept = 'name="area-title" value="«Lytte» &amp; &lt;spørre&gt;"'
    ours = site == "same-origin"
    assert (kept in outdated.content.decode(), outdated.status_code) == (ours, 403)
    assert (kept in signed_out.content.decode(), signed_out.status_code) == (ours, 401 if ours else 302)


@pytest.mark.django_db
@pytest.mark.parametrize("scripted", [True, False])
@pytest.mark.parametrize("checked", [True, False])
def test_nothing_is_taken_from_a_page_that_was_drawn_for_somebody_else(here, scripted, checked) -> None:
    """Kari's tab is still open when another signs in: her words are kept for her, and saved in nobody's name."""
    other, leader = here.leaders[1].person, here.leader
    client = Client(enforce_csrf_checks=checked)
    client.force_login(other)
    area = reverse("area-new", args=[here.leaders[1].membership.public_id])
    typed = {"area-title": "Bare mitt", "written_by": leader.public_id}
    headers = {"Sec-Fetch-Site": "same-origin"}
    if scripted:
        headers |= {"HX-Request": "true", "X-Person": leader.public_id}
        del typed["written_by"]
    answer = client.post(area, typed, headers=headers)
    assert answer.status_code == (401 if scripted else 409)
    assert "X-CSRFToken" not in answer.headers
    assert "En annen er logget inn nå" in answer.content.decode()
    assert not Area.objects.filter(title="Bare mitt").exists()
    if not scripted:
        assert 'name="area-title" value="Bare mitt"' in answer.content.decode()
    mine = Client(enforce_csrf_checks=False)
    mine.force_login(leader)
    own = reverse("area-new", args=[here.membership.public_id])
    assert mine.post(own, typed, headers=headers).status_code in (204, 303)
    assert Area.objects.filter(title="Bare mitt", card__membership=here.membership).exists()


@pytest.mark.django_db
def test_a_page_that_was_open_before_gets_the_token_of_whoever_is_in(here) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(here.leader)
    token = client.get(reverse("token")).headers["X-CSRFToken"]
    area = reverse("area-new", args=[here.membership.public_id])
    assert client.post(area, {"area-title": "Lytte", "csrfmiddlewaretoken": token}).status_code == 303


@pytest.mark.django_db
def test_a_script_is_told_the_new_token_and_that_one_is_signed_out(here) -> None:
    area = reverse("area-new", args=[here.membership.public_id])
    scripted = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{area}?a=1"}
    typed = {"area-title": "Lytte", "autosave": "1"}
    client = Client(enforce_csrf_checks=True)
    client.force_login(here.leader)
    refused = client.post(area, typed, headers=scripted)
    token = {"X-CSRFToken": refused.headers["X-CSRFToken"]}
    assert refused.status_code == 403
    assert client.post(area, typed, headers=scripted | token).status_code == 200
    out = Client().post(area, typed, headers=scripted)
    assert (out.status_code, out.headers["HX-Retarget"]) == (401, "#toast")
    moved = Client().get(area, headers=scripted)
    assert moved.headers["HX-Redirect"] == f"{reverse('account_login')}?{urlencode({'next': f'{area}?a=1'})}"
    foreign = Client().get(area, headers=scripted | {"HX-Current-URL": "https://ondt.example/"})
    assert foreign.headers["HX-Redirect"] == reverse("account_login")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example", "https:evil.example"]
)
def test_going_on_stays_on_this_site(client, to) -> None:
    response = client.post(reverse("language"), {"language": "nn", "next": to})
    assert response.headers["Location"] == "/"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("nn-NO,nn;q=0.9,en;q=0.8", "nn"),
        ("no", "nb"),
        ("no-NO,en;q=0.5", "nb"),
        ("en-GB", "en"),
        ("de,fr", "nb"),
        ("", "nb"),
        ("x" * 5000, "nb"),
    ],
)
def test_the_browsers_language(header: str, language: str) -> None:
    assert from_browser(header) == language


@pytest.mark.django_db
def test_the_chosen_language_follows_the_person(here, as_person) -> None:
    client = as_person(here.leader)
    client.post(reverse("language"), {"language": "en", "next": "/"})
    here.leader.refresh_from_db()
    assert here.leader.language == "en"
    assert '<html lang="en"' in as_person(here.leader).get("/").content.decode()
