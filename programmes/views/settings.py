"""A programme is begun in the browser, and its settings are changed later on the same fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from config.colour import ink, seen
from config.http import Request, go, not_understood, page, refused
from config.ids import given_id, public_id
from config.policy import policy
from programmes import rules
from programmes.context import of
from programmes.contract import NotPossible, refuse_changed
from programmes.forms.programme import FacilitatorForm, NewProgrammeForm, ProgrammeForm, TownForm, taken
from programmes.models import Municipality, MunicipalityMark, Programme
from programmes.queries import programmes as queries
from programmes.rules import planning as planning_rules
from programmes.rules.planning import Planner
from programmes.services import programmes as services

CHECK = "colour-check"


@policy(planning_rules.planner)
def programmes(request: Request, planner: Planner) -> HttpResponse:
    """All that the person runs, the nearest day first."""
    context = {"section": "programme", "paths": of(request).facilitating}
    return page(request, "programmes/programmes.html", context)


@policy(planning_rules.planner)
def new(request: Request, planner: Planner) -> HttpResponse:
    """An empty programme. Where the municipality is a new one, its name and look are asked for as well."""
    municipalities = planner.municipalities
    if request.method != "POST":
        form = NewProgrammeForm(municipalities=municipalities, key=public_id())
        return show_new(request, form, TownForm())
    data = taken(request.POST)
    if made := services.begun(given_id(data.get("key", "")), request.user):
        return go(request, f"{reverse('programme', args=[made.public_id])}?new=1")
    form = NewProgrammeForm(data, municipalities=municipalities)
    town = TownForm(data, request.FILES, others=municipalities)
    if request.headers.get("HX-Target") == CHECK:
        return page(request, "programmes/colour_check.html", {"town": town}, part=CHECK)
    if "take" in data:
        return show_new(request, form, town)
    is_whole = form.is_valid()
    if form.is_new:
        is_whole = town.is_valid() and is_whole
    if not is_whole:
        return show_new(request, form, town, status=422)
    given = form.cleaned_data
    try:
        programme = services.begin(
            by=planner.person,
            municipality=form.chosen or town.as_town,
            **{name: given[name] for name in ("name", "language", "facilitators", "groups", "networks", "key")},
        )
    except NotPossible as problem:
        form.add_error(None, str(problem))
        return show_new(request, form, town, status=409)
    return go(request, f"{reverse('programme', args=[programme.public_id])}?new=1")


def show_new(request: Request, form: NewProgrammeForm, town: TownForm, *, status: int = 200) -> HttpResponse:
    context = {
        "section": "programme",
        "form": form,
        "town": town if status != 200 and form.is_new else town.unsent,
        "shows_errors": status != 200,
    }
    return page(request, "programmes/programme_new.html", context, status=status)


@policy(rules.programme_run_by)
def settings(request: Request, programme: Programme) -> HttpResponse:
    """The programme's settings, its municipality's look, and who runs it. Each part is saved by itself."""
    if request.method != "POST":
        return show(request, programme, Parts.of(programme))
    data = taken(request.POST)
    if request.headers.get("HX-Target") == CHECK or "take" in data:
        return look(request, programme, data)
    act = ACTS.get(data.get("act", ""))
    if act is None:
        return not_understood(request)
    try:
        with transaction.atomic():
            return act(request, services.hold(programme), data)
    except NotPossible as problem:
        return refused(request, str(problem), 409)


@dataclass
class Parts:
    """The page's three forms; the one that was sent holds what was typed."""

    form: ProgrammeForm
    town: TownForm
    person: FacilitatorForm

    @classmethod
    def of(cls, programme: Programme) -> Parts:
        town = TownForm(municipality=programme.municipality)
        return cls(ProgrammeForm(programme=programme), town, FacilitatorForm())


def look(request: Request, programme: Programme, data: Any) -> HttpResponse:
    """What is to be said of the colours that were typed, or the page with a suggested one in its place."""
    parts = Parts.of(programme)
    parts.town = TownForm(data, request.FILES, municipality=programme.municipality)
    if "take" in data:
        return show(request, programme, parts)
    return page(request, "programmes/colour_check.html", {"town": parts.town}, part=CHECK)


def keep_programme(request: Request, programme: Programme, data: Any) -> HttpResponse:
    parts = Parts.of(programme)
    parts.form = form = ProgrammeForm(data, programme=programme)
    if not form.is_valid():
        return show(request, programme, parts, status=422)
    refuse_changed(form.seen, form.now)
    services.settle(programme=programme, by=request.user, **form.cleaned_data)
    return saved(request, programme, "programme")


def keep_municipality(request: Request, programme: Programme, data: Any) -> HttpResponse:
    parts, municipality = Parts.of(programme), programme.municipality
    others = planning_rules.planner(request.user).municipalities
    parts.town = town = TownForm(data, request.FILES, municipality=municipality, others=others)
    if not town.is_valid():
        return show(request, programme, parts, status=422)
    refuse_changed(town.seen, town.now)
    services.dress(municipality=municipality, town=town.as_town, by=request.user)
    return saved(request, programme, "municipality")


def take_mark_off(request: Request, programme: Programme, data: Any) -> HttpResponse:
    services.take_mark_off(municipality=programme.municipality, by=request.user)
    return saved(request, programme, "municipality")


def add(request: Request, programme: Programme, data: Any) -> HttpResponse:
    parts = Parts.of(programme)
    parts.person = person = FacilitatorForm(data)
    if not person.is_valid():
        return show(request, programme, parts, status=422)
    services.add_facilitator(programme=programme, named=person.named, by=request.user)
    return saved(request, programme, "facilitators")


def remove(request: Request, programme: Programme, data: Any) -> HttpResponse:
    """Takes a facilitator off; whoever takes off themselves has no page here any more."""
    chosen = given_id(data.get("who", ""))
    found = services.running(programme).filter(public_id=chosen).first() if chosen else None
    if found is None:
        raise Http404
    is_own = found.membership.person_id == request.user.pk
    services.remove_facilitator(programme=programme, participation=found, by=request.user)
    return go(request, reverse("start")) if is_own else saved(request, programme, "facilitators")


ACTS: dict[str, Callable[[Request, Programme, Any], HttpResponse]] = {
    "programme": keep_programme,
    "municipality": keep_municipality,
    "no-mark": take_mark_off,
    "add": add,
    "remove": remove,
}


def saved(request: Request, programme: Programme, what: str) -> HttpResponse:
    return go(request, f"{reverse('programme-settings', args=[programme.public_id])}?saved={what}#{what}")


def show(request: Request, programme: Programme, parts: Parts, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "section": "programme",
        "programme": programme,
        "form": parts.form,
        "town": parts.town if status != 200 else parts.town.unsent,
        "person": parts.person,
        "facilitators": list(services.running(programme)),
        "has_mark": MunicipalityMark.objects.filter(municipality=programme.municipality).exists(),
        "programmes": queries.programme_count(programme.municipality),
        "saved": request.GET.get("saved", "") if request.method == "GET" else "",
        "shows_errors": status != 200,
    }
    return page(request, "programmes/programme_settings.html", context, status=status)


@policy(planning_rules.municipality_of)
@require_GET
def mark(request: Request, municipality: Municipality) -> HttpResponse:
    """The municipality's mark, to those who belong to it."""
    found = MunicipalityMark.objects.filter(municipality=municipality).first()
    if found is None:
        raise Http404
    return HttpResponse(bytes(found.content), content_type="image/jpeg")


@policy(planning_rules.municipality_of)
@require_GET
def colours(request: Request, municipality: Municipality) -> HttpResponse:
    """The municipality's colours as a style sheet, for pages that show them: large surfaces and the lines beside."""
    main, second = ink(municipality.colour), seen(municipality.second_colour)
    text = (
        "@media (forced-colors: none) { @layer utilities {\n"
        f"  .in-colours.fjord, .in-colours .fjord {{ --fjord: {main}; --on-fjord-2: #fff; }}\n"
        f"  .in-colours.of-municipality, .in-colours .of-municipality {{ border-color: {second}; }}\n"
        "} }\n"
    )
    return HttpResponse(text, content_type="text/css; charset=utf-8")
