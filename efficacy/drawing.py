"""A belief over time as a drawing: its ratings by their days, and numbered marks where something happened.

The same drawing stands on the page, in a copy that is shared, and in the PDF. Its units are its own: 640 wide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 640.0, 330.0
LEFT, RIGHT, TOP, BOTTOM = 56.0, 20.0, 16.0, 96.0
MARKS = 48.0  # of the height, where there are any
APART, WIDE = 38.0, 70.0  # the least between two marks with a number, and between two with more than one
MOST_MARKS = 15  # that there is room for, each by itself


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    value: int


@dataclass(frozen=True)
class Happening:
    """A mark under the curve, for one thing that happened, or for several where there is no room for all."""

    number: int
    x: float
    last: int

    @property
    def is_many(self) -> bool:
        return self.last > self.number

    @property
    def label(self) -> str:
        return f"{self.number}–{self.last}" if self.is_many else str(self.number)


@dataclass(frozen=True)
class Line:
    y: float
    value: int


@dataclass(frozen=True)
class Edge:
    """The first or the last day, under the end of the drawing where it stands."""

    x: float
    day: date
    anchor: str  # as SVG's text-anchor


@dataclass(frozen=True)
class Drawing:
    points: tuple[Point, ...]
    marks: tuple[Happening, ...]
    lines: tuple[Line, ...]
    edges: tuple[Edge, ...]
    height: float
    foot: float
    under: float  # where the days are written

    @property
    def happened(self) -> int:
        """How many things the marks are of."""
        return self.marks[-1].last if self.marks else 0

    @property
    def path(self) -> str:
        return "M" + " ".join(f"{point.x} {point.y}" for point in self.points)


def draw(ratings: Sequence[tuple[date, int]], happened: Sequence[date] = ()) -> Drawing:
    """Ratings 0–100 and days on which something happened, each in order; the first day is at the left edge.

    Several of one day stand a little apart, in their order. Of more than fifteen marks, neighbours share one.
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
    return Drawing(
        points=tuple(Point(place, y(value), value) for place, (_day, value) in zip(xs, ratings, strict=True)),
        marks=tuple(marked([x(day) for day in happened])),
        lines=tuple(Line(y(value), value) for value in (0, 50, 100)),
        edges=edges(first, last) if days else (),
        height=HEIGHT if happened else HEIGHT - MARKS,
        foot=HEIGHT - MARKS / 2,
        under=HEIGHT - BOTTOM + 28,
    )


def edges(first: date, last: date) -> tuple[Edge, ...]:
    if first == last:
        return (Edge(LEFT + (WIDTH - LEFT - RIGHT) / 2, first, "middle"),)
    return Edge(LEFT, first, "start"), Edge(WIDTH - RIGHT, last, "end")


def marked(places: list[float]) -> list[Happening]:
    """The marks of places that are in order."""
    if len(places) <= MOST_MARKS:
        return [Happening(number, place, number) for number, place in enumerate(apart(places, APART), start=1)]
    near: dict[int, list[int]] = {}
    for number, place in enumerate(places, start=1):
        near.setdefault(int((place - LEFT) // WIDE), []).append(number)
    numbers = list(near.values())
    middles = [sum(places[number - 1] for number in found) / len(found) for found in numbers]
    return [Happening(found[0], place, found[-1]) for found, place in zip(numbers, apart(middles, WIDE), strict=True)]


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
