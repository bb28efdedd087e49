"""What a device sees that is not signed in: the door, the personal card, handing it on, and claiming afterwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from config.http import Request, go, page
from config.policy import policy, ticket
from programmes import cards, devices, rules
from programmes.cards import Card
from programmes.models import Admission, Participation, Person, Stage
from programmes.rules import InTurn, Seat
from programmes.rules.question import Line, Page
from programmes.services import admissions, screens

of_request = devices.admitted


def instead(request: HttpRequest, arguments: dict[str, Any]) -> HttpResponse | None:
    """To the door, for a device whose gathering is closed to it: it waits, was taken out, or the day is over.

    One that counts for nothing any more, as after a rehearsal, begins anew: with the code, or where the person who is
    signed in on it begins.
    """
    admission = devices.newest(request, arguments.get("gathering", ""))
    if admission is None and devices.is_forgotten(request):
        begin = reverse("start") if request.user.is_authenticated else f"{reverse('join')}?over=1"
        return devices.forget(go(request, begin))
    if admission is None or state_of(admission) == "in":
        return None
    return go(request, reverse("door", args=[admission.gathering.public_id]))


def came(request: HttpRequest, found: Seat | InTurn | Page | Line) -> None:
    """Notes who writes at a gathering where they are signed in."""
    seat = found if isinstance(found, Seat) else found.seat
    if request.method == "POST" and not seat.admission and not seat.participation.is_pretend:
        screens.wrote(gathering=seat.gathering, participation=seat.participation)


def state_of(admission: Admission) -> str:
    """in, early (let in before the day), waiting, out, or over."""
    gathering = admission.gathering
    stage = getattr(gathering, "stage", None)
    if stage and stage.state == Stage.State.ENDED:
        return "over"
    if admission.state != Admission.State.ADMITTED:
        return "out" if admission.state == Admission.State.WITHDRAWN else "waiting"
    return "in" if devices.open_for_devices(gathering) else "early"


def device(view: Callable[[Request, Admission], HttpResponse]) -> Callable[..., HttpResponse]:
    """Only a device that has asked to be let into the gathering of the URL, whatever came of it; else 404."""

    @wraps(view)
    def guarded(request: Request, gathering: str) -> HttpResponse:
        admission = devices.newest(request, gathering)
        if admission is None and request.htmx:  # a page that was left open until the device was forgotten
            return go(request, reverse("join"))
        if admission is None:
            raise Http404
        return view(request, admission)

    guarded.policy = "device"  # type: ignore[attr-defined]
    return guarded


@device
def door(request: Request, admission: Admission) -> HttpResponse:
    """Waits, and goes on by itself when the door opens. A poll that has seen this already is answered with nothing."""
    gathering, state = admission.gathering, state_of(admission)
    if state == "in":
        return go(request, reverse("gathering", args=[gathering.public_id]))
    if request.GET.get("seen") == state and request.htmx:
        return HttpResponse(status=204)
    guest = admission.participation
    context = {
        "gathering": gathering,
        "admission": admission,
        "state": state,
        "may_claim": bool(
            admission.is_admitted and guest and guest.role == Participation.Role.GUEST and not guest.membership_id
        ),
    }
    return page(request, "programmes/join_door.html", context, part="door")


@policy(rules.device_at, visitors=True)
@require_POST
def next_person(request: Request, seat: Seat) -> HttpResponse:
    """Hands a shared device on: what this person may here is over, and the next one says who they are."""
    admissions.leave(gathering=seat.gathering, admission=seat.admission)
    return go(request, reverse("join-who", args=[seat.gathering.stage.join_code]))


@policy(rules.seat_at)
@require_POST
def close_others(request: Request, seat: Seat) -> HttpResponse:
    """Somebody who is signed in takes out the devices that are in as them."""
    admissions.close_others(
        gathering=seat.gathering,
        participation=seat.participation,
        device=devices.device_of(request),
        by=request.user,
    )
    return go(request, reverse("gathering", args=[seat.gathering.public_id]))


@ticket(cards.holder)
def card(request: Request, card: Card) -> HttpResponse:
    """Er du Kari Moen? One press, and the card has let her in; the next time it leads to the door."""
    if not card.is_valid:
        return page(request, "programmes/join_card.html", {"card": card, "state": "gone"}, status=410)
    if card.is_rehearsed:
        return page(request, "programmes/join_card.html", {"card": card, "state": "rehearsed"}, status=409)
    mine = devices.newest(request, card.gathering.public_id)
    if mine and mine.is_admitted and mine.participation == card.participation:
        return go(request, reverse("door", args=[card.gathering.public_id]))
    if request.method != "POST":
        used = admissions.card_is_used(card.gathering, card.participation)
        return page(request, "programmes/join_card.html", {"card": card, "state": "used" if used else "fresh"})
    key = devices.known_key(request)
    device = devices.digest(key)
    who: dict[str, Any] = {"gathering": card.gathering, "participation": card.participation, "device": device}
    try:
        try:
            admissions.by_card(**who)
        except admissions.CardUsed:
            admissions.ask(**who)
    except admissions.MustSignIn:
        return page(request, "programmes/join_card.html", {"card": card, "state": "own"}, status=409)
    response = go(request, reverse("door", args=[card.gathering.public_id]))
    devices.remember(response, key, guest=devices.is_guests(device))
    return response


def claimant(person: Person, gathering: str) -> tuple[Person, str]:
    """Somebody who has signed in; what they may claim, their device says."""
    return person, gathering


@policy(claimant)
def claim(request: Request, who: tuple[Person, str]) -> HttpResponse:
    """A guest who has signed in takes along what they wrote as a guest on this device."""
    person, gathering = who
    admission = devices.newest(request, gathering)
    guest = admission.participation if admission and admission.is_admitted else None
    if admission is None or guest is None or guest.role != Participation.Role.GUEST:
        return claim_page(request, "nothing", None, 404)
    if guest.membership and guest.membership.person_id == person.pk:
        return claim_page(request, "done", admission, 200)
    reason = admissions.why_not(guest, person)
    if not reason and request.method == "POST":
        try:
            admissions.claim(participation=guest, by=person)
            return go(request, request.path)
        except admissions.CannotClaim as refusal:
            reason = refusal.reason
    status = {"": 200, "late": 410, "stranger": 403, "taken": 404}[reason]
    return claim_page(request, {"taken": "nothing"}.get(reason, reason or "open"), admission, status)


def claim_page(request: Request, state: str, admission: Admission | None, status: int) -> HttpResponse:
    context = {"state": state, "admission": admission, "section": "start"}
    return page(request, "programmes/claim.html", context, status=status)
