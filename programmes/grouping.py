"""Who sits with whom, who takes which role, and whose turn it is: arithmetic only."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

P = TypeVar("P")


def at_random(people: Sequence[P], groups: int, chance: Random) -> list[list[P]]:
    """Everybody in one of the groups, by chance alone; sizes differ by one at most."""
    return _dealt(chance.sample(people, len(people)), groups, chance)


def mixed(people: Sequence[tuple[P, str]], groups: int, chance: Random) -> list[list[P]]:
    """By chance, but those of one unit are spread: no group has two more of them than another."""
    units = sorted({unit for _person, unit in people})
    turn = {unit: place for place, unit in enumerate(chance.sample(units, len(units)))}
    shuffled = chance.sample(people, len(people))
    # Dealt unit by unit without starting over, so both the units and the sizes come out even.
    by_unit = sorted(shuffled, key=lambda each: turn[each[1]])
    return _dealt([person for person, _unit in by_unit], groups, chance)


def _dealt(people: Sequence[P], groups: int, chance: Random) -> list[list[P]]:
    hands = [list(people[start::groups]) for start in range(groups)]
    chance.shuffle(hands)
    return hands


def number_of_groups(people: int, size: int) -> int:
    """How many groups come closest to this size."""
    return max(1, (people + size // 2) // size)


def first_name(name: str) -> str:
    return name.strip().partition(" ")[0]  # a no-break space is within it


def called(names: Sequence[str]) -> list[str]:
    """What people call one another: the first name, and where two share it, the whole."""
    firsts = [first_name(name) for name in names]
    return [first if firsts.count(first) == 1 else name for first, name in zip(firsts, names, strict=True)]


def secretary(names: Sequence[str], taken: Collection[int]) -> list[int]:
    """Who has the shortest first name of those without a role; several where it is a tie: the group chooses."""
    free = [number for number in range(len(names)) if number not in taken]
    lengths = {number: len(first_name(names[number])) for number in free}
    return [number for number in free if lengths[number] == min(lengths.values())]


@dataclass(frozen=True)
class Turns:
    """Who has the floor: their place in the order (the count itself when all have spoken), since when, till when."""

    index: int
    began_at: datetime
    ends_at: datetime | None


def turns(now: datetime, began_at: datetime, number: int, seconds_each: int, count: int) -> Turns:
    """The floor now, where `number` got it at `began_at` and the clock passes it on by itself."""
    each = max(seconds_each, 1)
    gone = max(int((now - began_at).total_seconds()), 0)
    index = min(number + gone // each, count)
    began = began_at + timedelta(seconds=each) * max(index - number, 0)
    return Turns(index, began, began + timedelta(seconds=each) if index < count else None)
