"""What values brings to the stage from the points on: 100 points, and the decision."""

from __future__ import annotations

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from programmes.contract import Answers, ExerciseKind, Fragment, PhasePlan, Progress, Step, Tool, register
from programmes.models import Elector, Exercise, Group, Person, Phase, Round
from programmes.services.rounds import close_round
from values import pretending
from values.models import Allocation, PointsResult
from values.queries import decisions as decision_queries
from values.queries import points as queries
from values.queries.decisions import DecisionPage
from values.services import points


@register
class PointsKind(ExerciseKind):
    """Each leader spreads 100 points over the shortlist, alone; sealed until the round closes."""

    slug = "points"
    styles = ("values.css",)
    scripts = ("points.js",)
    name = _("100 poeng")
    about = _("Hver leder fordeler 100 poeng på verdiene, alene og hemmelig.")
    builds_on = ("top-three",)
    question = _("Hvilke verdier er viktigst i lederskapet?")
    phases = (
        PhasePlan("groups", 10, _("Hvilke verdier er viktigst i lederskapet? Drøft i gruppen.")),
        PhasePlan("alone", 5, _("Fordel 100 poeng på verdiene, alene.")),
        PhasePlan("together", 10, _("Hva ser vi? Hvilke verdier skal vi bygge videre på?")),
    )
    has_named_form = True
    repeats = True
    answers = Answers.SEALED
    has_result = True

    def asks_in(self, exercise: Exercise) -> str:
        return Phase.Mode.ALONE

    def lacks(self, exercise: Exercise) -> str:
        if points.newest_shortlist(exercise.item.gathering):
            return ""
        return str(
            _(
                "Det er ingen verdier å fordele poeng på ennå. Gå tilbake til diamanten, og så til «De tre øverste hos alle»."
            )
        )

    def open(self, round: Round, *, by: Person | None) -> None:
        points.freeze_candidates(round=round)
        sources = Round.objects.of_day(round.exercise.item.gathering_id, "diamond", "top-three")
        under_way = sources.filter(closed_at__isnull=True).select_related("exercise")
        for source in under_way.order_by("opened_at", "pk"):
            close_round(round=source, by=by)

    def tells_apart(self, round: Round) -> bool:
        return queries.tells_apart(round)

    def close(self, round: Round) -> None:
        points.settle(round=round)

    def participant(self, step: Step) -> Fragment | None:
        round, exercise, elector = step.round, step.exercise, step.elector
        if round is None or (round.is_open and (elector is None or step.phase.mode != Phase.Mode.ALONE)):
            return None
        if not round.is_open:
            ranking = queries.ranking(round) if round.is_revealed else None
            is_left_out = elector is not None and not elector.has_answered
            context = {"exercise": exercise, "round": round, "ranking": ranking, "is_left_out": is_left_out}
            return Fragment("values/points_result.html", context)
        assert elector is not None
        choices, allocation = queries.choices(round, elector.participation)
        return Fragment(
            "values/points.html",
            {
                "url": reverse("points", args=[exercise.item.gathering.public_id, round.public_id]),
                "exercise": exercise,
                "round": round,
                "choices": choices,
                "given": queries.given(choices),
                "allocation": allocation,
            },
        )

    def writes_in(self, phase: Phase) -> bool:
        return phase.mode == Phase.Mode.ALONE

    def material(self, exercise: Exercise, phase: Phase) -> list[str]:
        """The values that points are given to, while the groups talk about them."""
        newest = points.newest_shortlist(exercise.item.gathering) if phase.mode == Phase.Mode.GROUPS else None
        return list(newest.shortlist.values_list("label", flat=True)) if newest else []

    def projector(self, round: Round) -> Fragment | None:
        return Fragment("values/points_wall.html", {"round": round, "ranking": queries.ranking(round)})

    def desk(self, round: Round) -> Fragment | None:
        return Fragment("values/points_desk.html", {"round": round, "ranking": queries.ranking(round)})

    def summary(self, round: Round) -> list[str]:
        """The published means, most first; nothing before the room has seen them, nor of who gave what."""
        ranking = queries.ranking(round) if round.is_revealed else None
        if ranking is None or not ranking.rows:
            return []
        shown = [
            f"{row.label} {_('omtrent som før') if row.mean is None else number_format(row.mean, 1)}"
            for row in ranking.rows
            if row.as_before or row.mean is not None
        ]
        return [ranking.headline, ", ".join(shown)]

    def progress(self, round: Round) -> Progress | None:
        if not round.is_open:
            givers = PointsResult.objects.filter(round=round).values_list("givers", flat=True).first()
            return Progress(givers or 0, round.electors.count(), _("har levert"))
        ((done, asked),) = queries.HANDED_IN.rows(round=round.pk)
        return Progress(done, asked, _("har levert"))

    def pretend(self, round: Round, elector: Elector, *, step: int) -> bool:
        """Hands in a hundred points for one who has not begun."""
        if not Allocation.objects.filter(round=round, participation=elector.participation).exists():
            labels = list(round.candidates.values_list("label", flat=True))
            spread = pretending.hundred(labels, seed=elector.participation_id)
            points.save(round=round, participation=elector.participation, points=spread, hand_in=True)
        return False


@register
class DecisionKind(ExerciseKind):
    """Which values the programme goes on with, and why."""

    slug = "decision"
    styles = ("values.css",)
    name = _("Beslutning")
    about = _("Velg verdiene dere går videre med, og skriv hvorfor.")
    builds_on = ("top-three", "points")
    question = _("Hvilke verdier velger vi?")
    phases = (PhasePlan("together", 10, _("Hvilke verdier velger vi, og hvorfor disse?")),)
    has_result = True
    result_name = _("Verdiene våre")

    def may_show(self, round: Round) -> bool:
        return decision_queries.decision_of(round) is not None

    def tools(self, exercise: Exercise) -> tuple[Tool, ...]:
        url = reverse("decision", args=[exercise.item.gathering.public_id, exercise.public_id])
        return (Tool(_("Velg verdiene"), url),)

    def first(self, round: Round) -> Tool | None:
        return None if decision_queries.decision_of(round) else self.tools(round.exercise)[0]

    def material(self, exercise: Exercise, phase: Phase) -> list[str]:
        return self._fell(exercise)

    def _fell(self, exercise: Exercise, made: DecisionPage | None = None) -> list[str]:
        """How the points fell, where the room has seen it, until it has decided."""
        last = None if made else decision_queries.last_points(exercise.item.gathering_id)
        ranking = queries.ranking(last) if last else None
        rows = ranking.rows if ranking else []
        return [row.label if row.mean is None else f"{row.label} {number_format(row.mean, 1)}" for row in rows]

    def participant(self, step: Step) -> Fragment | None:
        made = decision_queries.decision_of(step.round) if step.round else None
        material = self._fell(step.exercise, made)
        context = {"exercise": step.exercise, "round": step.round, "made": made, "material": material}
        return Fragment("values/decided.html", context)

    def board(self, round: Round, group: Group) -> Fragment | None:
        made = decision_queries.decision_of(round)
        return Fragment("values/decided_list.html", {"made": made, "material": self._fell(round.exercise, made)})

    def projector(self, round: Round) -> Fragment | None:
        return Fragment("values/decided_wall.html", {"made": decision_queries.decision_of(round)})

    def summary(self, round: Round) -> list[str]:
        made = decision_queries.decision_of(round)
        return [", ".join(value.label for value in made.values), made.decision.reason] if made else []

    def taken_home(self, round: Round) -> Fragment | None:
        made = decision_queries.decision_of(round)
        return Fragment("values/decided_kept.html", {"made": made}) if made else None
