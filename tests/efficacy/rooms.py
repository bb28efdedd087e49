"""An assessment on the stage, for the tests of it."""

from __future__ import annotations

from datetime import time

from efficacy import shipped
from efficacy.models import Instrument
from efficacy.services import assessment as services
from programmes.agenda import Way
from programmes.contract import kind_of
from programmes.models import AgendaItem, Exercise, Gathering, Participation, Phase, Round
from programmes.services import stage as stages
from tests import world as worlds
from tests.conftest import go_to

HTMX = {"HX-Request": "true"}


def exercise_of(gathering: Gathering, kind: str, title: str = "Oppgaven", slug: str = "") -> Exercise:
    """An exercise of a kind in an item of its own at the end of the day, with the phases that the kind begins with."""
    position = gathering.items.count() + 1
    item = AgendaItem.objects.create(
        gathering=gathering, position=position, starts=time(10 + position), minutes=30, title=title
    )
    exercise = Exercise.objects.create(item=item, position=1, kind=kind, title=title)
    for number, plan in enumerate(kind_of(exercise).phases, start=1):
        Phase.objects.create(
            exercise=exercise,
            position=number,
            mode=plan.mode,
            minutes=plan.minutes,
            instruction=str(plan.instruction),
            writer=plan.writer,
            in_turn=plan.in_turn,
        )
    if slug:
        services.choose(exercise=exercise, instrument=services.shipped_instrument(slug))
    return exercise


def assessment(gathering: Gathering, slug: str = shipped.DYSFUNCTIONS.slug) -> Exercise:
    return exercise_of(gathering, "assessment", "Hvor står ledergruppen nå?", slug)


def arrive(here: worlds.Place, exercise: Exercise, phase: int = 1) -> Round | None:
    stops = Way(here.gathering).stops
    number = next(each.number for each in stops if each.exercise == exercise and each.phase.position == phase)
    go_to(here.gathering, number, here.facilitator)
    return exercise.rounds.last()


def act(here: worlds.Place, name: str, **more: object) -> None:
    stage = here.gathering.stage
    stage.refresh_from_db()
    getattr(stages, name)(stage=stage, revision=stage.revision, by=here.facilitator, **more)


def opened(here: worlds.Place, exercise: Exercise, **more: object) -> Round:
    arrive(here, exercise)
    act(here, "open_round", **more)
    return exercise.rounds.latest("number")


def alike(instrument: Instrument, step: int) -> dict[str, list[int]]:
    """The same step for every item."""
    return {factor.key: [step] * len(factor.items) for factor in instrument.data.factors}


def posted(instrument: Instrument, step: int) -> dict[str, str]:
    """The same as a form sends it."""
    return {f"{factor.key}-{number}": str(step) for factor, number, _item in instrument.data.items}


def give(round: Round, seats: list[Participation], steps: list[int]) -> None:
    instrument = round.exercise.assessment.instrument
    for seat, step in zip(seats, steps, strict=True):
        services.answer(round=round, participation=seat, answers=alike(instrument, step))
