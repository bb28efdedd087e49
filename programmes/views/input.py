"""The pages of input: written one by one, or brought in from a PDF."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from config.http import Request, go, jpeg, page, with_headers
from config.ids import given_id, public_id
from config.middleware import FRAMING
from config.policy import policy, ticket
from programmes import rules
from programmes.contract import NotPossible
from programmes.forms.input import PageForm, SlidesForm
from programmes.models import Gathering, InputPage, InputPicture, SlideImport
from programmes.queries import exercises as places_queries
from programmes.queries import input as queries
from programmes.queries.agenda import has_ended
from programmes.rules import Desk
from programmes.rules import input as input_rules
from programmes.services import input as services
from programmes.services import slides as slide_services
from programmes.views.preview import looks_of_page


def url_of(gathering: Gathering, **query: str) -> str:
    more = "&".join(f"{name}={value}" for name, value in query.items())
    return reverse("input", args=[gathering.public_id]) + (f"?{more}" if more else "")


def about(gathering: Gathering, **more: Any) -> dict[str, Any]:
    return {"section": "programme", "gathering": gathering, **more}


@policy(rules.desk_at)
def pages(request: Request, desk: Desk) -> HttpResponse:
    """The day's input: what stands where, and where to put in more."""
    gone = given_id(request.GET.get("gone", ""))
    lines = queries.lines(desk.gathering)
    context = about(
        desk.gathering,
        lines=lines,
        has_ended=has_ended(desk.gathering),
        unread=queries.unread(lines),
        all_read=request.GET.get("read") == "all",
        gone=queries.gone(desk.gathering, gone) if gone else None,
        moved=given_id(request.GET.get("moved", "")),
    )
    return page(request, "programmes/input/list.html", context)


@policy(rules.desk_at)
def new(request: Request, desk: Desk) -> HttpResponse:
    gathering = desk.gathering
    places = places_queries.places(gathering)
    here = places_queries.here(gathering, places, request.GET.get("item", ""))
    wanted = request.GET.get("place", "")
    if any(place.key == wanted for place in places):
        here = wanted
    bound = request.method == "POST"
    form = PageForm(*both(request, bound), places=places, here=here)
    name, problem = given_id(request.POST.get("name", "")) or public_id(), ""
    if bound and form.is_valid():
        place = next(place for place in places if place.key == form.cleaned_data["place"])
        data = form.cleaned_data
        try:
            made = services.create(
                item=place.item,
                after=queries.after(place),
                text=form.kept,
                picture=data["picture"],
                alt=data["alt"],
                name=name,
            )
            return go(request, url_of(gathering, moved=made.public_id) + f"#page-{made.public_id}")
        except NotPossible as refusal:
            problem = str(refusal)
    context = about(gathering, form=form, problem=problem, places=places, name=name)
    return page(request, "programmes/input/form.html", context, status=422 if bound else 200)


@policy(input_rules.page_of)
def edit(request: Request, draft: input_rules.Draft) -> HttpResponse:
    """A page: written anew, moved, taken out and back, with a picture or without."""
    shown, gathering, act = draft.page, draft.desk.gathering, request.POST.get("act", "")
    if request.method == "POST" and act in ACTS:
        return ACTS[act](request, shown, gathering)
    if shown.deleted_at:
        raise Http404
    bound = request.method == "POST"
    form = PageForm(*both(request, bound), page=shown)
    seen, problem = request.POST.get("seen", "") if bound else services.fingerprint(shown), ""
    if bound and form.is_valid():
        data = form.cleaned_data
        try:
            services.change(page=shown, text=form.kept, picture=data["picture"], alt=data["alt"], seen=seen)
            return go(request, following(shown, gathering, reads=request.GET.get("read") == "on"))
        except NotPossible as refusal:
            problem = str(refusal)
    looks = looks_of_page(shown, gathering)
    context = about(gathering, form=form, shown=shown, seen=seen, problem=problem, looks=looks)
    status = 409 if problem else 422 if bound else 200
    response = page(request, "programmes/input/form.html", context, status=status)
    return with_headers(response, FRAMING)


def following(shown: InputPage, gathering: Gathering, *, reads: bool) -> str:
    """Where one goes when a page is saved: to the next with an unread picture text for who reads them all, else back."""
    if not reads:
        return url_of(gathering, moved=shown.public_id) + f"#page-{shown.public_id}"
    left = queries.unread(queries.lines(gathering))
    if not left:
        return url_of(gathering, read="all")
    return reverse("input-edit", args=[gathering.public_id, left[0].public_id]) + "?read=on#id_alt"


def both(request: Request, bound: bool) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if bound else (None, None)


def up(request: Request, shown: InputPage, gathering: Gathering) -> HttpResponse:
    return moved(request, shown, gathering, down=False)


def down(request: Request, shown: InputPage, gathering: Gathering) -> HttpResponse:
    return moved(request, shown, gathering, down=True)


def moved(request: Request, shown: InputPage, gathering: Gathering, *, down: bool) -> HttpResponse:
    if shown.deleted_at:
        raise Http404
    services.move(page=shown, down=down)
    return go(request, url_of(gathering, moved=shown.public_id) + f"#page-{shown.public_id}")


def delete(request: Request, shown: InputPage, gathering: Gathering) -> HttpResponse:
    services.delete(page=shown)
    return go(request, url_of(gathering, gone=shown.public_id))


def restore(request: Request, shown: InputPage, gathering: Gathering) -> HttpResponse:
    services.restore(page=shown)
    return go(request, url_of(gathering, moved=shown.public_id))


def bare(request: Request, shown: InputPage, gathering: Gathering) -> HttpResponse:
    services.take_picture_off(page=shown)
    return go(request, request.path)


ACTS = {"up": up, "down": down, "delete": delete, "restore": restore, "bare": bare}


@policy(rules.desk_at)
def slides(request: Request, desk: Desk) -> HttpResponse:
    """A PDF is chosen, and where its pages go."""
    gathering = desk.gathering
    places = places_queries.places(gathering)
    here = places_queries.here(gathering, places, request.GET.get("item", ""))
    bound = request.method == "POST"
    form, name = SlidesForm(*both(request, bound), places=places, here=here), given_id(request.POST.get("name", ""))
    if bound and form.is_valid():
        place = next(place for place in places if place.key == form.cleaned_data["place"])
        asked = slide_services.ask(
            item=place.item,
            after=queries.after(place),
            name=form.name,
            content=form.cleaned_data["file"],
            by=request.user,
            sent_as=name,
        )
        return go(request, reverse("input-slides-progress", args=[gathering.public_id, asked.public_id]))
    context = about(gathering, form=form, places=places, name=name or public_id())
    return page(request, "programmes/input/slides.html", context, status=422 if bound else 200)


@policy(input_rules.slides_of)
def progress(request: Request, slides: SlideImport) -> HttpResponse:
    """How far the PDF is; then what came of it."""
    job = slide_services.job_of(slides)
    context = about(
        slides.item.gathering,
        slides=slides,
        job=job,
        stopped=slides.state == SlideImport.State.WAITING and (job is None or job.state in ("failed", "cancelled")),
        problems=[(number, why(code)) for number, code in slides.problems],
    )
    return page(request, "programmes/input/progress.html", context, part="slides-progress")


def why(code: str) -> str:
    """What is wrong, and what to do about it."""
    return {
        "encrypted": _("Filen er låst med passord. Lagre den uten passord, og hent den på nytt."),
        "empty": _("Filen har ingen sider. Velg en annen."),
        "too_many": _("Filen har mer enn 100 sider. Del den opp."),
        "bomb": _("Et bilde på siden er for stort. Gjør bildet mindre, og lagre PDF-en på nytt."),
        "size": _("Siden er for stor, eller for liten, til å vises. Endre sidestørrelsen."),
        "slow": _("Siden tok for lang tid å tegne. Gjør den enklere, eller ta den ut."),
        "room": _("Posten har ikke plass til alle sidene. Del innlegget på flere poster."),
    }.get(code, _("Den lar seg ikke lese. Lagre PDF-en på nytt, og prøv igjen."))


@policy(input_rules.picture_of)
def picture(request: Request, picture: InputPicture) -> HttpResponse:
    return jpeg(bytes(picture.content))


@ticket(input_rules.projected_picture)
def projected(request: Request, picture: InputPicture) -> HttpResponse:
    return jpeg(bytes(picture.content))
