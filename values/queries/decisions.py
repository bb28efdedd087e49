"""What there is to decide on, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass

from programmes.models import Programme, Round
from values.models import Candidate, DecidedValue, Decision
from values.queries import points, shortlists
from values.queries.shortlists import Place


@dataclass(frozen=True)
class Option:
    """A value that may be chosen, with what the room said of it."""

    key: str
    label: str
    mean: float | None = None
    before: float | None = None
    candidate: Candidate | None = None
    note: str = ""  # nobody, withheld, nearly_all, as_before: why there is no mean


def last_points(gathering: int) -> Round | None:
    """The newest round of points whose result the room has seen."""
    rounds = Round.objects.of_day(gathering, "points").filter(revealed_at__isnull=False)
    return rounds.select_related("exercise").newest()


def options(gathering: int) -> list[Option]:
    """The values that points were given to, most first; before any points the shortlist as it stands."""
    round = last_points(gathering)
    ranking = points.ranking(round) if round else None
    if round is None or ranking is None:
        newest = shortlists.newest(gathering)
        return [Option(line.label, line.label) for line in shortlists.lines(newest)] if newest else []
    candidates = {candidate.label: candidate for candidate in round.candidates.all()}
    if not ranking.rows:
        return [Option(label, label, candidate=candidate) for label, candidate in candidates.items()]
    return [
        Option(
            row.label,
            row.label,
            row.mean,
            row.before,
            candidates[row.label],
            next((name for name in ("nobody", "nearly_all", "as_before", "withheld") if getattr(row, name)), ""),
        )
        for row in ranking.rows
    ]


@dataclass(frozen=True)
class Decided:
    """A value that was chosen, its figure, and the groups' words that it comes from."""

    label: str
    mean: float | None
    reason: str
    places: list[Place]


@dataclass(frozen=True)
class DecisionPage:
    decision: Decision
    values: list[Decided]

    @property
    def has_means(self) -> bool:
        """Whether every value has its figure: beside one that has none, a figure would say too much of the others."""
        return all(value.mean is not None for value in self.values)


def decision_of(round: Round) -> DecisionPage | None:
    """What was decided in a round, as it holds now."""
    return page(round.decisions.last())


def of_programme(programme: Programme) -> DecisionPage | None:
    """What a programme has decided last, at any of its gatherings, but for what a rehearsal wipes."""
    decisions = Decision.objects.filter(round__in=Round.objects.of_programme(programme))
    return page(decisions.order_by("decided_at", "pk").last())


def page(decision: Decision | None) -> DecisionPage | None:
    if decision is None:
        return None
    values = DecidedValue.objects.filter(decision=decision).select_related("candidate__value")
    return DecisionPage(
        decision,
        [
            Decided(value.label, value.mean, _reason(value), _places(value))
            for value in values.prefetch_related("candidate__value__origins__group")
        ],
    )


def _reason(value: DecidedValue) -> str:
    return value.candidate.value.reason if value.candidate and value.candidate.value else ""


def _places(value: DecidedValue) -> list[Place]:
    if value.candidate is None or value.candidate.value is None:
        return []
    return [Place(origin.group.name, origin.word, origin.slot) for origin in value.candidate.value.origins.all()]
