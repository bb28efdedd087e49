"""The people of a programme: who they are, how they are asked in, and what is changed of one of them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from config.http import Request, go, not_understood, page, refused
from config.ids import given_id
from config.policy import policy, ticket
from config.text import whole
from programmes import consequences, rules
from programmes.consequences import Meaning
from programmes.contract import NotPossible
from programmes.forms.person import (
    AddressForm,
    BackForm,
    ChangeForm,
    LeaveForm,
    LeavingForm,
    ManagerForm,
    NameForm,
    UnitForm,
)
from programmes.forms.roster import TakenForm
from programmes.models import Change, Participation, Programme
from programmes.queries import persons as queries
from programmes.rules import planning as planning_rules
from programmes.rules.planning import Known
from programmes.services import invitations
from programmes.services import people as services

FORMS: dict[str, type[ChangeForm]] = {
    Change.Kind.UNIT: UnitForm,
    Change.Kind.MANAGER: ManagerForm,
    Change.Kind.LEAVE: LeaveForm,
    Change.Kind.BACK: BackForm,
    Change.Kind.LEAVING: LeavingForm,
}


@policy(rules.programme_run_by)
def people(request: Request, programme: Programme) -> HttpResponse:
    """Everybody in the programme, and their invitations."""
    if request.method == "POST":
        return act(request, programme)
    rows = queries.lines(programme)
    taken = TakenForm(request.GET)
    states = [row.state for row in rows]
    context = {
        "section": "programme",
        "programme": programme,
        "lines": rows,
        "gone": queries.gone(programme),
        "uninvited": sum(queries.is_to_be_invited(row.participation) for row in rows),
        "counts": {state: states.count(state) for state in ("none", "card", "waiting", "sent", "failed", "in")},
        "links": {row.participation.pk: invitations.link(row.participation) for row in rows if row.state == "failed"},
        "next": queries.next_gathering(programme) if "card" in states else None,
        "may_regret": "waiting" in states and invitations.may_regret(programme),
        "did": request.GET.get("did", ""),
        "taken": taken.cleaned_data if taken.is_valid() else None,
    }
    return page(request, "programmes/persons.html", context)


def act(request: Request, programme: Programme) -> HttpResponse:
    name = request.POST.get("act", "")
    here = reverse("programme-people", args=[programme.public_id])
    if name == "invite":
        invitations.invite_all(programme=programme, by=request.user)
        return go(request, f"{here}?did=invited")
    if name == "regret":
        taken = invitations.regret(programme=programme, by=request.user)
        return go(request, f"{here}?did={'regretted' if taken else 'late'}")
    if name == "again":
        key = given_id(request.POST.get("who", ""))
        found = queries.participations(programme).filter(public_id=key).first() if key else None
        if found is None:
            raise Http404
        return again(request, found, here)
    return not_understood(request)


def again(request: Request, participation: Participation, back: str) -> HttpResponse:
    try:
        number = whole(request.POST.get("seen", "")) or 0
        invitations.invite_again(participation=participation, seen=number, by=request.user)
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    return go(request, f"{back}?did=invited")


@policy(planning_rules.person_in)
def person(request: Request, known: Known) -> HttpResponse:
    """One person, to the facilitator: what holds of them from when, and what can be changed of it."""
    if request.method != "POST":
        return show(request, known)
    try:
        return mend(request, known, request.POST.get("act", ""))
    except NotPossible as problem:
        return refused(request, str(problem), 409)


def mend(request: Request, known: Known, act: str) -> HttpResponse:
    if act == "undo":
        services.undo(known=known, change=given_id(request.POST.get("change", "")), by=request.user)
        return go(request, f"{place(known)}?did=undone")
    if act == "again" and known.participation:
        return again(request, known.participation, place(known))
    if act == "name":
        naming = NameForm(request.POST)
        if not naming.is_valid():
            return show(request, known, naming=naming, status=422)
        services.rename(known=known, name=naming.cleaned_data["name"], by=request.user)
        return go(request, f"{place(known)}?did=name")
    if act == "address":
        form = AddressForm(request.POST)
        if not form.is_valid():
            return show(request, known, form=form, status=422)
        services.set_address(known=known, email=form.cleaned_data["email"], by=request.user)
        return go(request, f"{place(known)}?did=address")
    return not_understood(request)


def place(known: Known) -> str:
    return reverse("person", args=[known.programme.public_id, known.membership.public_id])


def show(
    request: Request,
    known: Known,
    *,
    form: AddressForm | None = None,
    naming: NameForm | None = None,
    status: int = 200,
) -> HttpResponse:
    standing, me = None, known.membership.person
    if known.participation:
        standing = next(
            (row for row in queries.lines(known.programme) if row.participation == known.participation), None
        )
    leave = services.standing_leave(known.membership)
    context: dict[str, Any] = {
        "section": "programme",
        "known": known,
        "programme": known.programme,
        "line": standing,
        "history": queries.history(known.membership),
        "leave": leave,
        "latest": services.latest(known),
        "form": (form or AddressForm(email=me.email or "")) if services.may_have_address(known) else None,
        "naming": (naming or NameForm(name=me.name)) if services.may_be_renamed(known) else None,
        "link": invitations.link(standing.participation) if standing and standing.state in ("sent", "failed") else "",
        "next": queries.next_gathering(known.programme) if standing and standing.state == "card" else None,
        "did": request.GET.get("did", "") if request.method == "GET" else "",
    }
    return page(request, "programmes/person.html", context, status=status)


@policy(planning_rules.person_in_change)
def change(request: Request, asked: tuple[Known, str]) -> HttpResponse:
    """A change is asked for, said in words, and made when it is confirmed. Nothing is kept before that."""
    known, kind = asked
    facts = facts_for(known, kind, request)
    if request.method != "POST":
        return ask(request, known, kind, FORMS[kind](**facts))
    form = FORMS[kind](request.POST, **facts)
    if not form.is_valid():
        return ask(request, known, kind, form, status=422)
    if request.POST.get("act") != "do":
        return ask(request, known, kind, form, meaning=meaning_of(known, kind, form))
    try:
        make(known, kind, form, request)
    except NotPossible as problem:
        return ask(request, known, kind, form, meaning=meaning_of(known, kind, form), problem=str(problem), status=409)
    return go(request, f"{place(known)}?did=changed")


def facts_for(known: Known, kind: str, request: Request) -> dict[str, Any]:
    me = known.membership
    if kind == Change.Kind.UNIT:
        return {"units": list(known.programme.municipality.units.order_by("key").values_list("name", flat=True))}
    if kind == Change.Kind.MANAGER:
        return {"people": queries.known_in(known.programme, but=me)}
    if kind == Change.Kind.LEAVE:
        return {"people": queries.known_in(known.programme, but=me), "reports": services.reports_today(me)}
    if kind == Change.Kind.LEAVING:
        return {"may_leave_whole": services.may_leave_whole(known, request.user)}
    return {}


def meaning_of(known: Known, kind: str, form: Any) -> Meaning:
    """What the change will mean, in words."""
    me, data = known.membership, form.cleaned_data
    if kind == Change.Kind.UNIT:
        return consequences.unit(me.name, me.unit.name if me.unit else "", data["unit"], data["since"])
    if kind == Change.Kind.MANAGER:
        old = me.manager
        return consequences.manager(me.name, old.name if old else "", form.called, data["since"])
    if kind == Change.Kind.LEAVE:
        return consequences.leave(
            me.name,
            data["since"],
            data["until"],
            services.stand_in(known, form.chosen, data["since"], is_manager_too=bool(data.get("is_manager_too"))),
            is_leader=known.participation is not None,
            reports=services.reports(me, data["since"]).count(),
        )
    if kind == Change.Kind.BACK:
        leave = services.standing_leave(me)
        deputy = leave.deputy.name if leave and leave.deputy else ""
        return consequences.back(me.name, deputy, data["since"])
    return consequences.leaving(me.name, data["since"], services.reports_today(me), is_whole=form.is_whole)


def make(known: Known, kind: str, form: Any, request: Request) -> None:
    data, by = form.cleaned_data, request.user
    if kind == Change.Kind.UNIT:
        services.new_unit(known=known, unit=data["unit"], since=data["since"], by=by)
    elif kind == Change.Kind.MANAGER:
        services.new_manager(known=known, manager=form.chosen, since=data["since"], by=by)
    elif kind == Change.Kind.LEAVE:
        services.take_leave(
            known=known,
            since=data["since"],
            until=data["until"],
            deputy=form.chosen,
            is_manager_too=bool(data.get("is_manager_too")),
            by=by,
        )
    elif kind == Change.Kind.BACK:
        services.come_back(known=known, since=data["since"], by=by)
    else:
        services.leave_programme(known=known, last=data["since"], is_whole=form.is_whole, by=by)


def ask(
    request: Request,
    known: Known,
    kind: str,
    form: ChangeForm,
    *,
    meaning: Meaning | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "section": "programme",
        "known": known,
        "programme": known.programme,
        "kind": kind,
        "title": Change.Kind(kind).label,
        "form": form,
        "meaning": meaning,
        "problem": problem,
    }
    return page(request, "programmes/person_change.html", context, status=status)


@ticket(invitations.welcomed)
def welcome(request: Request, participation: Participation) -> HttpResponse:
    """Who is invited to what, and how they come in. Whoever has the link sees this, and signs in with nothing but it."""
    context = {
        "participation": participation,
        "programme": participation.programme,
        "next": queries.next_gathering(participation.programme),
        "address": masked(participation.person.email or ""),
        "is_in": request.user.is_authenticated and request.user.pk == participation.person.pk,
    }
    return page(request, "programmes/welcome.html", context)


def masked(email: str) -> str:
    """k…@kommune.no: enough to know which of one's addresses it is."""
    name, at, domain = email.partition("@")
    return f"{name[:1]}…@{domain}" if at else ""
