"""The målkort on paper: what the printing process gets, and what the file is called."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from goals.sheet import ActionLine, GoalBlock, GoalCardSheet, IndicatorLine
from programmes import documents
from programmes.documents import Page, plain, styles
from programmes.models import Programme

__all__ = ["Page", "cover", "file_name", "page", "plain", "styles"]
# Letters that fill half a page in the narrow and the wide columns: such a row may break over two pages.
TALL, TALL_AND_WIDE = 250, 450
# Letters that surely stand on a line of those columns, and lines that are kept together of a goal that breaks.
NARROW, WIDE, PIECE = 15, 28, 10
# No form lets longer names through; in the head, of which nothing moves to the next page, they would take for ever.
IN_THE_HEAD, MOST_OF_A_NAME = ("leader", "manager", "municipality", "unit"), 120
BLANK_AREAS = range(3)  # on an empty card, to be written by hand


def page(sheet: GoalCardSheet, *, colour: str, printed: datetime | None = None) -> Page:
    """The sheet in its own language and in its municipality's colour."""
    sheet = replace(sheet, **{name: getattr(sheet, name)[:MOST_OF_A_NAME] for name in IN_THE_HEAD})
    context = {
        "sheet": sheet,
        "areas": [(area, [(goal, pieces(goal)) for goal in area.goals]) for area in sheet.areas],
        "printed": timezone.localtime(printed),
        "blank": BLANK_AREAS,
    }
    with translation.override(sheet.language):
        return Page(file_name(sheet), render_to_string("goals/print.html", context), styles(colour))


@dataclass(frozen=True)
class Row:
    """A row of the table: an indicator and an action side by side."""

    indicator: IndicatorLine | None
    action: ActionLine | None
    tall: bool

    @property
    def lines(self) -> float:
        """How many lines it surely stands on."""
        narrow, wide = [0], [0]
        if self.indicator:
            narrow += [len(self.indicator.text), len(self.indicator.target)]
        if self.action:
            narrow, wide = [*narrow, len(self.action.deadline)], [len(self.action.text)]
        return max(ceil(max(narrow) / NARROW), ceil(max(wide) / WIDE)) + 0.5


def rows(goal: GoalBlock) -> list[Row]:
    """The goal's rows, and which of them are too tall to be kept on one page."""
    return [
        Row(indicator, action, is_tall(indicator, action) or (number == 0 and len(goal.text) > TALL_AND_WIDE))
        for number, (indicator, action) in enumerate(goal.rows)
    ]


def pieces(goal: GoalBlock) -> list[list[Row]]:
    """The goal's rows as they are kept together: all of them, or where they are too many, as many as surely fit."""
    found = rows(goal)
    if not goal.is_long:
        return [found]
    made: list[list[Row]] = []
    room = 0.0
    for row in found:
        if row.tall or row.lines > room or made[-1][-1].tall:
            made.append([])
            room = PIECE
        made[-1].append(row)
        room -= row.lines
    return made


def is_tall(indicator: IndicatorLine | None, action: ActionLine | None) -> bool:
    narrow = [indicator.text, indicator.target] if indicator else []
    narrow += [action.deadline] if action else []
    return any(len(text) > TALL for text in narrow) or (action is not None and len(action.text) > TALL_AND_WIDE)


def file_name(sheet: GoalCardSheet) -> str:
    """Målkort – Nordmann, Kari – 2026-11-20.pdf"""
    with translation.override(sheet.language):
        return documents.file_name(_("Målkort"), sheet.leader, sheet.date)


def cover(programme: Programme, leaders: list[str], *, printed: datetime) -> Page:
    """The first page of everybody's målkort in one: whose they are, and when they were fetched."""
    municipality = programme.municipality
    context = {"programme": programme, "leaders": leaders, "printed": timezone.localtime(printed)}
    with translation.override(programme.language):
        html = render_to_string("goals/print_cover.html", context)
        return Page(f"{_('Målkort')}, {programme.name}", html, styles(municipality.colour))
