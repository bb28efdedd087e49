"""A belief over time as a drawing: its ratings by their days, and numbered marks where something happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 640.0, 300.0
LEFT, RIGHT, TOP, BOTTOM = 56.0, 20.0, 16.0, 66.0
APART = 38.0  # the least between two numbered marks


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    value: int


@dataclass(frozen=True)
class Happening:
    """A mark under the curve."""

    number: int
    x: float


@dataclass(frozen=True)
class Line:
    y: float
    value: int


@dataclass(frozen=True)
class Drawing:
    points: tuple[Point, ...]
    marks: tuple[Happening, ...]
    lines: tuple[Line, ...]
    foot: float

    @property
    def path(self) -> str:
        return "M" + " ".join(f"{point.x} {point.y}" for point in self.points)


def draw(ratings: Sequence[tuple[date, int]], happened: Sequence[date] = ()) -> Drawing:
    """Ratings 0–100 and days on which something happened, each in order; the first day is at the left edge.

    Several of one day stand a little apart, in their order; marks never cover one another where there is room.
    """
    days = sorted([day for day, _value in ratings] + list(happened))
    first, last = (days[0], days[-1]) if days else (date.min, date.min)
    span = max((last - first).days, 1)
    width = WIDTH - LEFT - RIGHT
    lonely = first == last

    def x(day: date) -> float:
        return LEFT + (width / 2 if lonely else width * (day - first).days / span)

    def y(value: int) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / 100), 1)

    xs = apart([x(day) for day, _value in ratings], 16.0)
    marks = apart([x(day) for day in happened], APART)
    return Drawing(
        points=tuple(Point(place, y(value), value) for place, (_day, value) in zip(xs, ratings, strict=True)),
        marks=tuple(Happening(number, place) for number, place in enumerate(marks, start=1)),
        lines=tuple(Line(y(value), value) for value in (0, 50, 100)),
        foot=HEIGHT - 24,
    )


def apart(places: list[float], least: float) -> list[float]:
    """The places in order, moved so that they stand apart, within the drawing."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + least) if moved else place)
    edge = WIDTH - RIGHT
    for number in range(len(moved) - 1, -1, -1):
        moved[number] = min(moved[number], edge)
        edge = moved[number] - least
    return [round(max(place, LEFT), 1) for place in moved]
