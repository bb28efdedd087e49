"""A gathering's way: the stops that the stage makes, one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from config.prepared import Prepared, attach
from config.recent import Recent, own
from programmes.models import AgendaItem, Exercise, Gathering, InputPage, Phase, Stage, Visit

A_PAGE = 2  # minutes, at the least, for a page of input among exercises


@dataclass(frozen=True)
class Stop:
    """An item, one phase of an exercise in it, or input after one of its exercises."""

    number: int
    item: AgendaItem
    exercise: Exercise | None = None
    phase: Phase | None = None
    after: Exercise | None = None
    pages: list[InputPage] = field(default_factory=list)
    length: int = 0  # minutes of input among exercises; 0: all of the item's

    @property
    def title(self) -> str:
        if self.exercise:
            return self.exercise.title
        return self.pages[0].heading if self.after and self.pages else self.item.title

    @property
    def label(self) -> str:
        """What the phone's strip and the projector call it: the phase, else the kind of item."""
        return str(Phase.Mode(self.phase.mode).label) if self.phase else self.title

    @property
    def short(self) -> str:
        """What the button that leads here says: a new exercise by its name, a later phase by its mode."""
        first = self.phase is None or self.phase.position == 1
        return self.title if first else self.label

    @property
    def instruction(self) -> str:
        if self.phase and self.phase.instruction:
            return self.phase.instruction
        return (self.exercise.question if self.exercise else self.item.question) or self.title

    @property
    def minutes(self) -> int:
        return self.phase.minutes if self.phase else self.length or self.item.minutes

    @property
    def signals_half(self) -> bool:
        """Whether half-time is worth a sign: in phases of four minutes and more."""
        return self.phase is not None and self.minutes >= 4

    def is_at(self, stage: Stage) -> bool:
        return (
            self.item.pk == stage.item_id
            and (self.exercise.pk if self.exercise else None) == stage.exercise_id
            and (self.phase.pk if self.phase else None) == stage.phase_id
            and (self.after.pk if self.after else None) == stage.after_id
        )


ITEMS = Prepared(lambda gathering: AgendaItem.objects.filter(gathering=gathering), gathering=int)
EXERCISES = Prepared(lambda gathering: Exercise.objects.filter(item__gathering=gathering), gathering=int)
PHASES = Prepared(lambda gathering: Phase.objects.filter(exercise__item__gathering=gathering), gathering=int)
PAGES = Prepared(
    lambda gathering: (
        InputPage.objects.filter(item__gathering=gathering, deleted_at=None)
        .select_related("picture")
        .defer("picture__content")
    ),
    gathering=int,
)


def been(gathering: int) -> QuerySet[Visit, Any]:
    """Where a gathering has been without an exercise: an item that is or was on by itself keeps its stop, also
    where an exercise is put into it later.
    """
    here = Stage.objects.filter(gathering=gathering, exercise__isnull=True, item__isnull=False)
    visited = Visit.objects.filter(gathering=gathering, exercise__isnull=True, after__isnull=True).order_by()
    return visited.values_list("item_id", "after_id").union(here.values_list("item_id", "after_id"))


PLACES = Prepared(been, gathering=int)


class Way:
    """All stops of a gathering in order; what is left out has none. Reads the agenda in five queries."""

    def __init__(self, gathering: Gathering) -> None:
        self.items = ITEMS.all(gathering=gathering.pk)
        exercises = EXERCISES.all(gathering=gathering.pk)
        attach("phases", PHASES.all(gathering=gathering.pk), to=exercises)
        attach("exercises", exercises, to=self.items)
        attach("pages", PAGES.all(gathering=gathering.pk), to=self.items)
        for item in self.items:
            item.gathering = gathering
        self.was_on = set(PLACES.rows(gathering=gathering.pk))
        self.stops = list(self._stops())

    def _stops(self) -> list[Stop]:
        stops: list[Stop] = []
        for item in self.items:
            if item.is_left_out:
                continue
            stops += self._stops_of(item, len(stops))
        return stops

    def _stops_of(self, item: AgendaItem, first: int) -> list[Stop]:
        exercises = list(item.exercises.all())
        pages = pages_of(item)
        share = _left_to_input(item, exercises, len(pages))
        stops: list[Stop] = []

        def put(after: Exercise | None) -> None:
            key = after.pk if after else None
            if key in pages or (item.pk, key) in self.was_on:
                shown = pages.get(key, [])
                length = _length(share, shown) if exercises else 0
                stops.append(Stop(first + len(stops), item, after=after, pages=shown, length=length))

        put(None)
        for exercise in exercises:
            for phase in exercise.phases.all():
                stops.append(Stop(first + len(stops), item, exercise, phase))
            put(exercise)
        return stops or [Stop(first, item)]

    def at(self, stage: Stage) -> Stop | None:
        return next((stop for stop in self.stops if stop.is_at(stage)), None)

    def of_exercise(self, exercise: Exercise) -> list[Stop]:
        """Its phases."""
        return [stop for stop in self.stops if stop.exercise and stop.exercise.pk == exercise.pk]

    def after(self, stop: Stop | None) -> Stop | None:
        return self.number(stop.number + 1) if stop else None

    def before(self, stop: Stop | None) -> Stop | None:
        return self.number(stop.number - 1) if stop else None

    def number(self, number: int) -> Stop | None:
        return self.stops[number] if 0 <= number < len(self.stops) else None


# By their gathering. Half a minute makes up for a change that was not told of.
KEPT: Recent[Way] = Recent(seconds=30)


def kept_way(stage: Stage) -> Way:
    """The way of a stage, which all share: read again when its day was changed, or has been let go.

    A step changes nothing in it: where the stage goes, there is a stop.
    """
    gathering = stage.gathering
    return KEPT.get(gathering.public_id, lambda: Way(own(gathering)), mark=(gathering.changes, stage.epoch))


def pages_of(item: AgendaItem) -> dict[int | None, list[InputPage]]:
    """An item's input, by the exercise that it stands after; before all of them under None."""
    found: dict[int | None, list[InputPage]] = {}
    for page in item.pages.all():
        if page.deleted_at is None:
            found.setdefault(page.after_id, []).append(page)
    return found


def minutes_of_input(item: AgendaItem) -> dict[int | None, int]:
    """How long each of an item's inputs takes beside its exercises, as the stage counts it."""
    pages = pages_of(item)
    share = _left_to_input(item, list(item.exercises.all()), len(pages))
    return {after: _length(share, shown) for after, shown in pages.items()}


def _length(share: int, pages: list[InputPage]) -> int:
    return max(share, A_PAGE * len(pages))


def _left_to_input(item: AgendaItem, exercises: list[Exercise], inputs: int) -> int:
    """Minutes for each of an item's inputs: what its exercises leave, shared equally; at least one."""
    taken = sum(phase.minutes for exercise in exercises for phase in exercise.phases.all())
    return max((item.minutes - taken) // max(inputs, 1), 1)


def minutes_needed(item: AgendaItem) -> int:
    """Minutes that an item's exercises take, and its pages of input beside them; 0 where it has no exercise."""
    taken = sum(phase.minutes for exercise in item.exercises.all() for phase in exercise.phases.all())
    pages = sum(page.deleted_at is None for page in item.pages.all())
    return taken + A_PAGE * pages if taken else 0
