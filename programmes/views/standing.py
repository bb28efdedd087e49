"""The standing groups and the networks of a programme: what they are called, and who sits in them."""

from __future__ import annotations

from collections.abc import Mapping
from random import SystemRandom
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from config.fields import tidy
from config.http import Request, go, not_understood, page
from config.policy import policy
from programmes import grouping, rules
from programmes.contract import NotPossible
from programmes.forms.programme import group_names
from programmes.models import GroupSet, Programme
from programmes.queries import standing as queries
from programmes.queries.standing import Chair
from programmes.services import standing as services

STANDING, NETWORK = GroupSet.Purpose.STANDING, GroupSet.Purpose.NETWORK


@policy(rules.programme_run_by)
def groups(request: Request, programme: Programme) -> HttpResponse:
    return of(request, programme, STANDING)


@policy(rules.programme_run_by)
def networks(request: Request, programme: Programme) -> HttpResponse:
    return of(request, programme, NETWORK)


def of(request: Request, programme: Programme, purpose: str) -> HttpResponse:
    """Names and seats, each saved by itself; a mixed proposal is shown, and saved by a press more."""
    groups = queries.groups(programme, purpose)
    chairs = queries.chairs(programme, purpose)
    if request.method != "POST":
        return show(request, programme, purpose, groups, chairs)
    act = request.POST.get("act", "")
    try:
        if act == "names":
            problem = named(request, programme, purpose, groups)
            if problem:
                return show(request, programme, purpose, groups, chairs, problem=problem, status=422)
        elif act == "mix":
            return show(request, programme, purpose, groups, mixed(chairs, groups), is_proposal=True)
        elif act == "seats":
            moves = {each.key: (request.POST.get(f"was-{each.key}", ""), wish(request, each)) for each in chairs}
            services.seat(programme=programme, purpose=purpose, moves=moves, by=request.user)
        else:
            return not_understood(request)
    except NotPossible as problem:
        return show(request, programme, purpose, groups, chairs, problem=str(problem), status=409)
    return go(request, f"{reverse(name_of(purpose), args=[programme.public_id])}?saved={act}")


def name_of(purpose: str) -> str:
    return "programme-networks" if purpose == NETWORK else "programme-groups"


def wish(request: Request, chair: Chair) -> str:
    return request.POST.get(f"seat-{chair.key}", chair.group)


def named(request: Request, programme: Programme, purpose: str, groups: list[tuple[str, str]]) -> str:
    """Saves the names; what is wrong with them, if anything is."""
    names = {key: typed_name(request, key, now) for key, now in groups}
    gone = [key for key, _was in groups if f"gone-{key}" in request.POST]
    kept = [text for key, text in names.items() if key not in gone]
    try:
        new = group_names(request.POST.get("new", "")[:6000])
        group_names("\n".join(kept))
    except ValidationError as problem:
        return str(problem.messages[0])
    if "" in kept:
        return _("Skriv hva den heter, eller merk den for å ta den bort.")
    if not services.distinct([*kept, *new]):
        return str(services.twice(purpose))
    services.name(programme=programme, purpose=purpose, names=names, new=new, gone=gone, by=request.user)
    return ""


def typed_name(request: Request, key: str, now: str) -> str:
    """What a group shall be called: as it is now, unless it was written anew on this page."""
    typed = tidy(request.POST.get(f"name-{key}", now))
    return now if typed == request.POST.get(f"named-{key}") else typed


def mixed(chairs: list[Chair], groups: list[tuple[str, str]]) -> list[Chair]:
    """Everybody in one of the groups, those of a unit spread; nothing is saved."""
    if not groups or not chairs:
        return chairs
    tables = grouping.mixed([(each, each.unit) for each in chairs], len(groups), SystemRandom())
    wanted = {each.key: key for (key, _name), table in zip(groups, tables, strict=True) for each in table}
    return [each.moved(wanted[each.key]) for each in chairs]


def row_of(key: str, name: str, typed: Mapping[str, str]) -> tuple[str, str, str, bool]:
    """A group as its row has it: what it is to be called, what it is called, and whether it is to go."""
    return key, typed.get(f"name-{key}", name), name, f"gone-{key}" in typed


def show(
    request: Request,
    programme: Programme,
    purpose: str,
    groups: list[tuple[str, str]],
    chairs: list[Chair],
    *,
    problem: str = "",
    status: int = 200,
    is_proposal: bool = False,
) -> HttpResponse:
    is_again = status != 200
    typed = request.POST if is_again else None
    context: dict[str, Any] = {
        "section": "programme",
        "programme": programme,
        "is_network": purpose == NETWORK,
        "here": reverse(name_of(purpose), args=[programme.public_id]),
        "groups": [row_of(key, name, typed or {}) for key, name in groups],
        "new": typed.get("new", "") if typed else "",
        "chairs": [each.moved(wish(request, each)) for each in chairs] if typed else chairs,
        "problem": problem,
        "is_proposal": is_proposal,
        "saved": request.GET.get("saved", "") if request.method == "GET" else "",
    }
    return page(request, "programmes/standing.html", context, status=status)
