"""Ready-made programmes in the browser: looked at, used, saved for the municipality, and removed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from config.http import Request, go, page
from config.ids import given_id, public_id
from config.policy import policy
from programmes import rules
from programmes.contract import NotPossible
from programmes.forms.programme import TownForm, taken
from programmes.forms.readymade import SaveForm, UseForm
from programmes.models import Programme, SavedProgramme
from programmes.queries import readymade as queries
from programmes.readymade import preview
from programmes.readymade.shelf import shipped
from programmes.rules import planning as planning_rules
from programmes.rules.planning import Chosen, Planner
from programmes.services import programmes as programme_services
from programmes.services import readymade as services
from programmes.views.settings import CHECK


@policy(planning_rules.planner)
def ready_made(request: Request, planner: Planner) -> HttpResponse:
    """All that one may begin with: those that come with the program, and the municipality's own."""
    language = get_language() or "nb"
    cards = [
        {
            "key": made.key,
            "name": made.name.in_language(language),
            "about": made.about.in_language(language),
            "source": made.source,
            "days": len(made.days),
        }
        for made in shipped().values()
    ]
    context = {
        "section": "programme",
        "cards": cards,
        "saved": queries.saved_in(planner.municipalities),
        "municipalities": planner.municipalities,
        "into": given_id(request.GET.get("into", "")),
        "is_removed": request.GET.get("removed") == "1",
        "is_saved": request.GET.get("saved") == "1",
    }
    return page(request, "programmes/ready_made.html", context)


@policy(planning_rules.ready_made)
def one(request: Request, chosen: Chosen) -> HttpResponse:
    """Its days, and the form that makes a programme of it."""
    if request.method != "POST":
        into = given_id(request.GET.get("into", ""))
        return show(request, chosen, form_of(request, chosen, key=public_id(), into=into), TownForm())
    data = taken(request.POST)
    form = form_of(request, chosen, data=data)
    town = TownForm(data, request.FILES, others=chosen.municipalities)
    if request.headers.get("HX-Target") == CHECK:
        return page(request, "programmes/colour_check.html", {"town": town}, part=CHECK)
    if "take" in data:
        return show(request, chosen, form, town, shows_errors=False)
    made = programme_services.begun(given_id(data.get("key", "")), request.user)
    is_whole = form.is_valid()
    if form.founds and not made:
        is_whole = town.is_valid() and is_whole
    if not is_whole:
        return show(request, chosen, form, town, status=422)
    try:
        programme, is_new = programme_for(request, chosen, form, town, made)
        services.use(
            programme=programme,
            made=chosen.made,
            dates=form.wanted,
            place=form.cleaned_data["place"],
            key=form.cleaned_data["key"],
            by=request.user,
        )
    except NotPossible as problem:
        form.add_error(None, str(problem))
        return show(request, chosen, form, town, status=409)
    return go(request, f"{reverse('programme', args=[programme.public_id])}{'?new=1' if is_new else ''}#gatherings")


def form_of(request: Request, chosen: Chosen, *, data: Any = None, key: str = "", into: str = "") -> UseForm:
    programmes = queries.run_by(request.user, chosen.municipalities)
    known = into if any(each.public_id == into for each in programmes) else ""
    return UseForm(
        data,
        made=chosen.made,
        name=chosen.saved.name if chosen.saved else chosen.made.name.in_language(get_language() or "nb"),
        municipalities=chosen.municipalities,
        programmes=programmes,
        saved_in=chosen.saved.language if chosen.saved else "",
        key=key,
        into=known,
    )


def programme_for(
    request: Request, chosen: Chosen, form: UseForm, town: TownForm, made: Programme | None
) -> tuple[Programme, bool]:
    """The one that was chosen, or a new one, in a new municipality too; under one key (`made`) it is begun once."""
    if form.programme:
        return form.programme, False
    if made:
        return made, True
    data = form.cleaned_data
    made = programme_services.begin(
        by=request.user,
        municipality=town.as_town if form.founds else form.municipalities[data["municipality"]],
        name=data["name"],
        language=data.get("language") or (chosen.saved.language if chosen.saved else "nb"),
        key=data["key"],
    )
    return made, True


def show(
    request: Request, chosen: Chosen, form: UseForm, town: TownForm, *, status: int = 200, shows_errors: bool = True
) -> HttpResponse:
    language = get_language() or "nb"
    days = preview.days(chosen.made, language)
    context = {
        "section": "programme",
        "chosen": chosen,
        "name": chosen.saved.name if chosen.saved else chosen.made.name.in_language(language),
        "about": chosen.made.about.in_language(language),
        "written_in": chosen.saved.language if chosen.saved else language,
        "days": days,
        "form": form,
        "into": given_id(request.GET.get("into", "")),
        "town": town if status != 200 and form.founds else town.unsent,
        "shows_errors": shows_errors,
        "dates": [(day, *fields) for day, fields in zip(days, form.days(), strict=True)],
    }
    return page(request, "programmes/ready_made_one.html", context, status=status)


@policy(rules.programme_run_by)
def save(request: Request, programme: Programme) -> HttpResponse:
    """Keeps the programme's plan for the municipality, under a name."""
    form, status = SaveForm(initial={"name": programme.name}), 200
    if request.method == "POST":
        form, status = SaveForm(request.POST), 422
        if form.is_valid():
            try:
                services.save(programme=programme, name=form.cleaned_data["name"], by=request.user)
                return go(request, f"{reverse('ready-made')}?saved=1#own")
            except NotPossible as problem:
                form.add_error("name", str(problem))
                status = 409
    context = {
        "section": "programme",
        "programme": programme,
        "form": form,
        "gatherings": programme.gatherings.filter(cancelled_at__isnull=True).count(),
        "pictures": services.pictures_left_behind(programme),
    }
    return page(request, "programmes/ready_made_save.html", context, status=status)


@policy(planning_rules.saved_programme)
def remove(request: Request, saved: SavedProgramme) -> HttpResponse:
    """Asks once, since it is the municipality's and not one's own."""
    if request.method == "POST":
        services.remove(saved=saved, by=request.user)
        return go(request, f"{reverse('ready-made')}?removed=1#own")
    return page(request, "programmes/ready_made_remove.html", {"section": "programme", "saved": saved})
