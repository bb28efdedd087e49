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
from programmes.contract import ExerciseKind, Fragment, Progress, Tool, kind_of
from programmes.models import (
    Elector,
    Gathering,
    Group,
    InputPage,
    Participation,
    Phase,
    Question,
    Round,
    Stage,
)
from programmes.queries.gatherings import WITH_ITS_PROGRAMME

SHORT = 70  # letters that find room beside a result on the projector


@dataclass
class Now:
    """The stage with everything that says where it is."""

    stage: Stage
    way: Way
    stop: Stop | None

    @cached_property
    def round(self) -> Round | None:
        """The newest round of the exercise that is on."""
        exercise = self.stop.exercise if self.stop else None
        found = NEWEST_ROUND.first(exercise=exercise.pk) if exercise else None
        if found and exercise:
            found.exercise = exercise
        return found

    @property
    def gathering(self) -> Gathering:
        return self.stage.gathering

    def for_leaders(self) -> Now:
        """As those who take part see it: a rehearsal is nothing that has begun."""
        if not self.stage.is_rehearsal:
            return self
        return Now(Stage(gathering=self.gathering, epoch=self.stage.epoch), self.way, None)

    @property
    def phones_can_answer(self) -> bool:
        """Whether the pretend phones of a rehearsal have anything to do."""
        return bool(self.round and self.round.is_open and self.kind and self.kind.pretends(self.round))

    @property
    def kind(self) -> ExerciseKind | None:
        return kind_of(self.stop.exercise) if self.stop and self.stop.exercise else None

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
        return pages[min(self.stage.page, len(pages) - 1)] if pages else None

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

    @cached_property
    def asks_in(self) -> str:
        """The mode of the phase in which the facilitator opens the round; empty where it opens by itself."""
        return self.kind.asks_in(self.stop.exercise) if self.kind and self.stop and self.stop.exercise else ""

    @property
    def asks(self) -> bool:
        """The stage stands where its exercise's round is opened, and the round is not opened yet."""
        return bool(self.stop and self.stop.phase and self.asks_in == self.stop.phase.mode and self.round is None)

    @cached_property
    def lacks(self) -> str:
        """Why the round can't be opened yet, where it is to be; empty where it can."""
        return (
            self.kind.lacks(self.stop.exercise) if self.asks and self.kind and self.stop and self.stop.exercise else ""
        )

    @property
    def may_ask_again(self) -> bool:
        """The room has seen a result here, and may be asked once more."""
        return bool(self.is_over and self.kind and self.kind.repeats and self.round and self.round.is_revealed)

    @property
    def must_close(self) -> bool:
        """A sealed or detached round is open: closing it is the natural next act."""
        return bool(self.round and self.round.is_open and self.asks_in)

    @property
    def must_reveal(self) -> bool:
        """A round that was asked is closed, and the room has not seen what came of it."""
        return bool(self.round and self.round.state == "closed" and self.asks_in)

    @property
    def is_over(self) -> bool:
        """The stage stands where its exercise's round was asked, and nobody can answer it any more."""
        at_its_phase = bool(self.stop and self.stop.phase and self.asks_in == self.stop.phase.mode)
        return bool(at_its_phase and self.round and not self.round.is_open)

    @cached_property
    def first(self) -> Tool | None:
        """What the facilitator does here before the room goes on."""
        return self.kind.first(self.round) if self.kind and self.round else None

    @cached_property
    def progress(self) -> Progress | None:
        """How far those who are asked have come, where the phase counts it."""
        if not (self.kind and self.round and self.stop and self.stop.exercise and self.stop.phase):
            return None
        counts = self.kind.counts_in(self.stop.exercise, self.stop.phase)
        return self.kind.progress(self.round) if counts else None

    @property
    def is_short(self) -> bool:
        """So few have answered the round that nothing of it is shown, and what they gave is deleted as it closes."""
        if not (self.progress and self.kind and self.round) or self.round.is_named:
            return False
        return self.progress.done < self.kind.floor(self.round.exercise)

    @property
    def floor(self) -> int:
        """How many must answer before anything is shown; 0 where answers are not anonymous."""
        return self.kind.floor(self.stop.exercise) if self.kind and self.stop and self.stop.exercise else 0

    @property
    def closing_loses(self) -> bool:
        """Who closes the round now deletes what was given."""
        return self.must_close and self.is_short

    @property
    def must_show(self) -> bool:
        """There is something that the room has not seen; of a kind that is asked again, how few they were."""
        return self.must_reveal and bool(not self.is_short or (self.kind and self.kind.repeats))

    @property
    def only_says_closed(self) -> bool:
        """The projector waits for the result; it goes on with the next task where there will be none."""
        return self.must_reveal and (self.is_over or not self.is_short)

    @property
    def result(self) -> Fragment | None:
        """The result, where it may be shown to the room: a group's part of it, or all of it."""
        if not (self.kind and self.round and self.kind.may_show(self.round)):
            return None
        near = self.kind.near(self.round, self.stage.near) if self.stage.near else None
        return near or self.kind.projector(self.round)

    @property
    def talk(self) -> str:
        """What the room talks of with the result before it: the phase's instruction, where it is short; else empty."""
        if not (self.stop and self.stop.phase) or self.stop.phase.mode == self.asks_in:
            return ""
        return self.stop.instruction if len(self.stop.instruction) <= SHORT and "?" in self.stop.instruction else ""

    @property
    def near_groups(self) -> list[Group]:
        """Whose part of the result can fill the projector now."""
        is_shown = self.stage.screen == Stage.Screen.RESULT and self.kind and self.round
        return self.kind.near_groups(self.round) if is_shown and self.kind and self.round else []

    @property
    def desk(self) -> Fragment | None:
        """The result for the facilitator, once the room has seen it."""
        return self.kind.desk(self.round) if self.kind and self.round and self.round.is_revealed else None

    @property
    def open_earlier(self) -> list[Stop]:
        """Phases of the exercise that are behind, and in which one may still do something."""
        if not (self.kind and self.round and self.round.is_open and self.stop):
            return []
        behind = [stop for stop in self.phases if stop.number < self.stop.number]
        return [stop for stop in behind if stop.phase and self.kind.writes_in(stop.phase)]

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

    @property
    def asked(self) -> list[Question]:
        """The questions that the room has before it; empty where the instruction says it all."""
        if not (self.kind and self.stop and self.stop.exercise and self.stop.phase):
            return []
        return self.kind.asked(self.stop.exercise, self.stop.phase)

    @property
    def material(self) -> list[str]:
        """What the room talks about at this stop, where the exercise brings it."""
        if not (self.kind and self.stop and self.stop.exercise and self.stop.phase):
            return []
        return self.kind.material(self.stop.exercise, self.stop.phase)

    @property
    def question(self) -> str:
        """What the exercise asks as a whole; empty where its title or the phase's instruction says so already."""
        if not (self.stop and self.stop.exercise):
            return ""
        question = self.stop.exercise.question
        said = f"{self.stop.title} {self.stop.instruction}"
        return "" if question.rstrip(" ?") in said else question

    @property
    def told(self) -> Fragment | None:
        """What the facilitator is told of the answers, where the exercise says it itself."""
        exercise = self.stop.exercise if self.stop else None
        return self.kind.told(exercise, self.round) if self.kind and exercise else None

    @property
    def tools(self) -> tuple[Tool, ...]:
        """The facilitator's pages that go with what is on."""
        return self.kind.tools(self.stop.exercise) if self.kind and self.stop and self.stop.exercise else ()

    @property
    def phases(self) -> list[Stop]:
        if self.stop is None or self.stop.exercise is None:
            return []
        return [stop for stop in self.way.stops if stop.exercise and stop.exercise.pk == self.stop.exercise.pk]


def _stages(**of: object) -> QuerySet[Stage]:
    return Stage.objects.filter(**of).select_related("moved_by", "near")


STAGE = Prepared(lambda gathering: _stages(gathering=gathering), gathering=int)
STAGE_IN = Prepared(
    lambda room: _stages(gathering__public_id=room).select_related("gathering__programme__municipality"), room=str
)
NEWEST_ROUND = Prepared(lambda exercise: Round.objects.filter(exercise=exercise).order_by("-number")[:1], exercise=int)


def now(gathering: Gathering, *, read: Callable[[Stage], Way] = lambda stage: Way(stage.gathering)) -> Now:
    """Where a gathering is. Constant in queries, whatever its agenda holds."""
    stage = STAGE.first(gathering=gathering.pk) or Stage()
    stage.gathering = gathering
    return _at(stage, read)


def now_in(room: str, *, read: Callable[[Stage], Way]) -> Now | None:
    """The same by a gathering's public id, with all that is read anew for each audience; None where there is none."""
    stage = STAGE_IN.first(room=room)
    if stage is None:
        gathering = WITH_ITS_PROGRAMME.first(gathering=room)
        return now(gathering, read=read) if gathering else None
    return _at(stage, read)


def _at(stage: Stage, read: Callable[[Stage], Way]) -> Now:
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
