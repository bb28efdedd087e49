"""Invitations: in the person's language, each sent once, and what the facilitator sees of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail, signing
from django.urls import reverse
from django.utils import timezone

from config import jobs
from config.models import Job
from programmes.models import Invitation, Participation, Person
from programmes.queries import persons as queries
from programmes.services import invitations as services
from tests import world as worlds
from tests.test_pages import Page

pytestmark = pytest.mark.django_db
SOON = timedelta(minutes=2)


@pytest.fixture(autouse=True)
def _sent(settings) -> None:
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    jobs.discover()


@pytest.fixture
def client(here, as_person):
    found = as_person(here.facilitator)
    Participation.objects.update(came_at=None)
    Job.objects.all().delete()  # of what the world has shared
    return found


def people(here) -> str:
    return reverse("programme-people", args=[here.programme.public_id])


def states(here) -> list[str]:
    return [line.state for line in queries.lines(here.programme)]


def work() -> None:
    """The worker, two minutes later."""
    while jobs.take_one(timezone.now() + SOON):
        pass


def test_one_tap_invites_all_and_a_second_invites_nobody(here, client) -> None:
    Person.objects.filter(pk=here.leaders[5].person.pk).update(email=None)
    assert "Inviter alle 5 som ikke er invitert" in client.get(people(here)).content.decode()
    for _tap in range(2):
        assert client.post(people(here), {"act": "invite"}).status_code == 303
    assert states(here) == ["waiting"] * 5 + ["card"]
    work()
    assert states(here) == ["sent"] * 5 + ["card"]
    work()
    assert sorted(message.to[0] for message in mail.outbox) == sorted(each.person.email for each in here.leaders[:5])
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 5
    page = client.get(people(here)).content.decode()
    assert "Last ned kortene" in page
    assert Page(page).problems == []


def test_within_a_minute_it_is_taken_back_and_can_be_asked_again(here, client) -> None:
    client.post(people(here), {"act": "invite"})
    assert "Angre" in client.get(people(here) + "?did=invited").content.decode()
    assert client.post(people(here), {"act": "regret"}).headers["Location"].endswith("?did=regretted")
    work()
    assert (mail.outbox, states(here)) == ([], ["none"] * 6)
    client.post(people(here), {"act": "invite"})
    work()
    assert len(mail.outbox) == 6
    assert client.post(people(here), {"act": "regret"}).headers["Location"].endswith("?did=late")
    assert states(here) == ["sent"] * 6


@pytest.mark.parametrize(
    ("own", "programmes", "subject"),
    [
        ("en", "nn", "You are invited to Seljordmerke lederprogram"),
        ("", "nn", "Du er invitert til Seljordmerke lederprogram"),
        ("nb", "nn", "Du er invitert til Seljordmerke lederprogram"),
    ],
)
def test_it_is_written_in_the_persons_language_and_holds_nothing_private(
    here, client, own, programmes, subject
) -> None:
    here.programme.language = programmes
    here.programme.save()
    Person.objects.filter(pk=here.leader.pk).update(language=own)
    who = {"act": "again", "who": here.leaders[0].public_id, "seen": "0"}
    assert client.post(people(here), who).status_code == 303
    work()
    (message,) = mail.outbox
    assert message.subject == subject
    for secret in ("Seljordmerke område", "Seljordmerke trapp", "Seljordmerke Overordna"):
        assert secret not in message.body
    word = {"en": "no password", "nb": "trenger ikke passord", "": "treng ikkje passord"}[own]
    assert word in message.body
    assert services.link(here.leaders[0]).rpartition("/welcome/")[0] in message.body


def test_what_does_not_arrive_is_seen_with_a_link_to_give_and_sent_again(here, client, monkeypatch) -> None:
    def broken(*_args, **_more):
        raise OSError

    client.post(people(here), {"act": "again", "who": here.leaders[0].public_id, "seen": "0"})
    with monkeypatch.context() as patch:
        patch.setattr(services, "get_connection", broken)
        assert jobs.take_one(timezone.now() + SOON)
    assert states(here).count("failed") == 1
    page = client.get(people(here)).content.decode()
    assert "/welcome/" in page
    assert Job.objects.get(kind=services.KIND).state == Job.State.WAITING  # the queue tries again by itself
    again = {"act": "again", "who": here.leaders[0].public_id, "seen": "1"}
    for _tap in range(2):
        client.post(people(here), again)
    assert Invitation.objects.get().number == 2
    Job.objects.update(run_at=timezone.now())
    work()
    assert len(mail.outbox) == 1
    assert states(here).count("sent") == 1


def test_who_has_left_or_is_closed_gets_nothing(here, client) -> None:
    client.post(people(here), {"act": "invite"})
    gone, closed = here.leaders[0], here.leaders[1]
    gone.until = timezone.localdate() - timedelta(days=1)
    gone.save()
    Person.objects.filter(pk=closed.person.pk).update(is_active=False)
    work()
    assert {message.to[0] for message in mail.outbox} == {each.person.email for each in here.leaders[2:]}


def test_a_name_with_a_line_break_makes_no_header(here, client) -> None:
    here.programme.name = "Program\r\nBcc: tyv@example.org"
    here.programme.save()
    client.post(people(here), {"act": "again", "who": here.leaders[0].public_id, "seen": "0"})
    work()
    (message,) = mail.outbox
    assert message.subject == "Du er invitert til Program Bcc: tyv@example.org"
    assert message.message()["Bcc"] is None


def test_signing_in_and_a_card_are_seen_as_having_been_in(here, client, as_person) -> None:
    as_person(here.leader)
    worlds.device(here.leaders[1], here.gathering)
    assert states(here) == ["in", "in", "none", "none", "none", "none"]
    assert services.invite_all(programme=here.programme, by=here.facilitator) == 4


def test_the_link_shows_the_way_and_signs_nobody_in(here, as_person) -> None:
    link = services.link(here.leaders[0]).partition("/welcome/")[2]
    browser = as_person(None)
    page = browser.get(f"/welcome/{link}")
    text = page.content.decode()
    assert page.status_code == 200
    assert here.leader.email not in text
    assert "s…@varde.example" in text
    assert browser.get(reverse("start")).status_code == 302
    assert Page(text).problems == []


def test_a_link_dies_with_the_role_and_with_time(here, as_person, monkeypatch) -> None:
    link = services.link(here.leaders[0]).partition("/welcome/")[2]
    browser = as_person(None)
    assert browser.get(f"/welcome/{link}x").status_code == 404
    with monkeypatch.context() as patch:
        patch.setattr(services, "LIVES", timedelta(seconds=-1))
        assert browser.get(f"/welcome/{link}").status_code == 404
    here.leaders[0].until = timezone.localdate() - timedelta(days=1)
    here.leaders[0].save()
    assert browser.get(f"/welcome/{link}").status_code == 404
    other = signing.TimestampSigner(salt="another").sign(here.leaders[1].public_id)
    assert browser.get(f"/welcome/{other}/").status_code == 404
