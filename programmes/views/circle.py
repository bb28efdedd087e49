from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from config.http import Request, go, refused
from config.policy import policy
from programmes import rules
from programmes.contract import NotPossible
from programmes.forms.group import CircleForm
from programmes.models import Group
from programmes.queries import stage as queries
from programmes.rules import Seat
from programmes.services import floors, groups


@policy(rules.seat_at, visitors=True)
@require_POST
def circle(request: Request, seat: Seat) -> HttpResponse:
    """One tap in one's group's circle. What came of it, everybody in the group sees at once."""
    form = CircleForm(request.POST)
    if not form.is_valid():
        return _no(request, seat, _("Det forsto vi ikke. Last siden på nytt, og prøv igjen."), 422)
    if seat.group is None:
        return _no(request, seat, _("Du er ikke i noen gruppe ennå. Si fra til prosesslederen."), 409)
    try:
        perform(form.cleaned_data, seat, seat.group)
    except NotPossible as problem:
        return _no(request, seat, str(problem), 409)
    return HttpResponse(status=204) if request.htmx else _back(request, seat)


def perform(data: dict[str, Any], seat: Seat, group: Group) -> None:
    now = queries.now(seat.gathering)
    if not seat.participation.is_pretend:
        now = now.for_leaders()
    if not now.stage.is_on:
        raise NotPossible(_("Samlingen er ikke i gang."))
    if data["act"] == "pass_on":
        floors.pass_on(now=now, group=group, seen=data["seen"])
    elif data["act"] == "take":
        groups.take(gathering=seat.gathering, group=group, role=data["role"], by=seat.participation)
    else:
        groups.release(gathering=seat.gathering, group=group, role=data["role"], holder=data["holder"])


def _no(request: Request, seat: Seat, text: str, status: int) -> HttpResponse:
    """Said beside the page; without scripts the page itself shows how things stand."""
    return refused(request, text, status) if request.htmx else _back(request, seat)


def _back(request: Request, seat: Seat) -> HttpResponse:
    return go(request, reverse("gathering", args=[seat.gathering.public_id]))
