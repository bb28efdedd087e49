"""The change ladder's geometry: a stair that rises to the right, and on each tread how sure its leader is, 0–100.

The same drawing stands on the page and in the PDF. Its units are its own: 640 wide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 640.0
GAUGE = 110.0  # from 0 to 100 on a gauge
RISE, HIGHEST = 16.0, 100.0  # from one tread to the next, and of all of them
FOOT, HEAD = 26.0, 22.0  # below the lowest tread, and above the highest gauge
SCALE_WIDTH, EDGE = 260.0, 6.0

Values = tuple[int | None, int | None]  # before and now, 0–100 each; None: not rated


@dataclass(frozen=True)
class Tread:
    """A step of the stair: its slab, and its gauge with ring (before) and disc (now)."""

    number: int
    x: float
    y: float
    width: float
    height: float
    gauge: float  # where the gauge stands
    top: float  # 100 on it
    before: int | None
    now: int | None
    before_y: float | None
    now_y: float | None

    @property
    def ticks(self) -> list[float]:
        return [round(self.y - GAUGE * part / 10, 1) for part in range(11)]


@dataclass(frozen=True)
class Staircase:
    height: float
    treads: tuple[Tread, ...]
    outline: str  # the stair's upper edge, as a path

    @property
    def width(self) -> float:
        return WIDTH


def lay_out(values: Sequence[Values]) -> Staircase:
    """The steps from easy to hard, the first at the foot; at least one."""
    count = max(len(values), 1)
    rise = min(RISE, HIGHEST / count)
    width = round(WIDTH / count, 1)
    ground = HEAD + GAUGE + rise * count + FOOT
    treads, outline = [], f"M0 {ground:.1f}"
    for number, (before, now) in enumerate(values, start=1):
        x, y = round(width * (number - 1), 1), round(ground - FOOT - rise * (number - 1), 1)
        outline += f"V{y}H{round(x + width, 1)}"

        def at(value: int | None, y: float = y) -> float | None:
            return None if value is None else round(y - GAUGE * value / 100, 1)

        treads.append(
            Tread(
                number=number,
                x=x,
                y=y,
                width=width,
                height=round(ground - y, 1),
                gauge=round(x + width / 2, 1),
                top=round(y - GAUGE, 1),
                before=before,
                now=now,
                before_y=at(before),
                now_y=at(now),
            )
        )
    return Staircase(round(ground, 1), tuple(treads), outline)


MINI_WIDTH, MINI_HEIGHT = 72.0, 48.0


def profile(count: int) -> str:
    """A stair of so many steps by itself, as a path within 72 × 48."""
    count = max(count, 1)
    run, rise = MINI_WIDTH / count, MINI_HEIGHT / count
    steps = "".join(f"V{MINI_HEIGHT - rise * n:.1f}H{run * n:.1f}" for n in range(1, count + 1))
    return f"M0 {MINI_HEIGHT:.0f}{steps}V{MINI_HEIGHT:.0f}H0Z"


@dataclass(frozen=True)
class Scale:
    """One step's scale on a line of 260 × 18, from 0 to 100 in tens."""

    before: int | None
    now: int | None

    @property
    def before_x(self) -> float | None:
        return place(self.before)

    @property
    def now_x(self) -> float | None:
        return place(self.now)

    @property
    def ticks(self) -> str:
        return "".join(f"M{place(part)} 6v6" for part in range(0, 101, 10))


def place(value: int | None) -> float | None:
    return None if value is None else round(EDGE + (SCALE_WIDTH - 2 * EDGE) * value / 100, 1)
