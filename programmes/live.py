"""What each audience of a gathering sees, rendered once for all of it."""

from __future__ import annotations

import os
import socket
from datetime import date

from django.db.models import Value
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from config import live
from config.live import Audience, Rendered, Ticket
from config.prepared import Prepared
from programmes.agenda import kept_way
from programmes.contract import Fragment, kind_of
from programmes.models import (
    Admission,
    Elector,
    Gathering,
    Group,
    GroupRole,
    InputPage,
    Participation,
    Round,
    Stage,
)
from programmes.queries import answered, dayplan, groups, people, rehearsal, summaries
from programmes.queries import room as rooms
from programmes.queries import stage as queries
from programmes.queries.groups import groups_of, outside
from programmes.rules import Seat, projector_token, valid_on
from programmes.services import screens

PARTICIPANTS, PRETENDERS, PROJECTOR, FACILITATOR = "participants", "pretenders", "projector", "facilitator"
PROCESS = f"{socket.gethostname()[:20]}-{os.getpid()}"


def connect() -> None:
    live.register(render, gap=gap, presence=present)


def gap(audience: Audience) -> float:
    """Seconds between two renders of counters; a step of the stage never waits. The room looks at the projector."""
    return {PARTICIPANTS: 1.0, PRETENDERS: 1.0, FACILITATOR: 1.0}.get(audience.name, 0.1)


def present(room: str, viewers: frozenset[str], asking: frozenset[str]) -> None:
    screens.connected(room=room, process=PROCESS, viewers=viewers)
    screens.follow(room=room, viewers=asking)


def token(gathering: Gathering, name: str, *, epoch: int, viewer: str = "") -> str:
    """A ticket for an audience of a gathering, in the language of the request."""
    return live.issue(Ticket(Audience(gathering.public_id, name, get_language() or "nb"), viewer, epoch))


def audience_of(seat: Seat) -> str:
    return PRETENDERS if seat.participation.is_pretend else PARTICIPANTS


def board_token(seat: Seat, round: Round, elector: Elector | None) -> str:
    """A ticket for the board of the group in which a leader was counted when the round opened; empty for none."""
    if elector is None or elector.group is None:
        return ""
    name = f"board:{round.public_id}:{elector.group.public_id}"
    epoch = seat.gathering.stage.epoch
    return token(seat.gathering, name, epoch=epoch, viewer=seat.viewer)


def circle_token(seat: Seat) -> str:
    """A ticket for the circle of the group that one sits in, or of those who sit in none, until one is moved."""
    name = f"circle:{seat.group.public_id if seat.group else ''}"
    return token(seat.gathering, name, epoch=seat.gathering.stage.epoch, viewer=seat.viewer)


def circle_frame(now: queries.Now, seat: Seat) -> Fragment | None:
    """The group's circle on the phone, where the phase has roles or turns, and for who has no group in one of groups.

    Who is seated meanwhile loses the circle of those who sit in none, and the page comes anew.
    """
    seatless = groups.in_groups(now) and seat.group is None
    if not (seatless or groups.has_roles(now) or groups.in_turn(now)):
        return None
    context = {
        "seat": seat,
        "roles": GroupRole.Role.values,
        "circle": circle(now, seat.group),
        "circle_token": circle_token(seat),
    }
    return Fragment("programmes/stage/circle_frame.html", context)


def render(audience: Audience) -> Rendered | None:
    """The audience's fragment; None where its gathering, round or group is not there."""
    now = queries.now_in(audience.room, read=kept_way)
    if now is None:
        return None
    gathering = now.gathering
    if audience.name == PARTICIPANTS:
        now = now.for_leaders()
    # Screens are nobody: their tickets end with the epoch alone.
    closed_to, only = [] if audience.name == PROJECTOR else withdrawn(gathering), None
    if audience.name.startswith("board:"):
        fragment, only = board(gathering, audience.name), members(audience.name)
    elif audience.name.startswith("circle:"):
        group = group_named(gathering, audience.name)
        fragment = circle(now, group)
        closed_to += outside(gathering, group)
    else:
        fragment = {PARTICIPANTS: strip, PRETENDERS: strip, PROJECTOR: wall, FACILITATOR: deck}[audience.name](now)
    if fragment is None:
        return None
    if audience.name == FACILITATOR:
        only = frozenset(who for (who,) in RUNNING.rows(programme=gathering.programme_id, day=timezone.localdate()))
    return Rendered(
        render_to_string(fragment.template, fragment.context).encode(),
        now.stage.epoch,
        frozenset(closed_to),
        only,
    )


RUNNING = Prepared(
    lambda programme, day: Participation.objects.filter(
        valid_on(day), programme=programme, role=Participation.Role.FACILITATOR
    ).values_list("public_id"),
    programme=int,
    day=date,
)
SHUT_OUT = Prepared(
    lambda programme, day, gathering: (
        Participation.objects.filter(programme=programme)
        .exclude(valid_on(day))
        .order_by()
        .values_list("public_id", Value(""))
        .union(
            Admission.objects.filter(gathering=gathering, state=Admission.State.WITHDRAWN, participation__isnull=False)
            .order_by()
            .values_list("participation__public_id", "public_id")
        )
    ),
    programme=int,
    day=date,
    gathering=int,
)


def withdrawn(gathering: Gathering) -> list[str]:
    """Viewers to whom this gathering is closed: participations that have ended, devices that were taken out."""
    found = SHUT_OUT.rows(programme=gathering.programme_id, day=timezone.localdate(), gathering=gathering.pk)
    return [f"{who}.{device}" if device else who for who, device in found]


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


def members(name: str) -> frozenset[str]:
    """Those whose board it is: who is moved to another group in the middle of a round leaves it."""
    _board, round, group = name.split(":")
    found = Elector.objects.filter(round__public_id=round, group__public_id=group)
    return frozenset(found.values_list("participation__public_id", flat=True))


def group_named(gathering: Gathering, name: str) -> Group | None:
    """The group of a circle; None for those who sit in none."""
    return Group.objects.filter(public_id=name.partition(":")[2], group_set__programme=gathering.programme).first()


def circle(now: queries.Now, group: Group | None) -> Fragment:
    """A group's roles and turns. Its members' names, and nothing that they have written."""
    # Where there is something to do in the phase, that comes first, and the roles wait behind one line.
    folded = bool(now.task and now.task.kind.writes_in(now.task.phase))
    context = {"stage": now.stage, "circle": groups.circle(now, group) if group else None, "folded": folded}
    return Fragment("programmes/stage/circle.html", context)


def strip(now: queries.Now) -> Fragment:
    """Every phone's strip: what is on, and the clock."""
    return Fragment("programmes/stage/strip.html", {"now": now, "stage": now.stage, "stop": now.stop})


def wall(now: queries.Now) -> Fragment:
    """The projector. Nothing that is personal or not revealed reaches it."""
    task = now.task
    result = task.result if task and now.stage.screen == now.stage.Screen.RESULT else None
    recap = (
        summaries.recap(now.gathering, now.stage.recap_page) if now.stage.screen == now.stage.Screen.SUMMARY else None
    )
    return Fragment(
        "programmes/stage/wall.html",
        {
            "now": now,
            "task": task,
            "stage": now.stage,
            "stop": now.stop,
            "room": rooms.room(now.gathering) if now.stage.screen == now.stage.Screen.JOIN else None,
            "progress": task.progress if task and task.kind.counts_on_wall else None,
            "result": result,
            "recap": recap,
            "picture": picture_of(now.stage, now.shown) if now.shown else "",
        },
    )


def picture_of(stage: Stage, page: InputPage) -> str:
    """The address of a page's picture, to whoever has the projector's link."""
    return reverse("projector-picture", args=[projector_token(stage), page.public_id])


def begins(now: queries.Now) -> bool:
    """Whether the day is about to begin, or has just begun."""
    state = now.stage.state
    return state == now.stage.State.PLANNED or bool(now.stage.is_on and now.stop and not now.stop.number)


def deck(now: queries.Now) -> Fragment:
    """The cockpit."""
    shows_earlier = now.stage.is_on or begins(now)
    earlier = summaries.last_before(now.gathering) if shows_earlier else None
    seated = groups_of(now.gathering)
    return Fragment(
        "programmes/stage/deck.html",
        {
            "now": now,
            "task": now.task,
            "stage": now.stage,
            "stop": now.stop,
            "gathering": now.gathering,
            "projector": reverse("projector", args=[projector_token(now.stage)]) if now.stage.is_on else "",
            "plan": dayplan.plan(now),
            "last_evaluation": None if now.stage.is_on else answered.last_evaluation(now.gathering),
            "replanned": dayplan.last_replan(now.gathering),
            "earlier": earlier if begins(now) else None,
            "recap": summaries.recap_of(earlier, now.stage.recap_page) if now.stage.is_on else None,
            "phones": rehearsal.phones(now.stage),
            "room": rooms.room(now.gathering),
            "days_left": (now.gathering.date - timezone.localdate()).days,
            "groups": seated,
            "lacks_groups": not seated and now.has_group_work and now.stage.state != now.stage.State.ENDED,
            "door": people.door(now.gathering),
        },
    )
