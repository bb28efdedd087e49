"""The table of attainment as it is printed and may be frozen: plain data, format 1."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date as date_type
from typing import Any

from goals.scoring import counted, t_change, t_score

FORMAT = 1


@dataclass(frozen=True)
class RowLine:
    """One row of a goal: what each of the five levels looks like, and in a review the level reached and what is told."""

    texts: tuple[str, ...]
    level: int | None = None
    told: str = ""


@dataclass(frozen=True)
class GoalLine:
    achievement: RowLine
    effort: RowLine
    weight: int = 1
    baseline: int | None = None


@dataclass(frozen=True)
class AttainmentSheet:
    """A table, with one review of it where `reviewed` is an ISO date. `numbering` is a word of Attainment.Numbering."""

    leader: str
    municipality: str
    unit: str
    language: str
    date: str
    title: str
    numbering: str
    goals: tuple[GoalLine, ...]
    agreed: str = ""
    reviewed: str = ""
    with_score: bool = False  # T is the leader's: it stays out unless they add it
    manager: str = ""

    @property
    def day(self) -> date_type:
        return date_type.fromisoformat(self.date)

    @property
    def agreed_day(self) -> date_type | None:
        return date_type.fromisoformat(self.agreed) if self.agreed else None

    @property
    def reviewed_day(self) -> date_type | None:
        return date_type.fromisoformat(self.reviewed) if self.reviewed else None

    @property
    def score(self) -> tuple[float, int] | None:
        """T of the goals that have a level, and how many of them count. Effort never enters it."""
        levels = [goal.achievement.level for goal in self.goals]
        weights = [goal.weight for goal in self.goals if goal.achievement.level is not None]
        return (t_score(levels, self._weights), counted(weights)) if weights else None

    @property
    def change(self) -> tuple[float, int] | None:
        """How far T has moved from where the goals began, and of how many goals."""
        return t_change(
            [goal.baseline for goal in self.goals], [goal.achievement.level for goal in self.goals], self._weights
        )

    @property
    def _weights(self) -> list[int]:
        return [goal.weight for goal in self.goals]

    @property
    def placed(self) -> list[tuple[int, int, int]]:
        """Number, achievement and effort of the goals that have both."""
        return [
            (number, goal.achievement.level, goal.effort.level)
            for number, goal in enumerate(self.goals, start=1)
            if goal.achievement.level is not None and goal.effort.level is not None
        ]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any], *, format: int) -> AttainmentSheet:
        """Raises ValueError for a format that there has not been."""
        if format != FORMAT:
            raise ValueError(f"no table has format {format}")

        def row(each: dict[str, Any]) -> RowLine:
            return RowLine(**{**each, "texts": tuple(each["texts"])})

        goals = tuple(
            GoalLine(**{**goal, "achievement": row(goal["achievement"]), "effort": row(goal["effort"])})
            for goal in data["goals"]
        )
        return cls(**{**data, "goals": goals})
