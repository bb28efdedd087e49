"""Nobody waits for somebody who waits for them: every act holds the rows of a day in one order."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config import jobs
from programmes.agenda import Way
from programmes.models import Admission, Group, GroupSet, InputPage, Stage
from programmes.services import admissions, agenda, attendance, exercises, groups, rehearsal, slides
from programmes.services import input as inputs
from programmes.services import stage as stages
from tests import world as worlds
from tests.conftest import ALONE, DIAMOND, go_to
from tests.programmes.test_exercises import made, rows_of
from tests.programmes.test_input import pdf

pytestmark = pytest.mark.django_db
Act = Callable[[], None]
ORDER = ["programme", "stage", "gathering", "agendaitem", "exercise", "round", "admission", "participation", "group"]
# Whoever holds one of these first is waited for by all who hold anything below it.
TOPS = {"programme", "stage", "gathering"}
HELD = re.compile(
    r'(?:^UPDATE|^DELETE FROM|^SELECT .* FROM) "programmes_(\w+)"(?:.*FOR (?:NO KEY )?UPDATE)?', re.DOTALL
)


def held(queries: CaptureQueriesContext, *more: str) -> list[str]:
    """The tables of ORDER, and `more`, whose rows were held, in the order in which they first were."""
    found: list[str] = []
    for each in queries.captured_queries:
        match = HELD.match(each["sql"])
        waits = match and (not each["sql"].startswith("SELECT") or "UPDATE" in each["sql"])
        if match and waits and match[1] in (*ORDER, *more) and match[1] not in found:
            found.append(match[1])
    return found


def step(here) -> None:
    stage = Stage.objects.get(gathering=here.gathering)
    stages.move(stage=stage, revision=stage.revision, to=Way(here.gathering).stops[DIAMOND + 1], by=here.facilitator)


def lengthen(here) -> None:
    stage = Stage.objects.get(gathering=here.gathering)
    stages.add_minutes(stage=stage, revision=stage.revision, minutes=2, by=here.facilitator)


def by_card(here) -> None:
    admissions.by_card(gathering=here.gathering, participation=here.leaders[2], device="x" * 64)


def admit(here) -> None:
    worlds.device(here.leaders[2], here.gathering, state=Admission.State.WAITING)
    admissions.admit(gathering=here.gathering, admissions=[Admission.objects.get().public_id], by=here.facilitator)


def new_exercise(here) -> None:
    item = here.gathering.items.get(position=2)
    exercises.create(item=item, after=0, title="Ny", phases=[], by=here.facilitator)


def new_page(here) -> None:
    inputs.create(item=here.gathering.items.get(position=2), after=None, text=inputs.PageText("Ny"))


def seat(here) -> None:
    groups.move(gathering=here.gathering, participation=here.leaders[2], group=here.groups[1], by=here.facilitator)


def tick(here) -> None:
    attendance.mark(gathering=here.gathering, participations=here.leaders[:2], was_there=True, by=here.facilitator)


ACTS = [step, lengthen, by_card, admit, new_exercise, new_page, seat, tick]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
@pytest.mark.parametrize("act", ACTS)
def test_rows_are_held_from_the_stage_down(here, act) -> None:
    assert GroupSet.objects.exists()
    go_to(here.gathering, ALONE if act is lengthen else DIAMOND, here.facilitator)
    with CaptureQueriesContext(connection) as queries:
        act(here)
    found = held(queries)
    assert found
    assert found == sorted(found, key=ORDER.index)


def change_page(here) -> Act:
    page = a_page(here)
    return lambda: inputs.change(page=page, text=inputs.PageText("Nyere"), seen=inputs.fingerprint(page))


def change_picture(here) -> Act:
    page = a_page(here)
    return lambda: inputs.take_picture_off(page=page)


def a_page(here) -> InputPage:
    return inputs.create(item=here.gathering.items.get(position=2), after=None, text=inputs.PageText("Ny"))


def bring_slides(here) -> Act:
    jobs.discover()
    item = here.gathering.items.get(position=2)
    slides.ask(item=item, after=None, name="a.pdf", content=pdf("Tillit"), by=here.facilitator)

    def work() -> None:
        while jobs.take_one():
            pass

    return work


def exchange_numbers(here) -> Act:
    day, seen = here.gathering, agenda.fingerprint(here.gathering)
    text = {"day": day.date, "place": day.place, "theme": day.theme, "seen": seen, "by": here.facilitator}
    return lambda: agenda.change_gathering(gathering=day, number=day.number + 1, **text)


def remove_group(here) -> Act:
    group = Group.objects.create(group_set=here.groups[0].group_set, name="Tom", position=90)
    device = worlds.device(here.leaders[2], here.gathering)
    Admission.objects.update(group=group)
    assert device
    return lambda: groups.remove(gathering=here.gathering, group=group, by=here.facilitator)


PREPARED = [change_page, change_picture, bring_slides, exchange_numbers, remove_group]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
@pytest.mark.parametrize("prepare", PREPARED)
def test_whatever_changes_a_plan_holds_the_top_first(here, prepare) -> None:
    act = prepare(here)
    with CaptureQueriesContext(connection) as queries:
        act()
    found = held(queries, "inputpage", "slideimport")
    tops = [each for each in found if each in TOPS]
    assert found[0] in TOPS
    assert tops == sorted(tops, key=ORDER.index)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
@pytest.mark.parametrize("act", [stages.start, rehearsal.begin])
def test_a_day_that_begins_holds_its_stage_first(here, act) -> None:
    with CaptureQueriesContext(connection) as queries:
        act(gathering=here.gathering, by=here.facilitator)
    assert held(queries)[:2] == ["stage", "gathering"]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
@pytest.mark.parametrize("act", ["edit", "delete"])
def test_an_exercise_that_is_edited_or_deleted_waits_for_a_step(here, as_person, act) -> None:
    go_to(here.gathering, 0, here.facilitator)
    exercise, client = made(here, "own"), as_person(here.facilitator)
    form = rows_of(exercise) | {"title": "Et annet navn"} if act == "edit" else {}
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(reverse(f"exercise-{act}", args=[here.gathering.public_id, exercise.public_id]), form)
    assert answer.status_code == 303
    found = held(queries)
    assert found[0] == "stage"
    assert found == sorted(found, key=ORDER.index)
