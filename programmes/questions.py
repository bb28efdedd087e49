"""Spørsmål, the general exercise: one to five questions, and for each whose the answer is."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes import detached
from programmes.contract import FLOOR, ExerciseKind, Fragment, GroupProgress, NotPossible, Progress, Step
from programmes.forms.paper import PaperForm
from programmes.forms.question import PaperAnswers
from programmes.models import Elector, Exercise, Group, Participation, Person, Phase, Question, Round
from programmes.queries import answered
from programmes.queries import questions as queries
from programmes.services import questions as services
from programmes.services.texts import WrittenMeanwhile


class QuestionsKind(ExerciseKind):
    """Alone, in pairs, in groups or together: a conversation, notes for oneself, the group's or anonymous answers."""

    slug = "questions"
    name = gettext_lazy("Spørsmål")
    styles: ClassVar[tuple[str, ...]] = ("questions.css",)
    has_result = True
    result_name = gettext_lazy("Svarene")
    shown_when_revealed = False
    reveal_name = gettext_lazy("Les svarene")
    when_closed = gettext_lazy("Det kommer ikke flere svar inn.")

    def asks_in(self, exercise: Exercise) -> str:
        phase = queries.asking(exercise)
        return phase.mode if phase else ""

    def asked(self, exercise: Exercise, phase: Phase) -> list[Question]:
        return queries.asked(exercise, phase)

    def counts_in(self, exercise: Exercise, phase: Phase) -> bool:
        return queries.is_written_by(exercise, phase)

    def is_frozen(self, exercise: Exercise) -> bool:
        return bool(queries.detached(exercise))

    def floor(self, exercise: Exercise) -> int:
        return FLOOR if queries.detached(exercise) else 0

    def may_show(self, round: Round) -> bool:
        return answered.wall(round) is not None

    def close(self, round: Round) -> None:
        if queries.detached(round.exercise):
            services.release(round=round)

    def read_at(self, round: Round) -> str:
        return reverse("texts", args=[round.exercise.item.gathering.public_id, round.public_id])

    def participant(self, step: Step) -> Fragment | None:
        sheet = queries.sheet(step)
        board = queries.board(step.round, sheet.group) if sheet.shows_board and step.round and sheet.group else None
        return Fragment(
            "programmes/questions/phone.html",
            {"exercise": step.exercise, "phase": step.phase, "round": step.round, "sheet": sheet, "board": board},
        )

    def board(self, round: Round, group: Group) -> Fragment | None:
        board = queries.board(round, group)
        return Fragment("programmes/questions/board.html", {"board": board}) if board else None

    def projector(self, round: Round) -> Fragment | None:
        page = answered.wall(round)
        if page is None:
            return None
        language = round.exercise.item.gathering.programme.language
        return Fragment("programmes/questions/wall.html", {"page": page, "language": language})

    def summary(self, round: Round) -> list[str]:
        """What the groups let the room see, and the anonymous texts that it has seen."""
        return answered.summed_up(round)

    def own_lines(self, round: Round, participation: Participation) -> Fragment | None:
        """One's own notes, once however often the exercise was on."""
        if round.number > 1:
            return None
        asked = queries.of(round.exercise, Question.Answer.OWN)
        notes = [field for field in queries.notes_to(asked, [participation]) if field.text.strip()]
        return Fragment("programmes/questions/own_lines.html", {"notes": notes}) if notes else None

    def progress(self, round: Round) -> Progress | None:
        if queries.detached(round.exercise):
            done = detached.count(round) if round.respondents is None else round.respondents
            return Progress(done, round.electors.count(), gettext_lazy("har svart"))
        if not queries.of(round.exercise, Question.Answer.GROUP):
            return None
        groups = tuple(
            GroupProgress(
                each.group,
                each.done,
                each.of,
                each.note,
                Fragment("programmes/questions/stones.html", {"stones": each.stones}),
            )
            for each in queries.written(round)
        )
        return Progress(
            sum(each.done for each in groups), sum(each.of for each in groups), gettext_lazy("svar skrevet"), groups
        )

    def told(self, exercise: Exercise, round: Round | None) -> Fragment | None:
        asked = queries.detached(exercise)
        if not asked:
            return None
        return Fragment(
            "programmes/questions/desk.html",
            {
                "is_evaluation": all(each.answer == Question.Answer.EVALUATION for each in asked),
                "round": round,
                "gathering": exercise.item.gathering,
                "floor": FLOOR,
                "is_short": bool(round and round.respondents is not None and round.respondents < FLOOR),
            },
        )

    def paper(self, round: Round, group: Group) -> PaperForm | None:
        answers = queries.answers_to(queries.of(round.exercise, Question.Answer.GROUP), round, group)
        return PaperAnswers(answers) if answers else None

    def enter(self, round: Round, group: Group, form: PaperForm, *, by: Person) -> None:
        assert isinstance(form, PaperAnswers)
        for question, text, shared in form.answers():
            services.enter_answer(round=round, question=question, group=group, text=text, shared=shared)

    def pretends(self, round: Round) -> bool:
        return bool(queries.of(round.exercise, Question.Answer.GROUP) or queries.detached(round.exercise))

    def pretend(self, round: Round, elector: Elector, *, step: int) -> bool:
        acts = pretended(round, elector)
        if step >= len(acts):
            return False
        try:
            acts[step]()
        except (NotPossible, detached.AnsweredAlready, WrittenMeanwhile):
            return False
        return True


def pretended(round: Round, elector: Elector) -> list[Callable[[], object]]:
    """What somebody at a phone would do for others to see: invented, and harmless. Nobody's own notes are written."""
    who, group = elector.participation, elector.group
    number = round.electors.filter(pk__lte=elector.pk).count()
    text = _("Prøvesvar %(number)s") % {"number": number}
    acts: list[Callable[[], object]] = []

    def answer(question: Question) -> object:
        assert group is not None
        return services.save_answer(
            round=round, question=question, group=group, text=text, shared=True, revision=0, by=who
        )

    def send() -> None:
        answers = {question.public_id: text for question in queries.detached(round.exercise)}
        services.send(round=round, participation=who, answers=answers)

    first = round.electors.filter(group=group).order_by("pk").first() if group else None
    if first == elector:
        for question in queries.of(round.exercise, Question.Answer.GROUP):
            acts.append(lambda question=question: answer(question))  # type: ignore[misc]
    if queries.detached(round.exercise):
        acts.append(send)
    return acts
