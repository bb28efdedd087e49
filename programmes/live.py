"""What each audience of a gathering sees, rendered once for all of it."""

from __future__ import annotations

import os
import socket

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from config import live
from config.live import Audience, Rendered, Ticket
from programmes.contract import Fragment, kind_of
from programmes.models import Elector, Gathering, Group, Participation, Round
from programmes.models.dated import on_day
from programmes.queries import stage as queries
from programmes.queries.groups import groups_of
from programmes.rules import Seat, projector_token

PARTICIPANTS, PROJECTOR, FACILITATOR = "participants", "projector", "facilitator"
PROCESS = f"{socket.gethostname()[:20]}-{os.getpid()}"


def connect() -> None:
    live.register(render, gap=gap, presence=present)


def gap(audience: Audience) -> float:
    """Seconds between two renders of counters; a step of the stage never waits. The room looks at the projector."""
    return {PARTICIPANTS: 1.0, FACILITATOR: 0.5}.get(audience.name, 0.1)


def present(room: str, viewers: frozenset[str]) -> None:
    queries.record_presence(room, PROCESS, viewers)


def token(gathering: Gathering, name: str, *, epoch: int, viewer: str = "") -> str:
    """A ticket for an audience of a gathering, in the language of the request."""
    return live.issue(Ticket(Audience(gathering.public_id, name, get_language() or "nb"), viewer, epoch))


def board_token(seat: Seat, round: Round, elector: Elector | None) -> str:
    """A ticket for the board of the group in which a leader was counted when the round opened; empty for none."""
    if elector is None or elector.group is None:
        return ""
    name = f"board:{round.public_id}:{elector.group.public_id}"
    epoch = seat.gathering.stage.epoch
    return token(seat.gathering, name, epoch=epoch, viewer=seat.participation.public_id)


def render(audience: Audience) -> Rendered | None:
    """The audience's fragment; None where its gathering, round or group is not there."""
    gathering = Gathering.objects.select_related("programme__municipality").filter(public_id=audience.room).first()
    if gathering is None:
        return None
    now = queries.now(gathering)
    if audience.name.startswith("board:"):
        fragment = board(gathering, audience.name)
    else:
        fragment = {PARTICIPANTS: strip, PROJECTOR: wall, FACILITATOR: deck}[audience.name](now)
    if fragment is None:
        return None
    return Rendered(
        render_to_string(fragment.template, fragment.context).encode(),
        now.stage.epoch,
        frozenset(withdrawn(gathering)),
    )


def withdrawn(gathering: Gathering) -> list[str]:
    """Participations that no longer open this gathering."""
    return list(
        Participation.objects.filter(programme=gathering.programme)
        .exclude(on_day(), on_day(prefix="membership__"), membership__person__is_active=True)
        .values_list("public_id", flat=True)
    )


def board(gathering: Gathering, name: str) -> Fragment | None:
    _board, round_id, group_id = name.split(":")
    round = (
        Round.objects.select_related("exercise__item__gathering__programme")
        .filter(public_id=round_id, exercise__item__gathering=gathering)
        .first()
    )
    group = Group.objects.filter(public_id=group_id, group_set__programme=gathering.programme).first()
    if round is None or group is None:
        return None
    return kind_of(round.exercise).board(round, group)


def strip(now: queries.Now) -> Fragment:
    """Every phone's strip: what is on, and the clock."""
    return Fragment("programmes/stage/strip.html", {"now": now, "stage": now.stage, "stop": now.stop})


def wall(now: queries.Now) -> Fragment:
    """The projector. Nothing that is personal or not revealed reaches it."""
    result = now.result if now.stage.screen == now.stage.Screen.RESULT else None
    return Fragment(
        "programmes/stage/wall.html",
        {
            "now": now,
            "stage": now.stage,
            "stop": now.stop,
            "room": queries.room(now.gathering),
            "progress": queries.progress(now),
            "result": result,
        },
    )


def deck(now: queries.Now) -> Fragment:
    """The cockpit."""
    return Fragment(
        "programmes/stage/deck.html",
        {
            "now": now,
            "stage": now.stage,
            "stop": now.stop,
            "gathering": now.gathering,
            "projector": reverse("projector", args=[projector_token(now.stage)]) if now.stage.is_running else "",
            "plan": queries.plan(now),
            "room": queries.room(now.gathering),
            "progress": queries.progress(now),
            "groups": groups_of(now.gathering),
        },
    )
