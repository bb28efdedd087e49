"""Levels that leave something out, or say the same twice: seen in the words and numbers of one row, 1–5.

It asks, and never blocks. Numbers are compared only where the words after them are alike («to ganger i uka»,
«3–4 ganger i uka»).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from config.text import compare_key

BETWEEN, SAME, OVERLAP, HOLE = "between", "same", "overlap", "hole"
WORDS = {"to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "sju": 7, "syv": 7, "åtte": 8, "ni": 9, "ti": 10}
NUMBER = rf"(\d{{1,6}}|\b(?:{'|'.join(WORDS)})\b)"
SPAN = re.compile(
    rf"(?<![\d.,]){NUMBER}(?:\s*(?:-|–|til|eller)\s*{NUMBER})?(?![\d.,]*\d)((?:\s+[^\W\d]+){{0,3}})", re.IGNORECASE
)
AT_LEAST = re.compile(r"\b(?:minst|minimum|at least)\s*$", re.IGNORECASE)
MORE_THAN = re.compile(r"\b(?:mer enn|meir enn|flere enn|fleire enn|over|more than)\s*$", re.IGNORECASE)
AT_MOST = re.compile(r"\b(?:høyst|maks|maksimalt|inntil|at most)\s*$", re.IGNORECASE)
LESS_THAN = re.compile(r"\b(?:mindre enn|færre enn|under|less than)\s*$", re.IGNORECASE)
ENDLESS = 10**9
READ = 500  # letters; a level is short


@dataclass(frozen=True)
class Span:
    """Whole numbers from low to high, both included, of something."""

    low: int
    high: int
    of: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """Something about two levels, the lower first; `number` is what both hold, or what neither does."""

    kind: str
    lower: int
    upper: int
    number: int | None = None


def look(texts: Mapping[int, str]) -> list[Finding]:
    """What strikes one in a row: a blank level between two that are written, the same twice, overlap, and holes."""
    written = {level: text for level, text in sorted(texts.items()) if text.strip()}
    found = [Finding(BETWEEN, lower, upper) for lower, upper in pairwise(written) if upper - lower > 1]
    found += [
        Finding(SAME, lower, upper)
        for lower, upper in combinations(written, 2)
        if compare_key(written[lower]) == compare_key(written[upper])
    ]
    same = {(each.lower, each.upper) for each in found if each.kind == SAME}
    spans = {level: span for level, text in written.items() if (span := read(text))}
    for lower, upper in combinations(spans, 2):
        one, other = spans[lower], spans[upper]
        if one.of != other.of or (lower, upper) in same:
            continue
        if max(one.low, other.low) <= min(one.high, other.high):
            found.append(Finding(OVERLAP, lower, upper, max(one.low, other.low)))
        elif upper - lower == 1 and (gap := missing(one, other)) is not None:
            found.append(Finding(HOLE, lower, upper, gap))
    return found


def missing(one: Span, other: Span) -> int | None:
    """The first whole number between two spans that don't meet; None where they stand side by side."""
    first, second = sorted((one, other), key=lambda span: span.low)
    return first.high + 1 if second.low - first.high > 1 else None


def read(text: str) -> Span | None:
    """The one number or span that stands in a text; None where there is none, or more than one."""
    found = list(SPAN.finditer(text[:READ]))
    if len(found) != 1:
        return None
    (match,) = found
    low = value(match[1])
    high = value(match[2]) if match[2] else low
    before = text[: match.start()]
    if AT_LEAST.search(before):
        high = ENDLESS
    elif MORE_THAN.search(before):
        low, high = high + 1, ENDLESS
    elif AT_MOST.search(before):
        low = 0
    elif LESS_THAN.search(before):
        low, high = 0, low - 1
    unit = tuple(word[:3] for word in compare_key(match[3]).split())
    return Span(min(low, high), max(low, high), unit)


def value(word: str) -> int:
    return WORDS.get(word.lower()) or int(word)
