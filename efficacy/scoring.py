"""What a round of ratings may publish, so that nobody's answer can be told from it.

A factor holds one item or several, each answered `low` to `high`. A respondent's *score* on it is the sum of the
answers, those to reversed items turned. What may be shown follows design rules that docs/anonymity.md tells:
nothing below five; then a mean with one decimal and a word for the spread; from ten also how many stand where.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Any

from programmes import combining
from programmes.combining import People

FLOOR = 5
FULL = 10
FEW = 3
UNITED_BELOW = {5: Fraction(14, 10), 6: Fraction(16, 10), 7: Fraction(185, 100)}
"""By the scale's highest step: the population standard deviation below which respondents are united.

These have been checked together with the mean over every round there can be; other limits tell answers.
"""


@dataclass(frozen=True)
class Measure:
    """What a factor is measured with: so many items, each answered `low` to `high`."""

    low: int
    high: int
    items: int = 1

    @property
    def least(self) -> int:
        """The lowest score that one respondent can have."""
        return self.low * self.items

    @property
    def most(self) -> int:
        return self.high * self.items

    def low_end(self, respondents: int) -> int:
        """The highest sum that is still told only as "or lower".

        One above what all others would make at the lowest with one at the highest: else that one, who knows their
        own answer, would know everybody's.
        """
        return (respondents - 1) * self.least + self.most + 1

    def high_end(self, respondents: int) -> int:
        return (respondents - 1) * self.most + self.least - 1


@dataclass(frozen=True)
class Band:
    """How many respondents stand from one step of the scale to another."""

    low: int
    high: int
    count: int


@dataclass(frozen=True)
class Figure:
    """A factor's published figures. `mean` is on the scale, one decimal.

    `end`: "low" where the mean is that or lower, "high" where it is that or higher. `spread`: "united", "divided".
    `as_before`: the mean lies within what those who came or went since an earlier round could account for, and is
    not shown. `withheld`: the statements are others than in an earlier round, and who is asked is nearly the same.
    `bands` only from ten respondents.
    """

    mean: float | None = None
    end: str = ""
    spread: str = ""
    as_before: bool = False
    withheld: bool = False
    bands: tuple[Band, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "mean": self.mean,
            "end": self.end,
            "spread": self.spread,
            "as_before": self.as_before,
            "withheld": self.withheld,
            "bands": [[band.low, band.high, band.count] for band in self.bands],
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Figure:
        return cls(**{**stored, "bands": tuple(Band(*band) for band in stored["bands"])})


@dataclass(frozen=True)
class Earlier:
    """An earlier round's figure of the same factor, and who may have come and gone since.

    `left`: how many of its respondents may not be among those of now; `joined`: how many of now may not have been
    among them. Both are upper bounds: some of them may be in no programme any longer. `people`: who they were, each who
    is unknown by now being one of their own; `round` names it. `is_part`: it asked some of the same and something else,
    so that the two can't be compared. `adds_up`: nor be added up, where it may count the other way round. `named`: what
    each gave, in an åpen runde.
    """

    figure: Figure
    respondents: int
    left: int
    joined: int
    round: int = 0
    people: People = frozenset()
    is_part: bool = False
    adds_up: bool = True
    named: Mapping[Hashable, int] = field(default_factory=dict)

    def few(self, respondents: int) -> tuple[int, int] | None:
        """How many have joined and left at the most; None where nobody has, or so many that they hide one another."""
        joined = min(self.joined, self.left - (self.respondents - respondents))
        left = joined + self.respondents - respondents
        return (joined, left) if 0 < joined + left < FLOOR else None


def turned(answer: int, measure: Measure, *, is_reversed: bool) -> int:
    """An answer as it counts: to a reversed item the lowest is the best."""
    return measure.low + measure.high - answer if is_reversed else answer


def publish(
    scores: Sequence[int], measure: Measure, earlier: Sequence[Earlier] = (), people: People = frozenset()
) -> Figure | None:
    """What a round of these people may show of a factor; None below five respondents."""
    respondents, total = len(scores), sum(scores)
    if respondents < FLOOR:
        return None
    comparable = [each for each in earlier if not each.is_part]
    if any(low <= total <= high for low, high in _accounted_for(comparable, respondents, measure)):
        return Figure(as_before=True)
    if _tells(total, measure, earlier, people):
        return Figure(withheld=True)
    if any(each.is_part and each.few(respondents) for each in earlier):
        return Figure(withheld=True)
    # At an end of the scale a word for the spread would tell too much: of a member's own high answer among low ones.
    if total <= measure.low_end(respondents):
        return Figure(_mean(measure.low_end(respondents), respondents, measure), "low")
    if total >= measure.high_end(respondents):
        return Figure(_mean(measure.high_end(respondents), respondents, measure), "high")
    shown = bands(scores, measure) if respondents >= FULL else ()
    return Figure(_mean(total, respondents, measure), spread=spread_of(scores, measure), bands=shown)


def mean_of(scores: Sequence[int], measure: Measure) -> float:
    """The plain mean on the scale, which is shown only where it is known who answered what."""
    return _mean(sum(scores), len(scores), measure)


def _mean(total: int, respondents: int, measure: Measure) -> float:
    """On the scale, rounded half up, so that the database's and the page's figure are one."""
    return float(floor(Fraction(total, respondents * measure.items) * 10 + Fraction(1, 2))) / 10


def spread_of(scores: Sequence[int], measure: Measure) -> str:
    """A word for how alike the respondents see it: "united" or "divided"."""
    respondents = len(scores)
    squares = respondents * sum(score * score for score in scores) - sum(scores) ** 2  # n² times the variance
    limit = UNITED_BELOW[measure.high] * respondents * measure.items
    return "united" if squares < limit * limit else "divided"


def bands(scores: Sequence[int], measure: Measure) -> tuple[Band, ...]:
    """How many stand low, in the middle and high on the scale. A cell of fewer than three goes with its neighbour.

    Empty where only one would be left: it would say nothing.
    """
    counts = [0, 0, 0]
    for score in scores:
        counts[_third(score, measure)] += 1
    cells = [(number, number, count) for number, count in enumerate(counts)]
    while len(cells) > 1 and min(count for _first, _last, count in cells) < FEW:
        at = min(range(len(cells)), key=lambda number: cells[number][2])
        beside = [number for number in (at - 1, at + 1) if 0 <= number < len(cells)]
        with_ = min(beside, key=lambda number: cells[number][2])
        left, right = sorted((at, with_))
        cells[left : right + 1] = [(cells[left][0], cells[right][1], cells[left][2] + cells[right][2])]
    edges = _thirds(measure)
    found = tuple(Band(edges[first][0], edges[last][1], count) for first, last, count in cells)
    return found if len(found) > 1 else ()


def _third(score: int, measure: Measure) -> int:
    """0 low, 1 middle, 2 high."""
    above, span = score - measure.least, measure.most - measure.least
    return 0 if 3 * above < span else 2 if 3 * above > 2 * span else 1


def _thirds(measure: Measure) -> list[tuple[int, int]]:
    """The steps of the scale that each third holds."""
    steps = Measure(measure.low, measure.high)
    return [
        (min(held), max(held))
        for number in range(3)
        if (held := [step for step in range(steps.low, steps.high + 1) if _third(step, steps) == number])
    ]


def _accounted_for(earlier: Iterable[Earlier], respondents: int, measure: Measure) -> Iterable[tuple[int, int]]:
    """The sums that an earlier round leads one to expect if all who took part both times answered alike.

    Within them a figure would tell, of an unchanged group, what the few who came and went have answered. The ends
    of the scale that are told as one stay one.
    """
    for each in earlier:
        known, few = known_sums(each.figure, each.respondents, measure), each.few(respondents)
        if known is None or few is None:
            continue
        joined, left = few
        low = known[0] + joined * measure.least - left * measure.most
        high = known[1] + joined * measure.most - left * measure.least
        for first, last in (
            (respondents * measure.least, measure.low_end(respondents)),
            (measure.high_end(respondents), respondents * measure.most),
        ):
            if low <= last and high >= first:
                low, high = min(low, first), max(high, last)
        yield low, high


def _tells(total: int, measure: Measure, earlier: Sequence[Earlier], people: People) -> bool:
    """Whether what few gave could be told from this sum and those that are known, added up in some way."""
    known = [
        combining.Known(each.round, each.people, _bounds(sums) if each.adds_up else None, each.named)
        for each in earlier
        if (sums := known_sums(each.figure, each.respondents, measure))
    ]
    told = _bounds(_as_told(total, len(people), measure))
    return combining.tells_of_few(people, told, known, least=measure.least, most=measure.most)


def _bounds(sums: tuple[int, int]) -> combining.Bounds:
    return Fraction(sums[0]), Fraction(sums[1])


def _as_told(total: int, respondents: int, measure: Measure) -> tuple[int, int]:
    """The sums that are told as one: the ends of the scale are."""
    if total <= measure.low_end(respondents):
        return respondents * measure.least, measure.low_end(respondents)
    if total >= measure.high_end(respondents):
        return measure.high_end(respondents), respondents * measure.most
    return total, total


def turned_round(figure: Figure, low: int, high: int) -> Figure:
    """A figure on a scale from `low` to `high` as it would be the other way round."""
    if figure.mean is None:
        return figure
    end = {"low": "high", "high": "low", "": ""}[figure.end]
    return Figure(round(low + high - figure.mean, 1), end, figure.spread)


def known_sums(figure: Figure, respondents: int, measure: Measure) -> tuple[int, int] | None:
    """The lowest and the highest sum that a published figure may stand for; None where it tells no mean."""
    if figure.mean is None:
        return None
    if figure.end == "low":
        return respondents * measure.least, measure.low_end(respondents)
    if figure.end == "high":
        return measure.high_end(respondents), respondents * measure.most
    answers = respondents * measure.items
    middle, half = Fraction(str(figure.mean)) * answers, Fraction(answers, 20)
    return ceil(middle - half), floor(middle + half)
