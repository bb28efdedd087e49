"""Reads a ready-made programme and checks it: each fault with its file, its line and what would be right."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from datetime import time
from itertools import pairwise
from typing import Any

from programmes.readymade.lines import Path, line_of, places, spoken
from programmes.readymade.plans import (
    NOTHING,
    Day,
    ExercisePart,
    ItemPart,
    PhasePart,
    QuestionPart,
    ReadyMade,
    Text,
    Theory,
    clock,
    minute,
)

LANGUAGES = ("nb", "nn", "en")
ITEM_KINDS = ("session", "break", "lunch")
MODES = ("alone", "pairs", "groups", "to_plenary", "together")
WRITERS = ("nobody", "each", "secretary", "anybody")
ASKING = ("questions", "purpose")
ANSWERS = ("nothing", "own", "group", "anonymous", "evaluation")
MOST_DAYS, MOST_ITEMS, MOST_EXERCISES, MOST_PHASES, MOST_QUESTIONS, MOST_THEORY = 30, 40, 20, 12, 5, 200
MIDNIGHT = 24 * 60
CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
MISSING = object()


class Faulty(Exception):
    """The file is not a ready-made programme; `problems` says each fault and its line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def from_toml(text: str, *, name: str, kinds: Collection[str]) -> ReadyMade:
    """The programme that a file describes. Raises Faulty with all that is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Faulty([f"{name}: {error}"]) from error
    found = places(text)
    return _read(data, kinds, lambda path: f"{name}, line {line_of(found, path)}, {spoken(path) or 'the file'}")


def from_saved(data: Mapping[str, Any], *, kinds: Collection[str]) -> ReadyMade:
    """What a municipality has saved: the same, with each text in one language."""
    return _read(data, kinds, lambda path: spoken(path) or "the programme", languages=False)


def _read(data: Mapping[str, Any], kinds: Collection[str], place: Any, *, languages: bool = True) -> ReadyMade:
    reader = Reader(kinds, place, languages)
    made = reader.programme(data)
    if reader.problems:
        raise Faulty(reader.problems)
    return made


class Reader:
    """Reads on after a fault, so that all of them are told at once."""

    def __init__(self, kinds: Collection[str], place: Any, languages: bool) -> None:
        self.kinds, self.place, self.languages = kinds, place, languages
        self.problems: list[str] = []

    def fault(self, path: Path, text: str) -> None:
        self.problems.append(f"{self.place(path)}: {text}")

    def programme(self, data: Mapping[str, Any]) -> ReadyMade:
        self.known(data, (), {"key", "name", "about", "source", "days"})
        days = self.many(data, (), "days", self.day, most=MOST_DAYS, least=1)
        for number, (before, after) in enumerate(pairwise(days), start=1):
            if after.after <= before.after:
                self.fault(("days", number, "after"), f"must be more than {before.after}, that of the day before")
        return ReadyMade(
            self.line(data, (), "key", 60, needed=self.languages),
            self.text(data, (), "name", 120, needed=True),
            self.text(data, (), "about", 600),
            self.line(data, (), "source", 300, needed=False),
            days,
        )

    def day(self, data: Mapping[str, Any], path: Path) -> Day:
        self.known(data, path, {"after", "starts", "theme", "items"})
        cursor = self.clock(data, path, "starts")
        items: list[ItemPart] = []
        for number, each in enumerate(self.tables(data, path, "items", MOST_ITEMS)):
            item = self.item(each, (*path, "items", number), cursor if cursor is not None else 8 * 60 + 30)
            items.append(item)
            cursor = minute(item.starts) + item.minutes
        if self.languages and cursor is not None and cursor > MIDNIGHT:
            self.fault(path, "the day ends after midnight")
        return Day(
            self.text(data, path, "theme", 120), self.number(data, path, "after", 0, 3650, usual=0), tuple(items)
        )

    def item(self, data: Mapping[str, Any], path: Path, cursor: int) -> ItemPart:
        self.known(data, path, {"kind", "title", "minutes", "at", "question", "theory", "note", "exercises"})
        minutes = self.number(data, path, "minutes", 1, 720)
        exercises = self.many(data, path, "exercises", self.exercise, most=MOST_EXERCISES)
        theory = self.many(data, path, "theory", self.theory, most=MOST_THEORY)
        for number, each in enumerate(theory):
            if each.after > len(exercises):
                self.fault((*path, "theory", number, "after"), f"the item has {len(exercises)} exercises")
        starts = self.clock(data, path, "at") if "at" in data else None
        if starts is not None and starts < cursor:
            self.fault((*path, "at"), f"the item before it ends at {_said(clock(cursor))}")
        needs = sum(each.minutes for each in exercises)
        if self.languages and needs > minutes:
            self.fault((*path, "minutes"), f"the exercises take {needs} minutes, and the item has {minutes}")
        return ItemPart(
            self.choice(data, path, "kind", ITEM_KINDS, usual="session"),
            self.text(data, path, "title", 120, needed=True),
            minutes,
            clock(cursor if starts is None else starts),
            starts is not None,
            self.text(data, path, "question", 300),
            theory,
            exercises,
            self.text(data, path, "note", 12_000),
        )

    def theory(self, data: Mapping[str, Any], path: Path) -> Theory:
        """A page of input holds 1500 characters: in a file the text, and its source in brackets below it."""
        self.known(data, path, {"heading", "text", "source", "quote", "quote_source", "after"})
        quote = self.text(data, path, "quote", 400)
        source = self.line(data, path, "quote_source", 160, needed=False)
        if source and not quote:
            self.fault((*path, "quote_source"), "is the source of a quotation, and there is none")
        return Theory(
            self.text(data, path, "heading", 120, needed=True),
            self.text(data, path, "text", 1190 if self.languages else 1500, needed=self.languages),
            self.line(data, path, "source", 300, needed=False),
            quote,
            source,
            self.number(data, path, "after", 0, MOST_EXERCISES, usual=0),
        )

    def exercise(self, data: Mapping[str, Any], path: Path) -> ExercisePart:
        self.known(data, path, {"kind", "title", "question", "phases", "questions", "options"})
        kind = self.choice(data, path, "kind", tuple(sorted(self.kinds)))
        questions = self.many(data, path, "questions", self.asked, most=MOST_QUESTIONS)
        if questions and kind not in ASKING:
            self.fault((*path, "questions"), f"only an exercise of the kind {' or '.join(ASKING)} has questions")
        options = data.get("options", {})
        if not isinstance(options, Mapping) or any(not isinstance(each, str | int) for each in options.values()):
            self.fault((*path, "options"), "must be names with texts or numbers")
            options = {}
        return ExercisePart(
            kind,
            self.text(data, path, "title", 120, needed=True),
            self.text(data, path, "question", 300),
            self.many(data, path, "phases", self.phase, most=MOST_PHASES, least=1 if self.languages else 0),
            questions,
            {name: str(value) for name, value in options.items()},
        )

    def phase(self, data: Mapping[str, Any], path: Path) -> PhasePart:
        self.known(data, path, {"mode", "minutes", "instruction", "writer", "in_turn"})
        mode, in_turn = self.choice(data, path, "mode", MODES), data.get("in_turn", False)
        if not isinstance(in_turn, bool):
            self.fault((*path, "in_turn"), "must be true or false")
        elif in_turn and mode not in ("pairs", "groups"):
            self.fault((*path, "in_turn"), "turns are taken in pairs and groups")
        return PhasePart(
            mode,
            self.number(data, path, "minutes", 1, 240),
            self.text(data, path, "instruction", 500),
            self.choice(data, path, "writer", WRITERS, usual="nobody"),
            in_turn is True,
        )

    def asked(self, data: Mapping[str, Any], path: Path) -> QuestionPart:
        self.known(data, path, {"text", "answer"})
        return QuestionPart(
            self.text(data, path, "text", 300, needed=True),
            self.choice(data, path, "answer", ANSWERS, usual="nothing"),
        )

    # The values

    def known(self, data: Mapping[str, Any], path: Path, names: set[str]) -> None:
        for name in data:
            if name not in names:
                self.fault((*path, name), f"is not known here; these are: {', '.join(sorted(names))}")

    def tables(self, data: Mapping[str, Any], path: Path, name: str, most: int) -> list[Mapping[str, Any]]:
        found = data.get(name, [])
        if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
            self.fault((*path, name), f"must be written as [[{name}]]")
            return []
        if len(found) > most:
            self.fault((*path, name), f"are {len(found)}, and may be {most}")
        return found[:most]

    def many(self, data: Any, path: Path, name: str, read: Any, *, most: int, least: int = 0) -> Any:
        found = self.tables(data, path, name, most)
        if len(found) < least:
            self.fault(path, f"needs {name}")
        return tuple(read(each, (*path, name, number)) for number, each in enumerate(found))

    def line(self, data: Mapping[str, Any], path: Path, name: str, most: int, *, needed: bool = True) -> str:
        value = data.get(name, "")
        if not isinstance(value, str) or len(value) > most or (needed and not value.strip()):
            self.fault((*path, name), f"must be a text of at most {most} characters")
            return ""
        return value

    def text(self, data: Mapping[str, Any], path: Path, name: str, most: int, *, needed: bool = False) -> Text:
        value = data.get(name, MISSING)
        if value is MISSING:
            if needed:
                self.fault((*path, name), "is missing")
            return NOTHING
        if not self.languages:
            return Text.same(self.line(data, path, name, most, needed=needed))
        if not isinstance(value, Mapping):
            self.fault((*path, name), "must be written in nb, nn and en")
            return NOTHING
        self.known(value, (*path, name), set(LANGUAGES))
        said = {}
        for language in LANGUAGES:
            said[language] = str(value.get(language, "")).strip()
            if not isinstance(value.get(language), str) or not said[language]:
                self.fault((*path, name, language), "is missing")
            elif len(said[language]) > most:
                self.fault((*path, name, language), f"has {len(said[language])} characters, and may have {most}")
        return Text(**said)

    def number(self, data: Mapping[str, Any], path: Path, name: str, low: int, high: int, *, usual: int = -1) -> int:
        value = data.get(name, usual)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            self.fault((*path, name), f"must be a number from {low} to {high}")
            return low
        return value

    def choice(self, data: Mapping[str, Any], path: Path, name: str, those: tuple[str, ...], *, usual: str = "") -> str:
        value = data.get(name, usual)
        if value not in those:
            self.fault((*path, name), f"must be one of {', '.join(those)}")
            return those[0]
        return str(value)

    def clock(self, data: Mapping[str, Any], path: Path, name: str) -> int | None:
        value = data.get(name, "")
        match = CLOCK.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            if value != "" or data.get("items") or name == "at":
                self.fault((*path, name), "must be a time as 08:30")
            return None
        return int(match[1]) * 60 + int(match[2])


def _said(at: time) -> str:
    return f"{at:%H:%M}"
