"""Where a result's marks stand: on an axis that is the same for all factors. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from efficacy.scoring import Figure

WIDTH = 500.0  # the plot's width in the drawing's own units


@dataclass(frozen=True)
class Tick:
    x: float
    step: int


@dataclass(frozen=True)
class Mark:
    """`x` the mean's slab; `span` left edge and width of what an end-coded mean may be; `before` the last mean's.

    `tone` 1 to 5: how deep the slab of a pyramid is, by the mean; 0 where it is not shown. `each`: of an åpen
    runde, one place for each who answered.
    """

    x: float | None = None
    span: tuple[float, float] | None = None
    before: float | None = None
    tone: int = 0
    each: tuple[float, ...] = ()


def at(value: float, low: int, high: int) -> float:
    return round((value - low) * WIDTH / (high - low), 1)


def axis(low: int, high: int) -> list[Tick]:
    return [Tick(at(step, low, high), step) for step in range(low, high + 1)]


def place(figure: Figure, low: int, high: int, *, before: Figure | None = None, each: Sequence[float] = ()) -> Mark:
    earlier = at(before.mean, low, high) if before and before.mean is not None else None
    if figure.mean is None:
        return Mark(before=earlier)
    x = at(figure.mean, low, high)
    span = None
    if figure.end == "low":
        span = (0.0, x)
    elif figure.end == "high":
        span = (x, round(WIDTH - x, 1))
    share = (figure.mean - low) / (high - low)
    return Mark(x, span, earlier, min(int(share * 5) + 1, 5), tuple(at(value, low, high) for value in each))


@dataclass(frozen=True)
class Slab:
    """A level of a pyramid as points: alone in a row of its own (200 × 40), and where it lies in the whole (200 × 200)."""

    row: str
    whole: str


def pyramid(levels: int) -> list[Slab]:
    """The slabs of a pyramid from its top, uneven as hewn ones are."""
    step = 200.0 / levels

    def half(y: float) -> float:
        return round(16 + 84 * y / 200, 1)

    slabs = []
    for level in range(levels):
        y = level * step
        top, foot = half(y), half(y + step - 4)
        corners = ((-top, 2.0), (top, 0.0), (foot, step - 4), (-foot, step - 3))
        row = " ".join(f"{100 + x:g},{round(dy * 40 / step, 1):g}" for x, dy in corners)
        slabs.append(Slab(row, " ".join(f"{100 + x:g},{round(y + dy, 1):g}" for x, dy in corners)))
    return slabs
