"""How each way of naming a day is known in a text, and read."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from goals.deadline_days import Days, Point, add_months, before_easter, day, fixed, later, months, weeks, whole_year
from goals.deadline_words import (
    BARE_MONTH,
    DAY,
    IN_WORDS,
    MONTH,
    MONTHS,
    NUMBER,
    NUMBERS,
    ORDINAL,
    ORDINALS,
    SEASONS,
    TO,
    UNIT,
    UNITS,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    either,
)

Match = re.Match[str]
Reader = Callable[[Match, date], "Point | tuple[Point, Point]"]


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


def week_of_short_year(found: Match, today: date) -> Point:
    """«Uke 6/27». Where the second number is no year soon to come, it is another week: «uke 6/10», «uke 27/28»."""
    first, second = int(found["w"]), int(found["short"])
    if not found["y"] and second != first + 1 and 0 <= 2000 + second - today.year <= 2:
        return Point(weeks(first), 2000 + second)
    return Point(weeks(second), full_year(found["y"]))


def weekday_of_numbered(found: Match, _today: date) -> Point:
    """«Mandag i uke 3»."""
    days, wanted = weeks(int(found["w"])), WEEKDAYS[found["wd"]]
    return Point(lambda year: (days(year)[0] + timedelta(days=wanted),) * 2, full_year(found["y"]))


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
    which = ORDINALS[found["n"]] if found["n"] else number_of(found["part"])
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


def weekday_of_week(found: Match, today: date) -> Point:
    """«Tirsdag neste uke», or of this one."""
    ahead = 0 if re.match(r"denne|this", found["which"]) else 7
    return fixed(today - timedelta(days=today.weekday()) + timedelta(days=ahead + WEEKDAYS[found["wd"]]))


def week_of_month(found: Match, _today: date) -> Point:
    """«Første uke i februar» is over on the 7th, the second on the 14th, the last with the month."""
    month, year = MONTHS[found["m"]], full_year(found["y"])
    if found["n"] in ("siste", "last"):
        return Point(lambda year: (months(month)(year)[1],) * 2, year)
    return Point(day(7 * ORDINALS[found["n"]], month), year)


def weekday_of_month(found: Match, _today: date) -> Point:
    """«Første mandag i februar», or the last."""
    month, wanted = MONTHS[found["m"]], WEEKDAYS[found["wd"]]

    def days(year: int) -> Days:
        first, last = months(month)(year)
        if found["n"] in ("siste", "last"):
            then = last - timedelta(days=(last.weekday() - wanted) % 7)
        else:
            then = first + timedelta(days=(wanted - first.weekday()) % 7 + 7 * (ORDINALS[found["n"]] - 1))
        return then, then

    return Point(days, full_year(found["y"]))


def coming_season(found: Match, today: date) -> Point:
    """«Til høsten» is said of the next one, once this one is in its last month."""
    days = months(SEASONS[found["s"]], 3)
    ends = [days(year) for year in range(today.year - 1, today.year + 2)]
    return fixed(*next(each for each in ends if add_months(today, 1) <= each[1]))


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


Y = rf"(?:,?\s+(?:i\s+|in\s+|of\s+)?(?P<y>{YEAR}))?"
WEEK = r"(?:uk(?:e|a|en|an|er|ene|ane)|vek(?:e|a|er|ene|ane)|weeks?)"
EDGE = r"(?<![\w./:-])"
# The most precise first: what one pattern has read, no later one reads again.
PATTERNS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"{EDGE}(?P<y>{YEAR})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?!\d)", numeric),
        (rf"\b{WEEK}\s?(?P<w>\d{{1,2}})\s?/\s?(?P<short>\d\d)(?!\d|\s?/)(?:\s(?P<y>{YEAR}))?", week_of_short_year),
        (rf"{EDGE}(?P<a>\d{{1,2}})\.?\s?-\s?(?P<b>\d{{1,2}})\.(?P<m>\d{{1,2}})(?:\.(?P<y>{YEAR}|\d\d)|\.)?(?![\d%])", numeric_days),
        (rf"(?<![\w.:])(?<!kl )(?<!kl\. )(?P<d>\d{{1,2}})[./](?P<m>\d{{1,2}})(?:[./-](?P<y>{YEAR}|\d\d)(?!\d|[./]\d))?(?![\d%/])", numeric),
        (rf"{EDGE}(?P<d>\d{{1,2}})-(?P<m>\d{{1,2}})-(?P<y>{YEAR})(?!\d)", numeric),
        (rf"{EDGE}(?P<a>{DAY})\s?{TO}\s?(?:den |the )?(?P<b>{DAY})\s?(?:of )?(?P<m>{MONTH})\b\.?{Y}", days_of_month),
        (rf"\b(?P<m>{MONTH})\.?\s(?P<a>{DAY})\s?{TO}\s?(?P<b>{DAY})(?![\d.:])\b{Y}", days_of_month),
        (rf"{EDGE}(?P<d>{DAY})\s?(?:of )?(?P<m>{MONTH})\b\.?{Y}", named_day),
        (rf"\b(?P<m>{MONTH})\.?\s(?:the )?(?P<d>{DAY})(?![\d.:])\b{Y}", named_day),
        (rf"\b(?P<wd>{WEEKDAY})\s(?:i |in |of )?{WEEK}\s?(?P<w>\d{{1,2}})(?!\d)(?:[\s/,]+(?:i |in |of )?(?P<y>{YEAR}))?", weekday_of_numbered),
        (rf"{EDGE}(?P<y>{YEAR})[\s/,-]+{WEEK}\s?(?P<w>\d{{1,2}})(?!\d)", week),
        (rf"\b{WEEK}\s?(?P<a>\d{{1,2}})(?:,\s?\d{{1,2}}){{0,9}}\s?{TO}\s?(?:uke |veke |week )?(?P<b>\d{{1,2}})(?!\d)(?:[\s/,]+(?:i |in )?(?P<y>{YEAR}))?", week_range),
        (rf"\b{WEEK}\s?(?P<w>\d{{1,2}})(?!\d)(?:[\s/,]+(?:i |in |of )?(?P<y>{YEAR}))?", week),
        (rf"\b(?P<part>primo|medio|begynnelsen av|starten av|byrjinga av|midten av|midt i|tidlig i|tidleg i|early|mid|middle of|beginning of|start of)[\s-](?:the )?(?P<m>{MONTH})\b\.?{Y}", part_of_month),
        (r"\b(?:halvt år|half a year|half year)\b", half_a_year),
        (rf"\b(?:(?P<n>{ORDINAL})\s)?(?P<part>(?:kvartal|quarter|halvår) [1-4](?!\d)|halvår(?:et)?|kvartal(?:et)?|half(?: of| year|-year)?|quarter(?: of)?|(?<!\w)[qh][1-4])(?!\w){Y}", part_of_year),
        (rf"\b(?:om|innen|innan|i løpet av|in|within|over|during|for|i|etter|after|neste|next|kommende|komande|coming|the|de|dei)\s(?:ca\.? |cirka |omtrent |about )?(?P<n>{NUMBER})\s(?P<u>{UNIT})\b", from_today),
        (rf"(?<![\w./-])(?P<n>{NUMBER})\s(?P<u>{UNIT})(?= (?:fra nå|frå no|from now|from today|fra i dag|frå i dag)\b)", from_today),
        (rf"^(?P<n>{NUMBER})\s(?P<u>{UNIT})\.?$", from_today),
        (r"\b(?:in|within) a fortnight\b", in_days(14)),
        (rf"\b(?P<wd>{WEEKDAY})\s(?:i |in |of |den )?(?P<which>neste|next|denne|this)\s(?:{UNITS['w']})\b(?! \d)", weekday_of_week),
        (rf"\b(?P<which>neste|next|denne|this)\s(?:{UNITS['w']})\s(?:på |on )?(?P<wd>{WEEKDAY})\b", weekday_of_week),
        (rf"\b(?P<n>{ORDINAL}|siste|last)\s(?P<wd>{WEEKDAY})\s(?:i |in |of |av )(?P<m>{MONTH})\b\.?{Y}", weekday_of_month),
        (rf"\b(?P<n>{ORDINAL}|siste|last)\s(?:{UNITS['w']})\s(?:i |in |of |av )(?P<m>{MONTH})\b\.?{Y}", week_of_month),
        (rf"(?:^|(?<=[,;.] ))til\s(?P<s>{either(SEASONS)})\b(?! {YEAR})", coming_season),
        (rf"\b(?P<which>denne|dette|inneværende|inneverande|this|neste|next|til neste|i|ut|utgangen av|slutten av|løpet av|end of the|the end of the)\s(?P<u>{UNITS['w']}|{UNITS['m']}|{UNITS['y']})\b(?! \d)", this_or_next),
        (rf"\b(?P<a>{YEAR})\s?(?:{TO}|/)\s?(?P<b>{YEAR})(?!\d)", years),
        (rf"\b(?P<m>{BARE_MONTH})(?:\.?\s(?:i |in |of )?(?P<y>{YEAR}))?(?!\w)", month),
        (rf"\b(?:(?:i|this|next|neste|the|(?<!fram )(?<!frem )til|over)\s)?(?P<s>{either(SEASONS)})\b{Y}", season),
        (r"\b(?:jul|jula|julen|juleferien|julaften|jol|jola|joleferien|joleftan|julaftan|christmas)\b", each_year(day(24, 12))),
        (r"\b(?:nyttår|årsskiftet|årsslutt|årets slutt|new year|new year's|year-end|year end|end of year)\b", each_year(day(31, 12))),
        (r"\b(?:påske|påska|påsken|påskeferien|easter)\b", each_year(before_easter)),
        (rf"\b(?P<next>neste |next )?(?P<wd>{WEEKDAY})\b", weekday),
        (r"\b(?:helga|helgen|helg|weekend|the weekend)\b", weekend),
        (r"\b(?:den\s(?P<d>\d{1,2}\.?)|(?:innen|innan|før|by|the|until|til)\s(?:the )?(?P<e>\d{1,2}(?:\.|st|nd|rd|th)))(?=$|[,;]| og | and )", day_alone),
        (r"\b(?:overmorgen|overmorgon|the day after tomorrow|day after tomorrow)\b", in_days(2)),
        (r"\b(?:i morgen|imorgen|i morgon|tomorrow)\b", in_days(1)),
        (r"\b(?:i dag|idag|today|med (?:en|én|ein) g[ao]ng|med det same|med det samme|straks|umiddelbart|omgående|momentant|right away|immediately|at once|right now|(?<!fra )nå|(?<!from )now)\b(?! av\b)", in_days(0)),
        (rf"(?:^|\b{IN_WORDS}\s|\b(?:året|gjennom|hele|heile|throughout|all of|slutten av|utgangen av)\s)(?P<y>{YEAR})(?!\d)", year),
    )
)  # fmt: skip
