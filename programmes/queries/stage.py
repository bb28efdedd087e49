"""What the stage's pages show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property

from config.prepared import Prepared
from programmes.agenda import Stop, Way
from programmes.contract import ExerciseKind, kind_of
from programmes.models import (
    Elector,
    Gathering,
    InputPage,
    Participation,
    Phase,
    Round,
    Stage,
)
from programmes.queries.gatherings import WITH_ITS_PROGRAMME
from programmes.queries.task import Task, task_at


@dataclass
class Now:
    """The stage, and where it is on the day's way."""

    stage: Stage
    way: Way
    stop: Stop | None

    @cached_property
    def task(self) -> Task | None:
        """The exercise that is on; None between exercises."""
        return task_at(self.stage, self.stop) if self.stop else None

    @property
    def round(self) -> Round | None:
        """The newest round of the exercise that is on."""
        return self.task.round if self.task else None

    @property
    def gathering(self) -> Gathering:
        return self.stage.gathering

    def for_leaders(self) -> Now:
        """As those who take part see it: a rehearsal is nothing that has begun."""
        if not self.stage.is_rehearsal:
            return self
        return Now(Stage(gathering=self.gathering, epoch=self.stage.epoch), self.way, None)

    @cached_property
    def kinds(self) -> dict[str, ExerciseKind]:
        """The kinds of exercise that the day holds, by their slugs."""
        return {stop.exercise.kind: kind_of(stop.exercise) for stop in self.way.stops if stop.exercise}

    @property
    def has_group_work(self) -> bool:
        """Whether something of the day is done in groups."""
        return any(stop.phase and stop.phase.mode == Phase.Mode.GROUPS for stop in self.way.stops)

    @property
    def styles(self) -> list[str]:
        """The style sheets that what the day holds needs."""
        return sorted({f"css/{name}" for kind in self.kinds.values() for name in kind.styles})

    @property
    def scripts(self) -> list[str]:
        return sorted({f"js/{name}" for kind in self.kinds.values() for name in kind.scripts})

    @property
    def next(self) -> Stop | None:
        return self.way.after(self.stop)

    @property
    def previous(self) -> Stop | None:
        return self.way.before(self.stop)

    @property
    def step(self) -> str:
        """Changes whenever a participant has something else to do."""
        if not self.stage.is_on or self.stop is None:
            return self.stage.state
        recap = ["recap"] if self.shows_recap else []
        if self.stage.is_at_the_door:
            return "-".join(["door", *recap])
        page = [f"page{self.stage.page}"] if self.shown else []
        changed = [f"changed{self.stop.exercise.changes}"] if self.stop.exercise and self.stop.exercise.changes else []
        asked = [self.round.public_id, self.round.state] if self.round else []
        return "-".join([str(self.stop.number), *page, *recap, *changed, *asked])

    @property
    def shows_recap(self) -> bool:
        """The summary of the gathering before is on the projector, and nobody has anything else to do."""
        is_on = self.stage.is_on and self.stage.screen == Stage.Screen.SUMMARY
        return bool(is_on and self.stop and not self.stop.exercise)

    @property
    def shown(self) -> InputPage | None:
        """The page of input that is before the room."""
        pages = self.stop.pages if self.stop else []
        return pages[self.page] if pages else None

    @property
    def page(self) -> int:
        """Which page of the input that is, from 0; a page that was taken out meanwhile counts no more."""
        return min(self.stage.page, len(self.stop.pages) - 1) if self.stop and self.stop.pages else 0

    @property
    def page_before(self) -> int | None:
        return self.page - 1 if self.page else None

    @property
    def page_after(self) -> int | None:
        return self.page + 1 if self.stop and self.page + 1 < len(self.stop.pages) else None

    @property
    def phases(self) -> list[Stop]:
        """All phases of the exercise that is on."""
        return self.way.of_exercise(self.task.exercise) if self.task else []

    @property
    def open_earlier(self) -> list[Stop]:
        """Phases of the exercise that are behind, and in which one may still do something."""
        if not (self.task and self.stop and self.task.round and self.task.round.is_open):
            return []
        behind = [stop for stop in self.phases if stop.number < self.stop.number]
        return [stop for stop in behind if stop.phase and self.task.kind.writes_in(stop.phase)]

    @property
    def labels_twice(self) -> set[str]:
        """What more than one phase of the exercise is called: it does not say which."""
        return {label for label, times in Counter(stop.label for stop in self.phases).items() if times > 1}

    @property
    def gone(self) -> int:
        """Minutes of what is on that have passed; at most all of them."""
        if self.stage.ends_at is None:
            return 0
        left = (self.stage.ends_at - timezone.now()).total_seconds()
        return min(max(int(self.stage.seconds_in_all - left) // 60, 0), self.stage.minutes_in_all)


def _stages(**of: object) -> QuerySet[Stage]:
    return Stage.objects.filter(**of).select_related("moved_by", "near")


STAGE = Prepared(lambda gathering: _stages(gathering=gathering), gathering=int)
STAGE_IN = Prepared(
    lambda room: _stages(gathering__public_id=room).select_related("gathering__programme__municipality"), room=str
)


def anew(stage: Stage) -> Way:
    return Way(stage.gathering)


def now(gathering: Gathering, *, read: Callable[[Stage], Way] = anew) -> Now:
    """Where a gathering is. Constant in queries, whatever its agenda holds."""
    stage = STAGE.first(gathering=gathering.pk) or Stage()
    stage.gathering = gathering
    return now_at(stage, read=read)


def now_in(room: str, *, read: Callable[[Stage], Way]) -> Now | None:
    """The same by a gathering's public id, with all that is read anew for each audience; None where there is none."""
    stage = STAGE_IN.first(room=room)
    if stage is None:
        gathering = WITH_ITS_PROGRAMME.first(gathering=room)
        return now(gathering, read=read) if gathering else None
    return now_at(stage, read=read)


def now_at(stage: Stage, *, read: Callable[[Stage], Way] = anew) -> Now:
    """The same, where the stage has just been read."""
    way = read(stage)
    return Now(stage, way, way.at(stage))


ELECTOR = Prepared(
    lambda round, participation: Elector.objects.filter(round=round, participation=participation).select_related(
        "group"
    ),
    round=int,
    participation=int,
)


def elector(round: Round | None, participation: Participation) -> Elector | None:
    """A leader among those who are asked."""
    return ELECTOR.first(round=round.pk, participation=participation.pk) if round else None
