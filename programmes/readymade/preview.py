"""A ready-made programme as it is shown before it is used, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from programmes.contract import Text as Said
from programmes.contract import kinds
from programmes.models import Phase
from programmes.readymade.plans import Day, ExercisePart, ItemPart, ReadyMade, Theory, ends


@dataclass(frozen=True)
class TheoryShown:
    heading: str
    text: str  # Markdown
    source: str
    quote: str
    quote_source: str


@dataclass(frozen=True)
class ExerciseShown:
    title: str
    kind: Said
    minutes: int
    phases: list[tuple[Said, int]]
    asked: list[str]


@dataclass(frozen=True)
class ItemShown:
    kind: str
    title: str
    question: str
    starts: time
    ends: time
    is_pinned: bool
    theory: list[TheoryShown]
    exercises: list[ExerciseShown]


@dataclass(frozen=True)
class DayShown:
    number: int
    theme: str
    after: int
    hours: tuple[time, time] | None
    items: list[ItemShown]

    @property
    def exercises(self) -> int:
        return sum(len(item.exercises) for item in self.items)

    @property
    def theory(self) -> int:
        return sum(len(item.theory) for item in self.items)


def days(made: ReadyMade, language: str) -> list[DayShown]:
    """The days with all that is in them."""
    return [_day(number, day, language) for number, day in enumerate(made.days, start=1)]


def _day(number: int, day: Day, language: str) -> DayShown:
    items = [_item(item, language) for item in day.items]
    return DayShown(number, day.theme.in_language(language), day.after, day.hours, items)


def _item(item: ItemPart, language: str) -> ItemShown:
    return ItemShown(
        item.kind,
        item.title.in_language(language),
        item.question.in_language(language),
        item.starts,
        ends(item),
        item.is_pinned,
        [_theory(each, language) for each in item.theory],
        [_exercise(each, language) for each in item.exercises],
    )


def _theory(part: Theory, language: str) -> TheoryShown:
    return TheoryShown(
        part.heading.in_language(language),
        part.text.in_language(language),
        part.source,
        part.quote.in_language(language),
        part.quote_source,
    )


def _exercise(part: ExercisePart, language: str) -> ExerciseShown:
    asked = [each.text.in_language(language) for each in part.questions]
    return ExerciseShown(
        part.title.in_language(language),
        kinds()[part.kind].name,
        part.minutes,
        [(Phase.Mode(each.mode).label, each.minutes) for each in part.phases],
        asked or [text for text in [part.question.in_language(language)] if text],
    )
