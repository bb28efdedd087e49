"""How a stop of the day looks on the phone and the projector, shown in frames where it is planned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from config.http import Request, page, with_headers
from config.middleware import FRAMED
from config.policy import policy
from config.text import whole
from programmes import live
from programmes.agenda import Stop, Way
from programmes.contract import every_style
from programmes.models import Exercise, Gathering, InputPage
from programmes.queries import stage as queries
from programmes.rules import Seat
from programmes.rules.preview import PHONE, PROJECTOR, Asked, screen_of
from programmes.services import preview as services
from programmes.views.stage import own


@dataclass(frozen=True)
class Look:
    """A stop beside its two screens."""

    stop: Stop
    phone: str  # addresses
    projector: str


def looks_of(exercise: Exercise, gathering: Gathering) -> list[Look]:
    """One for each phase; none where the screens would hold what people wrote."""
    if services.holds_answers(exercise):
        return []
    found = [stop for stop in Way(gathering).stops if stop.exercise and stop.exercise.pk == exercise.pk]
    return [_look(stop, gathering) for stop in found]


def looks_of_page(shown: InputPage, gathering: Gathering) -> list[Look]:
    """The one at which the page is; none where its item is left out of the day."""
    for stop in Way(gathering).stops:
        numbers = [number for number, each in enumerate(stop.pages) if each.pk == shown.pk]
        if numbers:
            return [_look(stop, gathering, numbers[0])]
    return []


def _look(stop: Stop, gathering: Gathering, number: int = 0) -> Look:
    more = f"?page={number}" if number else ""
    phone, projector = (
        reverse("preview", args=[gathering.public_id, screen, stop.number]) + more for screen in (PHONE, PROJECTOR)
    )
    return Look(stop, phone, projector)


@policy(screen_of)
def preview(request: Request, asked: Asked) -> HttpResponse:
    """One screen of a stop, in the very templates of the stage. It runs no scripts, and takes no answers."""
    number = whole(request.GET.get("page", ""), digits=3) or 0
    gathering = asked.desk.gathering
    with services.tried_out(gathering=gathering, number=asked.stop, page=number, by=request.user) as pretender:
        if pretender is None:
            raise Http404
        now = queries.now(gathering)
        now.stage.state = now.stage.State.RUNNING  # it is to look as on the day
        template, context = SCREENS[asked.screen](now, Seat(gathering, pretender))
        response = page(request, template, context | {"still": True})
        response.render()
    return with_headers(response, FRAMED)


def phone(now: queries.Now, seat: Seat) -> tuple[str, dict[str, Any]]:
    seat.gathering.stage = now.stage
    context = {
        "seat": seat,
        "now": now,
        "stage": now.stage,
        "stop": now.stop,
        "strip": live.strip(now),
        "own": own(now, seat, now.stop),
    }
    return "programmes/stage/phone.html", context


def projector(now: queries.Now, _: Seat) -> tuple[str, dict[str, Any]]:
    wall = live.wall(now)
    if now.shown:  # the projector's own address opens nothing before the day runs
        picture = reverse("input-picture", args=[now.gathering.public_id, now.shown.public_id])
        wall = replace(wall, context=wall.context | {"picture": picture})
    context = {"stage": now.stage, "gathering": now.gathering, "styles": every_style(), "wall": wall}
    return "programmes/stage/projector.html", context


SCREENS: dict[str, Callable[[queries.Now, Seat], tuple[str, dict[str, Any]]]] = {PHONE: phone, PROJECTOR: projector}
