"""Goal Attainment Scaling: T, its change, and achievement beside effort.

Kiresuk & Sherman 1968, with the corrected formula as in Turner-Stokes 2009 and its erratum:

    T = 50 + 10·Σ(w·x) / √((1 − ρ)·Σw² + ρ·(Σw)²),    ρ = 0.3

Levels are 1–5 as in source 1; x = level − 3, so that 3 is what was expected.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

LEVELS = range(1, 6)
EXPECTED = 3
RHO = 0.3


def t_score(levels: Sequence[int | None], weights: Sequence[int] | None = None) -> float:
    """T of the levels that were reached, 1–5 each: 50 where all are as expected, 30–70 for one goal.

    A goal without a level (None) drops out together with its weight. Weights are whole numbers from 0; all 0 counts
    as all 1. Raises ValueError for any other level or weight, for as many weights as there are not levels, and where
    no goal has a level.
    """
    given = [1] * len(levels) if weights is None else list(weights)
    if len(given) != len(levels):
        raise ValueError("each goal has one weight")
    if any(type(weight) is not int or weight < 0 for weight in given):
        raise ValueError("a weight is a whole number from 0")
    scored = [(level, weight) for level, weight in zip(levels, given, strict=True) if level is not None]
    if not scored:
        raise ValueError("no goal has a level")
    if any(type(level) is not int or level not in LEVELS for level, _weight in scored):
        raise ValueError("a level is 1 to 5")
    if not any(weight for _level, weight in scored):
        scored = [(level, 1) for level, _weight in scored]
    total = sum(weight for _level, weight in scored)
    squares = sum(weight * weight for _level, weight in scored)
    moved = sum(weight * (level - EXPECTED) for level, weight in scored)
    return 50 + 10 * moved / sqrt((1 - RHO) * squares + RHO * total * total)


def counted(weights: Sequence[int]) -> int:
    """How many goals of these weights T is of: those above 0, or all of them where all are 0."""
    return sum(weight > 0 for weight in weights) or len(weights)


def t_change(
    before: Sequence[int | None], after: Sequence[int | None], weights: Sequence[int] | None = None
) -> tuple[float, int] | None:
    """How far T has moved from `before` to `after`, and of how many goals: those that have both levels and count.

    None where no goal has both.
    """
    both = [first is not None and last is not None for first, last in zip(before, after, strict=True)]
    if not any(both):
        return None

    def kept(levels: Sequence[int | None]) -> list[int | None]:
        return [level if counts else None for level, counts in zip(levels, both, strict=True)]

    given = [1] * len(both) if weights is None else list(weights)
    count = counted([weight for weight, counts in zip(given, both, strict=True) if counts])
    return t_score(kept(after), weights) - t_score(kept(before), weights), count


def quadrant(achievement: int, effort: int) -> str:
    """Which of four a goal stands in: as expected or better counts as high, for achievement and effort alike."""
    reached = "reached" if achievement >= EXPECTED else "short"
    worked = "worked" if effort >= EXPECTED else "idle"
    return f"{reached}-{worked}"
