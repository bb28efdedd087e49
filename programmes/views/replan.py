"""The rest of the day planned anew: looked at first, then used, then perhaps undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from config.http import Request, go, not_understood, page, refused
from config.policy import policy
from programmes import rules
from programmes.contract import NotPossible
from programmes.models import AgendaItem, Stage
from programmes.queries import dayplan
from programmes.queries import stage as queries
from programmes.replan import Problem, Slot, Wish
from programmes.rules import Desk
from programmes.services import replan as services
from programmes.wishes import SeenForm, UndoForm, WishForm


@dataclass(frozen=True)
class Row:
    """An item of the rest of the day: as planned, and as proposed."""

    item: AgendaItem
    old: Slot
    new: Slot
    is_now: bool
    problem: str
    minutes: str
    error: str

    @property
    def before(self) -> tuple[time, time]:
        return dayplan.clock_time(self.old.starts), dayplan.clock_time(self.old.ends)

    @property
    def after(self) -> tuple[time, time]:
        return dayplan.clock_time(self.new.starts), dayplan.clock_time(self.new.ends)

    @property
    def moves(self) -> bool:
        return not self.new.left_out and (self.old.left_out or self.before != self.after)


@policy(rules.desk_at)
def replan(request: Request, desk: Desk) -> HttpResponse:
    """Looked at as often as one likes; what was looked at is used."""
    gathering = desk.gathering
    now = queries.now(gathering)
    if now.stage.state == Stage.State.ENDED:
        return go(request, reverse("cockpit", args=[gathering.public_id]))
    course = dayplan.course(now)
    if request.method != "POST" or "look" in request.POST:
        form = wishes(course, request.POST or request.GET)
        return page(
            request,
            "programmes/replan.html",
            context(now, course, form),
            part="replan",
            status=200 if form.is_valid() else 422,
        )
    return use(request, now, course)


def use(request: Request, now: queries.Now, course: dayplan.Course) -> HttpResponse:
    """Stores the plan that was looked at, or shows the new one with what is in the way."""
    form, status = wishes(course, request.POST), 422
    problem = _("Rett tallene som er merket.")
    if form.is_valid():
        try:
            services.use(gathering=now.gathering, wish=form.wish(), was=SeenForm(request.POST).seen(), by=request.user)
            return go(request, reverse("cockpit", args=[now.gathering.public_id]))
        except NotPossible as why:
            problem, status = str(why), 409 if isinstance(why, services.PlanMoved) else 422
    return page(
        request,
        "programmes/replan.html",
        context(now, course, form) | {"refusal": problem},
        part="replan",
        status=status,
    )


@policy(rules.desk_at)
@require_POST
def undo(request: Request, desk: Desk) -> HttpResponse:
    form = UndoForm(request.POST)
    if not form.is_valid():
        return not_understood(request)
    try:
        services.undo(gathering=desk.gathering, replan=form.cleaned_data["replan"], by=request.user)
    except NotPossible as why:
        return refused(request, str(why), 409)
    return go(request, reverse("cockpit", args=[desk.gathering.public_id]))


def wishes(course: dayplan.Course, given: Mapping[str, Any]) -> WishForm:
    """The wishes that were sent; before any were, the plan as it is."""
    ahead = course.slots[course.index + 1 :]
    if "wishes" in given:
        return WishForm(ahead, given)
    asis = Wish.as_it_is(ahead)
    return WishForm(ahead, {"drop": [str(key) for key in asis.drop], "pin": [str(key) for key in asis.pin]})


def context(now: queries.Now, course: dayplan.Course, form: WishForm) -> dict[str, Any]:
    wish = form.wish()
    proposal = course.propose(wish)
    problems = {each.slot: _say(each, now.way.items) for each in proposal.problems}
    rows = [
        row(item, old, new, form, is_now=number == course.index, problem=problems.get(old.key, ""))
        for number, (item, old, new) in enumerate(zip(now.way.items, course.slots, proposal.slots, strict=True))
        if number >= course.index
    ]
    kept = [slot for slot in course.slots if not slot.left_out]
    return {
        "section": "programme",
        "gathering": now.gathering,
        "stage": now.stage,
        "has_begun": course.index >= 0,
        "plan": dayplan.plan(now, course),
        "rows": rows,
        "wish": wish,
        "seen": services.seen(course, wish),
        "ends": dayplan.clock_time(proposal.ends) if proposal.ends is not None else None,
        "planned_end": dayplan.clock_time(kept[-1].ends) if kept else None,
        "is_whole": not proposal.problems and form.is_valid(),
        "has_changes": list(proposal.slots) != course.slots,
        "replanned": dayplan.undoable(now.gathering),
    }


def row(item: AgendaItem, old: Slot, new: Slot, form: WishForm, *, is_now: bool, problem: str) -> Row:
    name = f"minutes-{old.key}"
    typed = str(form.data.get(name, old.minutes))
    return Row(item, old, new, is_now, problem, typed, " ".join(map(str, form.errors.get(name, []))))


def _say(problem: Problem, items: list[AgendaItem]) -> str:
    by_key = {item.position: item for item in items}
    item, pinned = by_key[problem.slot], by_key[problem.before]
    if pinned.kind == AgendaItem.Kind.LUNCH:
        text = _("%(title)s får ikke plass før lunsj. Ta den ut, eller løsne lunsjen.")
    else:
        text = _("%(title)s får ikke plass før %(pinned)s. Ta den ut, eller løsne %(pinned)s.")
    return text % {"title": item.title, "pinned": pinned.title}
