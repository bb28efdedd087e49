"""People come into a programme from a sheet: handed over, looked at row by row, and then taken in whole."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from config.http import Request, download, go, page
from config.policy import policy
from programmes import roster, rules
from programmes.contract import NotPossible
from programmes.forms.roster import MOST_MENDED, SheetForm, mended
from programmes.models import Programme
from programmes.queries import roster as queries
from programmes.queries.roster import Preview
from programmes.services import roster as services

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@policy(rules.programme_run_by)
def bring_in(request: Request, programme: Programme) -> HttpResponse:
    """Nothing is kept between the steps: the page carries the list, so that what was looked at is what comes in."""
    if request.method != "POST":
        return ask(request, programme, SheetForm())
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return ask(request, programme, form, status=422)
    data, name = form.content()
    if not name:
        data = mended(data.decode(), request.POST).encode()
    found = roster.read(data, name, known=queries.managers_of(programme.municipality))
    if found.problems:
        form.add_error("file" if name else "text", found.problems[0])
        return ask(request, programme, form, status=422)
    preview = queries.look(programme, found)
    if request.POST.get("act") != "bring":
        return show(request, programme, preview)
    try:
        counts = services.bring_in(
            programme=programme, roster=found, seen=request.POST.get("seen", ""), by=request.user
        )
    except NotPossible as problem:
        return show(request, programme, queries.look(programme, found), problem=str(problem), status=409)
    told = urlencode({fate: counts[fate] for fate in ("new", "changed", "known")})
    return go(request, f"{reverse('programme-people', args=[programme.public_id])}?{told}")


def ask(request: Request, programme: Programme, form: SheetForm, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"section": "programme", "programme": programme, "form": form, **more}
    return page(request, "programmes/people_in.html", context, status=status)


def show(
    request: Request, programme: Programme, preview: Preview, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "section": "programme",
        "programme": programme,
        "preview": preview,
        "counts": preview.counts,
        "text": roster.text_of(line.row for line in preview.lines),
        "may_mend": len(preview.refused) <= MOST_MENDED,
        "problem": problem,
    }
    return page(request, "programmes/people_in_preview.html", context, status=status)


@policy(rules.programme_run_by)
def excel_template(request: Request, programme: Programme) -> HttpResponse:
    """An empty sheet with the columns that are read."""
    # Loaded with the first sheet: no other page needs it.
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = _("Ledere")
    sheet.append(roster.heads())
    for cell, letter, width in zip(sheet[1], "ABCDEF", (30, 34, 28, 22, 30, 34), strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    content = BytesIO()
    book.save(content)
    return download(content.getvalue(), name=f"{_('Ledere')}, {programme.name}.xlsx", content_type=EXCEL)


@policy(rules.programme_run_by)
def csv_template(request: Request, programme: Programme) -> HttpResponse:
    """The same as CSV, in the form that Excel opens with its letters right."""
    content = StringIO()
    csv.writer(content, delimiter=";").writerow(roster.heads())
    name = f"{_('Ledere')}, {programme.name}.csv"
    return download(content.getvalue().encode("utf-8-sig"), name=name, content_type="text/csv; charset=utf-8")
