"""What a leader follows their goals up with, on paper: the ladder, and the table of attainment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.colour import ink
from config.pdf.styles import stylesheets
from goals.attainment_sheet import AttainmentSheet, RowLine
from goals.ladder_sheet import LadderSheet
from goals.models import Row
from goals.printing import MOST_OF_A_NAME, Page, plain
from goals.queries import attainment as queries_attainment
from goals.staircase import lay_out
from programmes.models.people import last_name_first

IN_THE_HEAD = ("leader", "municipality", "unit")
TALL = 900  # letters of a goal's two rows that are sure to stay on one page
UPRIGHT = "@page { size: A4 portrait; margin: 15mm 16mm 19mm }"
Sheet = TypeVar("Sheet", bound=Any)


def ladder(sheet: LadderSheet, *, colour: str) -> Page:
    """The staircase with before and now, and its steps in a table, in the sheet's own language."""
    drawn = lay_out([(step.before, step.now) for step in sheet.steps])
    numbered = list(enumerate(sheet.steps, start=1))
    more = {"drawing": drawn, "steps": numbered}
    return made("goals/print_ladder.html", gettext_noop("Endringstrapp"), short(sheet), colour, UPRIGHT, **more)


def attainment(sheet: AttainmentSheet, *, colour: str) -> Page:
    """The table as it was planned and, where it is reviewed, as it became; T only where its leader has added it."""
    with translation.override(sheet.language):
        head = queries_attainment.heads(sheet.numbering)
        tables = [(gettext_noop("Planen"), queries_attainment.told_apart(sheet))] if sheet.goals else []
        tables += [(gettext_noop("Hvordan gikk det?"), sheet)] if sheet.reviewed else []
        more = {"heads": head, "tables": [(_(name), found := blocks(each), columns(found)) for name, each in tables]}
        return made("goals/print_attainment.html", gettext_noop("Måloppnåelse"), short(sheet), colour, **more)


@dataclass(frozen=True)
class Line:
    """A row of the table: what it is, and its five cells with whether the X is there."""

    label: str
    cells: list[tuple[str, bool]]


@dataclass(frozen=True)
class Block:
    """A goal's two rows; where one is too tall for both to be kept on one page, each says which goal it is of."""

    number: int
    lines: list[Line]
    is_tall: bool


def blocks(sheet: AttainmentSheet) -> list[Block]:
    found = []
    for number, goal in enumerate(sheet.goals, start=1):
        both = ((Row.ACHIEVEMENT, goal.achievement), (Row.EFFORT, goal.effort))
        lines = [Line(str(row.label), cells(line)) for row, line in both]
        longest = sum(max(len(text) for text, _reached in line.cells) for line in lines)
        found.append(Block(number, lines, longest > TALL))
    return found


def columns(found: list[Block]) -> list[str]:
    """How wide the levels stand: the expected one has the room where nothing is written at the others."""
    used = [any(line.cells[place][0] for block in found for line in block.lines) for place in range(5)]
    return ["a3"] * 5 if used != [False, False, True, False, False] else ["a4", "a4", "a5", "a4", "a4"]


def cells(line: RowLine) -> list[tuple[str, bool]]:
    """What stands at each level: the plan, or once it is reviewed what happened, where the X is."""
    if line.level is None:
        return [(text, False) for text in line.texts]
    return [
        (line.told or text if level == line.level else "", level == line.level)
        for level, text in enumerate(line.texts, start=1)
    ]


def short(sheet: Sheet) -> Sheet:
    """The sheet with names that no head of a page is too small for."""
    return replace(sheet, **{name: getattr(sheet, name)[:MOST_OF_A_NAME] for name in IN_THE_HEAD})


def made(template: str, name: str, sheet: Any, colour: str, *styles: str, **more: Any) -> Page:
    context = {"sheet": sheet, "printed": timezone.localtime(), **more}
    with translation.override(sheet.language):
        title = f"{_(name)} – {last_name_first(plain(sheet.leader))} – {sheet.date}.pdf"
        ours = stylesheets("sheet.css", "following.css")
        return Page(title, render_to_string(template, context), (*ours, f":root {{ --own: {ink(colour)} }}", *styles))
