"""What the pages of 100 points show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.prepared import Prepared
from config.text import compare_key
from programmes.contract import Text
from programmes.models import Elector, Participation, Round
from programmes.queries.respondents import answered_in, linked_rounds, other_rounds, people_of, who, with_unknown
from values import chart, scoring
from values.models import Allocation, Candidate, NamedAllocation, PointsResult


@dataclass(slots=True)
class Choice:
    """A value on the phone, and the points it has there."""

    position: int
    label: str
    points: int
    error: str = ""
    typed: str = ""

    @property
    def shown(self) -> str:
        return self.typed or str(self.points)


def _number_of(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by().values("round").annotate(number=Count("pk")).values("number"))


# How many have handed in, and how many are asked: the projector looks ten times a second.
HANDED_IN = Prepared(
    lambda round: Round.objects.filter(pk=round).values_list(
        Coalesce(_number_of(Allocation.objects.filter(round=OuterRef("pk"), handed_in=True)), 0),
        Coalesce(_number_of(Elector.objects.filter(round=OuterRef("pk"))), 0),
    ),
    round=int,
)


def choices(round: Round, participation: Participation) -> tuple[list[Choice], Allocation | None]:
    allocation = Allocation.objects.filter(round=round, participation=participation).first()
    return spread(round, allocation), allocation


def candidates(round: Round) -> tuple[Candidate, ...]:
    """What points are spread over: frozen when the round opened, so that a room reads it once."""
    return frozen(round.public_id)


@lru_cache(maxsize=100)
def frozen(round: str) -> tuple[Candidate, ...]:
    return tuple(Candidate.objects.filter(round__public_id=round))


def spread(round: Round, allocation: Allocation | None) -> list[Choice]:
    """The round's values with a leader's points."""
    points = allocation.points if allocation else []
    return [
        Choice(candidate.position, candidate.label, points[number] if number < len(points) else 0)
        for number, candidate in enumerate(candidates(round))
    ]


def given(choices: list[Choice]) -> list[Choice]:
    """Those that got points."""
    return [choice for choice in choices if choice.points]


WORDS: dict[str, Text] = {
    "united": gettext_lazy("Vi er samlet"),
    "mixed": gettext_lazy("Vi ser litt ulikt på det"),
    "divided": gettext_lazy("Vi er delt"),
}


@dataclass(frozen=True)
class NamedRow:
    """One value of an åpen runde: who gave it how much, from most to least."""

    label: str
    givers: list[tuple[str, int]]


@dataclass(frozen=True)
class Ranking:
    """A closed points round as it is shown: values from most points to fewest, beside the round before it."""

    result: PointsResult
    rows: list[chart.Row]
    axis: list[chart.Tick]
    agreement: str
    named: list[NamedRow]
    earlier: PointsResult | None

    @property
    def word(self) -> str:
        """How united the leaders are, in words; empty where that is not shown."""
        return str(WORDS.get(self.agreement, ""))

    @property
    def leaves_means_out(self) -> bool:
        """Whether a mean is left out since few have come or gone since the round before."""
        return any(row.as_before for row in self.rows)

    @property
    def hides_means(self) -> bool:
        """Whether a value stands without its number since that would tell of few; not where nearly all went to one."""
        return any(row.withheld for row in self.rows) and not any(row.nearly_all for row in self.rows)

    @property
    def headline(self) -> str:
        if nearly := [row.label for row in self.rows if row.nearly_all]:
            return _("Nesten alle poengene gikk til %(value)s") % {"value": _(" og ").join(nearly)}
        shown = [row for row in self.rows if row.weight]
        top = [row.label for row in shown if row.weight == shown[0].weight] if shown else []
        if not top:
            return _("Resultatet av 100 poeng")
        if len(top) > 2:
            return _("Flere verdier står like sterkt hos oss")
        return _("%(values)s står sterkest hos oss") % {"values": _(" og ").join(top)}


def ranking(round: Round) -> Ranking | None:
    """What a closed round publishes; constant in queries."""
    result = PointsResult.objects.filter(round=round).first()
    if result is None:
        return None
    results = list(
        PointsResult.objects.filter(
            round__exercise=round.exercise_id, round__number__lt=round.number, round__revealed_at__isnull=False
        )
        .select_related("round")
        .order_by("round__number")
    )
    before = {
        figure["label"]: figure["mean"]
        for each in results
        for figure in values_of(each)
        if figure["mean"] is not None or not figure["as_before"]
    }
    figures = sorted(
        ({**figure, "before": before.get(figure["label"])} for figure in values_of(result)),
        key=lambda figure: (
            not figure["nearly_all"],
            figure["nobody"],
            figure["withheld"],
            -(figure["mean"] or (figure["as_before"] and figure["before"]) or 0),
        ),
    )
    rows, axis = chart.lay_out(figures)
    agreement = result.figures[0]["agreement"] if result.figures else ""
    return Ranking(
        result, rows, axis, agreement, named_rows(round, [row.label for row in rows]), results[-1] if results else None
    )


def has_given(round: Round, participation: Participation) -> bool:
    """Whether somebody's points count in a closed round."""
    return Elector.objects.filter(round=round, participation=participation, has_answered=True).exists()


def known_of(round: Round) -> dict[str, list[scoring.Earlier]]:
    """By the value's label: its means in other closed rounds in which some of those who gave points now gave points, or
    others who did so with them.

    In whichever gathering or programme, sealed or åpen; also under another name, where it holds the same words.
    """
    given = Elector.objects.filter(has_answered=True, round__points_result__isnull=False)
    now = set(answered_in(round))
    among = linked_rounds(round, now, given)
    found: dict[str, list[scoring.Earlier]] = {}
    results = PointsResult.objects.filter(round__in=among).exclude(figures=[]).order_by("round").select_related("round")
    of, named = words_of([round, *[result.round for result in results]]), _named(among)
    for result in results.prefetch_related(
        Prefetch("round__electors", given.select_related("participation__membership"))
    ):
        before = people_of(result.round.electors.all())
        left, joined = len(before - now) + result.givers - len(before), len(now - before)
        means = {figure["label"]: figure["mean"] for figure in values_of(result)}
        for label, then, is_part in kin(of[round.pk], of[result.round_id]):
            if (mean := means.get(then)) is not None:
                known = scoring.Earlier(
                    mean,
                    result.givers,
                    left,
                    joined,
                    result.round_id,
                    with_unknown(before, result.givers, result.round_id),
                    is_part,
                    named.get((result.round_id, then), {}),
                )
                found.setdefault(label, []).append(known)
    return found


def _named(rounds: Iterable[int]) -> dict[tuple[int, str], dict[Hashable, int]]:
    """By the åpne of some rounds and a value's label: what each gave it."""
    rows = NamedAllocation.objects.filter(round__in=rounds).select_related("participation__membership")
    labels: dict[int, list[str]] = {}
    for key, label in Candidate.objects.filter(round__in={row.round_id for row in rows}).values_list("round", "label"):
        labels.setdefault(key, []).append(label)
    found: dict[tuple[int, str], dict[Hashable, int]] = {}
    for row in rows:
        for label, points in zip(labels[row.round_id], row.points, strict=True):
            found.setdefault((row.round_id, label), {})[who(row.participation)] = points
    return found


Words = dict[str, set[str]]
"""By a value's label: the words that it stands for, itself among them."""


def words_of(rounds: Sequence[Round]) -> dict[int, Words]:
    """What the values of some rounds stand for, by the round; two queries for all of them."""
    found: dict[int, Words] = {round.pk: {} for round in rounds}
    for candidate in Candidate.objects.filter(round__in=found).prefetch_related("value__origins"):
        words = {origin.word for origin in candidate.value.origins.all()} if candidate.value else set()
        found[candidate.round_id][candidate.label] = {compare_key(word) for word in (candidate.label, *words)}
    return found


def kin(now: Words, then: Words) -> Iterator[tuple[str, str, bool]]:
    """The values of two rounds that have a word in common, and whether one of them holds more than the other.

    That is so where values were merged, or a merge was taken apart: then one of now is like two of then, or two are like
    one. Where one is like one, it is the same, whatever it is called.
    """
    alike = [
        (label, other) for label, words in now.items() for other, others in then.items() if not words.isdisjoint(others)
    ]
    ours, theirs = Counter(label for label, _ in alike), Counter(other for _, other in alike)
    for label, other in alike:
        yield label, other, ours[label] > 1 or theirs[other] > 1


def tells_apart(round: Round) -> bool:
    """Whether names would come beside sums of the same people on some of the values."""
    gave = Elector.objects.filter(Q(has_answered=True) | Q(round__closed_at__isnull=True))
    among = other_rounds(round, people_of(round.electors.select_related("participation__membership")), gave)
    at_stake = Q(closed_at__isnull=True)
    if round.is_named:
        at_stake |= Q(points_result__isnull=False) & ~Q(points_result__figures=[])
    others = list(Round.objects.filter(at_stake, pk__in=among).exclude(is_named=round.is_named))
    of = words_of([round, *others])
    return any(True for other in others for _ in kin(of[round.pk], of[other.pk]))


def values_of(result: PointsResult) -> list[dict[str, Any]]:
    return list(result.figures[0]["values"]) if result.figures else []


def named_rows(round: Round, order: list[str]) -> list[NamedRow]:
    """Who gave what in an åpen runde, by the values in this order; empty for any other."""
    if not round.is_named:
        return []
    labels = list(round.candidates.values_list("label", flat=True))
    given: dict[str, list[tuple[str, int]]] = {label: [] for label in labels}
    allocations = NamedAllocation.objects.filter(round=round).select_related("participation__membership__person")
    for allocation in allocations.order_by("participation__membership__person__sort_key", "pk"):
        for label, points in zip(labels, allocation.points, strict=True):
            if points:
                given[label].append((allocation.participation.first_name, points))
    return [NamedRow(label, sorted(given[label], key=lambda each: -each[1])) for label in order]
