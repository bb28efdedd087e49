"""Own sheets as exercises: one says that one is done."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from config.http import Request, go, page, refused
from config.policy import policy
from programmes.contract import NotPossible
from programmes.own_sheets import own_sheet_turn
from programmes.rules import Turn
from programmes.services.done import set_done


@policy(own_sheet_turn, visitors=True)
@require_POST
def own_sheet_done(request: Request, turn: Turn) -> HttpResponse:
    """One is done, or not after all."""
    done = request.POST.get("act") != "undo"
    try:
        set_done(round=turn.round, participation=turn.seat.participation, done=done)
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    if not request.htmx:
        return go(request, reverse("gathering", args=[turn.seat.gathering.public_id]))
    return page(request, "programmes/own_sheets/done.html", {"round": turn.round, "is_done": done})
