"""The follow-up page, the log in two taps or in words, and the plan for a period: the leader's alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from config.fingerprints import fingerprint_of
from config.http import Request, go, jpeg, onward, page, refused
from config.ids import given_id, public_id
from config.pictures import frozen
from config.policy import policy
from goals.forms.log import LogForm, PlanForm, TwoTapsForm
from goals.models import LogLine, PlanLine
from goals.queries import log as queries
from goals.queries.ladders import own_goals
from goals.rules import own as rules_own
from goals.rules.own import OwnLine, OwnPlan
from goals.services import log as services
from programmes.models import Membership
from programmes.rules import own_membership


def page_url(name: str, membership: Membership) -> str:
    return reverse(name, args=[membership.public_id])


@policy(own_membership)
def follow_up(request: Request, membership: Membership) -> HttpResponse:
    """What I said I would do, what is due, and what is noted; a POST notes a line in two taps."""
    if request.method == "POST":
        return note(request, membership)
    return follow_page(request, membership)


def follow_page(request: Request, membership: Membership, *, typed: TwoTapsForm | None = None) -> HttpResponse:
    """`typed` is a line that could not be noted, with what is wrong."""
    today = timezone.localdate()
    context = {
        "section": "goals",
        "around": "follow-up",
        "membership": membership,
        "asks": queries.asks(membership, today),
        "due": queries.due(membership, today),
        "steps": queries.next_steps(membership),
        "lines": list(queries.lines(membership)[: queries.LATEST]),
        "week": queries.week(membership, queries.week_named("")),
        "efforts": LogLine.Effort.choices,
        "name": public_id(),
        "today": today,
        "typed": typed,
        **just(request, membership),
    }
    return page(request, "goals/follow.html", context, status=422 if typed else 200)


def just(request: Request, membership: Membership) -> dict[str, Any]:
    """The line that was just noted, or taken away, so that it can be undone."""
    noted, deleted = (given_id(request.GET.get(name, "")) for name in ("noted", "deleted"))
    mine = membership.log_lines
    return {
        "noted": mine.filter(public_id=noted, deleted_at__isnull=True).first() if noted else None,
        "deleted": mine.filter(public_id=deleted, deleted_at__isnull=False).first() if deleted else None,
    }


def note(request: Request, membership: Membership) -> HttpResponse:
    """A line from the follow-up page: what it is about, how much effort, and words where there are any."""
    about = queries.about(membership, request.POST.get("of", "")[:10], given_id(request.POST.get("which", "")))
    form = TwoTapsForm(request.POST)
    if about is None:  # taken out in another tab: what was written is kept all the same
        if not form["text"].value():
            return refused(request, _("Det du ville notere, finnes ikke lenger. Last siden på nytt."), 422)
        about = services.Of()
    if not form.is_valid():
        if about == services.Of():
            return refused(request, str(form.errors["text"][0]), 422)
        return follow_page(request, membership, typed=form)
    data, name = form.cleaned_data, request.POST.get("name", "")
    line = services.note(membership=membership, text=data["text"], effort=data["effort"], of=about, name=name)
    back = onward(request, request.POST.get("back", "")[:200], page_url("follow-up", membership))
    return go(request, f"{back}{'&' if '?' in back else '?'}noted={line.public_id}")


@policy(own_membership)
def log(request: Request, membership: Membership) -> HttpResponse:
    """One week: what was planned, what was done; a POST writes a line with words, a day, a picture."""
    goals, first = own_goals(membership), queries.week_named(request.GET.get("week", ""))
    bound, sunday = request.method == "POST", first + timedelta(days=6)
    form = LogForm(request.POST if bound else None, request.FILES if bound else None, goals=goals, on=sunday)
    if bound and form.is_valid():
        data = form.cleaned_data
        line = services.note(
            membership=membership,
            text=data["text"],
            effort=data["effort"],
            on=data["on"],
            of=services.Of(goal=data.get("goal")),
            picture=data["picture"],
            alt=data["alt"],
            goes_along=data["goes_along"],
            name=request.POST.get("name", ""),
        )
        return go(request, f"{page_url('log', membership)}?week={queries.name_of(line.on)}&noted={line.public_id}")
    gone = given_id(request.GET.get("plan", ""))
    context = {
        "section": "goals",
        "around": "log",
        "membership": membership,
        "week": queries.week(membership, first),
        "is_now": first == queries.week_named(""),
        "is_ahead": first > timezone.localdate(),
        "form": form,
        "efforts": LogLine.Effort.choices,
        "name": given_id(request.POST.get("name", "")) or public_id(),
        "plan_gone": membership.plan_lines.filter(public_id=gone, deleted_at__isnull=False).first() if gone else None,
        **just(request, membership),
    }
    return page(request, "goals/log.html", context, status=422 if bound else 200)


def week_url(line: LogLine, **more: str) -> str:
    query = "&".join([f"week={queries.name_of(line.on)}", *[f"{name}={value}" for name, value in more.items()]])
    return f"{page_url('log', line.membership)}?{query}"


@policy(rules_own.own_log_line)
def log_line(request: Request, own: OwnLine) -> HttpResponse:
    """A line: written anew, taken away and back, with a picture or without."""
    line, bound = own.line, request.method == "POST"
    if bound and (done := acted(request, line)):
        return done
    if line.deleted_at:
        if not bound:
            raise Http404
        services.restore(line=line)  # deleted in another tab: what is written brings it back
    form = LogForm(request.POST if bound else None, request.FILES if bound else None, goals=[], line=line)
    stands = fingerprint_of(line.text, line.effort, line.on)
    overtaken = bound and request.POST.get("seen", stands) != stands
    if bound and form.is_valid() and not overtaken:
        data = form.cleaned_data
        services.write(line=line, text=data["text"], effort=data["effort"], on=data["on"])
        said = {"alt": data["alt"], "goes_along": data["goes_along"]}
        if data["picture"]:
            services.put_picture(line=line, picture=data["picture"], **said)
        else:
            services.describe_picture(line=line, **said)
        line.on = data["on"]
        return go(request, week_url(line))
    context = {
        "section": "goals",
        "membership": own.membership,
        "line": line,
        "form": form,
        "picture": getattr(line, "picture", None),
        "week": queries.name_of(line.on),
        "seen": stands,
        "stored": line if overtaken else None,
    }
    return page(request, "goals/log_line.html", context, status=409 if overtaken else 422 if bound else 200)


def acted(request: Request, line: LogLine) -> HttpResponse | None:
    """What is done to a line without writing it; None where it is written."""
    act = request.POST.get("act", "")
    if act == "restore":
        services.restore(line=line)
        return go(request, week_url(line))
    if act in ("delete", "bare") and line.deleted_at:
        raise Http404
    if act == "delete":
        services.delete(line=line)
        return go(request, week_url(line, deleted=line.public_id))
    if act == "bare":
        services.take_picture_off(line=line)
        return go(request, request.path)
    return None


@policy(rules_own.own_log_line)
def log_picture(request: Request, own: OwnLine) -> HttpResponse:
    """The picture of a line, to its leader: whole, or small as a list shows it."""
    picture = getattr(own.line, "picture", None)
    if picture is None or own.line.deleted_at:
        raise Http404
    content = bytes(picture.content)
    return jpeg(frozen(content).content if "small" in request.GET else content)


@policy(own_membership)
def new_plan(request: Request, membership: Membership) -> HttpResponse:
    """Another line of the period plan."""
    return planning(request, membership, None)


@policy(rules_own.own_plan_line)
def plan_line(request: Request, own: OwnPlan) -> HttpResponse:
    """A line of the plan: written anew, or taken off and put back."""
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act == "restore":
        services.restore_plan(plan=own.plan)
        return go(request, page_url("log", own.membership))
    if own.plan.deleted_at:
        if request.method != "POST" or act == "delete":
            raise Http404
        services.restore_plan(plan=own.plan)
    if act == "delete":
        services.delete_plan(plan=own.plan)
        return go(request, f"{page_url('log', own.membership)}?plan={own.plan.public_id}")
    return planning(request, own.membership, own.plan)


def planning(request: Request, membership: Membership, plan: PlanLine | None) -> HttpResponse:
    form = PlanForm(request.POST if request.method == "POST" else None, goals=own_goals(membership), plan=plan)
    name = given_id(request.POST.get("name", "")) or public_id()
    back = "plan" if request.GET.get("back") == "plan" else ""
    stands = fingerprint_of(plan.text, plan.times, plan.starts, plan.weeks, plan.goal_id) if plan else ""
    overtaken = form.is_bound and request.POST.get("seen", stands) != stands
    if form.is_bound and form.is_valid() and not overtaken:
        if plan:
            services.replan(plan=plan, **form.values())
        else:
            plan = services.plan(membership=membership, name=name, **form.values())
        week = queries.name_of(form.values()["starts"])
        return go(request, page_url("plan", membership) if back else f"{page_url('log', membership)}?week={week}")
    context = {
        "section": "goals",
        "membership": membership,
        "plan": plan,
        "form": form,
        "name": name,
        "back": back,
        "seen": stands,
        "stored": plan if overtaken else None,
    }
    return page(request, "goals/plan_line.html", context, status=409 if overtaken else 422 if form.is_bound else 200)
