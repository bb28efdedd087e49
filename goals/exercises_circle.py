"""What goals brings to the stage: the goal circle, led for a whole room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from goals import circle
from programmes.contract import Answers, ExerciseKind, Fragment, PhasePlan, Step, register
from programmes.models import Exercise, Participation, Person, Phase, Question, Round
from programmes.queries.questions import notes_to

ALONE, TOGETHER = Phase.Mode.ALONE.value, Phase.Mode.TOGETHER.value
BREATHE = _(
    "Vi jobber med pusten. Sitt godt på stolen, med ryggen inntil stolryggen og beina på golvet. "
    "Pust i din egen rytme, ned i magen."
)
WORDS = _("Skriv stikkord om det du så. Bare du leser dem.")


@register
class GoalCircleKind(ExerciseKind):
    """Breathing, then six questions that each answers for themselves, in silence; then keywords, which are one's own.

    Nothing of the way round is sent from a phone: whoever leads sees the room.
    """

    slug = "goal-circle"
    name = _("Målsirkel")
    about = _(
        "Alle ser for seg målet sitt og innsatsen sin, ledet gjennom seks spørsmål. Ingen blir spurt om hva de ser."
    )
    question = _("Kan du se for deg hva du vil oppnå?")
    phases = (
        PhasePlan(TOGETHER, 3, BREATHE),
        *(PhasePlan(TOGETHER, 1, question) for question in circle.QUESTIONS),
        PhasePlan(ALONE, 5, WORDS, writer=Phase.Writer.EACH.value),
    )
    styles = ("circle.css", "questions.css")
    answers = Answers.OWN

    def open(self, round: Round, *, by: Person | None) -> None:
        keywords(round.exercise)

    def needs(self, phase: Phase) -> bool:
        """The way round is one: each question stands on the one before."""
        return True

    def counts_in(self, exercise: Exercise, phase: Phase) -> bool:
        return False

    def participant(self, step: Step) -> Fragment | None:
        if step.phase.writer == Phase.Writer.EACH:
            field = notes_to([keywords(step.exercise)], [step.participation])[0]
            return Fragment("goals/stage_words.html", {"exercise": step.exercise, "field": field})
        number = step.phase.position - 1
        context = {
            "exercise": step.exercise,
            "phase": step.phase,
            "sitting": circle.SITTING,
            "breathing": circle.BREATHING,
            "floor": circle.FLOOR,
            "then": circle.THEN,
            "stones": circle.stones(number) if number else [],
        }
        return Fragment("goals/stage_circle.html", context)

    def own_lines(self, round: Round, participation: Participation) -> Fragment | None:
        question = round.exercise.questions.filter(answer=Question.Answer.OWN).first()
        note = question.notes.filter(participation=participation).exclude(text="").first() if question else None
        return Fragment("goals/circle_lines.html", {"exercise": round.exercise, "text": note.text}) if note else None


def keywords(exercise: Exercise) -> Question:
    """The question under which each writes their keywords: a note for oneself."""
    found, _made = exercise.questions.get_or_create(
        position=1, defaults={"text": str(_("Stikkord")), "answer": Question.Answer.OWN}
    )
    return found
