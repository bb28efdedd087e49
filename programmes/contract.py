"""The exercise contract: what an app says of an exercise, and all that the stage knows of it.

An app registers its kinds in its `exercises` module, which is discovered at start:

    @register
    class Diamond(ExerciseKind):
        slug = "diamond"
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.forms import Form

    from programmes.forms.paper import PaperForm
    from programmes.models import Elector, Exercise, Group, Participation, Person, Phase, Question, Round


if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Text = str | _StrPromise
else:
    Text = str  # or one that is translated when it is shown


class Answers(Enum):
    """Whose the answers are; the respondent is told before answering."""

    NOTHING = "nothing"  # nothing is entered
    OWN = "own"  # belongs to its writer, kept
    SEALED = "sealed"  # keyed to the person until the round closes, then only sums
    DETACHED = "detached"  # never keyed to anybody
    GROUP = "group"  # belongs to the group


FLOOR = 5
"""Nothing of an anonymous round is shown where fewer than this have answered."""


@dataclass(frozen=True)
class Fragment:
    """A piece of a page: a template, and what it needs."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class GroupProgress:
    group: Group
    done: int
    of: int
    note: Text = ""
    picture: Fragment | None = None


@dataclass(frozen=True)
class Progress:
    """How far the room is: counts, never contents."""

    done: int
    of: int
    unit: Text
    groups: tuple[GroupProgress, ...] = ()


@dataclass(frozen=True)
class Tool:
    """A page of the facilitator's that goes with an exercise, as a link in the cockpit."""

    name: Text
    url: str


@dataclass(frozen=True)
class Step:
    """What one participant faces: a phase of an exercise, its round if one was opened, and who they are in it."""

    exercise: Exercise
    phase: Phase
    round: Round | None
    elector: Elector | None  # None: not asked in this round
    participation: Participation
    group: Group | None  # the group they sit in now
    is_signed_in: bool = True  # False: a device that was let in, to which nothing private from before is shown


@dataclass(frozen=True)
class PhasePlan:
    """A phase as a new exercise of a kind begins with it: minutes, what is said, who writes."""

    mode: str  # a Phase.Mode
    minutes: int
    instruction: Text = ""
    writer: str = "nobody"  # a Phase.Writer
    in_turn: bool = False


class NotPossible(Exception):
    """The act makes no sense now; the message says what to do instead."""


def refuse_changed(seen: object, stands: object) -> None:
    """Raises NotPossible where a form was opened with (`seen`) something else than what stands, which its caller holds."""
    if seen != stands:
        raise NotPossible(
            _("Noen andre har endret dette mens du skrev. Ta vare på det du vil ha med, og åpne siden på nytt.")
        )


class ExerciseKind:
    """What a kind of exercise brings to the stage. Nothing that it shows to many may hold anything personal.

    But in a named round: there all were told so before they answered.
    """

    slug: ClassVar[str]
    name: ClassVar[Text]
    about: ClassVar[Text] = ""
    """What it is for, in one sentence: for whoever plans a day."""
    question: ClassVar[Text] = ""
    """What a new exercise of this kind asks."""
    phases: ClassVar[tuple[PhasePlan, ...]] = ()
    """The phases that a new exercise of this kind begins with; none: it is not made by choosing its kind."""
    builds_on: ClassVar[tuple[str, ...]] = ()
    """The kinds of which one gives it what it works with, earlier the same day."""
    builds_on_days: ClassVar[bool] = False
    """Whether that may also have been at an earlier gathering of the programme."""
    styles: ClassVar[tuple[str, ...]] = ()
    """Style sheets, below css/, that its fragments need."""
    scripts: ClassVar[tuple[str, ...]] = ()
    """Scripts, below js/, that its participants need."""
    answers: ClassVar[Answers] = Answers.NOTHING
    has_named_form: ClassVar[bool] = False
    """Whether a round of it may be opened as an *åpen runde*, in which all see who answered what."""
    repeats: ClassVar[bool] = False
    """Whether another round may be opened once the room has seen the result; the earlier result stays."""
    result_name: ClassVar[Text] = _("Resultatet")
    """What the button that shows the result on the projector calls it."""
    has_result: ClassVar[bool] = False
    """Whether there is something to look at together on the projector."""
    has_roles: ClassVar[bool] = False
    """Whether groups draw their roles by chance: chair and timekeeper, plateau guard, secretary."""
    shown_when_revealed: ClassVar[bool] = True
    """Whether revealing puts the result on the projector at once."""
    reveal_name: ClassVar[Text] = _("Vis resultatet")
    """What the button that reveals calls it."""
    counts_on_wall: ClassVar[bool] = True
    """Whether the projector says how far the room is; the cockpit does wherever it counts."""
    when_closed: ClassVar[Text] = _("Svarene er slettet, og bare summene er igjen.")
    """What the room is told while a round is closed and not revealed."""

    def asks_in(self, exercise: Exercise) -> str:
        """The mode of the phase in which the facilitator opens the round; empty: it opens when the stage arrives."""
        return ""

    def lacks(self, exercise: Exercise) -> str:
        """What there must be before its round can be opened, as a sentence; empty: nothing is missing."""
        return ""

    def options(self, exercise: Exercise | None, data: Any = None) -> Form | None:
        """What is chosen when an exercise of this kind is made or changed; None: nothing but title and phases.

        Before it is made, the exercise is one that is not saved: it has its item, and nothing that hangs on it.
        """
        return None

    def keep_options(self, exercise: Exercise, form: Form) -> None:
        """Keeps a valid form of `options`; inside the transaction in which the exercise is made or changed."""

    def refused(self, exercise: Exercise, form: Form, *, by: Person) -> None:
        """What was chosen in `options` was refused. Called outside the transaction that would have kept it.

        The exercise has no key where it was to be made.
        """

    def copied(self, exercise: Exercise, made: Exercise) -> None:
        """Gives a copy what was chosen of the exercise by `options`; never an answer. Inside the transaction."""

    def chosen(self, exercise: Exercise) -> dict[str, str]:
        """What was chosen by `options`, as its form would be sent again: for a plan that is kept as data."""
        return {}

    def is_frozen(self, exercise: Exercise) -> bool:
        """Whether its electorate stays as it was when the round opened: nobody joins or changes group in it."""
        return self.answers in (Answers.SEALED, Answers.DETACHED)

    def floor(self, exercise: Exercise) -> int:
        """How many must answer without a name before anything is shown; with fewer, the answers are deleted unseen."""
        return FLOOR if self.answers in (Answers.SEALED, Answers.DETACHED) else 0

    def open(self, round: Round, *, by: Person | None) -> None:
        """Make the rows that a new round needs. Runs inside the opening's transaction."""

    def tells_apart(self, round: Round) -> bool:
        """Whether names beside sums would tell what somebody answered without a name, now that this round is open.

        That is so where the same people are asked the same in another round: a named one after sums that are known,
        or either beside the other while that is open.
        """
        return False

    def welcome(self, round: Round, group: Group) -> None:
        """Make the rows of a group that may have come after the round opened. Runs where somebody is moved there."""

    def is_stale(self, round: Round) -> bool:
        """Whether what the round was made from has changed: then arriving again opens a new one."""
        return False

    def close(self, round: Round) -> None:
        """Compute what may be published and delete what was sealed. Runs inside the closing's transaction."""

    def participant(self, step: Step) -> Fragment | None:
        """What one participant has to do now; None: the phase's instruction is enough."""
        return None

    def asked(self, exercise: Exercise, phase: Phase) -> list[Question]:
        """What the room is asked in a phase, for the projector; empty: the phase's instruction says it."""
        return []

    def statements(self, exercises: Sequence[Exercise]) -> dict[int, list[str]]:
        """What each of some exercises has people rate, by its key, for who reads it aloud from paper."""
        return {}

    def needs(self, phase: Phase) -> bool:
        """Whether an exercise of this kind makes no sense without a phase: it can't be left out."""
        return self.writes_in(phase)

    def counts_in(self, exercise: Exercise, phase: Phase) -> bool:
        """Whether how far the room is says something in a phase."""
        return True

    def writes_in(self, phase: Phase) -> bool:
        """Whether participants have something to do in a phase, and may come back to it while the round is open."""
        return phase.writer != phase.Writer.NOBODY

    def is_looked_at(self, phase: Phase) -> bool:
        """Whether a phase that the room has together begins with the result on the projector, where there is one."""
        return not self.writes_in(phase)

    def board(self, round: Round, group: Group) -> Fragment | None:
        """What everybody in one group sees at the same time."""
        return None

    def projector(self, round: Round) -> Fragment | None:
        """The result, for the projector and the cockpit; None while there is none to show."""
        return None

    def near_groups(self, round: Round) -> list[Group]:
        """The groups whose part of the result can fill the projector, so that it is read from the back row."""
        return []

    def near(self, round: Round, group: Group) -> Fragment | None:
        """One group's part of the result, for the projector; None where it has none."""
        return None

    def desk(self, round: Round) -> Fragment | None:
        """The result as the cockpit shows it beside the clock, once the room has seen it."""
        return None

    def summary(self, round: Round) -> list[str]:
        """What the summary of the gathering is proposed to say of a closed round, as plain paragraphs.

        Only what groups have entered or what was revealed, as sums: facilitators write on it, all leaders read it.
        """
        return []

    def own_lines(self, round: Round, participation: Participation) -> Fragment | None:
        """What somebody wrote themselves in a round, for their own page to take home; None: nothing is kept."""
        return None

    def taken_home(self, round: Round) -> Fragment | None:
        """What the room decided in a round, for everybody's page to take home; None: nothing."""
        return None

    def read_at(self, round: Round) -> str:
        """The address at which the facilitator reads the answers to a revealed round; empty where nothing is read."""
        return ""

    def may_show(self, round: Round) -> bool:
        """Whether the result may be shown to the room."""
        return round.is_revealed if self.answers in (Answers.SEALED, Answers.DETACHED) else True

    def progress(self, round: Round) -> Progress | None:
        return None

    def tools(self, exercise: Exercise) -> tuple[Tool, ...]:
        """The pages that the facilitator works on beside the stage."""
        return ()

    def first(self, round: Round) -> Tool | None:
        """What the facilitator does here before the room goes on; None: there is nothing to do first."""
        return None

    def told(self, exercise: Exercise, round: Round | None) -> Fragment | None:
        """What the facilitator is told of the answers; None: what holds for sums."""
        return None

    def paper(self, round: Round, group: Group) -> PaperForm | None:
        """The form in which the facilitator enters what a group did on paper; None: nothing can be entered."""
        return None

    @property
    def takes_paper(self) -> bool:
        return type(self).paper is not ExerciseKind.paper

    def enter(self, round: Round, group: Group, form: PaperForm, *, by: Person) -> None:
        """Keeps a valid form of `paper`. Raises NotPossible where the round is closed."""

    def material(self, exercise: Exercise, phase: Phase) -> list[str]:
        """What a room that talks has before it, on the wall and every phone: a few words each, nobody's own."""
        return []

    def pretends(self, round: Round) -> bool:
        """Whether a pretend phone has anything to do in a round."""
        return type(self).pretend is not ExerciseKind.pretend

    def pretend(self, round: Round, elector: Elector, *, step: int) -> bool:
        """Does the next thing that somebody at a phone would do, in a rehearsal; false when there is nothing left.

        `step` counts from 0. Answers that are entered this way are invented.
        """
        return False


_kinds: dict[str, ExerciseKind] = {}


def register(kind: type[ExerciseKind]) -> type[ExerciseKind]:
    _kinds[kind.slug] = kind()
    return kind


def kind_of(exercise: Exercise) -> ExerciseKind:
    return _kinds[exercise.kind]


def leaned_on(kind: ExerciseKind) -> str:
    """The names of what a kind builds on; empty where that is nothing."""
    return _(" eller ").join(_("«%(text)s»") % {"text": _kinds[slug].name} for slug in kind.builds_on if slug in _kinds)


def every_style() -> list[str]:
    """The style sheets of all kinds, for screens to which a new kind may come while they stand."""
    return sorted({f"css/{name}" for kind in _kinds.values() for name in kind.styles})


def kinds() -> dict[str, ExerciseKind]:
    return dict(_kinds)
