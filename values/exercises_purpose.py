"""What values brings to the stage before the diamonds: ideas about what the leader group is for."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.contract import Answers, Fragment, NotPossible, PhasePlan, register
from programmes.models import Exercise, Question, Round
from programmes.questions import QuestionsKind
from values.forms.purpose import PurposeOptions
from values.queries import purpose as queries


@register
class PurposeKind(QuestionsKind):
    """Each answers three questions alone; without names the ideas are gathered, grouped, and agreed to a purpose."""

    slug = queries.SLUG
    name = gettext_lazy("Formål for oss")
    about = gettext_lazy("Ideer alene og uten navn, gruppert sammen, til dere er enige om formålet med ledergruppen.")
    question = gettext_lazy("Hva er vi til for?")
    answers = Answers.DETACHED
    styles = ("questions.css", "purpose.css")
    result_name = gettext_lazy("Ideene")
    reveal_name = gettext_lazy("Les og grupper ideene")
    phases = (
        PhasePlan("alone", 6, gettext_lazy("Svar kort. Ingen ser hvem som har skrevet hva."), "each"),
        PhasePlan("together", 12, gettext_lazy("Les ideene sammen. Hvilke hører sammen, og hva handler de om?")),
        PhasePlan("groups", 8, gettext_lazy("Skriv én kort setning om formålet vårt på et ark.")),
        PhasePlan("together", 10, gettext_lazy("Bli enige om formålet.")),
    )

    def options(self, exercise: Exercise | None, data: Any = None) -> Form | None:
        return PurposeOptions(exercise, data)

    def keep_options(self, exercise: Exercise, form: Form) -> None:
        assert isinstance(form, PurposeOptions)
        before = list(Question.objects.filter(exercise=exercise).values_list("text", flat=True))
        if before == form.texts():
            return
        if exercise.rounds.exists():
            raise NotPossible(_("Oppgaven er i gang alt. Lag en ny oppgave for andre spørsmål."))
        Question.objects.filter(exercise=exercise).delete()
        Question.objects.bulk_create(
            Question(exercise=exercise, position=number, text=text, answer=Question.Answer.ANONYMOUS)
            for number, text in enumerate(form.texts(), start=1)
        )

    def chosen(self, exercise: Exercise) -> dict[str, str]:
        return {name: str(text) for name, text in PurposeOptions(exercise).initial.items()}

    def may_show(self, round: Round) -> bool:
        return queries.wall(round) is not None

    def read_at(self, round: Round) -> str:
        return reverse("purpose", args=[round.exercise.item.gathering.public_id, round.public_id])

    def projector(self, round: Round) -> Fragment | None:
        page = queries.wall(round)
        if page is None:
            return None
        programme = round.exercise.item.gathering.programme
        context = {
            "page": page,
            "title": round.exercise.question or round.exercise.title,
            "agreed": queries.agreed(programme.pk),
            "language": programme.language,
        }
        return Fragment("values/purpose_wall.html", context)

    def summary(self, round: Round) -> list[str]:
        """What was agreed, then the ideas that the room has seen, pile by pile."""
        if not round.is_revealed:
            return []
        found = queries.gathered(round)
        piles = [(heap.pile.heading, heap.ideas) for heap in found.heaps]
        piles += [(each.question.text, each.ideas) for each in found.loose]
        ideas = ["\n".join([heading, *(f"– {idea.text}" for idea in inside)]) for heading, inside in piles if inside]
        return [*queries.agreed(round.exercise.item.gathering.programme_id), *ideas]

    def told(self, exercise: Exercise, round: Round | None) -> Fragment | None:
        if round and round.is_revealed and queries.wall(round):
            return Fragment("values/purpose_told.html", {"round": round, "gathering": exercise.item.gathering})
        return super().told(exercise, round)
