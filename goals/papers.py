"""What a leader follows their goals up with, on paper: the ladder, and the table of attainment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.colour import ink
from config.http import Request, download, refused
from config.pdf import printer
from config.pdf.styles import stylesheets
from goals import queries_attainment
from goals.attainment_sheet import AttainmentSheet
from goals.ladder_sheet import LadderSheet
from goals.models import Row
from goals.printing import MOST_OF_A_NAME, Page, plain
from goals.staircase import lay_out
from programmes.models.people import last_name_first

IN_THE_HEAD = ("leader", "municipality", "unit")
Sheet = TypeVar("Sheet", bound=Any)


def ladder(sheet: LadderSheet, *, colour: str) -> Page:
    """The staircase with before and now, and its steps in a table, in the sheet's own language."""
    drawn = lay_out([(step.before, step.now) for step in sheet.steps])
    numbered = list(enumerate(sheet.steps, start=1))
    return made(
        "goals/print_ladder.html", gettext_noop("Endringstrapp"), short(sheet), colour, drawing=drawn, steps=numbered
    )


def attainment(sheet: AttainmentSheet, *, colour: str) -> Page:
    """The table as it was planned and, where it is reviewed, as it became; T only where its leader has added it."""
    with translation.override(sheet.language):
        head = queries_attainment.heads(sheet.numbering)
        tables = [(gettext_noop("Planen"), queries_attainment.told_apart(sheet))] if sheet.goals else []
        tables += [(gettext_noop("Hvordan gikk det?"), sheet)] if sheet.reviewed else []
        more = {"heads": head, "tables": [(_(name), rows(each)) for name, each in tables]}
        return made("goals/print_attainment.html", gettext_noop("Måloppnåelse"), short(sheet), colour, **more)


def rows(sheet: AttainmentSheet) -> list[tuple[int, str, list[tuple[str, bool]], bool]]:
    """Each row of the table: the goal's number, what the row is, its cells with whether the X is there, and if first."""
    found = []
    for number, goal in enumerate(sheet.goals, start=1):
        for row, line in ((Row.ACHIEVEMENT, goal.achievement), (Row.EFFORT, goal.effort)):
            cells = []
            for level, text in enumerate(line.texts, start=1):
                reached = line.level == level
                cells.append((line.told or text if reached else "" if line.level else text, reached))
            found.append((number, str(row.label), cells, row == Row.ACHIEVEMENT))
    return found


def short(sheet: Sheet) -> Sheet:
    """The sheet with names that no head of a page is too small for."""
    return replace(sheet, **{name: getattr(sheet, name)[:MOST_OF_A_NAME] for name in IN_THE_HEAD})


def made(template: str, name: str, sheet: Any, colour: str, **more: Any) -> Page:
    context = {"sheet": sheet, "printed": timezone.localtime(), **more}
    with translation.override(sheet.language):
        title = f"{_(name)} – {last_name_first(plain(sheet.leader))} – {sheet.date}.pdf"
        sheets = (*stylesheets("tokens.css", "print.css", "print-following.css"), f":root {{ --own: {ink(colour)} }}")
        return Page(title, render_to_string(template, context), sheets)


def answer(request: Request, printed: Page) -> HttpResponse:
    """The file, made by the printing process; or what to do when it can't be made now."""
    try:
        content = printed.pdf()
    except printer.PrintFailed:
        text = _("Vi fikk ikke laget PDF-en nå. Prøv igjen om litt, eller skriv ut siden fra nettleseren.")
        return refused(request, text, 503)
    return download(content, name=printed.name, content_type="application/pdf")
