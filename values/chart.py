"""The ranking's geometry: where each slab, box and line stands, on an axis that is the same for all rows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH = 700.0  # the plot's width in the drawing's own units


@dataclass(frozen=True)
class Tick:
    x: float
    points: int


@dataclass(frozen=True)
class Row:
    label: str
    mean: float | None
    nobody: bool
    withheld: bool
    nearly_all: bool
    as_before: bool
    givers: int | None
    x: float | None  # the slab
    box: tuple[float, float] | None  # left edge and width: the middle half
    line: tuple[float, float] | None  # both ends: eight of ten
    before: float | None = None  # the mean of the round before
    before_x: float | None = None

    @property
    def weight(self) -> float | None:
        """What it counts for among the others: its mean, or the one that it is about as large as."""
        return self.before if self.as_before else self.mean


def lay_out(figures: Sequence[dict[str, Any]]) -> tuple[list[Row], list[Tick]]:
    """Rows in the order given, and an axis in fives from 0 that holds them all."""
    highest = max((max(each["high"] or 0, each["mean"] or 0, each.get("before") or 0) for each in figures), default=0)
    step = 5 if highest <= 40 else 20
    top = max(math.ceil(highest / step) * step, step)
    scale = WIDTH / top

    def at(points: float) -> float:
        return round(points * scale, 1)

    rows = []
    for each in figures:
        full = each["quarter"] is not None
        before = each.get("before")
        rows.append(
            Row(
                label=each["label"],
                mean=each["mean"],
                nobody=each["nobody"],
                withheld=each["withheld"],
                nearly_all=each["nearly_all"],
                as_before=each["as_before"],
                givers=each["givers"],
                x=at(each["mean"]) if each["mean"] is not None and not each["nobody"] else None,
                box=(at(each["quarter"]), round(at(each["three_quarters"]) - at(each["quarter"]), 1)) if full else None,
                line=(at(each["low"]), at(each["high"])) if full else None,
                before=before,
                before_x=at(before) if before is not None else None,
            )
        )
    return rows, [Tick(at(points), points) for points in range(0, top + 1, step)]
