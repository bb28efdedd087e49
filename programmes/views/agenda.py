"""A day is planned in the browser: its items and their times, its date and place, and on paper."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from config.http import Request, download, go, page, refused
from config.ids import given_id, public_id
from config.policy import policy
from programmes import calendar, dayprint, rules
from programmes.contract import NotPossible
from programmes.forms.agenda import Plan, PlanSheet, fingerprint, is_overtaken, item_texts
from programmes.forms.gathering import CopyForm, GatheringForm, NewGatheringForm, NumberForm, source_name
from programmes.forms.rearranging import rearranged, shortened
from programmes.models import Gathering, Programme, Stage
from programmes.queries import agenda as queries
from programmes.rules import Desk
from programmes.services import agenda as services
from programmes.services.holding import hold_day
from programmes.views.documents import pdf_of

OVERTAKEN = gettext_noop(
    "Dagsplanen er endret siden du åpnet den, av noen andre eller i en annen fane. Ta vare på det du vil ha med, "
    "og åpne den slik den er nå."
)


@policy(rules.desk_at)
def agenda(request: Request, desk: Desk) -> HttpResponse:
    """The whole day in one form. Nothing is kept until it is saved, so leaving undoes."""
    gathering = desk.gathering
    items = queries.items_of(gathering)
    if request.method != "POST":
        return show(request, gathering, PlanSheet(Plan.of(items), items, bound=False), seen=fingerprint(items))
    plan, seen = Plan.from_request(request.POST), request.POST.get("seen", "")
    if do := request.POST.get("do", ""):
        changed, focus = rearranged(PlanSheet(plan, items, bound=False), do)
        sheet = PlanSheet(changed, items, bound=False)
        cut = shortened(plan, changed) if do == "fit" else None
        return show(request, gathering, sheet, seen=seen, focus=focus, is_changed=True, shortened=cut)
    sheet = PlanSheet(plan, items, bound=True)
    if not sheet.is_valid():
        return show(request, gathering, sheet, seen=seen, status=422, is_changed=True)
    try:
        with transaction.atomic():
            hold_day(gathering)
            texts = item_texts(sheet)
            if is_overtaken(seen, queries.items_of(gathering), {text.was for text in texts}):
                raise NotPossible(_(OVERTAKEN))
            services.save(gathering=gathering, items=texts, by=request.user)
    except NotPossible as problem:
        sheet.problems = [str(problem)]
        return show(request, gathering, sheet, seen=seen, status=409, is_changed=True, is_overtaken=True)
    return go(request, f"{reverse('agenda', args=[gathering.public_id])}?saved=1")


def show(request: Request, gathering: Gathering, sheet: PlanSheet, *, status: int = 200, **more: Any) -> HttpResponse:
    state = queries.state_of(gathering)
    context = {
        "section": "programme",
        "gathering": gathering,
        "sheet": sheet,
        "lines": sheet.lines,
        "is_planned": state == Stage.State.PLANNED,
        "is_on": state in (Stage.State.RUNNING, Stage.State.REHEARSED),
        "is_saved": request.method == "GET" and request.GET.get("saved") == "1",
        "sources": named(sources_of(request, gathering)) if not sheet.items else [],
        **more,
    }
    return page(request, "programmes/agenda.html", context, part="agenda-form", status=status)


def sources_of(request: Request, gathering: Gathering) -> list[Gathering]:
    return queries.sources(request.user, gathering.programme.municipality, but=gathering)


def named(sources: list[Gathering]) -> list[tuple[str, str]]:
    return [(each.public_id, source_name(each)) for each in sources]


@policy(rules.desk_at)
@require_POST
def copy(request: Request, desk: Desk) -> HttpResponse:
    """An empty day gets the plan of another that the facilitator runs."""
    form = CopyForm(request.POST)
    key = form.cleaned_data["source"] if form.is_valid() else ""
    source = next((each for each in sources_of(request, desk.gathering) if each.public_id == key), None)
    if source is None:
        return refused(request, _("Velg en samling å hente fra."), 422)
    try:
        services.copy(gathering=desk.gathering, source=source, by=request.user)
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    return go(request, f"{reverse('agenda', args=[desk.gathering.public_id])}?saved=1")


@policy(rules.programme_run_by)
def new_gathering(request: Request, programme: Programme) -> HttpResponse:
    """When, where and about what; with an empty day, or that of another gathering."""
    form = NewGatheringForm(
        queries.sources(request.user, programme.municipality), request.POST if request.method == "POST" else None
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = services.new_gathering(
            programme=programme,
            day=data["date"],
            place=data["place"],
            theme=data["theme"],
            source=form.source_chosen,
            by=request.user,
            key=given_id(request.POST.get("key", "")),
        )
        return go(request, reverse("agenda", args=[made.public_id]))
    key = given_id(request.POST.get("key", "")) or public_id()
    context = {"section": "programme", "programme": programme, "form": form, "key": key}
    return page(request, "programmes/gathering_form.html", context, status=422 if form.is_bound else 200)


@policy(rules.desk_at)
def edit_gathering(request: Request, desk: Desk) -> HttpResponse:
    gathering, status = desk.gathering, 200
    initial = {name: getattr(gathering, name) for name in ("number", "place", "theme")}
    form: GatheringForm = NumberForm(initial=initial | {"date": f"{gathering.date:%d.%m.%Y}"})
    if request.method == "POST":
        form, status = NumberForm(request.POST), 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                services.change_gathering(
                    gathering=gathering,
                    number=data["number"],
                    day=data["date"],
                    place=data["place"],
                    theme=data["theme"],
                    seen=request.POST.get("seen", ""),
                    by=request.user,
                )
                return go(request, reverse("agenda", args=[gathering.public_id]))
            except NotPossible as problem:
                form.add_error("number" if data["number"] != initial["number"] else "date", str(problem))
                status = 409
    context = {
        "section": "programme",
        "programme": gathering.programme,
        "gathering": gathering,
        "form": form,
        "seen": request.POST.get("seen", "") or services.fingerprint(gathering),
    }
    return page(request, "programmes/gathering_form.html", context, status=status)


@policy(rules.desk_at)
def full_pdf(request: Request, desk: Desk) -> HttpResponse:
    """The day with everything that is to be said and done in it."""
    return printed(request, desk.gathering, instructions=True)


@policy(rules.day_of)
def leaders_pdf(request: Request, gathering: Gathering) -> HttpResponse:
    """The day's times and themes, for everybody who takes part."""
    return printed(request, gathering, instructions=False)


def printed(request: Request, gathering: Gathering, *, instructions: bool) -> HttpResponse:
    items = queries.items_to_print(gathering)
    return pdf_of(request, lambda: dayprint.pdf(gathering, items, instructions=instructions))


@policy(rules.day_of)
def calendar_file(request: Request, gathering: Gathering) -> HttpResponse:
    """The day for one's own calendar; a later file of the same day takes the place of this one."""
    link = request.build_absolute_uri(reverse("start"))
    with translation.override(gathering.programme.language):
        content = calendar.file(gathering, queries.items_of(gathering), link=link, now=timezone.now())
        name = f"{gathering}, {gathering.date.isoformat()}.ics"
    return download(content, name=name, content_type="text/calendar; charset=utf-8; method=PUBLISH")
