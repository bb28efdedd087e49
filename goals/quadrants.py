"""Achievement beside effort: where each goal stands, as a drawing of 350 × 366. Effort to the right, achievement up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from goals.scoring import quadrant

LEFT, TOP, CELL = 34.0, 30.0, 58.0
SIDE = CELL * 5
RIGHT = LEFT + SIDE
RADIUS = 13.0
FOOT = TOP + SIDE + 20  # the baseline of the numbers below
WIDTH, HEIGHT = LEFT + SIDE + 8, FOOT + 28


@dataclass(frozen=True)
class Stone:
    number: int
    x: float
    y: float
    quadrant: str


@dataclass(frozen=True)
class Tick:
    level: int
    x: float
    y: float


def stones(placed: Sequence[tuple[int, int, int]]) -> list[Stone]:
    """Goals as (number, achievement, effort), levels 1–5; those in the same cell stand side by side."""
    together = Counter((achievement, effort) for _number, achievement, effort in placed)
    seen: Counter[tuple[int, int]] = Counter()
    made = []
    for number, achievement, effort in placed:
        cell = (achievement, effort)
        count = together[cell]
        shift = (seen[cell] - (count - 1) / 2) * min(RADIUS * 2 + 2, (CELL - RADIUS * 2) / max(count - 1, 1))
        seen[cell] += 1
        x = LEFT + CELL * (effort - 0.5) + shift
        y = TOP + SIDE - CELL * (achievement - 0.5)
        made.append(Stone(number, round(x, 1), round(y, 1), quadrant(achievement, effort)))
    return made


def ticks() -> list[Tick]:
    """Where the levels stand: `x` under the drawing, `y` beside it."""
    return [
        Tick(level, round(LEFT + CELL * (level - 0.5), 1), round(TOP + SIDE - CELL * (level - 0.5), 1))
        for level in range(1, 6)
    ]


# From which level on something is as expected or better: the line between the quadrants.
EDGE_X, EDGE_Y = LEFT + CELL * 2, TOP + SIDE - CELL * 2
