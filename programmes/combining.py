"""What several sums tell together that none of them tells alone.

Three rounds of five or more, each pair of which differs by five or more, may still tell what one person answered: of
the sums of {A, L}, {A, B} and {L, B}, the first and the last less the second are twice L's. So a new sum is held against
each of those that are known, and every two and three of them. Whose answer is known by name, is in none of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from itertools import chain, combinations

FEW = 5
"""Fewer than so many are never told of."""
RECENT = 8
"""So many of the known sums are looked at: the newest."""
NOW = 0
"""The key of the new round; the others have their own."""

People = frozenset[Hashable]
Bounds = tuple[Fraction, Fraction]
Pattern = tuple[int, ...]
"""In which of some rounds somebody is: 1 or 0 for each."""


@dataclass(frozen=True)
class Reading:
    """A way to add rounds up so that all but a few people cancel out.

    `weights`: how often each round is counted, by its key; the new one once. `shares`: how often each of the few is.
    """

    weights: tuple[tuple[int, Fraction], ...]
    shares: tuple[Fraction, ...]

    @property
    def rounds(self) -> set[int]:
        return {round for round, _ in self.weights}

    def is_explained(self, sums: Mapping[int, Bounds], *, least: int, most: int) -> bool:
        """Whether what is left is something that the few may have given, each the same every time: then it is told.

        `sums`: between which bounds each round's sum is known to lie. Each gives from `least` to `most`.
        """
        given = _span((weight, sums[round]) for round, weight in self.weights)
        possible = _span((share, (Fraction(least), Fraction(most))) for share in self.shares)
        return given[0] <= possible[1] and given[1] >= possible[0]


def _span(terms: Iterable[tuple[Fraction, Bounds]]) -> Bounds:
    """The lowest and the highest that some values, each so many times, add up to."""
    bounds = [sorted((weight * low, weight * high)) for weight, (low, high) in terms]
    return sum((low for low, _ in bounds), Fraction(0)), sum((high for _, high in bounds), Fraction(0))


@dataclass(frozen=True)
class Known:
    """A round of which a sum is known: between which bounds it lies, or None where it can't be added to others.

    `named`: what each gave, where that is known too.
    """

    round: int
    people: People
    bounds: Bounds | None
    named: Mapping[Hashable, int] = field(default_factory=dict)


def tells_of_few(people: People, total: Bounds, known: Sequence[Known], *, least: int, most: int) -> bool:
    """Whether what fewer than five of some people gave could be told from their sum and those that are known.

    Whose own answer is known by name is taken out of all of them first. What a way tells in which something counts that
    can't be added up, nobody can say, so none is left open.
    """
    named = {who: given for each in known if each.bounds for who, given in each.named.items()}
    others = [each for each in known if not (each.bounds and each.named)]
    sums = {each.round: _without(each.bounds, named, each.people) for each in others if each.bounds}
    sums[NOW] = _without(total, named, people)
    rounds = sorted((each.round, frozenset(each.people - named.keys())) for each in others)
    return any(
        not reading.rounds <= sums.keys() or reading.is_explained(sums, least=least, most=most)
        for reading in readings(frozenset(people - named.keys()), tuple(dict(rounds).items()))
    )


def _without(bounds: Bounds, named: Mapping[Hashable, int], people: People) -> Bounds:
    """A sum less what those gave whose answers are known."""
    less = sum(named[who] for who in people if who in named)
    return bounds[0] - less, bounds[1] - less


@lru_cache(maxsize=64)
def readings(now: People, known: tuple[tuple[int, People], ...]) -> tuple[Reading, ...]:
    """All that fewer than five people can be read from, by the people of the new round and of up to three others."""
    lately = known[-RECENT:]
    several = chain.from_iterable(combinations(lately, number) for number in range(4))
    return tuple(dict.fromkeys(chain.from_iterable(_readings(now, others) for others in several)))


def _readings(now: People, others: Sequence[tuple[int, People]]) -> Iterator[Reading]:
    rounds = [now, *(people for _, people in others)]
    alike = Counter(tuple(int(who in people) for people in rounds) for who in frozenset().union(*rounds))
    for weights in _weights(alike, len(others)):
        left = {pattern: sum(map(_times, weights, pattern)) for pattern in alike}
        few = sum(alike[pattern] for pattern, times in left.items() if times)
        if 0 < few < FEW and all(weights):
            keys = (NOW, *(key for key, _ in others))
            yield Reading(
                tuple((key, Fraction(weight, weights[0])) for key, weight in zip(keys, weights, strict=True)),
                tuple(
                    sorted(
                        Fraction(times, weights[0])
                        for pattern, times in left.items()
                        if times
                        for _ in range(alike[pattern])
                    )
                ),
            )


def _times(weight: int, inside: int) -> int:
    return weight * inside


def _weights(alike: Counter[Pattern], others: int) -> Iterator[list[int]]:
    """Whole numbers by which rounds are counted, so that as many patterns cancel out as there are other rounds.

    At most four people are to be left, so among four patterns more than that, those of most people first, there are
    enough that cancel out; a few more are looked at, since some hang together.
    """
    largest = [pattern for pattern, _ in alike.most_common(others + FEW + 2)]
    for chosen in combinations(largest, others):
        columns = list(zip(*chosen, strict=True)) if chosen else [()]
        whole = _determinant(columns[1:])
        if whole:
            yield [
                whole,
                *(
                    -_determinant([*columns[1:place], columns[0], *columns[place + 1 :]])
                    for place in range(1, others + 1)
                ),
            ]


def _determinant(columns: Sequence[Sequence[int]]) -> int:
    """Of up to three columns; 1 of none."""
    match columns:
        case []:
            return 1
        case [[a]]:
            return a
        case [[a, b], [c, d]]:
            return a * d - b * c
        case [[a, b, c], [d, e, f], [g, h, i]]:
            return a * (e * i - f * h) - d * (b * i - c * h) + g * (b * f - c * e)
    raise ValueError(f"{len(columns)} columns are more than three rounds.")
