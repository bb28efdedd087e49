"""A day's way is read once for all, and anew after every act that changes the day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.pictures import Image
from programmes.agenda import Way, kept_way
from programmes.models import AgendaItem, Exercise, Gathering, InputPage, Phase, Replan, Stage
from programmes.queries import dayplan
from programmes.queries import stage as stage_queries
from programmes.replan import Wish
from programmes.services import agenda, exercises, replan
from programmes.services import input as pages
from programmes.services import stage as stages
from programmes.services.exercises import PhaseText
from programmes.services.input import PageText, Slide
from tests.conftest import DIAMOND, go_to
from tests.world import Place

pytestmark = pytest.mark.django_db
PICTURE = Image(b"\xff\xd8\xff", 9, 9)
PHASES = [PhaseText(Phase.Mode.ALONE, 5, "Tenk.")]


def stage(here: Place) -> Stage:
    return Stage.objects.select_related("gathering").get(gathering=here.gathering)


def told(way: Way) -> list[Any]:
    """Everything that the stops say."""
    return [
        (
            stop.number, stop.title, stop.instruction, stop.minutes, stop.item.pk, stop.item.starts, stop.item.minutes,
            [(page.pk, page.heading, hasattr(page, "picture")) for page in stop.pages],
            stop.exercise and (stop.exercise.pk, stop.exercise.changes), stop.phase and stop.phase.pk,
        )
        for stop in way.stops
    ]  # fmt: skip


def item(here: Place) -> AgendaItem:
    return here.gathering.items.get(position=2)


def page(here: Place) -> InputPage:
    return InputPage.objects.filter(item__gathering=here.gathering, deleted_at=None).earliest("pk")


def own(here: Place) -> Exercise:
    return Exercise.objects.get(item__gathering=here.gathering, title="Eget")


def make(here: Place, position: int = 1) -> Exercise:
    return exercises.create(
        item=here.gathering.items.get(position=position), after=0, title="Eget", phases=PHASES, by=here.facilitator
    )


def change(here: Place) -> None:
    phases = [PhaseText(Phase.Mode.ALONE, 9, "Tenk lenge.", was=1)]
    exercises.change(
        exercise=own(here), title="Eget", question="Hva nå?", questions=[], phases=phases, by=here.facilitator
    )


def replanned(here: Place) -> Replan:
    course = dayplan.course(stage_queries.now(Gathering.objects.get(pk=here.gathering.pk)))
    wish = Wish(minutes={2: 45})
    done = replan.use(gathering=here.gathering, wish=wish, was=replan.seen(course, wish), by=here.facilitator)
    assert done
    return done


ACTS: dict[str, Callable[[Place], Any]] = {
    "a new exercise": lambda here: make(here, 2),
    "an exercise is changed": change,
    "an exercise is deleted": lambda here: exercises.delete(exercise=own(here), by=here.facilitator),
    "a new page": lambda here: pages.create(item=item(here), after=None, text=PageText("Ny")),
    "a page is changed": lambda here: pages.change(page=page(here), text=PageText("Endret")),
    "a page gets a picture": lambda here: pages.change(page=page(here), text=PageText("A"), picture=PICTURE, alt="x"),
    "slides": lambda here: pages.bring_in(item=item(here), after=None, slides=[Slide("Lysbilde", "x", PICTURE)]),
    "a page is moved": lambda here: pages.move(page=page(here), down=True),
    "a page is deleted": lambda here: pages.delete(page=page(here)),
}


@pytest.fixture
def begun(here: Place) -> Place:
    make(here)
    for heading in ("A", "B"):
        pages.create(item=item(here), after=None, text=PageText(heading))
    go_to(here.gathering, DIAMOND, here.facilitator)
    return here


@pytest.mark.parametrize("name", ACTS)
def test_a_change_of_the_day_is_seen_at_once(begun: Place, name: str) -> None:
    before = told(kept_way(stage(begun)))
    ACTS[name](begun)
    now = told(kept_way(stage(begun)))
    assert now != before
    assert now == told(Way(begun.gathering))


def test_a_page_that_is_brought_back_is_seen_at_once(begun: Place) -> None:
    gone = page(begun)
    pages.delete(page=gone)
    before = told(kept_way(stage(begun)))
    pages.restore(page=gone)
    assert told(kept_way(stage(begun))) == told(Way(begun.gathering)) != before


def test_a_day_that_is_planned_is_seen_at_once(here: Place) -> None:
    before = told(kept_way(stage(here)))
    items = [
        agenda.ItemText(each.position, f"{each.title} mer", each.kind, each.starts, each.minutes)
        for each in here.gathering.items.all()
    ]
    agenda.save(gathering=here.gathering, items=items, by=here.facilitator)
    assert told(kept_way(stage(here))) == told(Way(here.gathering)) != before


def test_a_re_plan_and_its_undoing_are_seen_at_once(here: Place) -> None:
    stages.start(gathering=here.gathering, by=here.facilitator)
    before = told(kept_way(stage(here)))
    done = replanned(here)
    changed = told(kept_way(stage(here)))
    assert changed == told(Way(here.gathering)) != before
    replan.undo(gathering=here.gathering, replan=done.public_id, by=here.facilitator)
    assert told(kept_way(stage(here))) == before


def test_steps_read_it_once_and_find_it_as_it_is(begun: Place) -> None:
    kept_way(stage(begun))
    for number in range(len(Way(begun.gathering).stops)):
        go_to(begun.gathering, number, begun.facilitator)
        now = stage(begun)
        with CaptureQueriesContext(connection) as asked:
            way = kept_way(now)
        assert not asked.captured_queries
        assert told(way) == told(Way(begun.gathering))


def test_a_rehearsal_leaves_nothing_of_itself_in_it(here: Place) -> None:
    go_to(here.gathering, DIAMOND, here.facilitator)
    kept_way(stage(here))
    stages.back_to_plan(stage=stage(here), revision=stage(here).revision)
    here.gathering.visits.all().delete()
    assert told(kept_way(stage(here))) == told(Way(here.gathering))
