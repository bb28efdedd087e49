"""The stage's pages: the leader's phone, the facilitator's cockpit, the projector."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

import segno
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from config.http import Request, go, not_understood, page, pressed, refused
from config.policy import policy, ticket
from config.together import together
from programmes import acts, live, rules
from programmes.acts import Act
from programmes.agenda import Stop, kept_way
from programmes.contract import Fragment, NotPossible, Step, every_style
from programmes.devices import device_of
from programmes.models import Gathering, Phase, Stage
from programmes.queries import dayplan, summaries
from programmes.queries import room as rooms
from programmes.queries import stage as queries
from programmes.queries.people import elsewhere
from programmes.queries.task import Task
from programmes.rules import Cockpit, Desk, Seat
from programmes.services import rehearsal
from programmes.services import stage as services

TOLD, TOLD_FOR = "varde_told", 365 * 24 * 3600  # that this browser has been told what is stored


@together
@policy(rules.seat_at, visitors=True)
def gathering(request: Request, seat: Seat) -> HttpResponse:
    """The leader's phone: exactly one thing to do, which follows the stage by itself."""
    # After a step all phones ask for their part at once; a page that is opened reads the day anew.
    now = queries.now(seat.gathering, read=kept_way) if request.htmx else queries.now(seat.gathering)
    if not seat.participation.is_pretend:
        now = now.for_leaders()
    seat.gathering.stage = now.stage
    loaded = request.GET.get("has", "").split() if request.htmx else list(now.kinds)
    at = earlier(now, request.GET.get("step", ""))
    context = {
        "section": "gathering",
        "seat": seat,
        "now": now,
        "stage": now.stage,
        "stop": now.stop,
        "strip": live.strip(now),
        "own": own(now, seat, at or now.stop),
        "back": at,
        "recap": recap(now, seat),
        "elsewhere": elsewhere(seat.gathering, seat.participation, device_of(request)),
        "has": "+".join(loaded),
        "is_first": not request.htmx and TOLD not in request.COOKIES,
        "comes_late": not request.htmx and comes_late(now, seat),
        "token": live.token(seat.gathering, live.audience_of(seat), epoch=now.stage.epoch, viewer=seat.viewer),
    }
    response = page(request, "programmes/stage/phone.html", context, part="own")
    if context["is_first"]:
        response.set_cookie(TOLD, "1", max_age=TOLD_FOR, secure=settings.HTTPS, httponly=True, samesite="Lax")
    if now.stop and now.stop.exercise and now.stop.exercise.kind not in loaded:
        response.headers["HX-Refresh"] = "true"  # an exercise that was added after this page came
    return response


def recap(now: queries.Now, seat: Seat) -> summaries.Published | None:
    """The summary that is on the projector, to read on one's own phone; not for a device that was only let in."""
    wanted = now.shows_recap and not now.stage.is_at_the_door and not seat.admission
    return summaries.last_before(seat.gathering) if wanted else None


def earlier(now: queries.Now, wanted: str) -> Stop | None:
    """The phase behind to which somebody goes back, where it is still open."""
    return next((stop for stop in now.open_earlier if str(stop.number) == wanted), None)


def comes_late(now: queries.Now, seat: Seat) -> bool:
    """Whether somebody arrives in the middle of what the others do."""
    if not now.stage.is_on or now.stage.is_at_the_door or now.stop is None or not (now.stop.number or now.gone):
        return False
    return seat.participation.public_id not in rooms.connected(seat.gathering)


def own(now: queries.Now, seat: Seat, at: Stop | None) -> Fragment:
    """What this leader has to do at a step."""
    circle = live.circle_frame(now, seat) if at == now.stop else None
    context: dict[str, Any] = {"now": now, "task": now.task, "stage": now.stage, "stop": at, "seat": seat}
    context["circle"] = circle
    if not now.stage.is_on or now.stage.is_at_the_door or at is None:
        begun = now.stage.state == Stage.State.ENDED or seat.admission
        is_today = seat.gathering.date == timezone.localdate()
        earlier_one = None if begun else summaries.last_before(seat.gathering)
        return Fragment(
            "programmes/stage/waiting.html",
            {**context, "plan": dayplan.plan(now), "earlier": earlier_one, "is_today": is_today},
        )
    if now.shown and at == now.stop:
        return Fragment("programmes/input/phone.html", context)
    if now.task and at.phase:
        elector = queries.elector(now.round, seat.participation)
        signed_in = not seat.admission
        step = Step(now.task.exercise, at.phase, now.round, elector, seat.participation, seat.group, signed_in)
        fragment = now.task.kind.participant(step)
        context["came_after"] = is_closed_to(step, now.task)
        if fragment:
            return Fragment(
                fragment.template,
                {
                    **context,
                    "token": live.board_token(seat, now.round, elector) if now.round else "",
                    **fragment.context,
                },
            )
    return Fragment("programmes/stage/talk.html", context)


def is_closed_to(step: Step, task: Task) -> bool:
    """Whether a round that nobody joins was opened before somebody came who would else answer in it now."""
    alone = step.phase.mode == Phase.Mode.ALONE
    asked = step.round is not None and step.round.is_open and step.elector is None
    return alone and asked and task.kind.is_frozen(task.exercise)


@policy(rules.cockpit_at)
def cockpit(request: Request, desk: Cockpit) -> HttpResponse:
    """The facilitator's cockpit. Its acts carry the revision that was seen."""
    gathering = desk.gathering
    if request.method == "POST":
        return act(request, desk.stage)
    now = queries.now_at(desk.stage)
    context = {
        "section": "programme",
        "gathering": gathering,
        "now": now,
        "stage": now.stage,
        "styles": every_style(),
        "deck": live.deck(now),
        "token": live.token(gathering, live.FACILITATOR, epoch=now.stage.epoch, viewer=desk.participation.public_id),
    }
    return page(request, "programmes/stage/cockpit.html", context)


def act(request: Request, stage: Stage) -> HttpResponse:
    try:
        press = acts.read(pressed(request))
    except acts.Unreadable:
        return not_understood(request)
    try:
        perform_as_seen(press, stage, request)
    except services.StageMoved as moved:
        return refused(request, overtaken(moved.stage, request), 409)
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    stays = press.name not in ("start", "end")
    to_read = answers_to_read(stage.gathering) if press.name == "reveal" else ""
    return HttpResponse(status=204) if request.htmx and stays and not to_read else go(request, to_read or request.path)


ANYWHERE = ("pause", "resume", "add_minutes", "show")  # mean the same wherever the stage stands


def perform_as_seen(press: Act, stage: Stage, request: Request) -> None:
    """Runs an act from the revision that was seen.

    One's own next press, quicker than the screen, is taken too: a step that is taken already is not taken again, one
    that follows the act before is taken, and what means the same anywhere is done where the stage stands now. The rest
    raises `StageMoved`: it would strike another round, or another day, than the one that was seen.
    """
    try:
        perform(press, stage, request)
    except services.StageMoved as moved:
        if moved.stage.moved_by != request.user:
            raise
        if not is_there(press, moved.stage):
            follows = press.name == "move" and moved.stage.revision == press.revision + 1
            if not (follows or press.name in ANYWHERE):
                raise
            here = queries.now(stage.gathering, read=kept_way).stage
            perform(replace(press, revision=moved.stage.revision), here, request)


def overtaken(stage: Stage, request: Request) -> str:
    """Why a press was not taken."""
    by = stage.moved_by
    if by is None:
        return _("Dagen er endret siden. Se hvor vi er nå, og trykk en gang til hvis du fortsatt vil.")
    if by == request.user:
        return _("Skjermen var ikke oppdatert. Se hvor vi er nå, og trykk en gang til hvis du fortsatt vil.")
    text = _("%(name)s var først. Se hvor vi er nå, og trykk en gang til hvis du fortsatt vil.")
    return text % {"name": by.first_name}


def answers_to_read(gathering: Gathering) -> str:
    """Where the facilitator reads the answers to the round that was just opened to be read; empty: nowhere."""
    task = queries.now(gathering).task
    return task.kind.read_at(task.round) if task and task.round else ""


def is_there(press: Act, stage: Stage) -> bool:
    """Whether an act has been done already, as far as its round and its stop tell."""
    now = queries.now(stage.gathering, read=kept_way)
    match press.name:
        case "move":
            wanted = now.way.number(press.to) if press.to is not None else None
            return bool(wanted and wanted.is_at(stage))
        case "turn":
            return stage.page == press.page
        case "begin":
            return not stage.is_at_the_door
        case "open_round":
            return bool(now.round and now.round.is_open)
        case "close_round":
            return bool(now.round and not now.round.is_open)
        case "reveal":
            return bool(now.round and now.round.is_revealed)
    return False


def perform(press: Act, stage: Stage, request: Request) -> None:
    """Runs one act in its service."""
    by = request.user
    if press.name == "start":
        services.start(gathering=stage.gathering, by=by)
        return
    now = queries.now_at(stage, read=kept_way)
    if not now.stage.is_on:
        raise NotPossible(_("Samlingen er ikke i gang."))
    more: dict[str, Any] = {}
    match press.name:
        case "move":
            more["to"] = now.way.number(press.to) if press.to is not None else None
            if more["to"] is None:
                raise NotPossible(_("Dit kan du ikke gå. Last siden på nytt."))
        case "turn":
            more["page"] = press.page
        case "add_minutes":
            more["minutes"] = press.minutes
        case "open_round":
            more["named"] = press.named
        case "show":
            task = now.task if press.near else None
            groups = task.kind.near_groups(task.round) if task and task.round else []
            more["screen"] = press.screen
            more["recap_page"] = press.page if press.screen == Stage.Screen.SUMMARY else 0
            more["near"] = next((group for group in groups if group.public_id == press.near), None)
    service = rehearsal.end_of(now.stage) if press.name == "end" else getattr(services, press.name)
    service(stage=now.stage, revision=press.revision, by=by, **more)


@ticket(rules.running_stage)
def projector(request: Request, stage: Stage) -> HttpResponse:
    """The wall, in the programme's language, whatever the browser's. Opened from the cockpit; its link dies with the day."""
    gathering = stage.gathering
    address = request.build_absolute_uri(reverse("join-code", args=[stage.join_code]))
    with translation.override(gathering.programme.language):
        context = {
            "stage": stage,
            "gathering": gathering,
            "onward": after_rehearsal(request, stage),
            "styles": every_style(),
            "wall": live.wall(queries.now(gathering)),
            "token": live.token(gathering, live.PROJECTOR, epoch=stage.epoch),
            "join_address": request.get_host() + reverse("join"),
            "qr": segno.make(address, error="m").svg_data_uri(border=4, scale=8, dark="#000", light="#fff"),
        }
        response = page(request, "programmes/stage/projector.html", context).render()
        response.headers["Content-Language"] = gathering.programme.language
        return response


def after_rehearsal(request: Request, stage: Stage) -> str:
    """Where a rehearsal's wall goes when that is over, in a browser of somebody who runs the day; empty: nowhere."""
    if not (stage.is_rehearsal and request.user.is_authenticated):
        return ""
    with suppress(Gathering.DoesNotExist):
        rules.desk_at(request.user, stage.gathering.public_id)
        return reverse("projector-next", args=[stage.gathering.public_id])
    return ""


@policy(rules.desk_at)
def next_wall(request: Request, desk: Desk) -> HttpResponse:
    """The projector between a rehearsal and the day itself: it goes on by itself when the day starts."""
    stage = Stage.objects.filter(gathering=desk.gathering).first()
    if stage and stage.is_running:
        return go(request, reverse("projector", args=[rules.projector_token(stage)]))
    if request.htmx:
        return HttpResponse(status=204)
    with translation.override(desk.gathering.programme.language):
        return page(request, "programmes/stage/projector_waits.html", {"gathering": desk.gathering}).render()
