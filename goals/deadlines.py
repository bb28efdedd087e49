"""Deadlines as people write them, understood as dates where they can be: bokmål, nynorsk and English at once.

What stands without a year is the next one to come. «Innen juni» is the last day of June and «innen uke 10» the
Sunday of that ISO week: the whole of the month or week is left to do it in. «Før juni» is the day before it begins.
«Før sommeren», as «innen sommeren», is before the July holidays, the 30th of June; «før jul» is the 23rd of December.
A range has a start; «fra januar» has a start and no end. Where several dates stand, the last one is due.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from goals.deadline_days import Days, Point, day
from goals.deadline_patterns import PATTERNS, Match
from goals.deadline_words import IN_WORDS, MONTH, NUMBER, ORDINAL, SEASONS, TO, UNIT, WEEKDAY

READ = 2000  # letters; a deadline is short, and nothing after this is looked at
NEAR = 30  # letters before a date in which a word may change what it means


@dataclass(frozen=True)
class Deadline:
    """The text as it was written, and what it says: when it is due, when it starts, whether it comes again."""

    text: str
    due: date | None = None
    start: date | None = None
    recurring: bool = False

    @property
    def is_placed(self) -> bool:
        return self.recurring or self.due is not None or self.start is not None


@dataclass(frozen=True)
class Found:
    """Where something stands in the text: one point, or a range written as one."""

    begin: int
    end: int
    last: Point
    first: Point | None = None


EVERY = r"(?:hver|hvert|kvar|kvart|every|each|annenhver|annethvert|annakvar|annankvar)"
RECURRING = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:{ORDINAL}|siste|last)\s(?:{WEEKDAY})\s(?:i (?:måneden|månaden)|of the month|{EVERY}\s\w+)",
        r"\b(?:(?:fort)?løp[ea]nde|kontinuerlig[et]?|kontinuerlege?|ongoing|continuous(?:ly)?|jevnlige?|jam(?:n)?lege?|regelmessige?|regular(?:ly)?|hele tiden|heile tida|all the time|alltid|always)\b",
        r"\b(?:daglig|dagleg|ukentlig|vekentleg|månedlig|månadleg|årlig|årleg|halvårlig|halvårleg|kvartalsvis|ukesvis|vekevis)e?\b",
        r"\b(?:daily|weekly|monthly|yearly|annual|annually|quarterly|fortnightly|biweekly)\b",
        rf"\b{EVERY}\s(?:(?:\w+|\d{{1,2}}\.)\s)?(?:{UNIT}|{WEEKDAY}|kvartal|quarter|halvår|semester|morgen|morgon|morning|vår|høst|haust|{MONTH})\b",
        rf"\b(?:{NUMBER}|once|twice|minst en|minst ein)\s?(?:ganger|gang|gonger|gong|times)?\s(?:i|om|a|an|per|pr\.?|kvar|hver|each|every)\s(?:{UNIT}|kvartalet|quarter)(?!\w)(?! \d)",
        r"\bi (?:uken|uka|veka|måneden|månaden)\b(?! \d)",
        rf"\b(?:per|pr\.?)\s(?:{UNIT})(?!\w)",
        r"(?<!\bin )(?<!within )(?<!\bfor )(?<!half )\ba (?:day|week|month|year)\b",
        rf"\b(?:{WEEKDAY})(?:er|ar|ene|ane|s)\b",
        r"\b(?:hele året|heile året|all year|throughout the year|året rundt|året gjennom)\b",
    )
)  # fmt: skip
BEFORE = re.compile(r"\b(?:før|føre|before|prior to|ahead of)\s(?:den |the )?$")
BY = re.compile(r"\b(?:innen|innan|by|(?:fram|frem) til|until)\s(?:den |the )?$")
UNTIL = re.compile(r"\b(?:(?:fram|frem) til|until)\s(?:the )?$")
FROM = re.compile(
    r"\b(?:fra og med|frå og med|f\.?o\.?m\.?|fra|frå|from|starting|starter|startar|mellom|between)\s(?:i |den |the |in )?$"
)
AFTER = re.compile(r"\b(?:etter|after|since|siden|sidan)\s(?:den |the )?$")
JOINED = re.compile(rf"\s?{TO}\s?(?:i |den |the )?")
AND = re.compile(r"\s?(?:og|and)\s")
BETWEEN = re.compile(r"\b(?:mellom|between)\s(?:i |den |the )?$")
FROM_NOW = re.compile(r"\b(?:fra nå av|frå no av|fra i dag|frå i dag|from now on|from today)\b")
# English "may" and the short names are words of their own; «vår» is also "our".
DOUBTFUL = {"may", "mar", "des", "dec", "sep", "sept", "jan", "feb", "apr", "jun", "jul", "aug", "okt", "oct", "nov"}
PREPOSED = re.compile(rf"(?:^|\b{IN_WORDS}\s|\b(?:fra|frå|from|mellom|between|this|next|neste)\s|{TO}\s?)$")

STRANGE_YEAR = re.compile(r"\.?(?:[./-]?\d{4}| (?:1\d|2[1-9]|9\d)\d\d)(?!\d)")


def parse(text: str, today: date) -> Deadline:
    """What a deadline says. What cannot be placed stays text; no text is an error."""
    plain = simplify(text)
    rest = plain
    for pattern in RECURRING:
        rest = pattern.sub(lambda found: " " * len(found[0]), rest)
    start, due = None, None
    with suppress(ValueError, OverflowError):
        start, due = settle(rest, list(look(rest, today)), today)
    if start is None and due is None and FROM_NOW.search(rest):
        start = today
    if start and due and start > due:
        start = None
    return Deadline(text, due, start, rest != plain)


def simplify(text: str) -> str:
    """Small letters, single spaces, one kind of dash."""
    return re.sub(r"\s+", " ", re.sub("[–—−‐‑]", "-", text[:READ].lower())).strip()


def look(text: str, today: date) -> Iterator[Found]:
    """Everything that names days, in the order of the text."""
    found: list[Found] = []
    taken: list[tuple[int, int]] = []
    for pattern, reader in PATTERNS:
        for hit in pattern.finditer(text):
            if any(hit.start() < end and begin < hit.end() for begin, end in taken) or doubtful(text, hit):
                continue
            # What looks like a day that no month has is not read as something coarser either.
            taken.append(hit.span())
            if "y" in hit.groupdict() and not hit["y"] and STRANGE_YEAR.match(text, hit.end()):
                continue  # a year that is not one of ours says that the day is not this year's either
            with suppress(ValueError, OverflowError):
                read = reader(hit, today)
                first, last = read if isinstance(read, tuple) else (None, read)
                if any(last.fits(year) for year in ([last.year] if last.year else candidates(today))):
                    found.append(Found(hit.start(), hit.end(), last, first))
    yield from sorted(found, key=lambda each: each.begin)


def doubtful(text: str, hit: Match) -> bool:
    """Whether a short or ambiguous word is rather something else than a month or a season here."""
    groups = hit.groupdict()
    alone = not groups.get("y") and not any(groups.get(name) for name in ("d", "a", "part"))
    before = text[max(0, hit.start() - NEAR) : hit.start()]
    if alone and groups.get("m") in DOUBTFUL:
        return not PREPOSED.search(before) or (groups["m"] == "may" and re.search(r"\bi $", before) is not None)
    if alone and groups.get("s") in ("vår", "fall", "spring"):
        clear = hit[0].startswith(("i ", "this ", "next ", "neste ", "the ")) or PREPOSED.search(before)
        return not clear or (groups["s"] == "vår" and text[hit.end() : hit.end() + 2].strip().isalpha())
    return False


def candidates(today: date) -> range:
    """The years in which the next one to come may be: a 29th of February may wait for eight."""
    return range(max(today.year - 1, 1), min(today.year + 9, 9999))


def settle(text: str, found: list[Found], today: date) -> tuple[date | None, date | None]:
    """The start and the end that the pieces say together."""
    start: date | None = None
    due: date | None = None
    skip = False
    for number, each in enumerate(found):
        ahead = text[max(0, each.begin - NEAR) : each.begin]
        word = text[each.begin : each.end]
        follower = found[number + 1] if number + 1 < len(found) else None
        if skip:
            skip = False
            continue
        if each.first:
            start, due = stretch(each.first, each.last, today)
        elif follower and not follower.first and is_joined(ahead, text[each.end : follower.begin]):
            start, due = stretch(each.last, follower.last, today)
            skip = True
        elif FROM.search(ahead):
            start = resolve(each.last, today)[0]
        elif not AFTER.search(ahead) or each.last.year:
            ends = end_of(each.last, today, before=comes_before(ahead, word, text[each.end :]), words=word)
            due = max(due, ends) if due else ends
    return start, due


def is_joined(ahead: str, between: str) -> bool:
    """Whether two dates are one range. «Og» joins only what is «mellom»: else both are due."""
    return bool(JOINED.fullmatch(between) and (BETWEEN.search(ahead) or not AND.match(between)))


def comes_before(ahead: str, words: str, rest: str) -> bool:
    """Whether it must be done when the days begin; who says «innen sommeren» thinks of the holidays, too."""
    by = is_summer(words) and BY.search(ahead) and not rest.startswith((" er over", " is over"))
    until = words.split()[-1] in SEASONS and UNTIL.search(ahead)
    return bool(BEFORE.search(ahead) or by or until)


def is_summer(words: str) -> bool:
    return any(word.startswith(("sommer", "sommar", "summer")) for word in words.split())


def end_of(point: Point, today: date, *, before: bool, words: str) -> date:
    if not before:
        return resolve(point, today)[1]
    if is_summer(words):
        return resolve(Point(day(30, 6), point.year), today)[1]
    if words.startswith(("nyttår", "årsskiftet", "påske", "easter", "new year")):
        return resolve(point, today)[1]
    day_before = Point(lambda year: (point.days(year)[0] - timedelta(days=1),) * 2, point.year)
    return resolve(day_before, today)[1]


def resolve(point: Point, today: date) -> Days:
    """The point's days in its own year, or the next time that they come."""
    years = [point.year] if point.year else candidates(today)
    for year in years:
        days = point.fits(year)
        if days and (point.year or days[1] >= today):
            return days
    raise ValueError("it never comes")


def stretch(first: Point, last: Point, today: date) -> Days:
    """From the one to the other: the end is the next to come, and the start the last before it."""
    if first.year and not last.year:
        begin = first.days(first.year)[0]
        return begin, resolve(last, begin)[1]
    end = resolve(last, today)[1]
    if first.year:
        return first.days(first.year)[0], end
    for year in (end.year, end.year - 1):
        days = first.fits(year)
        if days and days[0] <= end:
            return days[0], end
    raise ValueError("it never starts")
