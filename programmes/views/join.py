"""In by the code on the projector: the code says which gathering, the list says who one is."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from config import throttle
from config.http import Request, go, page
from config.ids import given_id
from config.policy import public
from programmes import devices
from programmes.contract import NotPossible
from programmes.forms.room import JoinForm, WhoForm
from programmes.models import Admission, Gathering, Participation, Stage
from programmes.queries import people
from programmes.queries.groups import groups_of
from programmes.queries.room import leaders_of
from programmes.rules import seat_at
from programmes.services import admissions


@public
def join(request: Request, code: str = "") -> HttpResponse:
    """Takes the code, and leads on to the question of who one is."""
    typed = request.POST if request.method == "POST" else {"code": code} if code else None
    form = JoinForm(typed)
    if typed is None:
        return code_page(request, form, 200)
    gathering, status = by_code(request, form)
    return onward(request, gathering) if gathering else code_page(request, form, status)


def code_page(request: Request, form: JoinForm, status: int) -> HttpResponse:
    context = {"form": form, "is_over": request.method == "GET" and "over" in request.GET}
    return page(request, "programmes/join.html", context, status=status)


def by_code(request: Request, form: JoinForm) -> tuple[Gathering | None, int]:
    """The gathering that the code opens now; else the form says why not, and the status of that answer follows.

    A rehearsal can't be joined: its code is one that no gathering has.
    """
    if throttle.exhausted("join", throttle.source(request)):
        form.add_error("code", _("Det er prøvd mange feil koder herfra. Vent ett minutt, og prøv igjen."))
        return None, 429
    if not form.is_valid():
        return None, 422
    stage = (
        Stage.objects.filter(join_code=form.cleaned_data["code"], state=Stage.State.RUNNING)
        .select_related("gathering__programme__municipality")
        .first()
    )
    if stage is None:
        throttle.count("join", throttle.source(request))
        form.add_error("code", _("Ingen samling har denne koden nå. Se på storskjermen, og skriv den en gang til."))
        return None, 422
    stage.gathering.stage = stage
    return stage.gathering, 200


def onward(request: Request, gathering: Gathering) -> HttpResponse:
    """To the gathering for whoever has a seat there, to the door for who waits at it, else to the list of names."""
    there = reverse("gathering", args=[gathering.public_id])
    if request.user.is_authenticated and has_seat(request.user, gathering):
        return go(request, there)
    asked = devices.newest(request, gathering.public_id)
    if asked and asked.state != Admission.State.WITHDRAWN:
        return go(request, reverse("door", args=[gathering.public_id]))
    return go(request, who_url(gathering))


def has_seat(person: Any, gathering: Gathering) -> bool:
    try:
        return bool(seat_at(person, gathering.public_id))
    except Gathering.DoesNotExist:
        return False


def who_url(gathering: Gathering) -> str:
    return reverse("join-who", args=[gathering.stage.join_code])


@public
def who(request: Request, code: str) -> HttpResponse:
    """Hvem er du? The names of the list that nobody is in as, and room for who is not on it."""
    code_form = JoinForm({"code": code})
    gathering, status = by_code(request, code_form)
    if gathering is None:
        return code_page(request, code_form, status)
    form = WhoForm(groups_of(gathering), request.POST if "guest_name" in request.POST else None)
    problem: NotPossible | str = ""
    if request.method == "POST":
        try:
            if (leader := chosen(request, gathering)) is not None:
                return knock(request, gathering, participation=leader)
            if form.is_valid():
                return knock(request, gathering, guest_name=form.cleaned_data["guest_name"], group=form.chosen)
        except NotPossible as refusal:
            problem = refusal
        if not form.is_bound and not problem:
            problem = _("Trykk på navnet ditt, eller skriv hva du heter nederst på siden.")
    search = request.GET.get("q", "")[:120]
    context = {
        "gathering": gathering,
        "code": code,
        "names": people.free_names(gathering, search=search),
        "search": search,
        "form": form,
        "problem": str(problem),
        "must_sign_in": isinstance(problem, admissions.MustSignIn),
        "sign_in": f"{reverse('account_login')}?next={reverse('join-code', args=[gathering.stage.join_code])}",
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "programmes/join_who.html", context, part="names", status=status)


def chosen(request: Request, gathering: Gathering) -> Participation | None:
    """The leader whose name was pressed; the facilitator decides where somebody else has it already."""
    name = given_id(request.POST.get("who", ""))
    return leaders_of(gathering.programme).filter(public_id=name).first() if name else None


def knock(request: Request, gathering: Gathering, **as_whom: Any) -> HttpResponse:
    """Asks to be let in, and gives the device the key by which it is known from now on."""
    key = devices.known_key(request)
    admission = admissions.ask(gathering=gathering, device=devices.digest(key), **as_whom)
    response = go(request, reverse("door", args=[gathering.public_id]))
    guest = admission.participation is None or devices.is_guests(admission.device)
    devices.remember(response, key, guest=guest)
    return response
