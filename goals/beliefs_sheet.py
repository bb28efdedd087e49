"""Mastery belief over time with its four sources, as it is printed and may be frozen: plain data, format 1."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date as date_type
from itertools import groupby
from typing import Any

from efficacy.drawing import Drawing, draw
from efficacy.models import Source
from goals.models import LogLine

FORMAT = 1


@dataclass(frozen=True)
class RatingLine:
    """How sure the leader was on a day, an ISO date: 0–100 in tens."""

    on: str
    value: int

    @property
    def day(self) -> date_type:
        return date_type.fromisoformat(self.on)


@dataclass(frozen=True)
class Happened:
    """What was noted on a day, an ISO date: in words, or as a word of LogLine.Effort, or both."""

    on: str
    text: str
    effort: str = ""

    @property
    def day(self) -> date_type:
        return date_type.fromisoformat(self.on)

    @property
    def said(self) -> str:
        return self.text or str(LogLine.Effort(self.effort).label)


@dataclass(frozen=True)
class SourceLine:
    """One of the four sources, by a word of Source.Kind: what of it feeds the belief, and what could."""

    kind: str
    feeds: str
    could: str

    @property
    def label(self) -> str:
        return str(Source.Kind(self.kind).label)


@dataclass(frozen=True)
class Day:
    """All of one day: the ratings, and what happened under the numbers that the drawing's marks have."""

    day: date_type
    values: tuple[int, ...]
    happened: tuple[tuple[int, Happened], ...]

    @property
    def length(self) -> int:
        """In letters, of what happened."""
        return sum(len(each.said) for _number, each in self.happened)


@dataclass(frozen=True)
class BeliefSheet:
    """A belief, its ratings and what happened in order of time. `date` is an ISO date.

    `about` is what it is about: a goal, a step of the ladder that `ladder` names, or something in general.
    """

    leader: str
    municipality: str
    unit: str
    language: str
    date: str
    about: str
    ratings: tuple[RatingLine, ...] = ()
    happened: tuple[Happened, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    small_next: str = ""
    ladder: str = ""
    manager: str = ""

    @property
    def day(self) -> date_type:
        return date_type.fromisoformat(self.date)

    @property
    def drawing(self) -> Drawing | None:
        """The curve with its marks; None while nothing is rated."""
        if not self.ratings:
            return None
        return draw([(each.day, each.value) for each in self.ratings], [each.day for each in self.happened])

    @property
    def days(self) -> list[Day]:
        """What stands of each day, the first first."""
        numbered = list(enumerate(self.happened, start=1))
        by_day = {day: tuple(found) for day, found in groupby(numbered, key=lambda each: each[1].on)}
        values = {day: tuple(each.value for each in found) for day, found in groupby(self.ratings, key=lambda r: r.on)}
        return [
            Day(date_type.fromisoformat(day), values.get(day, ()), by_day.get(day, ()))
            for day in sorted({*by_day, *values})
        ]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any], *, format: int) -> BeliefSheet:
        """Raises ValueError for a format that there has not been."""
        if format != FORMAT:
            raise ValueError(f"no mastery belief has format {format}")
        return cls(
            **{
                **data,
                "ratings": tuple(RatingLine(**each) for each in data["ratings"]),
                "happened": tuple(Happened(**each) for each in data["happened"]),
                "sources": tuple(SourceLine(**each) for each in data["sources"]),
            }
        )
