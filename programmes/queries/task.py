"""The exercise that the stage is at: what may be done with it now, and what may be seen of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.functional import cached_property

from config.prepared import Prepared
from programmes.agenda import Stop
from programmes.contract import ExerciseKind, Fragment, Progress, Tool, kind_of
from programmes.models import Exercise, Group, Participation, Phase, Question, Round, Stage

SHORT = 70  # letters that find room beside a result on the projector
NEWEST_ROUND = Prepared(lambda exercise: Round.objects.filter(exercise=exercise).order_by("-number")[:1], exercise=int)

GUESTS = Prepared(
    lambda round: (
        Round.objects.filter(pk=round)
        .annotate(guests=Count("electors", filter=Q(electors__participation__role=Participation.Role.GUEST)))
        .values_list("guests")
    ),
    round=int,
)


def task_at(stage: Stage, stop: Stop) -> Task | None:
    """The exercise at a stop; None where there is none."""
    if stop.exercise is None or stop.phase is None:
        return None
    return Task(stage, stop, kind_of(stop.exercise), stop.exercise, stop.phase)


@dataclass
class Task:
    """An exercise in one of its phases, and the newest round of it."""

    stage: Stage
    stop: Stop
    kind: ExerciseKind
    exercise: Exercise
    phase: Phase

    @cached_property
    def round(self) -> Round | None:
        found = NEWEST_ROUND.first(exercise=self.exercise.pk)
        if found:
            found.exercise = self.exercise
        return found

    # What the room has before it

    @property
    def question(self) -> str:
        """What the exercise asks as a whole; empty where its title or the phase's instruction says so already."""
        question = self.exercise.question
        said = f"{self.stop.title} {self.stop.instruction}"
        return "" if question.rstrip(" ?") in said else question

    @property
    def asked(self) -> list[Question]:
        """The questions that the room has before it; empty where the instruction says it all."""
        return self.kind.asked(self.exercise, self.phase)

    @property
    def material(self) -> list[str]:
        """What the room talks about in this phase, where the exercise brings it."""
        return self.kind.material(self.exercise, self.phase)

    @property
    def talk(self) -> str:
        """What the room talks of with the result before it: the phase's instruction, where it is short; else empty."""
        if self.phase.mode == self.asks_in:
            return ""
        return self.stop.instruction if len(self.stop.instruction) <= SHORT and "?" in self.stop.instruction else ""

    # The round, from its opening to its result

    @cached_property
    def asks_in(self) -> str:
        """The mode of the phase in which the facilitator opens the round; empty where it opens by itself."""
        return self.kind.asks_in(self.exercise)

    @property
    def is_at_its_phase(self) -> bool:
        """The stage stands where the facilitator opens the round."""
        return self.asks_in == self.phase.mode

    @property
    def asks(self) -> bool:
        """The round is to be opened here, and is not opened yet."""
        return self.is_at_its_phase and self.round is None

    @cached_property
    def lacks(self) -> str:
        """Why the round can't be opened yet, where it is to be; empty where it can."""
        return self.kind.lacks(self.exercise) if self.asks else ""

    @property
    def is_over(self) -> bool:
        """The round was asked here, and nobody can answer it any more."""
        return bool(self.is_at_its_phase and self.round and not self.round.is_open)

    @property
    def may_ask_again(self) -> bool:
        """The room has seen a result here, and may be asked once more."""
        return bool(self.is_over and self.kind.repeats and self.round and self.round.is_revealed)

    @property
    def must_close(self) -> bool:
        """A sealed or detached round is open: closing it is the natural next act."""
        return bool(self.round and self.round.is_open and self.asks_in)

    @property
    def must_reveal(self) -> bool:
        """A round that was asked is closed, and the room has not seen what came of it."""
        return bool(self.round and self.round.state == "closed" and self.asks_in)

    @property
    def must_show(self) -> bool:
        """There is something that the room has not seen; of a kind that is asked again, how few they were."""
        return self.must_reveal and (not self.is_short or self.kind.repeats)

    @property
    def only_says_closed(self) -> bool:
        """The projector waits for the result; it goes on with the next task where there will be none."""
        return self.must_reveal and (self.is_over or not self.is_short)

    @property
    def phones_can_answer(self) -> bool:
        """Whether the pretend phones of a rehearsal have anything to do."""
        return bool(self.round and self.round.is_open and self.kind.pretends(self.round))

    # How many have answered

    @cached_property
    def progress(self) -> Progress | None:
        """How far those who are asked have come, where the phase counts it."""
        counts = self.round and self.kind.counts_in(self.exercise, self.phase)
        return self.kind.progress(self.round) if counts and self.round else None

    @property
    def floor(self) -> int:
        """How many must answer before anything is shown; 0 where answers are not anonymous."""
        return self.kind.floor(self.exercise)

    @cached_property
    def guests(self) -> int:
        """How many of those who are asked without a name now are guests: who they are, only the facilitator has seen."""
        if not (self.round and self.round.is_open and self.floor) or self.round.is_named:
            return 0
        ((guests,),) = GUESTS.rows(round=self.round.pk)
        return int(guests)

    @property
    def is_short(self) -> bool:
        """So few have answered the round that nothing of it is shown, and what they gave is deleted as it closes."""
        if self.progress is None or self.round is None or self.round.is_named:
            return False
        return self.progress.done < self.floor

    @property
    def closing_loses(self) -> bool:
        """Who closes the round now deletes what was given."""
        return self.must_close and self.is_short

    # What is seen of it

    @property
    def result(self) -> Fragment | None:
        """The result, where it may be shown to the room: a group's part of it, or all of it."""
        if not (self.round and self.kind.may_show(self.round)):
            return None
        near = self.kind.near(self.round, self.stage.near) if self.stage.near else None
        return near or self.kind.projector(self.round)

    @property
    def near_groups(self) -> list[Group]:
        """Whose part of the result can fill the projector now."""
        is_shown = self.stage.screen == Stage.Screen.RESULT
        return self.kind.near_groups(self.round) if is_shown and self.round else []

    @property
    def desk(self) -> Fragment | None:
        """The result for the facilitator, once the room has seen it."""
        return self.kind.desk(self.round) if self.round and self.round.is_revealed else None

    # What the facilitator has to do with it

    @cached_property
    def first(self) -> Tool | None:
        """What the facilitator does here before the room goes on."""
        return self.kind.first(self.round) if self.round else None

    @property
    def tools(self) -> tuple[Tool, ...]:
        """The facilitator's pages that go with it."""
        return self.kind.tools(self.exercise)

    @property
    def told(self) -> Fragment | None:
        """What the facilitator is told of the answers, where the exercise says it itself."""
        return self.kind.told(self.exercise, self.round)
