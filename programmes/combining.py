"""What several sums tell together that none of them tells alone.

Three rounds of five or more, each pair of which differs by five or more, may still tell what one person answered: of
the sums of {A, L}, {A, B} and {L, B}, the first and the last less the second are twice L's. So a new sum is held against
every two and three of those that are known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations

FEW = 5
"""Fewer than so many are never told of."""
RECENT = 6
"""So many of the known sums are looked at: the newest."""

Pattern = tuple[int, ...]
"""In which of some rounds somebody is: 1 or 0 for each."""


@dataclass(frozen=True)
class Sum:
    """What is known of a round: who are in it, and between which bounds the sum of what they gave lies."""

    people: frozenset[Hashable]
    low: Fraction
    high: Fraction


def tells_of_few(now: Sum, known: Sequence[Sum], *, least: int, most: int) -> bool:
    """Whether a new sum, with two or three of those that are known, tells what fewer than five gave together.

    That is so where all others cancel out, and where nobody need have changed their mind: each gave from `least` to
    `most`, every time the same. A pair of rounds is looked at elsewhere, with what is not known of who answered.
    """
    lately = known[-RECENT:]
    several = chain.from_iterable(combinations(lately, number) for number in (2, 3))
    return any(_tells([now, *others], least, most) for others in several)


def _tells(rounds: Sequence[Sum], least: int, most: int) -> bool:
    everybody = frozenset[Hashable]().union(*(each.people for each in rounds))
    alike = Counter(tuple(int(who in each.people) for each in rounds) for who in everybody)
    for few in _of_few(alike):
        weights = _cancelling([pattern for pattern in alike if pattern not in few])
        if weights and _is_explained(rounds, weights, {pattern: alike[pattern] for pattern in few}, least, most):
            return True
    return False


def _of_few(alike: Counter[Pattern]) -> Iterator[tuple[Pattern, ...]]:
    """The patterns, one or several, that fewer than five people have together."""
    small = [pattern for pattern, people in alike.items() if people < FEW]
    for number in range(1, FEW):
        for few in combinations(small, number):
            if sum(alike[pattern] for pattern in few) < FEW:
                yield few


def _cancelling(patterns: Collection[Pattern]) -> list[Fraction] | None:
    """How often each round is to be counted, the first once, so that whoever has one of the patterns cancels out."""
    rows = [[Fraction(inside) for inside in pattern] for pattern in patterns]
    unknown = len(rows[0]) - 1 if rows else 0
    found = [Fraction(0)] * unknown
    # Gauss and Jordan: the first round's column is what the others' have to make up for.
    pivots: list[tuple[int, int]] = []
    for column in range(1, unknown + 1):
        at = next((number for number in range(len(pivots), len(rows)) if rows[number][column]), None)
        if at is None:
            continue
        top = len(pivots)
        rows[top], rows[at] = rows[at], rows[top]
        rows[top] = [value / rows[top][column] for value in rows[top]]
        for number, row in enumerate(rows):
            if number != top and (times := row[column]):
                rows[number] = [value - times * first for value, first in zip(row, rows[top], strict=True)]
        pivots.append((top, column))
    if not pivots or any(row[0] for row in rows[len(pivots) :]):
        return None
    for top, column in pivots:
        found[column - 1] = -rows[top][0]
    return [Fraction(1), *found]


def _is_explained(
    rounds: Sequence[Sum], weights: Sequence[Fraction], few: dict[Pattern, int], least: int, most: int
) -> bool:
    """Whether what is left when all others cancel out is something that the few may have given."""
    shares = {
        pattern: sum((weight for weight, inside in zip(weights, pattern, strict=True) if inside), Fraction(0))
        for pattern in few
    }
    if not any(shares.values()):
        return False
    given = _span((weight, each.low, each.high) for weight, each in zip(weights, rounds, strict=True))
    possible = _span((people * shares[pattern], least, most) for pattern, people in few.items())
    return given[0] <= possible[1] and given[1] >= possible[0]


def _span(terms: Iterable[tuple[Fraction, Fraction | int, Fraction | int]]) -> tuple[Fraction, Fraction]:
    """The lowest and the highest that some values, each so many times, add up to; a value lies between two bounds."""
    bounds = [sorted((weight * low, weight * high)) for weight, low, high in terms]
    return sum((low for low, _ in bounds), Fraction(0)), sum((high for _, high in bounds), Fraction(0))
