"""Some weeks of the period plan and the log on paper: the plan, and week by week what was planned and done."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext_noop

from config.pdf.styles import stylesheets
from config.pictures import as_text, frozen
from goals import papers
from goals.period_sheet import Entry, PeriodSheet, Planned, WeekPart
from goals.printing import Page

TALL = 700  # letters of a row that is sure to stay on one page


@dataclass(frozen=True)
class Line:
    """A row of the table of weeks: the week, what was planned in it on its first row, and what was done on a day."""

    week: WeekPart
    is_first: bool
    planned: list[Planned]
    entry: Entry | None
    jpeg: str
    is_tall: bool


def period(sheet: PeriodSheet, *, colour: str) -> Page:
    """The plan as a table, and its weeks as another, in the sheet's own language; coming weeks are left to write in."""
    small, name = papers.short(replace(sheet, pictures=())), gettext_noop("Periodeplan")
    style = stylesheets("period.css")
    return papers.made("goals/print_period.html", name, small, colour, *style, papers.UPRIGHT, weeks=lines(sheet))


def lines(sheet: PeriodSheet) -> list[list[Line]]:
    """The rows of each week."""
    jpegs = [as_text(frozen(content).content) for content in sheet.pictures]
    return [_week(part, jpegs) for part in sheet.parts]


def _week(part: WeekPart, jpegs: list[str]) -> list[Line]:
    entries: list[Entry | None] = [*part.entries] or [None]
    return [
        Line(
            part,
            number == 0,
            part.planned if number == 0 else [],
            entry,
            jpegs[entry.picture.number] if entry and entry.picture and entry.picture.number < len(jpegs) else "",
            _letters(part.planned if number == 0 else [], entry) > TALL,
        )
        for number, entry in enumerate(entries)
    ]


def _letters(planned: list[Planned], entry: Entry | None) -> int:
    """How many letters the tallest cell has to hold."""
    return max(60 * len(planned), len(entry.text) if entry else 0)
