"""Some weeks of the period plan and the log as they are printed and may be frozen: plain data, format 1."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import date as date_type
from datetime import timedelta
from typing import Any

FORMAT = 1
MOST_PICTURES = 12
"""How many pictures go along in a copy."""


class Weeks:
    """So many weeks from a Monday, an ISO date."""

    starts: str
    weeks: int

    @property
    def first(self) -> date_type:
        return date_type.fromisoformat(self.starts)

    @property
    def last(self) -> date_type:
        """The Monday of its last week."""
        return self.first + timedelta(weeks=self.weeks - 1)


@dataclass(frozen=True)
class PlanRow(Weeks):
    """Something planned: what, towards which goal (empty: none), how often a week, in which weeks; `starts` is ISO.

    `done` counts how often it was noted in each week of the sheet; None in one in which it is not planned, or that
    has not come.
    """

    text: str
    goal: str
    times: int
    starts: str
    weeks: int
    done: tuple[int | None, ...]

    @property
    def done_in_all(self) -> int:
        return sum(done or 0 for done in self.done)

    @property
    def meant(self) -> int:
        """How often it was meant in the weeks of the sheet that have come."""
        return self.times * sum(done is not None for done in self.done)


@dataclass(frozen=True)
class Shown:
    """A picture that goes along: its number from 0, what it shows, its size in points, and a mark of what is in it."""

    number: int
    alt: str
    width: int
    height: int
    mark: str


@dataclass(frozen=True)
class Entry:
    """A line of the log: an ISO date, the words, the effort (`less`, `as`, `more` or empty), and what it is about."""

    on: str
    text: str
    effort: str
    about: str
    picture: Shown | None = None

    @property
    def day(self) -> date_type:
        return date_type.fromisoformat(self.on)


@dataclass(frozen=True)
class Planned:
    """A line of the plan in one week; `done` is None in one that has not come."""

    row: PlanRow
    done: int | None

    @property
    def stones(self) -> list[bool]:
        """One a time that was meant, and those beyond; true where it is done."""
        done = self.done or 0
        return [number < done for number in range(max(self.row.times, done))]


@dataclass(frozen=True)
class WeekPart:
    """One week of the sheet, from its Monday: what was planned, and what was done, the first day first."""

    monday: date_type
    has_come: bool
    planned: list[Planned]
    entries: list[Entry]

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def sunday(self) -> date_type:
        return self.monday + timedelta(days=6)


@dataclass(frozen=True)
class PeriodSheet(Weeks):
    """So many weeks from a Monday, with the plan and the log. `date` and `starts` are ISO dates."""

    leader: str
    municipality: str
    unit: str
    language: str
    date: str
    starts: str
    weeks: int
    plan: tuple[PlanRow, ...]
    log: tuple[Entry, ...]
    manager: str = ""
    # The pictures themselves (JPEG), by their numbers: for print and for freezing, and no part of the JSON.
    pictures: tuple[bytes, ...] = field(default=(), compare=False, repr=False)

    @property
    def day(self) -> date_type:
        return date_type.fromisoformat(self.date)

    @property
    def parts(self) -> list[WeekPart]:
        """Its weeks, the first first."""
        return [self._part(number) for number in range(self.weeks)]

    @property
    def come(self) -> list[WeekPart]:
        """Those that have begun."""
        return [part for part in self.parts if part.has_come]

    def _part(self, number: int) -> WeekPart:
        monday = self.first + timedelta(weeks=number)
        planned = [Planned(row, row.done[number]) for row in self.plan if row.first <= monday <= row.last]
        entries = [entry for entry in self.log if monday <= entry.day < monday + timedelta(days=7)]
        return WeekPart(monday, monday <= self.day, planned, entries)

    def to_json(self) -> dict[str, Any]:
        data = asdict(replace(self, pictures=()))
        del data["pictures"]
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any], *, format: int) -> PeriodSheet:
        """Raises ValueError for a format that there has not been."""
        if format != FORMAT:
            raise ValueError(f"no period has format {format}")
        plan = tuple(PlanRow(**{**row, "done": tuple(row["done"])}) for row in data["plan"])
        log = tuple(
            Entry(**{**entry, "picture": Shown(**entry["picture"]) if entry["picture"] else None})
            for entry in data["log"]
        )
        return cls(**{**data, "plan": plan, "log": log})
