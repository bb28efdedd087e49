"""The facilitator's list of people: who waits, who is here, who was there; and what is made from it."""

from __future__ import annotations

from io import BytesIO

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from config.cells import safe
from config.http import Request, download, go, not_understood, page, pressed, refused
from config.pdf import printer
from config.pdf.styles import stylesheets
from config.policy import policy
from programmes import cards, rules
from programmes.contract import NotPossible
from programmes.forms.room import PeopleForm
from programmes.models import Gathering, Participation
from programmes.queries import people as queries
from programmes.queries.agenda import has_ended
from programmes.rules import Desk
from programmes.services import admissions, attendance
from programmes.views.documents import pdf_of

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARKS = {"present": True, "absent": False}


@policy(rules.desk_at)
def people(request: Request, desk: Desk) -> HttpResponse:
    """Everybody who is expected, and those before the door."""
    if request.method == "POST":
        return act(request, desk.gathering)
    door = queries.door(desk.gathering)
    if request.GET.get("seen") == door.digest and request.htmx:
        return HttpResponse(status=204)
    rows = queries.lines(desk.gathering)
    context = {
        "section": "programme",
        "gathering": desk.gathering,
        "has_ended": has_ended(desk.gathering),
        "door": door,
        "lines": rows,
        "tally": queries.tally(rows),
        "unticked": " ".join(row.participation.public_id for row in rows if row.is_connected and row.mark == "unset"),
    }
    return page(request, "programmes/people.html", context, part="door-list")


def act(request: Request, gathering: Gathering) -> HttpResponse:
    """One act. A tick answers with its own row, the cockpit with nothing, and without HTMX the page comes again."""
    form = PeopleForm(pressed(request))
    if not form.is_valid():
        return not_understood(request)
    try:
        perform(form, gathering, request)
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    target = request.headers.get("HX-Target", "")
    if target == "toast":
        return HttpResponse(status=204)
    here = reverse("people", args=[gathering.public_id])
    return row(request, gathering, target) if target.startswith("person-") else go(request, here)


def perform(form: PeopleForm, gathering: Gathering, request: Request) -> None:
    name, by = form.cleaned_data["act"], request.user
    if name == form.ADMIT:
        admissions.admit(gathering=gathering, admissions=form.names, by=by)
    elif name in (form.REFUSE, form.TAKE_OUT):
        for admission in gathering.admissions.filter(public_id__in=form.names).select_related("gathering__programme"):
            admissions.withdraw(admission=admission, by=by)
    else:
        attendance.mark(
            gathering=gathering,
            participations=ticked(gathering, form.names),
            was_there=MARKS.get(form.cleaned_data["mark"]),
            by=by,
        )


def ticked(gathering: Gathering, names: list[str]) -> list[Participation]:
    """Those of these public ids who are expected here; nobody else can be ticked."""
    found = [each for each in queries.expected(gathering) if each.public_id in names]
    if not found:
        raise Http404
    return found


def row(request: Request, gathering: Gathering, target: str) -> HttpResponse:
    """The row that was changed, and the numbers above it."""
    rows = queries.lines(gathering)
    line = next((each for each in rows if f"person-{each.participation.public_id}" == target), None)
    if line is None:
        raise Http404
    context = {
        "gathering": gathering,
        "has_ended": has_ended(gathering),
        "line": line,
        "tally": queries.tally(rows),
    }
    return page(request, "programmes/people_row.html", context)


@policy(rules.desk_at)
def attendance_sheet(request: Request, desk: Desk) -> HttpResponse:
    """Who was there, for Excel."""
    # Loaded with the first sheet: no other page needs it.
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = safe(_("Oppmøte"))
    sheet.append([safe(title) for title in (_("Navn"), _("Enhet"), _("Gruppe"), _("Oppmøte"))])
    words = {"present": _("Til stede"), "absent": _("Fravær"), "unset": ""}
    for line in queries.lines(desk.gathering):
        name = f"{line.name} ({_('gjest')})" if line.is_guest else line.name
        sheet.append([safe(text) or None for text in (name, line.unit, line.group, words[line.mark])])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column, width in zip("ABCD", (32, 28, 24, 14), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    content = BytesIO()
    book.save(content)
    title = f"{_('Oppmøte')}, {desk.gathering}, {desk.gathering.date.isoformat()}.xlsx"
    return download(content.getvalue(), name=title, content_type=EXCEL)


@policy(rules.desk_at)
def entry_cards(request: Request, desk: Desk) -> HttpResponse:
    """The leaders' entry cards for the day, eight a page, to print and hand out."""
    gathering = desk.gathering
    link = request.build_absolute_uri(reverse("card", args=["x"])).removesuffix("x/")
    with translation.override(gathering.programme.language):
        context = {
            "gathering": gathering,
            "sheets": cards.sheets(gathering, link=link),
            "address": request.get_host() + reverse("join"),
            "printed": timezone.localtime(),
        }
        html = render_to_string("programmes/cards.html", context)
        name = f"{_('Adgangskort')}, {gathering}, {gathering.date.isoformat()}.pdf"
    return pdf_of(request, lambda: (name, printer.pdf(html, *stylesheets("cards.css"))))
