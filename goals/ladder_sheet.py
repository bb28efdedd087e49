"""The change ladder as it is printed and may be frozen: plain data, format 1."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date as date_type
from typing import Any

FORMAT = 1


@dataclass(frozen=True)
class Try:
    """Something that was tried: an ISO date, and what happened."""

    on: str
    text: str

    @property
    def day(self) -> date_type:
        return date_type.fromisoformat(self.on)


@dataclass(frozen=True)
class StepLine:
    """A step, and mastery belief the first and the latest time: 0–100, or None where it is not rated."""

    text: str
    before: int | None
    now: int | None
    tries: tuple[Try, ...] = ()


@dataclass(frozen=True)
class LadderSheet:
    """A ladder, its easiest step first. `date` is an ISO date."""

    leader: str
    municipality: str
    unit: str
    language: str
    date: str
    goal: str
    steps: tuple[StepLine, ...]
    manager: str = ""

    @property
    def day(self) -> date_type:
        return date_type.fromisoformat(self.date)

    @property
    def strength(self) -> int | None:
        """The mean of the steps as they are now, only when all are rated."""
        return mean([step.now for step in self.steps])

    @property
    def strength_before(self) -> int | None:
        return mean([now if (now := step.before) is not None else step.now for step in self.steps])

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any], *, format: int) -> LadderSheet:
        """Raises ValueError for a format that there has not been."""
        if format != FORMAT:
            raise ValueError(f"no ladder has format {format}")
        steps = tuple(
            StepLine(**{**step, "tries": tuple(Try(**each) for each in step["tries"])}) for step in data["steps"]
        )
        return cls(**{**data, "steps": steps})


def mean(values: list[int | None]) -> int | None:
    """Rounded to whole points, halves up; None where one is missing, and of none."""
    known = [value for value in values if value is not None]
    return (2 * sum(known) + len(known)) // (2 * len(known)) if known and len(known) == len(values) else None
