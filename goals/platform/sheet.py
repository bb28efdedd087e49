"""The personal platform as it is shown, frozen and printed: plain data, format 1."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date as date_type
from typing import Any

from django.utils.text import format_lazy

from goals.platform.questions import LAST, NUMBERS, QUESTIONS, STONES
from programmes.contract import Text
from programmes.sheets import Change

FORMAT = 1
# Letters that a stone holds, and a field of the 3 × 3 grid; and those of a line.
IN_A_STONE, IN_A_FIELD, A_LINE = 165, 380, 40
SHORT = 110  # such answers are printed larger


@dataclass(frozen=True)
class Stone:
    """One of the nine: its question, what was answered, and its outline in the small cairn."""

    number: int
    question: Text
    text: str
    points: str

    @property
    def is_last(self) -> bool:
        return self.number == LAST


@dataclass(frozen=True)
class PlatformSheet:
    """Everything on a platform. `date` is an ISO date; `answers` are nine texts in the questions' order."""

    leader: str
    manager: str
    municipality: str
    unit: str
    language: str
    date: str
    answers: tuple[str, ...]

    @property
    def day(self) -> date_type:
        return date_type.fromisoformat(self.date)

    @property
    def stones(self) -> list[Stone]:
        """From the first to the ninth."""
        return [Stone(number, QUESTIONS[number], self.answers[number - 1], STONES[number]) for number in NUMBERS]

    @property
    def answered(self) -> int:
        return sum(bool(text) for text in self.answers)

    @property
    def sentence(self) -> str:
        """The ninth: the leadership in one sentence."""
        return self.answers[LAST - 1]

    @property
    def layout(self) -> str:
        """cairn; grid where a text is too long for a stone; list where one is too long for a page of nine."""
        longest = self.longest
        return "cairn" if longest <= IN_A_STONE else "grid" if longest <= IN_A_FIELD else "list"

    @property
    def is_short(self) -> bool:
        return self.longest <= SHORT

    @property
    def longest(self) -> int:
        """The letters of the longest answer, a line that is broken off counted as whole."""
        return max(len(text) + A_LINE * text.count("\n") for text in self.answers)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any], *, format: int) -> PlatformSheet:
        """Reads a sheet of any format there has been. Raises ValueError for one that there has not."""
        if format != FORMAT:
            raise ValueError(f"no platform has format {format}")
        return cls(**{**data, "answers": tuple(data["answers"])})


def changes(before: PlatformSheet, after: PlatformSheet) -> list[Change]:
    """Each answer that reads otherwise, in the questions' order."""
    return [
        Change(
            "answer",
            format_lazy("{}. {}", number, QUESTIONS[number]),
            "changed" if was and now else "added" if now else "removed",
            "",
            was,
            now,
        )
        for number, was, now in zip(NUMBERS, before.answers, after.answers, strict=True)
        if was != now
    ]
