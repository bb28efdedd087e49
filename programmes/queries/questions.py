"""What the pages of questions show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext

from programmes.contract import FLOOR, Step
from programmes.models import (
    Exercise,
    Gathering,
    Group,
    GroupAnswer,
    GroupRole,
    Note,
    Participation,
    Phase,
    Question,
    Round,
    Stage,
)
from programmes.queries.room import in_rehearsal
from programmes.rules.question import Notebook

Answer = Question.Answer
LOOKED_BACK_AT = (Phase.Mode.TO_PLENARY, Phase.Mode.TOGETHER)


def active(exercise: Exercise) -> list[Question]:
    """The questions that are asked; read once for an exercise."""
    prefetch_related_objects([exercise], "questions", "phases")
    return [question for question in exercise.questions.all() if not question.is_withdrawn]


def of(exercise: Exercise, *answers: str) -> list[Question]:
    return [question for question in active(exercise) if question.answer in answers]


def detached(exercise: Exercise) -> list[Question]:
    return [question for question in active(exercise) if question.is_detached]


def asking(exercise: Exercise) -> Phase | None:
    """The phase in which the detached questions are asked."""
    if not detached(exercise):
        return None
    return next((phase for phase in exercise.phases.all() if phase.writer == Phase.Writer.EACH), None)


def asked(exercise: Exercise, phase: Phase) -> list[Question]:
    """What the whole room answers or talks about in a phase."""
    answers = [Answer.NOTHING]
    if phase.writer == Phase.Writer.SECRETARY:
        answers += [Answer.GROUP]
    elif phase == asking(exercise):
        answers += [Answer.OWN, Answer.ANONYMOUS, Answer.EVALUATION]
    elif phase.writer == Phase.Writer.EACH or phase.mode not in LOOKED_BACK_AT:
        answers += [Answer.OWN]
    return of(exercise, *answers)


def is_written_by(exercise: Exercise, phase: Phase) -> bool:
    """Whether a phase has come in which the groups write; always where no group does."""
    active(exercise)
    writing = [each.position for each in exercise.phases.all() if each.writer == Phase.Writer.SECRETARY]
    return not of(exercise, Answer.GROUP) or not writing or phase.position >= min(writing)


@dataclass(frozen=True)
class Field:
    """A question, and what stands under it."""

    question: Question
    text: str = ""
    revision: int = 0
    seat: str = ""  # whose note it is
    is_shared: bool = False
    was_shared: bool = False  # when it was last sent: else its writer has touched the box
    is_kept_back: bool = False  # the group wrote it, and does not show it
    of_group: str = ""  # the public id of the group whose answer it is
    error: str = ""
    newer: str = ""  # what somebody wrote meanwhile, on another screen
    newest: int = 0  # its revision

    @property
    def key(self) -> str:
        """Names the field on its page."""
        return f"{self.question.public_id}-{self.seat}" if self.seat else self.question.public_id


@dataclass(frozen=True)
class Sheet:
    """All that one participant meets in a phase of questions."""

    asked: list[Question] = field(default_factory=list)  # to be read and talked about
    own: list[Field] = field(default_factory=list)  # to be written for oneself
    notes: list[Field] = field(default_factory=list)  # what one wrote for oneself, at hand
    group: Group | None = None
    answers: list[Field] = field(default_factory=list)  # the group's, for who has the pen
    shows_board: bool = False
    holder: Participation | None = None  # who has the pen, where it is another
    detached: list[Question] = field(default_factory=list)
    ballot: str = ""  # of these: waiting, open, sent, closed, few; else nothing
    respondents: int = 0

    @property
    def writes(self) -> bool:
        return bool(self.own or self.answers or self.ballot == "open")

    @property
    def to_all(self) -> bool:
        """Whether some of what is asked without names is shown to the room."""
        return any(question.answer == Answer.ANONYMOUS for question in self.detached)

    @property
    def to_facilitator(self) -> bool:
        return any(question.answer == Answer.EVALUATION for question in self.detached)


def sheet(step: Step) -> Sheet:
    writer = step.phase.writer
    own = of(step.exercise, Answer.OWN)
    notes = notes_to(own, [step.participation])
    asked = of(step.exercise, Answer.NOTHING)
    if writer == Phase.Writer.EACH:
        return Sheet(asked=asked, own=notes, **ballot(step))
    shared = group_part(step)
    talks = not shared.get("shows_board") and step.phase.mode not in LOOKED_BACK_AT
    return Sheet(asked=[*asked, *own] if talks else asked, notes=[note for note in notes if note.text], **shared)


def ballot(step: Step) -> dict[str, Any]:
    """Where one stands with the detached questions."""
    round, phase = step.round, asking(step.exercise)
    if phase is None or phase.mode != step.phase.mode:
        return {}
    state = "waiting"
    if round and not round.is_open:
        state = "closed" if (round.respondents or 0) >= FLOOR else "few"
    elif round:
        state = "" if step.elector is None else "sent" if step.elector.has_answered else "open"
    return {
        "detached": detached(step.exercise),
        "ballot": state,
        "respondents": (round.respondents or 0) if round else 0,
    }


def group_part(step: Step) -> dict[str, Any]:
    """The group's questions, and whether one writes the answers."""
    questions = of(step.exercise, Answer.GROUP)
    group = step.elector.group if step.elector else None
    if not questions or step.round is None or group is None:
        return {}
    if step.phase.writer == Phase.Writer.NOBODY:
        return {"group": group, "shows_board": step.phase.mode in LOOKED_BACK_AT}
    holder = secretary(step.exercise.item.gathering, group) if step.phase.writer == Phase.Writer.SECRETARY else None
    mine = holder is None or holder == step.participation
    return {
        "group": group,
        "answers": answers_to(questions, step.round, group) if mine and step.round.is_open else [],
        "shows_board": True,
        "holder": None if mine else holder,
    }


def notes_to(questions: list[Question], seats: list[Participation]) -> list[Field]:
    """A field for each question; one's earlier seat has a field where something was written in it."""
    found = {
        (note.question_id, note.participation_id): note
        for note in Note.objects.filter(question__in=questions, participation__in=seats)
    }
    fields = []
    for question in questions:
        for number, seat in enumerate(seats):
            note = found.get((question.pk, seat.pk))
            if note or not number:
                fields.append(note_field(question, seat if number else None, note))
    return fields


def note_field(question: Question, seat: Participation | None, note: Note | None, **more: Any) -> Field:
    return Field(
        question,
        **{
            "text": note.text if note else "",
            "revision": note.revision if note else 0,
            "seat": seat.public_id if seat else "",
            **more,
        },
    )


def answers_to(questions: list[Question], round: Round, group: Group) -> list[Field]:
    found = {answer.question_id: answer for answer in GroupAnswer.objects.filter(round=round, group=group)}
    return [answer_field(question, found.get(question.pk), group) for question in questions]


def answer_field(question: Question, answer: GroupAnswer | None, group: Group, **more: Any) -> Field:
    return Field(
        question,
        **{
            "text": answer.text if answer else "",
            "revision": answer.revision if answer else 0,
            "is_shared": bool(answer and answer.is_shared),
            "was_shared": bool(answer and answer.is_shared),
            "is_kept_back": bool(answer and answer.text and not answer.is_shared),
            "of_group": group.public_id,
            **more,
        },
    )


def secretary(gathering: Gathering, group: Group) -> Participation | None:
    role = (
        GroupRole.objects.filter(gathering=gathering, group=group, role=GroupRole.Role.SECRETARY)
        .select_related("participation__membership__person")
        .first()
    )
    return role.participation if role else None


def pen_is_the_secretarys(exercise: Exercise, stage: Stage | None) -> bool:
    """Whether only the secretary writes for the group now: as the phase that is on says, else as any phase does."""
    writers = {phase.pk: phase.writer for phase in exercise.phases.all()}
    now = writers.get(stage.phase_id) if stage and stage.phase_id else None
    if now in (Phase.Writer.SECRETARY, Phase.Writer.ANYBODY):
        return now == Phase.Writer.SECRETARY
    return Phase.Writer.SECRETARY in writers.values()


@dataclass(frozen=True)
class Board:
    """What a group has answered so far."""

    group: Group
    answers: list[Field]
    secretary: Participation | None
    language: str


def board(round: Round, group: Group) -> Board | None:
    questions = of(round.exercise, Answer.GROUP)
    if not questions:
        return None
    gathering = round.exercise.item.gathering
    writes = any(phase.writer == Phase.Writer.SECRETARY for phase in round.exercise.phases.all())
    return Board(
        group,
        answers_to(questions, round, group),
        secretary(gathering, group) if writes else None,
        gathering.programme.language,
    )


@dataclass(frozen=True)
class Writing:
    """How many of its answers a group has written."""

    group: Group
    done: int
    of: int
    kept_back: int = 0  # that the group has not chosen to show in plenum

    @property
    def note(self) -> str:
        """What the facilitator is told of it, so that nobody waits for what won't come."""
        if self.done and self.kept_back:
            return gettext("Skrevet, men ikke valgt for plenum")
        return gettext("Skrevet") if self.done == self.of else ""

    @property
    def stones(self) -> list[bool]:
        return [number < self.done for number in range(self.of)]


def written(round: Round) -> list[Writing]:
    """Counts for each group that is asked; never what they wrote."""
    questions = of(round.exercise, Answer.GROUP)
    groups = Group.objects.filter(pk__in=round.electors.values("group")).order_by("position")
    answers = GroupAnswer.objects.filter(round=round, question__in=questions).exclude(text="")
    done, kept = Counter[int](), Counter[int]()
    for group, is_shared in answers.values_list("group", "is_shared"):
        done[group] += 1
        kept[group] += not is_shared
    return [Writing(group, done[group.pk], len(questions), kept[group.pk]) for group in groups]


@dataclass(frozen=True)
class Chapter:
    """What one wrote for oneself in one exercise."""

    exercise: Exercise
    fields: list[Field]


def notebook(book: Notebook) -> list[Chapter]:
    """The exercises that have been on and ask for notes, and whatever one wrote; constant in queries."""
    questions = (
        Question.objects.filter(exercise__item__gathering=book.gathering, answer=Answer.OWN)
        .select_related("exercise__item")
        .order_by("exercise__item__position", "exercise__position", "position")
    )
    begun: set[int | None] = set()
    if not in_rehearsal(book.gathering):
        rounds = Round.objects.filter(exercise__item__gathering=book.gathering)
        visits = book.gathering.visits.exclude(exercise=None)
        begun = {*rounds.values_list("exercise_id", flat=True), *visits.values_list("exercise_id", flat=True)}
    chapters: dict[int, Chapter] = {}
    for each in notes_to(list(questions), book.seats):
        asked = each.question.exercise_id in begun and not each.question.is_withdrawn
        if asked or each.text:
            chapters.setdefault(each.question.exercise_id, Chapter(each.question.exercise, [])).fields.append(each)
    return list(chapters.values())
