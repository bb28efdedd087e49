"""What a round of 100 points may publish, and how united it is.

`rows` are the leaders' points: one row a leader, one whole number a value, each row summing to 100. What may be
shown at which size follows the anonymity rules in docs/anonymity.md: nothing below five givers.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from statistics import mean, median, quantiles
from typing import Any

from programmes import combining
from programmes.combining import People

FLOOR = 5
FULL = 10
FEW = 3


@dataclass(frozen=True)
class Figure:
    """One value's published figures. Points are 0–100; None: not shown.

    `withheld`: its mean is not shown. `nobody`: no one gave it any points. `nearly_all`: so many of the points went
    here that no number of the round is shown. `as_before`: about what it was in an earlier round, and no number.
    """

    mean: float | None = None
    nobody: bool = False
    withheld: bool = False
    nearly_all: bool = False
    as_before: bool = False
    givers: int | None = None
    median: float | None = None
    low: float | None = None
    quarter: float | None = None
    three_quarters: float | None = None
    high: float | None = None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def publish(rows: Sequence[Sequence[int]]) -> list[Figure]:
    """The figures that a round may show, one a value in the order of the columns; empty below five givers.

    Where more than 100·(n − 2) of the n leaders' points went to one value, its mean would tell what nearly everybody
    gave: then only which value it was is said.
    """
    givers = len(rows)
    if givers < FLOOR:
        return []
    columns = [list(column) for column in zip(*rows, strict=True)]
    sums = [sum(column) for column in columns]
    if max(sums) > 100 * (givers - 2):
        return [Figure(withheld=True, nearly_all=points == max(sums)) for points in sums]
    counts = [sum(points > 0 for points in column) for column in columns]
    hidden = withheld(columns, counts)
    return [
        figure(column, count, number in hidden, givers)
        for number, (column, count) in enumerate(zip(columns, counts, strict=True))
    ]


def publish_named(rows: Sequence[Sequence[int]]) -> list[Figure]:
    """The same for an åpen runde, in which everybody sees what each has given: nothing is withheld."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    return [figure(column, sum(points > 0 for points in column), False, len(rows)) for column in columns]


@dataclass(frozen=True)
class Earlier:
    """A value's published mean in another round, and how many of its givers have gone and come since.

    `people`: who they were, each who is unknown by now being one of their own; `round` names it. `is_part`: the value
    held another's words, or only some of these, so that the two can't be compared or added up. `named`: what each gave,
    in an åpen runde.
    """

    mean: float
    givers: int
    left: int
    joined: int
    round: int = 0
    people: People = frozenset()
    is_part: bool = False
    named: Mapping[Hashable, int] = field(default_factory=dict)

    @property
    def is_nearly_the_same_people(self) -> bool:
        return 0 < self.left + self.joined < MANY


MANY = 5
"""So many who have come or gone hide one another."""


def beside(
    figures: Sequence[Figure],
    givers: int,
    earlier: Sequence[Sequence[Earlier]],
    people: People = frozenset(),
) -> list[Figure]:
    """The figures of a round of so many givers when others of some of the same people are known, by value.

    Where one to four have come or gone, and what they gave alone can explain a new mean, its difference from the old
    would tell what that was, if nobody else has changed their mind: then only «about as before» is said; and nothing
    where several means together would, or the value held other words. The means sum to 100, so at least three are then
    left out, the lowest of the others first.
    """
    shown = {number: figure.mean for number, figure in enumerate(figures) if figure.mean is not None}
    told = {
        number
        for number, mean in shown.items()
        if any(explained(mean, givers, each) for each in earlier[number] if not each.is_part)
    }
    hidden = {
        number
        for number, mean in shown.items()
        if number not in told
        and (
            any(each.is_part and each.is_nearly_the_same_people for each in earlier[number])
            or tells(mean, earlier[number], people)
        )
    }
    if not told | hidden:
        return list(figures)
    others = sorted((mean, number) for number, mean in shown.items() if number not in told | hidden)
    hidden |= {number for _, number in others[: max(FEW - len(told | hidden), 0)]}
    return [
        Figure(as_before=True) if number in told else Figure(withheld=True) if number in hidden else figure
        for number, figure in enumerate(figures)
    ]


def tells(average: float, earlier: Sequence[Earlier], people: People) -> bool:
    """Whether what one to four gave could be told from this mean and those that are known, added up in some way."""
    known = [
        combining.Known(each.round, each.people, None if each.is_part else _sum(each.mean, each.givers), each.named)
        for each in earlier
    ]
    return combining.tells_of_few(people, _sum(average, len(people)), known, least=0, most=100)


def _sum(average: float, givers: int) -> combining.Bounds:
    """What some gave together, as their mean tells it, which is rounded to tenths."""
    middle, rounding = Fraction(str(average)) * givers, Fraction(givers, 20)
    return middle - rounding, middle + rounding


def explained(average: float, givers: int, earlier: Earlier) -> bool:
    """Whether nobody who gave points both times need have changed any. Means are rounded to tenths."""
    if not earlier.is_nearly_the_same_people:
        return False
    now, before = average * givers, earlier.mean * earlier.givers
    rounding = 0.05 * (givers + earlier.givers)
    return before - 100 * earlier.left - rounding <= now <= before + 100 * earlier.joined + rounding


def withheld(columns: Sequence[Sequence[int]], counts: Sequence[int]) -> set[int]:
    """Values whose mean must not be shown: those of one or two givers, and then always the next lowest too.

    The means sum to 100, so what is left out must hold points of at least three.
    """
    hidden = {number for number, count in enumerate(counts) if 0 < count < FEW}
    rest = [number for number, count in enumerate(counts) if count >= FEW]
    if hidden and rest:
        hidden.add(min(rest, key=lambda number: (sum(columns[number]), number)))
    return hidden


def figure(column: Sequence[int], count: int, hidden: bool, givers: int) -> Figure:
    """What is shown of one value: its mean, and from ten givers its spread, where five or more differ from the others.

    Of fewer, each could tell from the spread what all the others gave; and of two or three, even from its absence.
    """
    if count == 0:
        return Figure(mean=0.0, nobody=True)
    if hidden:
        return Figure(withheld=True)
    average = round(sum(column) / givers, 1)
    if givers < FULL or apart(column) < FLOOR:
        return Figure(mean=average)
    tenths = quantiles(column, n=10, method="inclusive")
    quarters = quantiles(column, n=4, method="inclusive")
    return Figure(
        mean=average,
        givers=count,
        median=round(median(column), 1),
        low=round(tenths[0], 1),
        quarter=round(quarters[0], 1),
        three_quarters=round(quarters[2], 1),
        high=round(tenths[8], 1),
    )


def apart(given: Iterable[int | Sequence[int]]) -> int:
    """How many gave something else than the most common."""
    counts = Counter(each if isinstance(each, int) else tuple(each) for each in given).values()
    return sum(counts) - max(counts)


def agreement(rows: Sequence[Sequence[int]], *, named: bool = False) -> str:
    """The consensus in a word: "united", "mixed" or "divided".

    "" where even a word tells: below ten givers, where fewer than five differ from the others, or nearly all points went
    to one value; and in an åpen runde below two givers.
    """
    if len(rows) < (2 if named else FULL):
        return ""
    if not named and (apart(rows) < FLOOR or max(map(sum, zip(*rows, strict=True))) > 100 * (len(rows) - 2)):
        return ""
    share = consensus(rows)
    return "united" if share >= UNITED else "mixed" if share >= MIXED else "divided"


UNITED, MIXED = 0.75, 0.5


def consensus(rows: Sequence[Sequence[int]]) -> float:
    """How alike the leaders spread their points: 0 (each their own value) to 1 (all alike).

    Goepel's consensus from Shannon entropies: with α the leaders' own diversity, γ that of their mean and
    β = γ − α, S* = (1/exp(Hβ) − 1/m) / (1 − 1/m), m the smaller of leaders and values. One leader or one value: 1.
    """
    leaders = len(rows)
    values = len(rows[0]) if rows else 0
    if leaders <= 1 or values <= 1:
        return 1.0
    shares = [[points / 100 for points in row] for row in rows]
    alpha = sum(entropy(row) for row in shares) / leaders
    gamma = entropy([mean(column) for column in zip(*shares, strict=True)])
    smallest = min(leaders, values)
    united = (1 / math.exp(gamma - alpha) - 1 / smallest) / (1 - 1 / smallest)
    return min(max(united, 0.0), 1.0)


def entropy(shares: Sequence[float]) -> float:
    return -sum(share * math.log(share) for share in shares if share > 0)
