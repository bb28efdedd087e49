"""What a leader does with the areas and actions of the målkort outside their form."""

from __future__ import annotations

from django.http import HttpResponse

from config.http import Request, go, page
from config.policy import policy
from efficacy.forms.beliefs import RatingForm
from efficacy.queries.beliefs import curves
from goals import rules
from goals.models import Action
from goals.rules import Own, OwnGoal
from goals.services import cards
from goals.typed import as_typed
from goals.views.cards import card_page, card_url
from goals.writing import PutAway, Writing, closed
from programmes.contract import NotPossible


@policy(rules.own_area)
def delete_area(request: Request, own: Own) -> HttpResponse:
    """What the form holds goes with the area, so that it comes back with it."""
    if request.method == "POST":
        writing = Writing(request, own.membership, own.area, own.area.public_id)
        sent = as_typed(request.POST) if "goals" in request.POST and not own.area.deleted_at else None
        if sent and not writing.is_unsettled:
            writing.save(sent)
        cards.delete_area(area=own.area)
        away = PutAway(writing, sent) if sent and not writing.written else None
        return closed(request, own.membership, deleted=own.area, away=away)
    return go(request, card_url(own.membership))


@policy(rules.own_area)
def restore_area(request: Request, own: Own) -> HttpResponse:
    if request.method == "POST":
        try:
            cards.restore_area(area=own.area)
        except NotPossible as problem:
            return card_page(request, own.membership, problem=str(problem), status=409)
    return closed(request, own.membership, f"area-{own.area.public_id}", focus=f"edit-{own.area.public_id}")


@policy(rules.own_area)
def move_area(request: Request, own: Own) -> HttpResponse:
    """One place up or down on the card."""
    to = request.POST.get("to", "")
    if request.method == "POST" and to in ("up", "down"):
        cards.move_area(area=own.area, by=-1 if to == "up" else 1)
    name = own.area.public_id
    return closed(request, own.membership, f"area-{name}", focus=f"{to}-{name}" if to in ("up", "down") else "")


@policy(rules.own_action)
def status(request: Request, action: Action) -> HttpResponse:
    """How far an action has come, in one tap on the card."""
    membership = action.goal.area.card.membership
    wanted = request.POST.get("status", "")
    if request.method == "POST" and wanted in Action.Status.values:
        cards.set_status(action=action, status=wanted)
        action.status = wanted
    part = f"status-{action.public_id}"
    if request.headers.get("HX-Target") == part:
        return page(request, "goals/status.html", {"each": action, "membership": membership, "focus": part})
    return go(request, f"{card_url(membership)}#{part}")


@policy(rules.own_goal)
def belief(request: Request, own: OwnGoal) -> HttpResponse:
    """How sure the leader is of a goal, now and before."""
    form = RatingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cards.believe(goal=own.goal, membership=own.membership, value=form.cleaned_data["value"])
        return go(request, f"{card_url(own.membership)}#goal-{own.goal.public_id}")
    context = {
        "section": "goals",
        "membership": own.membership,
        "goal": own.goal,
        "form": form,
        "curve": curves([own.goal.belief]).get(own.goal.belief_id or 0),
    }
    return page(request, "goals/belief.html", context, status=422 if form.is_bound else 200)
