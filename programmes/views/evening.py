"""The page that a leader takes home from a gathering: their own, and nobody else's."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from config.http import Request, go, page
from config.pdf.engine import clean
from config.policy import policy
from config.text import whole
from programmes import documents, rules
from programmes.forms.summary import StepForm
from programmes.models import NextStep
from programmes.queries import summaries as queries
from programmes.rules import Seat
from programmes.services import summaries as services
from programmes.services.texts import WrittenMeanwhile
from programmes.views.documents import pdf


@policy(rules.seat_at)
def evening(request: Request, seat: Seat) -> HttpResponse:
    """My lines, our values, and my next step, which is kept as it is written."""
    if request.method == "POST":
        return kept(request, seat)
    return shown(request, seat, queries.next_step(seat.gathering, seat.participation))


def kept(request: Request, seat: Seat) -> HttpResponse:
    form = StepForm(request.POST)
    typed = NextStep(text=request.POST.get("text", ""), revision=_seen(request))
    if not form.is_valid():
        return shown(request, seat, typed, status=422, error=form.problem)
    text = form.cleaned_data["text"]
    try:
        step = services.save_step(
            gathering=seat.gathering, participation=seat.participation, text=text, revision=form.seen
        )
    except WrittenMeanwhile as late:
        return shown(request, seat, typed, status=409, newer=late.row.text, newest=late.row.revision)
    if not request.htmx:
        return go(request, request.path)
    return shown(request, seat, step, at=timezone.now())


def _seen(request: Request) -> int:
    return whole(request.POST.get("revision", "")) or 0


def shown(request: Request, seat: Seat, step: NextStep, *, status: int = 200, **more: Any) -> HttpResponse:
    """The whole page; where HTMX sends the text, only the line under its field."""
    context = {
        "section": "gathering",
        "gathering": seat.gathering,
        "seat": seat,
        "step": step,
        "field": {"key": "step", "revision": step.revision, **more},
        "url": reverse("evening", args=[seat.gathering.public_id]),
        "page_url": reverse("evening", args=[seat.gathering.public_id]),
        "leader": seat.participation.membership,
        **more,
    }
    if request.htmx:
        return page(request, "programmes/evening/kept.html", context, status=status)
    context["evening"] = queries.evening(seat.gathering, seat.participation)
    return page(request, "programmes/evening/page.html", context, status=status)


@policy(rules.seat_at)
def evening_pdf(request: Request, seat: Seat) -> HttpResponse:
    """The same on paper."""
    gathering, leader = seat.gathering, seat.participation.name
    context = {
        "gathering": gathering,
        "leader": leader,
        "evening": queries.evening(gathering, seat.participation),
        "printed": timezone.localtime(),
    }
    html = clean(render_to_string("programmes/evening/print.html", context))
    name = documents.file_name(_("Med meg hjem"), leader, gathering.date.isoformat())
    styles = documents.styles(gathering.programme.municipality.colour, "evening.css")
    return pdf(request, documents.Page(name, html, styles))
