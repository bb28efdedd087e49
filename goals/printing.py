"""The målkort on paper: what the printing process gets, and what the file is called."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from config.colour import ink
from config.pdf import printer
from config.pdf.engine import clean
from config.pdf.styles import stylesheets
from goals.sheet import ActionLine, GoalBlock, GoalCardSheet, IndicatorLine
from programmes.models import Programme
from programmes.models.people import last_name_first

# What some file system, or a reader of a ZIP, takes for something else than a letter.
NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\s\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
LONGEST_NAME = 180  # bytes: file systems take 255, and there is more to the name
# Letters that fill half a page in the narrow and the wide columns: such a row may break over two pages.
TALL, TALL_AND_WIDE = 250, 450
# No form lets longer names through; in the head, of which nothing moves to the next page, they would take for ever.
IN_THE_HEAD, MOST_OF_A_NAME = ("leader", "manager", "municipality", "unit"), 120
BLANK_AREAS = range(3)  # on an empty card, to be written by hand


@dataclass(frozen=True)
class Page:
    """A målkort ready to be printed: plain text, which may go to another process."""

    name: str
    html: str
    styles: tuple[str, ...]

    def pdf(self) -> bytes:
        """By the process that prints for this one. Raises what `config.pdf.printer` raises."""
        return printer.pdf(self.html, *self.styles)


def page(sheet: GoalCardSheet, *, colour: str, printed: datetime | None = None) -> Page:
    """The sheet in its own language and in its municipality's colour."""
    sheet = replace(sheet, **{name: getattr(sheet, name)[:MOST_OF_A_NAME] for name in IN_THE_HEAD})
    context = {
        "sheet": sheet,
        "areas": [(area, [(goal, rows(goal)) for goal in area.goals]) for area in sheet.areas],
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


def rows(goal: GoalBlock) -> list[Row]:
    """The goal's rows, and which of them are too tall to be kept on one page."""
    return [
        Row(indicator, action, is_tall(indicator, action) or (number == 0 and len(goal.text) > TALL_AND_WIDE))
        for number, (indicator, action) in enumerate(goal.rows)
    ]


def is_tall(indicator: IndicatorLine | None, action: ActionLine | None) -> bool:
    narrow = [indicator.text, indicator.target] if indicator else []
    narrow += [action.deadline] if action else []
    return any(len(text) > TALL for text in narrow) or (action is not None and len(action.text) > TALL_AND_WIDE)


def styles(colour: str) -> tuple[str, ...]:
    return (*stylesheets("tokens.css", "print.css"), f":root {{ --own: {ink(colour)} }}")


def file_name(sheet: GoalCardSheet) -> str:
    """Målkort – Nordmann, Kari – 2026-11-20.pdf"""
    with translation.override(sheet.language):
        return f"{_('Målkort')} – {last_name_first(plain(sheet.leader))} – {sheet.date}.pdf"


def plain(text: str) -> str:
    """The text as every system takes it in a file's name, whatever people and programmes are called."""
    spaced = NOT_IN_NAMES.sub(" ", clean(text)).strip(" .")
    return spaced.encode()[:LONGEST_NAME].decode(errors="ignore").strip()


def cover(programme: Programme, leaders: list[str], *, printed: datetime) -> Page:
    """The first page of everybody's målkort in one: whose they are, and when they were fetched."""
    municipality = programme.municipality
    context = {"programme": programme, "leaders": leaders, "printed": timezone.localtime(printed)}
    with translation.override(programme.language):
        html = render_to_string("goals/print_cover.html", context)
        return Page(f"{_('Målkort')}, {programme.name}", html, styles(municipality.colour))
