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
from goals.ladder_sheet import LadderSheet
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
