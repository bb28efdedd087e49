"""A gathering in people's calendars by mail, read back by a calendar library as a mail program would."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from config.jobs import take_one
from config.models import Job
from programmes.contract import NotPossible
from programmes.models import DayInvitation, Gathering, Participation, Person
from programmes.services import agenda
from programmes.services import day_invitations as services
from tests import world as worlds
from tests.conftest import WELCOME, go_to

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def transport(settings):
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"


def arrived() -> list[tuple[str, str, object]]:
    """Runs what is queued; who got what, and the event in it, read from the mail's own bytes."""
    mail.outbox.clear()
    while Job.objects.filter(state=Job.State.WAITING).update(run_at=timezone.now()):
        while take_one():
            pass
    return [read(message) for message in letters()]


def letters() -> list[mail.EmailMessage]:
    """What was sent of days; other mail may have been waiting."""
    with_more = (message for message in mail.outbox if isinstance(message, mail.EmailMultiAlternatives))
    return [message for message in with_more if message.alternatives]


def read(message) -> tuple[str, str, object]:
    parsed = message_from_bytes(message.message().as_bytes(), policy=policy.default)
    assert parsed.get_content_type() == "multipart/alternative"
    [part] = [part for part in parsed.walk() if part.get_content_type() == "text/calendar"]
    calendar = Calendar.from_ical(part.get_content())
    method = part["content-type"].params["method"]
    assert calendar["method"] == method  # Outlook takes it for a plain file where the two differ
    assert part["content-type"].params["charset"] == "utf-8"
    [event] = calendar.walk("VEVENT")
    return message.to[0], method, event


def test_everybody_gets_a_request_that_a_calendar_reads(here) -> None:
    Person.objects.filter(pk=here.leader.pk).update(name='Åse "Ås" Čáhci')
    count = services.invite(gathering=here.gathering, by=here.facilitator)
    found = arrived()
    assert count == len(found) == len(here.leaders) + 1
    assert {method for _to, method, _event in found} == {"REQUEST"}
    event = next(event for to, _method, event in found if to == here.leader.email)
    day = here.gathering.date
    eight = timezone.make_aware(datetime(day.year, day.month, day.day, 8, 30))
    assert event.decoded("dtstart") == eight.astimezone(UTC)
    assert event.decoded("dtend") == (eight + timedelta(minutes=90)).astimezone(UTC)
    assert (event["uid"], event["sequence"], event["status"]) == (f"{here.gathering.public_id}@varde", 0, "CONFIRMED")
    assert event.decoded("dtstamp").tzinfo is not None
    assert event["organizer"].startswith("mailto:")
    attendee = event["attendee"]
    assert attendee == f"mailto:{here.leader.email}"
    assert attendee.params["CN"] == "Åse ”Ås” Čáhci"
    assert (attendee.params["ROLE"], attendee.params["PARTSTAT"]) == ("REQ-PARTICIPANT", "NEEDS-ACTION")
    others = [each.person.email for each in here.leaders[1:]]
    assert [address for address in others if address in event.to_ical().decode()] == []


def test_a_second_tap_writes_to_nobody(here) -> None:
    services.invite(gathering=here.gathering, by=here.facilitator)
    arrived()
    assert services.invite(gathering=here.gathering, by=here.facilitator) == 0
    assert arrived() == []


def test_a_change_keeps_the_uid_and_raises_the_sequence(here) -> None:
    services.invite(gathering=here.gathering, by=here.facilitator)
    first = {to: event for to, _method, event in arrived()}
    later = here.gathering.date + timedelta(days=7)
    seen = agenda.fingerprint(here.gathering)
    agenda.change_gathering(
        gathering=here.gathering, number=3, day=later, place="Rådhuset", theme="Nytt", seen=seen, by=here.facilitator
    )
    here.gathering.refresh_from_db()
    assert services.reach_of(here.gathering).old == len(first)
    services.invite(gathering=here.gathering, by=here.facilitator)
    second = arrived()
    assert len(second) == len(first)
    for to, method, event in second:
        assert (method, event["uid"], event["location"]) == ("REQUEST", first[to]["uid"], "Rådhuset")
        assert event["sequence"] > first[to]["sequence"]
        assert event.decoded("dtstart").date() == later


def test_a_day_that_is_saved_without_a_change_makes_no_invitation_old(here) -> None:
    services.invite(gathering=here.gathering, by=here.facilitator)
    here.gathering.refresh_from_db()
    day = here.gathering
    agenda.change_gathering(
        gathering=day, number=day.number, day=day.date, place=day.place, theme=day.theme,
        seen=agenda.fingerprint(day), by=here.facilitator,
    )  # fmt: skip
    assert services.reach_of(Gathering.objects.get(pk=day.pk)).old == 0


def test_called_off_it_is_cancelled_for_who_has_it(here) -> None:
    services.invite(gathering=here.gathering, by=here.facilitator)
    first = {to: event for to, _method, event in arrived()}
    assert services.call_off(gathering=here.gathering, by=here.facilitator) == len(first)
    assert services.call_off(gathering=here.gathering, by=here.facilitator) == 0
    found = arrived()
    assert len(found) == len(first)
    for to, method, event in found:
        assert (method, event["status"], event["uid"]) == ("CANCEL", "CANCELLED", first[to]["uid"])
        assert event["sequence"] > first[to]["sequence"]
    here.gathering.refresh_from_db()
    with pytest.raises(NotPossible, match="avlyst"):
        services.invite(gathering=here.gathering, by=here.facilitator)


def test_nobody_is_told_of_what_nobody_had(here) -> None:
    assert services.call_off(gathering=here.gathering, by=here.facilitator) == 0
    assert arrived() == []


def test_held_after_all_it_comes_again(here) -> None:
    services.invite(gathering=here.gathering, by=here.facilitator)
    arrived()
    services.call_off(gathering=here.gathering, by=here.facilitator)
    cancelled = arrived()[0][2]["sequence"]
    services.hold(gathering=here.gathering, by=here.facilitator)
    services.invite(gathering=here.gathering, by=here.facilitator)
    found = arrived()
    assert {method for _to, method, _event in found} == {"REQUEST"}
    assert all(event["sequence"] > cancelled for _to, _method, event in found)


def test_what_is_taken_back_within_the_minute_is_never_sent(here) -> None:
    services.invite(gathering=here.gathering, by=here.facilitator)
    arrived()
    services.call_off(gathering=here.gathering, by=here.facilitator)
    services.hold(gathering=here.gathering, by=here.facilitator)
    services.invite(gathering=here.gathering, by=here.facilitator)
    assert {method for _to, method, _event in arrived()} == {"REQUEST"}


def test_who_takes_part_no_longer_gets_it_cancelled(here) -> None:
    services.invite(gathering=here.gathering, by=here.facilitator)
    arrived()
    gone = here.leaders[0]
    Participation.objects.filter(pk=gone.pk).update(until=timezone.localdate() - timedelta(days=1))
    assert services.reach_of(here.gathering).gone == 1
    services.invite(gathering=here.gathering, by=here.facilitator)
    assert [(to, method) for to, method, _event in arrived()] == [(gone.person.email, "CANCEL")]


def test_who_comes_along_before_the_day_gets_it_and_who_is_on_leave_then_does_not(here) -> None:
    day = timezone.localdate() + timedelta(days=30)
    Gathering.objects.update(date=day)
    here.gathering.refresh_from_db()
    away, later = here.leaders[1], here.leaders[2]
    Participation.objects.filter(pk=later.pk).update(since=day - timedelta(days=20))
    away.membership.leaves.create(since=day - timedelta(days=20))
    number = services.invite(gathering=here.gathering, by=here.facilitator)
    got = [to for to, _method, _event in arrived()]
    assert len(got) == number
    assert (later.person.email in got, away.person.email in got) == (True, False)


def test_who_takes_part_in_another_way_now_keeps_the_day(here) -> None:
    """Left and taken in again, or facilitates and no longer leads: it is one calendar, and nothing is called off in it."""
    services.invite(gathering=here.gathering, by=here.facilitator)
    arrived()
    yesterday = timezone.localdate() - timedelta(days=1)
    for seat, role in ((here.leaders[0], Participation.Role.LEADER), (here.leaders[1], Participation.Role.FACILITATOR)):
        Participation.objects.filter(pk=seat.pk).update(until=yesterday)
        worlds.take_part(seat.membership, here.programme, role)
    reach = services.reach_of(here.gathering)
    assert (reach.gone, reach.missing, reach.to_send) == (0, 0, 0)
    assert services.invite(gathering=here.gathering, by=here.facilitator) == 0
    assert arrived() == []
    Gathering.objects.filter(pk=here.gathering.pk).update(sequence=1)
    services.invite(gathering=here.gathering, by=here.facilitator)
    got = [(to, method) for to, method, _event in arrived()]
    for seat in here.leaders[:2]:
        assert got.count((seat.person.email, "REQUEST")) == 1
    assert {method for _to, method in got} == {"REQUEST"}
    Participation.objects.filter(membership=here.leaders[0].membership).update(until=yesterday)
    services.invite(gathering=here.gathering, by=here.facilitator)
    assert [(to, method) for to, method, _event in arrived()] == [(here.leaders[0].person.email, "CANCEL")]
    assert services.invite(gathering=here.gathering, by=here.facilitator) == 0


def test_who_has_no_address_is_counted_and_who_is_both_is_asked_once(here) -> None:
    Person.objects.filter(pk=here.leaders[1].person.pk).update(email=None)
    both = here.leaders[2].membership
    worlds.take_part(both, here.programme, Participation.Role.FACILITATOR)
    assert services.reach_of(here.gathering).without_address == 1
    services.invite(gathering=here.gathering, by=here.facilitator)
    people = [to for to, _method, _event in arrived()]
    assert len(people) == len(set(people)) == len(here.leaders)


def test_a_day_that_is_past_or_running_says_so(here) -> None:
    go_to(here.gathering, WELCOME, here.facilitator)
    with pytest.raises(NotPossible, match="i gang"):
        services.call_off(gathering=here.gathering, by=here.facilitator)
    Gathering.objects.filter(pk=here.gathering.pk).update(date=timezone.localdate() - timedelta(days=1))
    with pytest.raises(NotPossible, match="holdt"):
        services.invite(gathering=here.gathering, by=here.facilitator)


def test_the_mail_is_in_its_readers_language(here) -> None:
    Person.objects.filter(pk=here.leader.pk).update(language="en")
    services.invite(gathering=here.gathering, by=here.facilitator)
    arrived()
    texts = {message.to[0]: f"{message.subject}\n{message.body}" for message in letters()}
    assert "You are expected at Gathering 3" in texts[here.leader.email]
    assert "Du er ventet til Samling 3" in texts[here.leaders[1].person.email]


def test_what_is_called_off_is_not_the_next_one(here, as_person) -> None:
    client, url = as_person(here.facilitator), reverse("day-invitations", args=[here.gathering.public_id])
    leader = as_person(here.leader)
    assert here.gathering.theme in leader.get(reverse("start")).content.decode()
    assert client.post(url, {"act": "off"}).headers["Location"] == f"{url}?did=off"
    assert here.gathering.theme not in leader.get(reverse("start")).content.decode()
    assert "Samlingen er avlyst." in client.get(reverse("agenda", args=[here.gathering.public_id])).content.decode()
    assert client.post(url, {"act": "hold"}).status_code == 303
    assert here.gathering.theme in leader.get(reverse("start")).content.decode()
    assert client.post(url, {"act": "no"}).status_code == 422


def test_the_page_costs_the_same_with_twenty(db, as_person) -> None:
    def cost(marker: str, leaders: int) -> int:
        here = worlds.place(marker, leaders=leaders)
        services.invite(gathering=here.gathering, by=here.facilitator)
        client = as_person(here.facilitator)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("day-invitations", args=[here.gathering.public_id])).status_code == 200
        return len(queries)

    assert cost("Liten", 1) == cost("Stor", 20)
    assert DayInvitation.objects.count() == 23
