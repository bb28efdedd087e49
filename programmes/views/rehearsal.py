"""A day tried out: begun from the cockpit, with pretend phones that open in a browser or answer by themselves."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from config.http import Request, go, page, refused
from config.policy import policy, ticket
from programmes import devices, pretend, rules
from programmes.contract import NotPossible
from programmes.models import Participation
from programmes.rules import Desk
from programmes.services import rehearsal as services


@policy(rules.desk_at)
@require_POST
def begin(request: Request, desk: Desk) -> HttpResponse:
    try:
        services.begin(gathering=desk.gathering, by=request.user)
    except NotPossible as why:
        return refused(request, str(why), 409)
    return go(request, reverse("cockpit", args=[desk.gathering.public_id]))


@policy(rules.desk_at)
@require_POST
def answer(request: Request, desk: Desk) -> HttpResponse:
    """The pretend phones do their part; the cockpit shows how it goes."""
    try:
        pretend.answer(gathering=desk.gathering)
    except NotPossible as why:
        return refused(request, str(why), 409)
    if request.htmx:
        return HttpResponse(status=204)
    return go(request, reverse("cockpit", args=[desk.gathering.public_id]))


@ticket(rules.pretend_phone)
def phone(request: Request, pretender: Participation) -> HttpResponse:
    """Opened from the cockpit: one press makes this browser the pretend phone."""
    assert pretender.gathering is not None
    if request.method != "POST":
        return page(request, "programmes/rehearsal_phone.html", {"pretender": pretender})
    response = go(request, reverse("gathering", args=[pretender.gathering.public_id]))
    devices.remember(response, services.take_phone(pretender=pretender), guest=False)
    return response
