"""What a manager and a leader say about a sheet that is shared."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from config.http import Request, go, page, refused
from config.policy import policy
from goals import rules
from goals.forms.sharing import CommentForm
from goals.queries.threads import Line, Thread
from goals.rules import Late
from goals.services import comments
from goals.views.received import report_page
from goals.views.sharing import edition_page
from programmes.contract import NotPossible
from programmes.models import Share
from programmes.sheets import kind_of


def thread_page(request: Request, thread: Thread, *, status: int = 200, **more: Any) -> HttpResponse:
    show = edition_page if thread.is_leader else report_page
    return show(request, thread.share, status=status, **more)


def thread_url(thread: Thread, *, deleted: str = "") -> str:
    name = "edition" if thread.is_leader else "report"
    asked = f"?deleted={deleted}" if deleted else ""
    return reverse(name, args=[thread.share.public_id]) + asked + "#comments"


def late(request: Request, newer: Share | None) -> HttpResponse:
    """The words stay with their writer: beside the newer edition, or on a page that says it is over."""
    if request.method != "POST":
        if newer:
            return go(request, reverse("report", args=[newer.public_id]))
        raise Http404
    if newer:
        problem = _("Det er delt en ny utgave mens du skrev. Les den, og send kommentaren hvis den fortsatt passer.")
        return report_page(request, newer, form=CommentForm(request.POST), problem=problem, status=409)
    written = {"section": "reports", "text": request.POST.get("text", "")}
    return page(request, "goals/share_over.html", written, status=404)


@policy(rules.thread_or_late)
def new_comment(request: Request, thread: Thread | Late) -> HttpResponse:
    """The manager comments; the leader answers."""
    if isinstance(thread, Late):
        return late(request, thread.newer)
    if request.method != "POST":
        return go(request, thread_url(thread))
    form = CommentForm(request.POST)
    if not form.is_valid():
        return thread_page(request, thread, form=form, status=422)
    try:
        comments.write(thread=thread, text=form.cleaned_data["text"])
    except NotPossible as problem:
        return thread_page(request, thread, form=form, problem=str(problem), status=409)
    return go(request, thread_url(thread))


@policy(rules.own_line)
def edit_comment(request: Request, line: Line | Late) -> HttpResponse:
    """One's own words, for 24 hours."""
    if isinstance(line, Late):
        return late(request, line.newer)
    if request.method != "POST" and (line.comment.deleted_at or not line.can_change):
        return go(request, thread_url(line.thread))
    form = CommentForm(request.POST if request.method == "POST" else None, text=line.comment.text)
    problem, status = "", 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            comments.edit(line=line, text=form.cleaned_data["text"])
            return go(request, thread_url(line.thread))
        except NotPossible as refusal:
            problem, status = str(refusal), 409
    context = {
        "section": kind_of(line.thread.share.edition).section if line.thread.is_leader else "reports",
        "line": line,
        "form": form,
        "problem": problem,
        "back": thread_url(line.thread),
    }
    return page(request, "goals/share_comment.html", context, status=status)


@policy(rules.own_line)
def delete_comment(request: Request, line: Line | Late) -> HttpResponse:
    """One's own words, taken away for 24 hours, and back the same day."""
    if isinstance(line, Late):
        raise Http404
    if request.method != "POST":
        return go(request, thread_url(line.thread))
    back = request.POST.get("act") == "restore"
    try:
        (comments.restore if back else comments.remove)(line=line)
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    return go(request, thread_url(line.thread, deleted="" if back else line.comment.public_id))
