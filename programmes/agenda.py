"""A gathering's way: the stops that the stage makes, one after the other."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from programmes.models import AgendaItem, Exercise, Gathering, Phase, Stage


@dataclass(frozen=True)
class Stop:
    """An item, or one phase of an exercise in it."""

    number: int
    item: AgendaItem
    exercise: Exercise | None = None
    phase: Phase | None = None

    @property
    def title(self) -> str:
        return self.exercise.title if self.exercise else self.item.title

    @property
    def label(self) -> str:
        """What the phone's strip and the projector call it: the phase, else the kind of item."""
        return self.phase.get_mode_display() if self.phase else self.title

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
        return self.phase.minutes if self.phase else self.item.minutes

    @property
    def signals_half(self) -> bool:
        """Whether half-time is worth a sign: in phases of four minutes and more."""
        return self.phase is not None and self.minutes >= 4

    def is_at(self, stage: Stage) -> bool:
        return (
            self.item.pk == stage.item_id
            and (self.exercise.pk if self.exercise else None) == stage.exercise_id
            and (self.phase.pk if self.phase else None) == stage.phase_id
        )


class Way:
    """All stops of a gathering in order; what is left out has none. Reads the agenda in four queries."""

    def __init__(self, gathering: Gathering) -> None:
        self.items = list(
            gathering.items.prefetch_related(
                Prefetch("exercises", Exercise.objects.prefetch_related("phases").order_by("position"))
            )
        )
        for item in self.items:
            item.gathering = gathering
        # An item that is or was on by itself keeps its stop, also where an exercise is put into it later.
        here = Stage.objects.filter(gathering=gathering, exercise__isnull=True, item__isnull=False)
        been = gathering.visits.filter(exercise__isnull=True).order_by()
        self.was_on = set(been.values_list("item_id", flat=True).union(here.values_list("item_id", flat=True)))
        self.stops = list(self._stops())

    def _stops(self) -> list[Stop]:
        stops: list[Stop] = []
        for item in self.items:
            if item.is_left_out:
                continue
            before = len(stops)
            if item.pk in self.was_on:
                stops.append(Stop(len(stops), item))
            for exercise in item.exercises.all():
                exercise.item = item
                for phase in exercise.phases.all():
                    stops.append(Stop(len(stops), item, exercise, phase))
            if len(stops) == before:
                stops.append(Stop(len(stops), item))
        return stops

    def at(self, stage: Stage) -> Stop | None:
        return next((stop for stop in self.stops if stop.is_at(stage)), None)

    def after(self, stop: Stop | None) -> Stop | None:
        return self.number(stop.number + 1) if stop else None

    def before(self, stop: Stop | None) -> Stop | None:
        return self.number(stop.number - 1) if stop else None

    def number(self, number: int) -> Stop | None:
        return self.stops[number] if 0 <= number < len(self.stops) else None
