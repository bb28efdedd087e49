"""The day on paper and in a calendar, as those who get them read them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from programmes import dayprint
from programmes.models import AgendaItem, Exercise, Gathering, Phase, Programme, Question
from programmes.queries.agenda import items_to_print
from programmes.services import agenda as services
from programmes.services import input as services_of_input
from programmes.services.agenda import ItemText
from programmes.services.input import PageText
from tests.test_pages import Page
from tests.world import Place

pytestmark = pytest.mark.django_db


def url(gathering: Gathering, name: str) -> str:
    return reverse(name, args=[gathering.public_id])


def event_of(client, gathering: Gathering):
    response = client.get(url(gathering, "gathering-calendar"))
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    calendar = Calendar.from_ical(response.content)
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    assert b"\r\n" in response.content
    assert max(map(len, response.content.split(b"\r\n"))) <= 75
    [event] = calendar.walk("VEVENT")
    return event


def ask(here: Place) -> None:
    exercise = Exercise.objects.create(
        item=here.gathering.items.get(position=1), position=1, kind="questions", title="Påkobling"
    )
    Phase.objects.create(exercise=exercise, position=1, mode="pairs", minutes=7, instruction="Snakk sammen i duoer.")
    Phase.objects.create(exercise=exercise, position=2, mode="together", minutes=5, instruction="Hva går igjen?")
    Question.objects.create(exercise=exercise, position=1, text="Hva har du vært opptatt av?")
    Question.objects.create(exercise=exercise, position=2, text="Gammelt spørsmål", is_withdrawn=True)


class TestCalendar:
    def test_it_is_read_back_with_the_times_of_the_plan(self, here, as_person) -> None:
        Gathering.objects.filter(pk=here.gathering.pk).update(
            date=date(2026, 9, 24), theme="Mål; mestring, og æøå " * 3, place="Kantina, 2. etasje"
        )
        event = event_of(as_person(here.leader), here.gathering)
        assert event.decoded("dtstart") == datetime(2026, 9, 24, 6, 30, tzinfo=UTC)
        assert event.decoded("dtend") == datetime(2026, 9, 24, 8, 0, tzinfo=UTC)
        assert event["location"] == "Kantina, 2. etasje"
        assert "Mål; mestring, og æøå" in event["summary"]
        assert event["description"].splitlines()[:2] == ["08:30 Velkommen", "09:00 Felles lederplattform"]
        assert event["organizer"].startswith("mailto:")
        assert here.facilitator.email not in event.to_ical().decode()

    def test_an_update_keeps_the_uid_and_is_the_newer(self, here, as_person) -> None:
        client = as_person(here.leader)
        before = event_of(client, here.gathering)
        services.save(
            gathering=here.gathering,
            items=[ItemText(1, "Velkommen", "session", time(9), 45)],
            by=here.facilitator,
        )
        after = event_of(client, here.gathering)
        assert after["uid"] == before["uid"] == f"{here.gathering.public_id}@varde"
        assert after["sequence"] == before["sequence"] + 1
        assert after.decoded("dtstart") != before.decoded("dtstart")

    def test_a_day_without_a_plan_takes_the_whole_day(self, here, as_person) -> None:
        empty = Gathering.objects.create(programme=here.programme, number=4, date=date(2026, 12, 1))
        event = event_of(as_person(here.facilitator), empty)
        assert event.decoded("dtstart") == date(2026, 12, 1)
        assert event.decoded("dtend") == date(2026, 12, 2)

    def test_what_is_left_out_is_no_part_of_the_day(self, here, as_person) -> None:
        here.gathering.items.filter(position=2).update(is_left_out=True)
        event = event_of(as_person(here.leader), here.gathering)
        assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=30)
        assert "Felles" not in event["description"]

    def test_who_leads_and_facilitates_in_one_programme_opens_it_too(self, here, as_person) -> None:
        for person in (here.leader, here.facilitator):
            assert event_of(as_person(person), here.gathering)["uid"]


@pytest.mark.pdf
@pytest.mark.once
class TestPaper:
    def read(self, client, gathering: Gathering, name: str) -> str:
        from tests.pdf.accessible import problems, text

        response = client.get(url(gathering, name))
        assert response.headers["Content-Type"] == "application/pdf"
        assert problems(response.content) == []
        return text(response.content)

    def test_the_facilitator_has_instructions_and_leaders_have_none(self, here, as_person) -> None:
        ask(here)
        bare = here.gathering.items.get(position=2)
        Exercise.objects.create(item=bare, position=9, kind="decision", title="Uten faser")
        Exercise.objects.create(item=bare, position=10, kind="self-rating", title="Hvor er du?")
        client = as_person(here.facilitator)
        full = self.read(client, here.gathering, "agenda-full-pdf")
        assert "Uten faser" in full
        for said in (
            "08:30–09:00",
            "Påkobling",
            "I duoer, 7 min.",
            "Snakk sammen i duoer.",
            "Hva har du vært opptatt av?",
            "Gir autonomi og tillit",
        ):
            assert said in full
        assert "08:37" in full
        assert "Gammelt spørsmål" not in full
        short = self.read(as_person(here.leader), here.gathering, "agenda-pdf")
        assert "Velkommen" in short
        assert "Snakk sammen" not in short
        assert "opptatt av" not in short
        assert "Gir autonomi" not in short

    def test_a_long_day_runs_over_pages_and_an_empty_one_says_so(self, here, as_person) -> None:
        client = as_person(here.facilitator)
        for position in range(3, 23):
            item = AgendaItem.objects.create(
                gathering=here.gathering, position=position, starts=time(10), minutes=5, title=f"Post {position} " * 9
            )
            made = Exercise.objects.create(item=item, position=1, kind="questions", title="Spør")
            Phase.objects.create(exercise=made, position=1, mode="alone", minutes=5, instruction="Tenk. " * 80)
        assert "Post 22" in self.read(client, here.gathering, "agenda-full-pdf")
        empty = Gathering.objects.create(programme=here.programme, number=4, date=date(2026, 12, 1))
        assert "Dagsplanen er tom." in self.read(client, empty, "agenda-pdf")

    def test_the_facilitator_has_the_theory_on_paper_and_the_leaders_have_not(self, here, as_person) -> None:
        item = here.gathering.items.get(position=2)
        before = self.read(as_person(here.facilitator), here.gathering, "agenda-full-pdf")
        services_of_input.create(
            item=item, after=None, text=PageText("Mestringstro", "Fire kilder:\n\n- **egne** erfaringer\n- *andres*")
        )
        words = self.read(as_person(here.facilitator), here.gathering, "agenda-full-pdf")
        assert "Mestringstro" in words
        assert "– egne erfaringer" in words
        # An hour holds five phases of ten minutes: the page has the ten that are left, and the exercises come after it.
        assert re.search(r"09:10\s+Seljordmerke top-three", before)
        assert re.search(r"09:20\s+Seljordmerke top-three", words)
        assert "Mestringstro" not in self.read(as_person(here.leader), here.gathering, "agenda-pdf")

    def test_it_is_written_in_the_language_of_the_programme(self, here, as_person) -> None:
        Programme.objects.filter(pk=here.programme.pk).update(language="nn")
        words = self.read(as_person(here.facilitator), here.gathering, "agenda-full-pdf")
        assert "For prosessleiaren" in words


def test_printing_reads_the_same_for_many_items_as_for_few(here) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            dayprint.lines(items_to_print(here.gathering), instructions=True)
        return len(queries)

    few = cost()
    for position in range(3, 23):
        item = AgendaItem.objects.create(
            gathering=here.gathering, position=position, starts=time(10), minutes=5, title="Mer"
        )
        Exercise.objects.create(item=item, position=1, kind="questions", title="Spør")
    assert cost() == few == 5


def test_the_start_pages_lead_there(here, as_person) -> None:
    leader = as_person(here.leader).get("/").content.decode()
    assert url(here.gathering, "gathering-calendar") in leader
    assert url(here.gathering, "agenda-pdf") in leader
    facilitator = as_person(here.facilitator).get("/").content.decode()
    assert url(here.gathering, "agenda") in facilitator
    assert Page(leader).problems == Page(facilitator).problems == []
