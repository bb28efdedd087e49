"""The oracle: from all that is published, can anybody tell what somebody else answered?

It goes through every round there can be. Rounds that would publish the same are one class: whoever reads the result
knows only that theirs is in it. From a stranger's chair, and from that of each member who knows their own answers,
somebody is told where all the others have the same answer to an item in every round of the class.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from itertools import combinations_with_replacement, pairwise, product

from efficacy import scoring
from efficacy.scoring import Earlier, Measure

Row = tuple[int, ...]
World = tuple[Row, ...]
Publish = Callable[[World], Hashable]
PublishTwo = Callable[[Row, Row], Hashable]


@dataclass
class Told:
    """What was tried, and every answer that could be told: (published, the chair's own answers, item, answer)."""

    rounds: int = 0
    chairs: int = 0
    told: list[tuple[Hashable, Row | None, int, int]] = field(default_factory=list)


def rows_of(low: int, high: int, items: int) -> list[Row]:
    """Every way to answer so many items."""
    return list(product(range(low, high + 1), repeat=items))


def worlds_of(rows: Iterable[Row], respondents: int) -> Iterable[World]:
    """Every round of so many respondents; nobody knows who is who."""
    return combinations_with_replacement(sorted(rows), respondents)


def ask(worlds: Iterable[World], publish: Publish) -> Told:
    """Goes through all the rounds at once, from every chair."""
    found = Told()
    # By what is published and who looks: the answers that somebody else may have given, item by item.
    seen: dict[tuple[Hashable, Row | None], list[set[int]]] = {}
    for world in worlds:
        found.rounds += 1
        published = publish(world)
        for own in (None, *set(world)):
            others = list(world)
            if own is not None:
                others.remove(own)
            answers = seen.setdefault((published, own), [set() for _item in world[0]])
            for number, item in enumerate(answers):
                item.update(row[number] for row in others)
    found.chairs = len(seen)
    for (published, own), answers in seen.items():
        found.told += [(published, own, number, min(item)) for number, item in enumerate(answers) if len(item) == 1]
    return found


# A round after another ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """Who comes and goes between two rounds: so many stay, leave and join."""

    stay: int
    leave: int = 0
    join: int = 0


def ask_of_two(change: Change, measure: Measure, publish: PublishTwo) -> Told:
    """Both results together, and whoever reads them takes it that all who stayed answered alike both times.

    That is the most that can be guessed of an unchanged group, and more than anybody knows. The chairs: a stranger's,
    and each member's who was there both times. Somebody is told where all who left, or all who joined, or all
    others who stayed, have only one possible answer.
    """
    found = Told()
    steps = range(measure.least, measure.most + 1)
    seen: dict[tuple[Hashable, int | None], tuple[set[int], set[int], set[int]]] = {}
    for stay in combinations_with_replacement(steps, change.stay):
        for leave in combinations_with_replacement(steps, change.leave):
            for join in combinations_with_replacement(steps, change.join):
                found.rounds += 1
                published = publish(stay + leave, stay + join)
                for own in (None, *set(stay)):
                    rest = list(stay)
                    if own is not None:
                        rest.remove(own)
                    sets = seen.setdefault((published, own), (set(), set(), set()))
                    for answers, group in zip(sets, (rest, leave, join), strict=True):
                        answers.update(group)
    found.chairs = len(seen)
    for (published, own), sets in seen.items():
        chair = None if own is None else (own,)
        found.told += [(published, chair, number, min(each)) for number, each in enumerate(sets) if len(each) == 1]
    return found


def two_rounds(change: Change, measure: Measure) -> PublishTwo:
    """What the program publishes of two rounds in which all who are asked answer."""

    def publish(first: Row, second: Row) -> Hashable:
        before = scoring.publish(first, measure)
        assert before is not None
        known = Earlier(before, len(first), change.leave, change.join)
        return before, scoring.publish(second, measure, [known])

    return publish


# What the program does not do -----------------------------------------------------------------------------------------


def live(measure: Measure) -> Callable[[Row], list[float]]:
    """The counter-proof: a mean that is shown from the fifth answer on, and updated with each that follows."""

    def means(answers: Row) -> list[float]:
        return [
            round(sum(answers[:count]) / count / measure.items, 2) for count in range(scoring.FLOOR, len(answers) + 1)
        ]

    return means


def told_by_live(answers: Row, measure: Measure) -> list[list[int]]:
    """For each answer after the fifth: all that it may have been, by the two means around it."""
    means = live(measure)(answers)
    found = []
    for number, (before, after) in enumerate(pairwise(means), start=scoring.FLOOR):
        found.append(
            [
                answer
                for answer in range(measure.least, measure.most + 1)
                for sum_before in range(number * measure.least, number * measure.most + 1)
                if round(sum_before / number / measure.items, 2) == before
                and round((sum_before + answer) / (number + 1) / measure.items, 2) == after
            ]
        )
    return found
