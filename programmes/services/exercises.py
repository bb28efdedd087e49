"""How a facilitator makes an exercise and changes it, while planning and while the day runs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.forms import Form
from django.utils.translation import gettext as _

from config.ids import free_id
from config.locking import lock_row
from programmes.contract import NotPossible, kind_of
from programmes.models import (
    AgendaItem,
    Exercise,
    GroupAnswer,
    InputPage,
    Note,
    Person,
    Phase,
    Question,
    SlideImport,
    Stage,
    Visit,
)
from programmes.services.holding import hold_day
from programmes.services.stage import look_again, planned_anew

DETACHED = (Question.Answer.ANONYMOUS, Question.Answer.EVALUATION)


@dataclass(frozen=True)
class QuestionText:
    """A question as it shall stand; with the public id of the one that it was."""

    text: str
    answer: str
    was: str = ""
    gone: bool = False


@dataclass(frozen=True)
class PhaseText:
    """A phase as it shall stand; with the position of the one that it was."""

    mode: str
    minutes: int
    instruction: str = ""
    writer: str = Phase.Writer.NOBODY
    in_turn: bool = False
    was: int | None = None
    gone: bool = False


def create(
    *,
    item: AgendaItem,
    after: int,
    title: str,
    phases: list[PhaseText],
    by: Person,
    questions: Sequence[QuestionText] = (),
    kind: str = "questions",
    question: str = "",
    options: Form | None = None,
    name: str = "",
) -> Exercise:
    """A new exercise in an item, behind the one at position `after`; 0 is first.

    `name` is the public id that it was given before it was made: sent twice, it is one. `options` is a valid form
    of the kind's own.
    """
    with transaction.atomic():
        hold_day(item.gathering)
        lock_row(item, whole=True)
        there = Exercise.objects.filter(public_id=name).select_related("item").first() if name else None
        if there and there.item.gathering_id == item.gathering_id:
            return there
        for later in item.exercises.filter(position__gt=after).order_by("-position"):
            Exercise.objects.filter(pk=later.pk).update(position=later.position + 1)
        exercise = Exercise.objects.create(
            public_id=free_id(Exercise, name),
            item=item,
            position=after + 1,
            kind=kind,
            title=title,
            question=question,
        )
        _put_questions(exercise, questions)
        _put_phases(exercise, [phase for phase in phases if not phase.gone])
        if options is not None:
            kind_of(exercise).keep_options(exercise, options)
        look_again(item.gathering)
    return exercise


def change(
    *,
    exercise: Exercise,
    title: str,
    question: str,
    questions: list[QuestionText],
    phases: list[PhaseText],
    by: Person,
    options: Form | None = None,
) -> None:
    """Changes what an exercise says. What has answers is never lost: a question is withdrawn, not deleted.

    Raises `NotPossible` where whose an answer is would change under those who have answered, where something of
    an open anonymous round would, and where the stage stands or was in a phase that would go. Of a kind that is
    not questions, the phases keep their mode, their writer and their order; what the kind needs is not left out.
    The clock of a phase that is on follows its minutes.
    """
    with transaction.atomic():
        stage = hold_day(exercise.item.gathering)
        on = stage.phase if stage and stage.is_on and stage.exercise_id == exercise.pk else None
        exercise = hold(exercise)
        exercise.title, exercise.question, exercise.changes = title, question, exercise.changes + 1
        exercise.save(update_fields=["title", "question", "changes"])
        if exercise.kind == "questions":
            _put_questions(exercise, questions)
            _put_phases(exercise, phases)
        else:
            _refuse_leaving_out(exercise, phases)
            _put_phases(exercise, [phase for phase in phases if not phase.gone])
        if options is not None and (options.has_changed() or not exercise.rounds.exists()):
            kind_of(exercise).keep_options(exercise, options)
        if stage and on:
            _follow(stage, on, by)
        look_again(exercise.item.gathering)


def _follow(stage: Stage, before: Phase, by: Person) -> None:
    """The clock of the phase that is on, when the phase is to be longer or shorter."""
    more = Phase.objects.get(pk=before.pk).minutes - before.minutes
    if more:
        planned_anew(stage=stage, minutes=more, by=by)


def hold(exercise: Exercise) -> Exercise:
    """As it is now, and as it stays until the caller's transaction ends."""
    return Exercise.objects.select_for_update(of=("self",)).select_related("item__gathering").get(pk=exercise.pk)


def delete(*, exercise: Exercise, by: Person) -> None:
    """Deletes an exercise that nobody has answered."""
    with transaction.atomic():
        gathering = exercise.item.gathering
        hold_day(gathering)
        list(exercise.questions.select_for_update())
        if Stage.objects.filter(exercise=exercise).exists():
            raise NotPossible(_("Oppgaven er i gang. Gå videre først, så kan du slette den."))
        if has_answers(exercise):
            raise NotPossible(_("Oppgaven har svar, og kan ikke slettes."))
        _let_stand_after_the_one_before(exercise)
        exercise.delete()
        look_again(gathering)


def _let_stand_after_the_one_before(exercise: Exercise) -> None:
    """The input that stands after an exercise, and the stage with the page that is on."""
    before = exercise.item.exercises.filter(position__lt=exercise.position).order_by("position").last()
    pages = exercise.item.pages.filter(after=before, deleted_at=None).count()
    Stage.objects.filter(after=exercise).update(after=before, page=F("page") + pages)
    for model in (InputPage, SlideImport, Visit):
        model._default_manager.filter(after=exercise).update(after=before)


def has_answers(exercise: Exercise) -> bool:
    return bool(answered(exercise)) if exercise.kind == "questions" else exercise.rounds.exists()


def answered(exercise: Exercise) -> set[str]:
    """The public ids of the questions that have answers; of detached ones, those that were asked."""
    questions = Question.objects.filter(exercise=exercise)
    notes = Note.objects.filter(question__exercise=exercise).exclude(text="").values("question")
    answers = GroupAnswer.objects.filter(question__exercise=exercise).exclude(text="").values("question")
    found = questions.filter(pk__in=notes) | questions.filter(pk__in=answers)
    if exercise.rounds.exists():
        found |= questions.filter(answer__in=DETACHED)
    return set(found.values_list("public_id", flat=True))


def asked_anew(texts: list[QuestionText], exercise: Exercise, answered: Collection[str]) -> list[QuestionText]:
    """The same texts, but a question that has answers and says something else now is withdrawn, and a new one asked."""
    old = {question.public_id: question for question in exercise.questions.all()}
    made = []
    for text in texts:
        before = old.get(text.was) if text.was in answered and not text.gone else None
        if before and before.text != text.text:
            made.append(QuestionText(before.text, before.answer, before.public_id, gone=True))
            made.append(QuestionText(text.text, text.answer))
        else:
            made.append(text)
    return made


def reworded(texts: list[QuestionText], exercise: Exercise, answered: Collection[str]) -> list[tuple[str, str]]:
    """What each question said that has answers and is to say something else, and what it shall say."""
    old = {question.public_id: question.text for question in exercise.questions.all()}
    return [
        (old[text.was], text.text)
        for text in texts
        if text.was in answered and not text.gone and text.was in old and old[text.was] != text.text
    ]


def _refuse_leaving_out(exercise: Exercise, phases: list[PhaseText]) -> None:
    kind, places = kind_of(exercise), {phase.was for phase in phases if phase.gone}
    if any(phase.position in places and kind.needs(phase) for phase in exercise.phases.all()):
        raise NotPossible(_("Oppgaven henger ikke sammen uten fasen. Slett heller hele oppgaven."))


def _put_questions(exercise: Exercise, wanted: Sequence[QuestionText]) -> None:
    # Locked: what is answered in this moment is seen, or finds no question any more.
    old = {question.public_id: question for question in exercise.questions.select_for_update()}
    fixed, begun = answered(exercise), exercise.rounds.exists()
    asking = exercise.rounds.filter(closed_at__isnull=True).exists()
    rows = []
    for text in wanted:
        question = old.pop(text.was, None) or Question(exercise=exercise)
        _refuse_question(question, text, fixed=fixed, begun=begun, asking=asking)
        question.text, question.answer, question.is_withdrawn = text.text, text.answer, text.gone
        rows.append(question)
    for question in old.values():
        gone = QuestionText(question.text, question.answer, question.public_id, gone=True)
        _refuse_question(question, gone, fixed=fixed, begun=begun, asking=asking)
        if question.public_id in fixed:
            question.is_withdrawn = True
            rows.append(question)
        else:
            question.delete()
    _number(rows)


def _refuse_question(question: Question, text: QuestionText, *, fixed: set[str], begun: bool, asking: bool) -> None:
    """Whose an answer is stays as the one who answered was told."""
    now = (text.text, text.answer, text.gone)
    if question.pk and now == (question.text, question.answer, question.is_withdrawn):
        return
    if question.pk and question.is_detached and asking:
        raise NotPossible(_("Runden er åpen. Lukk den først, så kan du endre spørsmålet."))
    if question.public_id in fixed and question.answer != text.answer:
        raise NotPossible(
            _("«%(text)s» har svar alt. Da kan du ikke endre hvem svaret er for. Lag et nytt spørsmål i stedet.")
            % {"text": question.text}
        )
    if text.answer in DETACHED and begun and (question.pk is None or question.answer != text.answer):
        raise NotPossible(_("Oppgaven er i gang alt. Lag en ny oppgave for det som skal besvares uten navn."))


def _put_phases(exercise: Exercise, wanted: list[PhaseText]) -> None:
    old = {phase.position: phase for phase in exercise.phases.all()}
    rows = []
    for text in wanted:
        phase = old.pop(text.was, None) if text.was is not None else None
        phase = phase or Phase(exercise=exercise)
        phase.mode, phase.minutes, phase.instruction = text.mode, text.minutes, text.instruction
        phase.writer, phase.in_turn = text.writer, text.in_turn
        rows.append(phase)
    if Stage.objects.filter(phase__in=old.values()).exists():
        raise NotPossible(_("Fasen er i gang, og kan ikke tas ut. Gå videre først."))
    if Visit.objects.filter(phase__in=old.values()).exists():
        raise NotPossible(_("Dere har vært gjennom fasen. Den blir stående, så dagen kan leses slik den var."))
    for phase in old.values():
        phase.delete()
    _number(rows)


def _number(rows: Sequence[Question | Phase]) -> None:
    """Saves the rows in their order; those that were there first go out of the way of each other."""
    for number, row in enumerate(rows, start=1001):
        if row.pk:
            row.position = number
            row.save(update_fields=["position"])
    for number, row in enumerate(rows, start=1):
        row.position = number
        row.save()
