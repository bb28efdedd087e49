"""Endringstrappen: built, tried and rated again, by its leader alone."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from config.http import Request, go, page
from config.ids import given_id, public_id
from config.policy import policy
from goals import papers
from goals.forms.ladders import LadderForm, StepForm, TryForm
from goals.models import MOST_STEPS, Ladder, LadderStep
from goals.queries import ladders as queries
from goals.queries.sharing import is_shared
from goals.rules import own as rules_own
from goals.rules.own import OwnLadder, OwnLadderStep
from goals.services import ladders as services
from programmes.contract import NotPossible
from programmes.models import Membership
from programmes.rules import own_membership
from programmes.views.documents import in_the_readers, pdf


@policy(own_membership)
def ladders(request: Request, membership: Membership) -> HttpResponse:
    """The leader's ladders; a POST begins another."""
    form = LadderForm(request.POST if request.method == "POST" else None, goals=queries.own_goals(membership))
    if form.is_bound and form.is_valid():
        name = request.POST.get("name", "")
        title = form.cleaned_data["title"]
        made = services.begin(membership=membership, title=title, goal=form.goal, name=name)
        return go(request, ladder_url(made))
    gone = given_id(request.GET.get("deleted", ""))
    context = {
        "section": "goals",
        "around": "ladders",
        "membership": membership,
        "ladders": queries.shown(queries.ladders(membership)),
        "form": form,
        "name": given_id(request.POST.get("name", "")) or public_id(),
        "deleted": membership.ladders.filter(public_id=gone, deleted_at__isnull=False).first() if gone else None,
        "deleted_today": membership.ladders.filter(deleted_at__isnull=False).order_by("-deleted_at"),
    }
    return page(request, "goals/ladders.html", context, status=422 if form.is_bound else 200)


def ladder_url(ladder: Ladder, step: LadderStep | None = None) -> str:
    url = reverse("ladder", args=[ladder.membership.public_id, ladder.public_id])
    return f"{url}#step-{step.public_id}" if step else url


def ladder_page(request: Request, own: OwnLadder, *, status: int = 200, **more: Any) -> HttpResponse:
    """The staircase, with one step open where `open` names it."""
    steps = queries.stairs(own.ladder)
    drawn = queries.drawing(steps)
    context = {
        "section": "goals",
        "around": "ladders",
        "membership": own.membership,
        "ladder": own.ladder,
        "steps": steps,
        "down": list(reversed(steps)),
        "drawing": drawn,
        "sheet": queries.sheet(own.ladder, steps),
        "asked": next((stair for stair in steps if stair.above_easier), None),
        "step_form": StepForm(),
        "name": public_id(),
        "can_add": len(steps) < MOST_STEPS,
        "is_shared": is_shared(own.membership, "ladder", own.ladder.public_id),
        **more,
    }
    return page(request, "goals/ladder.html", context, status=status)


@policy(rules_own.own_ladder)
def ladder(request: Request, own: OwnLadder) -> HttpResponse:
    """A ladder: looked at, given another step, or taken away and back."""
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act == "restore":
        services.restore(ladder=own.ladder)
        return go(request, ladder_url(own.ladder))
    if own.ladder.deleted_at:
        if act != "add":
            raise Http404
        services.restore(ladder=own.ladder)  # deleted in another tab: what is written brings it back
    if act == "delete":
        services.delete(ladder=own.ladder)
        return go(request, f"{reverse('ladders', args=[own.membership.public_id])}?deleted={own.ladder.public_id}")
    if act == "add":
        return add(request, own)
    gone = given_id(request.GET.get("deleted", ""))
    removed = own.ladder.steps.filter(public_id=gone, deleted_at__isnull=False).first() if gone else None
    return ladder_page(request, own, removed=removed)


def add(request: Request, own: OwnLadder) -> HttpResponse:
    form = StepForm(request.POST)
    name = given_id(request.POST.get("name", "")) or public_id()
    if not form.is_valid():
        return ladder_page(request, own, step_form=form, name=name, status=422)
    try:
        step = services.add_step(ladder=own.ladder, text=form.cleaned_data["text"], name=name)
    except NotPossible as problem:
        return ladder_page(request, own, step_form=form, name=name, problem=str(problem), status=409)
    return go(request, ladder_url(own.ladder, step))


@policy(rules_own.own_ladder)
def edit_ladder(request: Request, own: OwnLadder) -> HttpResponse:
    """The goal at the top."""
    if own.ladder.deleted_at:
        if request.method != "POST":
            raise Http404
        services.restore(ladder=own.ladder)  # deleted in another tab: what is written brings it back
    data = request.POST if request.method == "POST" else None
    form = LadderForm(data, goals=queries.own_goals(own.membership), ladder=own.ladder)
    if form.is_bound and form.is_valid():
        services.rename(ladder=own.ladder, title=form.cleaned_data["title"], goal=form.goal)
        return go(request, ladder_url(own.ladder))
    context = {"section": "goals", "membership": own.membership, "ladder": own.ladder, "form": form}
    return page(request, "goals/ladder_edit.html", context, status=422 if form.is_bound else 200)


@policy(rules_own.own_ladder_step)
def step(request: Request, own: OwnLadderStep) -> HttpResponse:
    """One step, open on its ladder: rated, tried, reworded, moved, or taken off and put back."""
    whole = OwnLadder(own.membership, own.step.ladder)
    act = request.POST.get("act", "")
    writes = request.method == "POST" and act in ("write", "")
    if own.step.ladder.deleted_at:
        if not writes:
            raise Http404
        services.restore(ladder=own.step.ladder)  # deleted in another tab: what is written brings it back
    if own.step.deleted_at and act not in ("restore", "delete"):
        if not writes:
            raise Http404
        try:
            services.restore_step(step=own.step)
        except NotPossible as problem:
            words = request.POST.get("edit-text") or request.POST.get("told", "")
            return ladder_page(
                request, whole, problem=str(problem), step_form=StepForm({"step-text": words}), status=409
            )
    if request.method != "POST":
        return opened(request, whole, own.step)
    if act in ("up", "down"):
        services.move_step(step=own.step, by=1 if act == "up" else -1)
    elif act == "delete":
        services.delete_step(step=own.step)
        return go(request, f"{ladder_url(own.step.ladder)}?deleted={own.step.public_id}")
    elif act == "restore":
        try:
            services.restore_step(step=own.step)
        except NotPossible as problem:
            return ladder_page(request, whole, problem=str(problem), status=409)
    elif act == "write":
        form = StepForm(request.POST, step=own.step)
        if not form.is_valid():
            return opened(request, whole, own.step, edit_form=form, status=422)
        services.write_step(step=own.step, text=form.cleaned_data["text"])
    else:
        return taken(request, own)
    return go(request, ladder_url(own.step.ladder, own.step))


def opened(request: Request, whole: OwnLadder, step: LadderStep, **more: Any) -> HttpResponse:
    context = {
        "open": step.public_id,
        "try_form": TryForm(),
        "edit_form": StepForm(step=step),
        "is_editing": "edit" in request.GET,
        "try_name": public_id(),
        **more,
    }
    context["is_editing"] = context["is_editing"] or "edit_form" in more
    return ladder_page(request, whole, **context)


def taken(request: Request, own: OwnLadderStep) -> HttpResponse:
    form = TryForm(request.POST)
    name = given_id(request.POST.get("name", "")) or public_id()
    if not form.is_valid():
        whole = OwnLadder(own.membership, own.step.ladder)
        return opened(request, whole, own.step, try_form=form, try_name=name, status=422)
    services.take_step(step=own.step, value=form.cleaned_data["value"], told=form.cleaned_data["told"], name=name)
    return go(request, ladder_url(own.step.ladder, own.step))


@policy(rules_own.own_ladder)
def ladder_pdf(request: Request, own: OwnLadder) -> HttpResponse:
    """The ladder as it stands, for its leader."""
    if own.ladder.deleted_at:
        raise Http404
    sheet = queries.sheet(own.ladder, queries.stairs(own.ladder))
    return pdf(request, papers.ladder(in_the_readers(sheet), colour=own.membership.municipality.colour))
