"""A gathering is put into people's calendars, and called off."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from config.http import Request, go, not_understood, page, refused
from config.policy import policy
from programmes import rules
from programmes.contract import NotPossible
from programmes.rules import Desk
from programmes.services import day_invitations as services

ACTS = ("invite", "off", "hold")


@policy(rules.desk_at)
def day_invitations(request: Request, desk: Desk) -> HttpResponse:
    """Who has the day in their calendar, as counts; what is sent waits a minute."""
    gathering = desk.gathering
    if request.method == "POST":
        return act(request, desk)
    done = request.GET.get("did", "")
    context = {
        "section": "programme",
        "gathering": gathering,
        "reach": services.reach_of(gathering),
        "is_past": services.is_held(gathering),
        "did": done if done in ACTS else "",
    }
    return page(request, "programmes/day_invitations.html", context)


def act(request: Request, desk: Desk) -> HttpResponse:
    gathering, wanted = desk.gathering, request.POST.get("act", "")
    try:
        if wanted == "invite":
            services.invite(gathering=gathering, by=request.user)
        elif wanted == "off":
            services.call_off(gathering=gathering, by=request.user)
        elif wanted == "hold":
            services.hold(gathering=gathering, by=request.user)
        else:
            return not_understood(request)
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    return go(request, f"{reverse('day-invitations', args=[gathering.public_id])}?did={wanted}")
