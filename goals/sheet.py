"""The målkort as it is shown, frozen and printed: plain data, format 2.

Format 1 knew nothing of the day a deadline was understood as; format 2 at first nothing of whether that day comes
again.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date as date_type
from itertools import zip_longest
from typing import Any

FORMAT = 2
FORMATS = (1, 2)
SPAN_ROWS, SPAN_LETTERS = 8, 1500


@dataclass(frozen=True)
class IndicatorLine:
    text: str
    target: str


@dataclass(frozen=True)
class ActionLine:
    """An action; `status` is a word of Action.Status and `due` an ISO date, each empty where it is not known."""

    text: str
    deadline: str
    status: str = ""
    due: str = ""
    recurring: bool = False

    @property
    def due_day(self) -> date_type | None:
        return date_type.fromisoformat(self.due) if self.due else None

    @property
    def told_day(self) -> date_type | None:
        """The day, where the deadline's own words hold no year to tell it by."""
        day = self.due_day
        return day if day and str(day.year) not in self.deadline else None


@dataclass(frozen=True)
class GoalBlock:
    text: str
    indicators: tuple[IndicatorLine, ...]
    actions: tuple[ActionLine, ...]

    @property
    def is_long(self) -> bool:
        """Too long to be sure to stay on one page: then it is printed in pieces."""
        words = sum(len(line.text) + len(line.target) for line in self.indicators)
        words += sum(len(line.text) + len(line.deadline) for line in self.actions)
        return len(self.rows) > SPAN_ROWS or len(self.text) + words > SPAN_LETTERS

    @property
    def rows(self) -> list[tuple[IndicatorLine | None, ActionLine | None]]:
        """Indicators and actions side by side; at least one row."""
        return list(zip_longest(self.indicators, self.actions)) or [(None, None)]


@dataclass(frozen=True)
class AreaBlock:
    title: str
    source: str
    goals: tuple[GoalBlock, ...]


@dataclass(frozen=True)
class GoalCardSheet:
    """Everything on a målkort. `date` is an ISO date."""

    leader: str
    manager: str
    municipality: str
    unit: str
    language: str
    date: str
    areas: tuple[AreaBlock, ...]

    @property
    def day(self) -> date_type:
        return date_type.fromisoformat(self.date)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any], *, format: int) -> GoalCardSheet:
        """Reads a sheet of any format there has been. Raises ValueError for one that there has not."""
        if format not in FORMATS:
            raise ValueError(f"no goal card has format {format}")
        areas = tuple(
            AreaBlock(
                area["title"],
                area["source"],
                tuple(
                    GoalBlock(
                        goal["text"],
                        tuple(IndicatorLine(**line) for line in goal["indicators"]),
                        tuple(ActionLine(**line) for line in goal["actions"]),
                    )
                    for goal in area["goals"]
                ),
            )
            for area in data["areas"]
        )
        return cls(**{**data, "areas": areas})
