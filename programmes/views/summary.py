"""A gathering summed up: written by facilitators, read by leaders, shown when the next one begins."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation

from config.http import Request, go, not_understood, page
from config.policy import policy
from programmes import rules
from programmes.contract import NotPossible
from programmes.forms.summary import SummarySheet
from programmes.models import Summary
from programmes.queries import summaries as queries
from programmes.queries.agenda import has_ended
from programmes.queries.summaries import Published
from programmes.rules import Desk
from programmes.services import summaries as services
from programmes.services.texts import WrittenMeanwhile


@policy(rules.desk_at)
def edit(request: Request, desk: Desk) -> HttpResponse:
    """The whole summary in one form; every button sends all of it."""
    gathering, summary = desk.gathering, queries.summary_of(desk.gathering)
    if request.method == "POST":
        return written(request, desk, summary)
    asked = "fresh" in request.GET
    proposal = queries.proposal(gathering) if asked or summary is None else []
    sheet = SummarySheet.of(proposal or (summary.parts if summary else []), summary.revision if summary else 0)
    return shown(request, desk, summary, sheet, is_proposal=bool(proposal), finds_nothing=asked and not proposal)


def written(request: Request, desk: Desk, summary: Summary | None) -> HttpResponse:
    act = request.POST.get("do", "save")
    if act == "withdraw":
        if summary:
            services.withdraw(summary=summary)
        return go(request, request.path)
    sheet = SummarySheet.sent(request.POST)
    if act.partition(":")[0] in ("more", "up"):
        return shown(request, desk, summary, sheet.rearranged(act) or sheet)
    if act not in ("save", "publish"):
        return not_understood(request)
    if not sheet.is_valid():
        return shown(request, desk, summary, sheet, status=422)
    try:
        summary = services.save(gathering=desk.gathering, parts=sheet.parts, revision=sheet.revision, by=request.user)
        if act == "publish":
            services.publish(summary=summary, tell="tell" in request.POST)
    except WrittenMeanwhile as late:
        sheet.revision = late.row.revision
        return shown(request, desk, late.row, sheet, status=409, newer=late.row)
    except NotPossible as problem:
        sheet.revision = summary.revision if summary else sheet.revision
        return shown(request, desk, summary, sheet, status=422, problem=str(problem))
    return go(request, f"{request.path}?done={act}")


def shown(
    request: Request, desk: Desk, summary: Summary | None, sheet: SummarySheet, *, status: int = 200, **more: Any
) -> HttpResponse:
    gathering = desk.gathering
    context = {
        "section": "programme",
        "gathering": gathering,
        "summary": summary,
        "sheet": sheet,
        "has_ended": has_ended(gathering),
        "done": request.GET.get("done", "") if request.method == "GET" else "",
        "language": gathering.programme.language,
        **more,
    }
    return page(request, "programmes/summary/edit.html", context, status=status)


@policy(rules.summary_of)
def summary(request: Request, published: Published) -> HttpResponse:
    """What leaders read."""
    gathering = published.gathering
    context = {"section": "gathering", "gathering": gathering, "published": published}
    return page(request, "programmes/summary/read.html", context)


@policy(rules.desk_at)
def wall(request: Request, desk: Desk) -> HttpResponse:
    """For the projector: a screen for each heading. Before anything is published, the page where it is written."""
    found = queries.summary_of(desk.gathering)
    if found is None or not found.is_published:
        return go(request, reverse("summary-edit", args=[desk.gathering.public_id]))
    language = desk.gathering.programme.language
    with translation.override(language):
        context = {"gathering": desk.gathering, "published": Published(desk.gathering, found)}
        response = page(request, "programmes/summary/wall.html", context).render()
        response.headers["Content-Language"] = language
        return response
