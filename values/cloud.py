"""The word cloud: how large each value stands, and where, so that all fit and none touches another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

WIDTH, HEIGHT = 1600.0, 760.0  # the drawing's own units
LARGEST, SMALLEST = 150.0, 44.0  # letters' height before anything is shrunk
AIR = 10.0  # between words
TURN, REACH = 0.35, 3.2  # a step along the spiral, in radians, and how far a turn leads outwards
SHRINK = 0.93
TONES = 5
MOST = 40  # values; more would be too small to be read from the back of a room
# A letter's width as a share of its height, in a bold sans serif; a little more than most have.
NARROW, WIDE, OTHER, CAPITAL = 0.33, 0.95, 0.63, 0.75


@dataclass(frozen=True)
class Weighed:
    """A value, the sum of its row weights, and how many groups named it."""

    label: str
    weight: int
    groups: int


@dataclass(frozen=True)
class Word:
    """A value in the drawing: its left edge and baseline, its width and the letters' height."""

    label: str
    x: float
    y: float
    width: float
    size: float
    groups: int
    tone: int  # 1, most groups, to 5

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return self.x, self.y - 0.8 * self.size, self.x + self.width, self.y + 0.25 * self.size


def heaviest_first(values: Sequence[Weighed]) -> list[Weighed]:
    return sorted(values, key=lambda value: (-value.weight, -value.groups, value.label))


def width_of(text: str, size: float) -> float:
    return size * sum(_share(letter) for letter in text)


def _share(letter: str) -> float:
    if letter in "iljIftr.,:;'’!|/()- ":
        return NARROW
    if letter in "mwMWæÆ@%" or ord(letter) > 0x2E7F:
        return WIDE
    return CAPITAL if letter.isupper() else OTHER


def tone_of(groups: int, most: int) -> int:
    """1 for what most groups named, down to 5."""
    return TONES - math.ceil(TONES * groups / most) + 1 if most else TONES


@lru_cache(maxsize=128)
def pack(values: tuple[Weighed, ...]) -> tuple[Word, ...]:
    """The heaviest values, at most 40, from the middle outwards; the same for the same values.

    Letters' heights follow the square root of the weight, so that the area does. Where not all fit, all shrink.
    """
    ordered = heaviest_first(values)[:MOST]
    scale = 1.0
    while True:
        words = _try(ordered, scale)
        if words is not None:
            return words
        scale *= SHRINK


def _try(values: Sequence[Weighed], scale: float) -> tuple[Word, ...] | None:
    heaviest = max((value.weight for value in values), default=1) or 1
    most = max((value.groups for value in values), default=1)
    words: list[Word] = []
    for value in values:
        share = math.sqrt(value.weight / heaviest)
        size = (SMALLEST + (LARGEST - SMALLEST) * share) * scale
        placed = _place(value, size, tone_of(value.groups, most), words)
        if placed is None:
            return None
        words.append(placed)
    return tuple(words)


def _place(value: Weighed, size: float, tone: int, words: Sequence[Word]) -> Word | None:
    """The first free place on a spiral from the middle; none inside the drawing: None."""
    width = width_of(value.label, size)
    angle = 0.0
    while True:
        out = REACH * angle
        x = WIDTH / 2 + out * math.cos(angle) * (WIDTH / HEIGHT) - width / 2
        y = HEIGHT / 2 + out * math.sin(angle) + 0.3 * size
        word = Word(value.label, round(x, 1), round(y, 1), round(width, 1), round(size, 1), value.groups, tone)
        if out > HEIGHT / 2 + size:
            return None
        if _inside(word) and not any(_touch(word, other) for other in words):
            return word
        angle += TURN


def _inside(word: Word) -> bool:
    left, top, right, bottom = word.box
    return left >= 0 and top >= 0 and right <= WIDTH and bottom <= HEIGHT


def _touch(one: Word, other: Word) -> bool:
    left, top, right, bottom = one.box
    other_left, other_top, other_right, other_bottom = other.box
    return not (
        right + AIR <= other_left
        or other_right + AIR <= left
        or bottom + AIR / 2 <= other_top
        or other_bottom + AIR / 2 <= top
    )
