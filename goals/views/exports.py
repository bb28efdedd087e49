"""HR's pages for everything that was handed in to a programme, as one file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from config.http import Request, download_file, go, page
from config.policy import policy
from goals import exports, rules
from goals.models import Export
from programmes.contract import NotPossible
from programmes.models import Programme
from programmes.rules import programme_of_hr

TYPES = {Export.Form.ZIP: "application/zip", Export.Form.PDF: "application/pdf"}


@policy(programme_of_hr)
def export(request: Request, programme: Programme) -> HttpResponse:
    """What fetching everything means, and the act."""
    problem = ""
    if request.method == "POST":
        form = request.POST.get("form", "")
        try:
            if form not in Export.Form.values:
                raise NotPossible(_("Velg om du vil ha en ZIP eller én PDF."))
            asked = exports.ask(programme=programme, form=form, by=request.user)
            return go(request, reverse("goal-cards-export-progress", args=[programme.public_id, asked.public_id]))
        except NotPossible as refusal:
            problem = str(refusal)
    context: dict[str, Any] = {
        "section": "handed-in",
        "programme": programme,
        "count": len(exports.to_print(programme)),
        "forms": Export.Form.choices,
        "latest": exports.latest(programme=programme, person=request.user),
        "problem": problem,
    }
    return page(request, "goals/export.html", context, status=422 if problem else 200)


@policy(rules.export_of_hr)
def progress(request: Request, export: Export) -> HttpResponse:
    """How far the file is, and the file itself when it is ready."""
    if request.method == "POST":
        exports.cancel(export=export)
        return go(request, reverse("goal-cards-export-progress", args=[export.programme.public_id, export.public_id]))
    context = {
        "section": "handed-in",
        "programme": export.programme,
        "export": export,
        "status": exports.status_of(export),
        "ends_at": exports.ends_at(export),
        "left_out": exports.left_out(export) if export.failed else [],
    }
    return page(request, "goals/export_progress.html", context, part="export-progress")


@policy(rules.export_of_hr)
def file(request: Request, export: Export) -> HttpResponseBase:
    """The file, for its asker, for as long as it is there."""
    content = exports.opened(export)
    if content is None:
        raise Http404
    return download_file(content, name=exports.name_of(export), content_type=TYPES[Export.Form(export.form)])
