"""Deadlines as people write them, understood as dates where they can be: bokmål, nynorsk and English at once.

What stands without a year is the next one to come. «Innen juni» is the last day of June and «innen uke 10» the
Sunday of that ISO week: the whole of the month or week is left to do it in. «Før juni» is the day before it begins.
«Før sommeren» is before the July holidays, the 30th of June; «før jul» is the 23rd of December. A range has a start;
«fra januar» has a start and no end. Where several dates stand, the last one is due.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

READ = 2000  # letters; a deadline is short, and nothing after this is looked at
NEAR = 30  # letters before a date in which a word may change what it means

Days = tuple[date, date]
Match = re.Match[str]


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
class Point:
    """A day, week, month or season: its days in a given year; `year` is None where none was written."""

    days: Callable[[int], Days]
    year: int | None = None

    def fits(self, year: int) -> Days | None:
        with suppress(ValueError, OverflowError):
            return self.days(year)
        return None


@dataclass(frozen=True)
class Found:
    """Where something stands in the text: one point, or a range written as one."""

    begin: int
    end: int
    last: Point
    first: Point | None = None


# The words -----------------------------------------------------------------------------------------------------------

NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "en én ei ein éin ett et eit eitt one a an", "to two par couple", "tre three", "fire four", "fem five",
            "seks six", "sju syv seven", "åtte eight", "ni nine", "ti ten", "elleve eleven", "tolv twelve",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "januar january jan", "februar february feb", "mars march mar", "april apr", "mai may", "juni june jun",
            "juli july jul", "august aug", "september sept sep", "oktober october okt oct", "november nov",
            "desember december des dec",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "mandag måndag monday", "tirsdag tysdag tuesday", "onsdag wednesday", "torsdag thursday", "fredag friday",
            "lørdag laurdag saturday", "søndag sundag sunday",
        )
    )
    for word in words.split()
}  # fmt: skip
ORDINALS = {
    word: number
    for number, words in enumerate(
        ("første fyrste first 1. 1st", "andre second 2. 2nd", "tredje third 3. 3rd", "fjerde fourth 4. 4th"), start=1
    )
    for word in words.split()
}
SEASONS = {
    "vår": 3, "våren": 3, "spring": 3, "sommer": 6, "sommeren": 6, "sommar": 6, "sommaren": 6, "summer": 6,
    "høst": 9, "høsten": 9, "haust": 9, "hausten": 9, "autumn": 9, "fall": 9, "vinter": 12, "vinteren": 12, "winter": 12,
}  # fmt: skip


def either(words: dict[str, int]) -> str:
    """The words as alternatives, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


MONTH, WEEKDAY, ORDINAL = either(MONTHS), either(WEEKDAYS), either(ORDINALS)
# Without a day beside it, «jul» is Christmas.
BARE_MONTH = either({word: number for word, number in MONTHS.items() if word != "jul"})
NUMBER = rf"(?:\d{{1,3}}|et par|eit par|a couple of|{either(NUMBERS)})"
UNITS = {
    "d": r"dag(?:er|ar|ene|ane|en)?|days?",
    "w": r"uk(?:er|ene|en|a|e)|vek(?:er|ene|a|e)|weeks?",
    "m": r"måned(?:er|ene|en)?|månad(?:er|ar|ene|ane|en)?|mnd\.?|months?",
    "y": r"år(?:ene|a|et)?|years?",
}
UNIT = "|".join(UNITS.values())
YEAR = r"20\d\d"
# An ordinary day of the month: 20. / 20 / 20th
DAY = r"\d{1,2}(?:\.|st|nd|rd|th)?"
TO = r"(?:-|til og med|til|t\.?o\.?m\.?|to|through|until|og|and)"
IN_WORDS = r"(?:i løpet av|innen|innan|før|in|by|before|until|during|til|i|within|of|av|end of)"


# The days of a year --------------------------------------------------------------------------------------------------


def day(number: int, month: int) -> Callable[[int], Days]:
    return lambda year: (date(year, month, number), date(year, month, number))


def months(first: int, count: int = 1) -> Callable[[int], Days]:
    """So many whole months; the last may be in the next year."""

    def days(year: int) -> Days:
        last = first + count - 1
        end = (year + (last - 1) // 12, (last - 1) % 12 + 1)
        return date(year, first, 1), date(*end, monthrange(*end)[1])

    return days


def weeks(number: int) -> Callable[[int], Days]:
    return lambda year: (date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 7))


def whole_year(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, number = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, number + 1)


def before_easter(year: int) -> Days:
    wednesday = easter(year) - timedelta(days=4)
    return wednesday, wednesday


def fixed(first: date, last: date | None = None) -> Point:
    """Days that are known without asking for a year."""
    return Point(lambda _year: (first, last or first), (last or first).year)


def add_months(start: date, count: int) -> date:
    """The same day so many months later, or the month's last."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def later(today: date, count: int, unit: str) -> date:
    if unit in "dw":
        return today + timedelta(days=count * (7 if unit == "w" else 1))
    return add_months(today, count * (12 if unit == "y" else 1))


# Reading the pieces --------------------------------------------------------------------------------------------------


def full_year(text: str | None) -> int | None:
    return None if not text else 2000 + int(text) if len(text) == 2 else int(text)


def how_many(text: str) -> int:
    last = text.split()[-1] if text.split()[-1] != "of" else "couple"
    return int(last) if last.isdecimal() else NUMBERS[last]


def unit_of(text: str) -> str:
    return next(name for name, pattern in UNITS.items() if re.fullmatch(pattern, text))


def number_of(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def numeric(found: Match, _today: date) -> Point:
    return Point(day(int(found["d"]), int(found["m"])), full_year(found["y"]))


def named_day(found: Match, _today: date) -> Point:
    return Point(day(number_of(found["d"]), MONTHS[found["m"]]), full_year(found["y"]))


def days_of_month(found: Match, _today: date) -> tuple[Point, Point]:
    year, month = full_year(found["y"]), MONTHS[found["m"]]
    return Point(day(number_of(found["a"]), month), year), Point(day(number_of(found["b"]), month), year)


def numeric_days(found: Match, _today: date) -> tuple[Point, Point]:
    year, month = full_year(found["y"]), int(found["m"])
    return Point(day(int(found["a"]), month), year), Point(day(int(found["b"]), month), year)


def week(found: Match, _today: date) -> Point:
    return Point(weeks(int(found["w"])), full_year(found["y"]))


def week_range(found: Match, _today: date) -> tuple[Point, Point]:
    year = full_year(found["y"])
    return Point(weeks(int(found["a"])), None), Point(weeks(int(found["b"])), year)


def month(found: Match, _today: date) -> Point:
    return Point(months(MONTHS[found["m"]]), full_year(found["y"]))


def part_of_month(found: Match, _today: date) -> Point:
    """The beginning of a month is over on its 10th, the middle of it is the 15th."""
    number = 15 if re.match(r"med|mid", found["part"]) else 10
    return Point(day(number, MONTHS[found["m"]]), full_year(found["y"]))


def part_of_year(found: Match, _today: date) -> Point:
    """A quarter, or a half."""
    length = 3 if re.match(r"kv|q", found["part"]) else 6
    which = int(found["part"][1]) if found["n"] is None else ORDINALS[found["n"]]
    if which * length > 12:
        raise ValueError("a year has no such part")
    return Point(months((which - 1) * length + 1, length), full_year(found["y"]))


def season(found: Match, _today: date) -> Point:
    return Point(months(SEASONS[found["s"]], 3), full_year(found["y"]))


def year(found: Match, _today: date) -> Point:
    return Point(whole_year, int(found["y"]))


def years(found: Match, _today: date) -> tuple[Point, Point]:
    return Point(whole_year, int(found["a"])), Point(whole_year, int(found["b"]))


def from_today(found: Match, today: date) -> Point:
    return fixed(later(today, how_many(found["n"]), unit_of(found["u"])))


def half_a_year(_found: Match, today: date) -> Point:
    return fixed(add_months(today, 6))


def weekday(found: Match, today: date) -> Point:
    """The one to come, today included; «neste fredag» is the one in next week."""
    wanted = WEEKDAYS[found["wd"]]
    if found["next"]:
        return fixed(today - timedelta(days=today.weekday()) + timedelta(days=7 + wanted))
    return fixed(today + timedelta(days=(wanted - today.weekday()) % 7))


def day_alone(found: Match, today: date) -> Point:
    """«Den 20.»: of this month, or of the next that has such a day."""
    number = number_of(found["d"] or found["e"])
    for ahead in range(3):
        first = add_months(today.replace(day=1), ahead)
        if 1 <= number <= monthrange(first.year, first.month)[1] and (then := first.replace(day=number)) >= today:
            return fixed(then)
    raise ValueError("no month has such a day")


def this_or_next(found: Match, today: date) -> Point:
    """The week, month or year that is on, or the next: until its last day."""
    ahead = 1 if re.match(r"neste|next|til neste", found["which"]) else 0
    unit = unit_of(found["u"])
    if unit == "w":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=ahead)
        return fixed(monday, monday + timedelta(days=6))
    if unit == "m":
        first = add_months(today.replace(day=1), ahead)
        return fixed(first, first.replace(day=monthrange(first.year, first.month)[1]))
    return fixed(*whole_year(today.year + ahead))


def in_days(count: int) -> Reader:
    return lambda _found, today: fixed(today + timedelta(days=count))


def each_year(days: Callable[[int], Days]) -> Reader:
    return lambda found, _today: Point(days, full_year(found["y"]) if "y" in found.re.groupindex else None)


def weekend(_found: Match, today: date) -> Point:
    saturday = today + timedelta(days=(5 - today.weekday()) % 7)
    return fixed(saturday, saturday + timedelta(days=1))


Reader = Callable[[Match, date], "Point | tuple[Point, Point]"]
Y = rf"(?:,?\s+(?:i\s+|in\s+|of\s+)?(?P<y>{YEAR}))?"
EDGE = r"(?<![\w./:-])"
# The most precise first: what one pattern has read, no later one reads again.
PATTERNS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"{EDGE}(?P<y>{YEAR})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?!\d)", numeric),
        (rf"{EDGE}(?P<a>\d{{1,2}})\.?\s?-\s?(?P<b>\d{{1,2}})\.(?P<m>\d{{1,2}})(?:\.(?P<y>{YEAR}|\d\d)|\.)?(?![\d%])", numeric_days),
        (rf"(?<![\w.:])(?<!kl )(?<!kl\. )(?P<d>\d{{1,2}})[./](?P<m>\d{{1,2}})(?:[./-](?P<y>{YEAR}|\d\d)(?!\d))?(?![\d%/])", numeric),
        (rf"{EDGE}(?P<d>\d{{1,2}})-(?P<m>\d{{1,2}})-(?P<y>{YEAR})(?!\d)", numeric),
        (rf"{EDGE}(?P<a>{DAY})\s?{TO}\s?(?:den |the )?(?P<b>{DAY})\s?(?:of )?(?P<m>{MONTH})\b\.?{Y}", days_of_month),
        (rf"\b(?P<m>{MONTH})\.?\s(?P<a>{DAY})\s?{TO}\s?(?P<b>{DAY})(?![\d.:])\b{Y}", days_of_month),
        (rf"{EDGE}(?P<d>{DAY})\s?(?:of )?(?P<m>{MONTH})\b\.?{Y}", named_day),
        (rf"\b(?P<m>{MONTH})\.?\s(?:the )?(?P<d>{DAY})(?![\d.:])\b{Y}", named_day),
        (rf"\b(?:uk[ea]n?|vek[ae]|weeks?|uker|veker)\s(?P<a>\d{{1,2}})\s?{TO}\s?(?:uke |veke |week )?(?P<b>\d{{1,2}})(?!\d)(?:[\s/,]+(?:i |in )?(?P<y>{YEAR}))?", week_range),
        (rf"\b(?:uk[ea]n?|vek[ae]|week)\s(?P<w>\d{{1,2}})(?!\d)(?:[\s/,]+(?:i |in |of )?(?P<y>{YEAR}))?", week),
        (rf"\b(?P<part>primo|medio|begynnelsen av|starten av|byrjinga av|midten av|midt i|tidlig i|tidleg i|early|mid|middle of|beginning of|start of)[\s-](?:the )?(?P<m>{MONTH})\b\.?{Y}", part_of_month),
        (r"\b(?:halvt år|half a year|half year)\b", half_a_year),
        (rf"\b(?:(?P<n>{ORDINAL})\s)?(?P<part>halvår(?:et)?|kvartal(?:et)?|half(?: of| year|-year)?|quarter(?: of)?|(?<!\w)[qh][1-4])(?!\w){Y}", part_of_year),
        (rf"\b(?:om|innen|innan|i løpet av|in|within|over|during|for|i|etter|after|neste|next|kommende|komande|coming|the|de|dei)\s(?:ca\.? |cirka |omtrent |about )?(?P<n>{NUMBER})\s(?P<u>{UNIT})\b", from_today),
        (rf"(?<![\w./-])(?P<n>{NUMBER})\s(?P<u>{UNIT})(?= (?:fra nå|frå no|from now|from today|fra i dag|frå i dag)\b)", from_today),
        (rf"^(?P<n>{NUMBER})\s(?P<u>{UNIT})\.?$", from_today),
        (rf"\b(?P<which>denne|dette|inneværende|inneverande|this|neste|next|til neste|i|utgangen av|slutten av|løpet av|end of the|the end of the)\s(?P<u>{UNITS['w']}|{UNITS['m']}|{UNITS['y']})\b(?! \d)", this_or_next),
        (rf"\b(?P<a>{YEAR})\s?{TO}\s?(?P<b>{YEAR})(?!\d)", years),
        (rf"\b(?P<m>{BARE_MONTH})(?:\.?\s(?:i |in |of )?(?P<y>{YEAR}))?(?!\w)", month),
        (rf"\b(?:(?:i|this|next|neste|the|til|over)\s)?(?P<s>{either(SEASONS)})\b{Y}", season),
        (r"\b(?:jul|jula|julen|juleferien|julaften|christmas)\b", each_year(day(24, 12))),
        (r"\b(?:nyttår|årsskiftet|årsslutt|årets slutt|new year|new year's|year-end|year end|end of year)\b", each_year(day(31, 12))),
        (r"\b(?:påske|påska|påsken|påskeferien|easter)\b", each_year(before_easter)),
        (rf"\b(?P<next>neste |next )?(?P<wd>{WEEKDAY})\b", weekday),
        (r"\b(?:helga|helgen|helg|weekend|the weekend)\b", weekend),
        (r"\b(?:den\s(?P<d>\d{1,2}\.?)|(?:innen|innan|før|by|the|until|til)\s(?:the )?(?P<e>\d{1,2}(?:\.|st|nd|rd|th)))(?=$|[,;]| og | and )", day_alone),
        (r"\b(?:overmorgen|overmorgon|the day after tomorrow|day after tomorrow)\b", in_days(2)),
        (r"\b(?:i morgen|imorgen|i morgon|tomorrow)\b", in_days(1)),
        (r"\b(?:i dag|idag|today|med (?:en|én|ein) g[ao]ng|straks|umiddelbart|omgående|momentant|right away|immediately|at once|right now|(?<!fra )nå|(?<!from )now)\b(?! av\b)", in_days(0)),
        (rf"(?:^|\b{IN_WORDS}\s|\b(?:året|gjennom|hele|heile|throughout|all of|slutten av|utgangen av)\s)(?P<y>{YEAR})(?!\d)", year),
    )
)  # fmt: skip
EVERY = r"(?:hver|hvert|kvar|kvart|every|each|annenhver|annethvert|annakvar|annankvar)"
RECURRING = tuple(
    re.compile(pattern)
    for pattern in (
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
FROM = re.compile(
    r"\b(?:fra og med|frå og med|f\.?o\.?m\.?|fra|frå|from|starting|starter|startar|mellom|between)\s(?:i |den |the |in )?$"
)
AFTER = re.compile(r"\b(?:etter|after|since|siden|sidan)\s(?:den |the )?$")
JOINED = re.compile(rf"\s?{TO}\s?(?:i |den |the )?")
FROM_NOW = re.compile(r"\b(?:fra nå av|frå no av|fra i dag|frå i dag|from now on|from today)\b")
# English "may" and the short names are words of their own; «vår» is also "our".
DOUBTFUL = {"may", "mar", "des", "dec", "sep", "sept", "jan", "feb", "apr", "jun", "jul", "aug", "okt", "oct", "nov"}
PREPOSED = re.compile(rf"(?:^|\b{IN_WORDS}\s|\b(?:fra|frå|from|mellom|between|this|next|neste)\s|{TO}\s?)$")


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
        follower = found[number + 1] if number + 1 < len(found) else None
        if skip:
            skip = False
            continue
        if each.first:
            start, due = stretch(each.first, each.last, today)
        elif follower and not follower.first and JOINED.fullmatch(text[each.end : follower.begin]):
            start, due = stretch(each.last, follower.last, today)
            skip = True
        elif FROM.search(ahead):
            start = resolve(each.last, today)[0]
        elif not AFTER.search(ahead) or each.last.year:
            ends = end_of(each.last, today, before=bool(BEFORE.search(ahead)), words=text[each.begin : each.end])
            due = max(due, ends) if due else ends
    return start, due


def end_of(point: Point, today: date, *, before: bool, words: str) -> date:
    if not before:
        return resolve(point, today)[1]
    if words.split()[-1].startswith(("sommer", "sommar", "summer")):
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
