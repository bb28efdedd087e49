"""What a ready-made programme is, once it has been read: days, items, theory and exercises. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time


@dataclass(frozen=True)
class Text:
    """A text in the three languages; one that a municipality has saved is the same in all."""

    nb: str = ""
    nn: str = ""
    en: str = ""

    def in_language(self, language: str) -> str:
        return {"nn": self.nn, "en": self.en}.get(language[:2], self.nb)

    @classmethod
    def same(cls, text: str) -> Text:
        return cls(text, text, text)

    def __bool__(self) -> bool:
        return bool(self.nb)


NOTHING = Text()


@dataclass(frozen=True)
class Theory:
    """A page of input in the product's own words, with the reference that it rests on.

    `after` is the number of the exercise that it comes after; 0: before all of them.
    """

    heading: Text
    text: Text = NOTHING
    source: str = ""
    quote: Text = NOTHING
    quote_source: str = ""
    after: int = 0


@dataclass(frozen=True)
class PhasePart:
    mode: str
    minutes: int
    instruction: Text = NOTHING
    writer: str = "nobody"
    in_turn: bool = False


@dataclass(frozen=True)
class QuestionPart:
    text: Text
    answer: str = "nothing"


@dataclass(frozen=True)
class ExercisePart:
    kind: str
    title: Text
    question: Text = NOTHING
    phases: tuple[PhasePart, ...] = ()
    questions: tuple[QuestionPart, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def minutes(self) -> int:
        return sum(phase.minutes for phase in self.phases)


@dataclass(frozen=True)
class ItemPart:
    kind: str
    title: Text
    minutes: int
    starts: time
    is_pinned: bool = False
    question: Text = NOTHING
    theory: tuple[Theory, ...] = ()
    exercises: tuple[ExercisePart, ...] = ()
    note: Text = NOTHING


@dataclass(frozen=True)
class Day:
    """A gathering; `after` counts the days from the first one."""

    theme: Text
    after: int
    items: tuple[ItemPart, ...] = ()

    @property
    def hours(self) -> tuple[time, time] | None:
        return (self.items[0].starts, ends(self.items[-1])) if self.items else None

    @property
    def exercises(self) -> int:
        return sum(len(item.exercises) for item in self.items)


@dataclass(frozen=True)
class ReadyMade:
    key: str
    name: Text
    about: Text
    source: str
    days: tuple[Day, ...]


def ends(item: ItemPart) -> time:
    return clock(minute(item.starts) + item.minutes)


def minute(at: time) -> int:
    return at.hour * 60 + at.minute


def clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
