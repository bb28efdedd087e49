"""The gallery walk's plan: who visits whom, and what the minutes do not hold. Pure."""

from __future__ import annotations

from dataclasses import dataclass

VISIT, WALK = 4, 1  # minutes: a host presents for 1 and notes for 3; then the groups walk on
PRESENT = 1


def rotation(groups: int, minutes: int, visit: int = VISIT, walk: int = WALK) -> list[dict[int, int]]:
    """One dict a round: visiting group → host group, both from 0. Hosts stay at their own table.

    In a round every group visits one other and every host has one visiting group; nobody visits their own, and nobody
    the same twice. As many rounds as `minutes` hold, with `walk` minutes between two of them, and at most one for each
    other group. Empty where there is nobody to visit, or no time. Raises ValueError for a visit under one minute or a
    walk under none.
    """
    rounds = min(visits_in(minutes, visit, walk), groups - 1)
    return [{group: (group + step) % groups for group in range(groups)} for step in range(1, rounds + 1)]


def visits_in(minutes: int, visit: int = VISIT, walk: int = WALK) -> int:
    """How many visits fit, the walks between them counted."""
    if visit < 1 or walk < 0:
        raise ValueError("a visit takes a minute or more, and a walk no less than none")
    return max(0, (minutes + walk) // (visit + walk))


def minutes_for(visits: int, visit: int = VISIT, walk: int = WALK) -> int:
    """What so many visits take, the walks between them counted."""
    return max(0, visits * visit + (visits - 1) * walk) if visits > 0 else 0


def left_out(groups: int, minutes: int, visit: int = VISIT, walk: int = WALK) -> int:
    """How many of the other groups each group does not come to."""
    return max(0, groups - 1 - visits_in(minutes, visit, walk))


@dataclass(frozen=True)
class Span:
    """A part of the walk's clock, in seconds that are left: from `since` down to `until`."""

    since: int
    until: int


def span(start: int, length: int) -> Span:
    return Span(start, start - length)


@dataclass(frozen=True)
class Visit:
    """One round of the walk on the clock: the host presents, the visitors comment, all walk on."""

    present: Span
    comment: Span
    walk: Span


def clock(rounds: int, seconds: int, visit: int = VISIT, walk: int = WALK) -> list[Visit]:
    """When each round is, counted down from `seconds`."""
    found = []
    for number in range(rounds):
        start = seconds - number * (visit + walk) * 60
        talk = start - PRESENT * 60
        found.append(
            Visit(
                span(start, PRESENT * 60),
                span(talk, (visit - PRESENT) * 60),
                span(start - visit * 60, walk * 60),
            )
        )
    return found
