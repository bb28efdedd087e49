"""The top three of every group, met in order: groups as they stand, row 1, then row 2 from the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from config.text import compare_key


@dataclass(frozen=True)
class Placed:
    """A group's word in one of its three top slots (1, 2 or 3). `group` is the group's place in order."""

    group: int
    slot: int
    word: str


@dataclass
class Entry:
    """A value of the shortlist, and everywhere it comes from."""

    label: str
    origins: list[Placed] = field(default_factory=list)


def label_of(word: str) -> str:
    """The word as the shortlist reads it: the first of forms parted by a slash, with a capital letter."""
    first = word.split("/")[0].strip() or word.strip()
    return first[:1].upper() + first[1:]


def top_three(placed: Sequence[Placed]) -> list[Entry]:
    """The groups' top values by first appearance, equal words once, each with its origins in order."""
    entries: dict[str, Entry] = {}
    for each in sorted(placed, key=lambda place: (place.group, place.slot)):
        if 1 <= each.slot <= 3:
            label = label_of(each.word)
            entries.setdefault(compare_key(label), Entry(label)).origins.append(each)
    return list(entries.values())
