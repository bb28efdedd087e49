"""The leader platform: read by everybody in the programme, written by its facilitators, printed."""

from __future__ import annotations

from typing import Any

from django.core.cache import caches
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from config.colour import ink
from config.http import Request, go, page, refused
from config.ids import given_id
from config.pdf import printer
from config.pdf.styles import stylesheets
from config.policy import policy, ticket
from config.text import whole
from programmes import rules as programme_rules
from programmes.contract import NotPossible
from programmes.models import Programme
from programmes.views.documents import pdf_of
from values import poster as geometry
from values import rules
from values.forms.platform import MarginForm, Sheet, WithdrawForm, act_of
from values.models import Platform, PlatformEdition, PurposeSentence
from values.queries import platform as queries
from values.queries import steps as step_queries
from values.rules import EditionReader, Reader
from values.services import platform as services

PRINTED = 24 * 3600  # seconds that a document is kept; its edition never changes


@policy(rules.platform_reader)
def platform(request: Request, reader: Reader) -> HttpResponse:
    """The edition that holds, and the way to the earlier ones."""
    return reading(request, reader, queries.newest(reader.programme))


@policy(rules.platform_edition)
def edition(request: Request, found: EditionReader) -> HttpResponse:
    """One edition, also an earlier one; of one that was withdrawn, only why."""
    return reading(request, found.reader, found.edition)


def reading(request: Request, reader: Reader, edition: PlatformEdition | None) -> HttpResponse:
    editions = queries.published(reader.programme)
    gone = edition is not None and edition.withdrawn_at is not None
    context = {
        "section": "shared-platform",
        "programme": reader.programme,
        "writes": reader.writes,
        "edition": edition,
        "shown": queries.page(edition) if edition and not gone else None,
        "editions": editions,
        "holds": next((each for each in editions if each.withdrawn_at is None), None),
    }
    return page(request, "values/platform.html", context, status=410 if gone else 200)


@policy(rules.platform_reader)
def steps(request: Request, reader: Reader) -> HttpResponse:
    """The six steps, where the municipality stands, and what each has brought."""
    here = queries.platform_of(reader.programme)
    context = {
        "section": "shared-platform",
        "programme": reader.programme,
        "writes": reader.writes,
        "steps": step_queries.steps(reader.programme),
        "review_on": here.review_on if here else None,
    }
    return page(request, "values/platform_steps.html", context)


@policy(programme_rules.programme_run_by)
def edit(request: Request, programme: Programme) -> HttpResponse:
    """The facilitators write: every button saves all that stands on the page."""
    if request.method != "POST":
        return desk(request, programme, removed=request.GET.get("out", ""), did=request.GET.get("did", ""))
    here, (act, chosen) = services.platform_of(programme), act_of(request.POST)
    here.programme = programme
    sheet = Sheet.of(queries.desk(here), request.POST)
    if not sheet.is_valid():
        return desk(request, programme, sheet=sheet, problem=_("Ingenting er lagret ennå. Rett det som er merket."))
    if sheet.homeless:
        problem = _(
            "Noen har tatt ut noe imens, og dette har ikke plass lenger: «%(texts)s». Ingenting er lagret ennå. "
            "Skriv det et annet sted, eller lagre uten."
        ) % {"texts": "», «".join(sheet.homeless)}
        return desk(request, programme, sheet=sheet, problem=problem, status=409)
    margin = MarginForm(request.POST)
    if not margin.is_valid():
        problem = _("%(problem)s Ingenting er lagret ennå.") % {"problem": margin.problem}
        return desk(request, programme, sheet=sheet, problem=problem)
    try:
        services.save(platform=here, texts=sheet.texts(), new=sheet.new())
    except services.OthersWrote as late:
        sheet.show_newer(late.texts)
        problem = _("Noen har skrevet noe nyere imens. Ingenting er lagret ennå. Se over, og lagre igjen.")
        return desk(request, programme, sheet=sheet, problem=problem, status=409)
    except NotPossible as full:
        problem = _("%(problem)s Ingenting er lagret ennå.") % {"problem": full}
        return desk(request, programme, sheet=sheet, problem=problem)
    if margin.written("note"):
        services.set_note(platform=here, note=margin.cleaned_data["note"])
    if margin.written("review"):
        services.set_review(platform=here, day=margin.cleaned_data["review"])
    try:
        return go(request, request.path + perform(request, here, act, chosen))
    except NotPossible as refusal:
        return desk(request, programme, problem=str(refusal))


def perform(request: Request, platform: Platform, act: str, chosen: str) -> str:
    """Does what the button says; returns what the page tells afterwards, as its query and place."""
    row = queries.row(platform, chosen) if chosen else None
    if act in ("agree", "disagree") and isinstance(row, PurposeSentence):
        services.agree(sentence=row, agreed=act == "agree")
    elif act in ("up", "down") and row:
        services.move(row=row, up=act == "up")
    elif act in ("out", "in") and row:
        services.take_out(row=row, out=act == "out")
        return f"?out={row.public_id}" if act == "out" else ""
    elif act == "fetch":
        return f"?did=fetched-{services.fetch(platform=platform)}"
    elif act == "publish":
        services.publish(platform=platform, note=platform.note, by=request.user)
        return "?did=published"
    elif act in ("open", "shut"):
        services.set_link(platform=platform, is_open=act == "open")
        return f"?did={act}#share"
    elif act == "review":
        return "?did=review#review"
    return "?did=saved" if not row else f"#row-{chosen}"


def desk(
    request: Request,
    programme: Programme,
    *,
    sheet: Sheet | None = None,
    removed: str = "",
    did: str = "",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    here = queries.platform_of(programme) or Platform(programme=programme)
    rows = queries.desk(here, removed=given_id(removed)) if here.pk else queries.Desk([], [])
    did, _dash, number = did.partition("-")
    review = here.review_on.strftime("%d.%m.%Y") if here.review_on else ""
    context: dict[str, Any] = {
        "section": "shared-platform",
        "programme": programme,
        "platform": here,
        "sheet": sheet or Sheet.of(rows),
        "removed": rows.removed if rows.removed and rows.removed.is_removed else None,
        "did": did,
        "came": whole(number, digits=3) or 0,
        "problem": problem,
        "editions": queries.published(programme),
        "link": request.build_absolute_uri(reverse("public-platform", args=[here.link])) if here.link else "",
        "is_due": bool(here.review_on and here.review_on <= timezone.localdate()),
        "note": request.POST.get("note", here.note)[:600],
        "review": request.POST.get("review", review)[:20],
        "review_was": review,
    }
    return page(request, "values/platform_edit.html", context, status=422 if problem and status == 200 else status)


@policy(rules.edition_of_writer)
def withdraw(request: Request, edition: PlatformEdition) -> HttpResponse:
    """Asks why, and then the edition is read no more; or it holds again."""
    form, programme = WithdrawForm(request.POST or None), edition.platform.programme
    back = reverse("shared-platform-edit", args=[programme.public_id])
    if request.method == "POST" and request.POST.get("act") == "restore":
        services.restore(edition=edition, by=request.user)
        return go(request, back + "#editions")
    if request.method == "POST" and form.is_valid():
        services.withdraw(edition=edition, why=form.cleaned_data["why"], by=request.user)
        return go(request, back + "#editions")
    context = {"section": "shared-platform", "programme": programme, "edition": edition, "form": form}
    return page(request, "values/platform_withdraw.html", context, status=422 if request.method == "POST" else 200)


@policy(rules.platform_edition)
def document(request: Request, found: EditionReader) -> HttpResponse:
    """The platform on A4."""
    return printed(request, found.edition, "document")


@policy(rules.platform_edition)
def poster(request: Request, found: EditionReader) -> HttpResponse:
    """The platform on one A3, to be hung up."""
    return printed(request, found.edition, "poster")


@ticket(rules.platform_by_link)
def public(request: Request, platform: Platform) -> HttpResponse:
    """The edition that holds, for whoever has the address; in the platform's own language."""
    edition = queries.newest(platform.programme)
    context = {
        "programme": platform.programme,
        "platform": platform,
        "shown": queries.page(edition) if edition else None,
        "edition": edition or platform.editions.last(),
    }
    with translation.override(platform.programme.language):
        response = page(request, "values/platform_public.html", context, status=200 if edition else 410)
        return response.render()


@ticket(rules.platform_by_link)
def public_document(request: Request, platform: Platform) -> HttpResponse:
    """The same on A4."""
    return printed(request, queries.newest(platform.programme), "document", address=platform.link)


@ticket(rules.platform_by_link)
def public_poster(request: Request, platform: Platform) -> HttpResponse:
    """The same on one A3."""
    return printed(request, queries.newest(platform.programme), "poster", address=platform.link)


def printed(request: Request, edition: PlatformEdition | None, form: str, *, address: str = "") -> HttpResponse:
    """A document of an edition; made once, since an edition never changes."""
    if edition is None or edition.withdrawn_at is not None:
        if address:
            return go(request, reverse("public-platform", args=[address]))
        return refused(request, _("Denne utgaven er trukket tilbake."), 410)
    colour = ink(edition.platform.programme.municipality.colour)
    key = f"platform-{edition.public_id}-{form}-{colour}"
    shown = queries.page(edition)
    with translation.override(shown.content.language):
        title = _("Lederplattform") if form == "document" else _("Plakat")
        number = _("utgave %(number)s") % {"number": edition.number}
        name = f"{title}, {shown.content.municipality}, {number}.pdf"
        html = sheet_of(shown, form, colour)

    def make() -> tuple[str, bytes]:
        content = caches["documents"].get(key)
        if content is None:
            content = printer.pdf(html, *stylesheets("shared_platform.css"), f":root {{ --own: {colour} }}")
            caches["documents"].set(key, content, PRINTED)
        return name, content

    return pdf_of(request, make)


def sheet_of(shown: queries.EditionPage, form: str, colour: str) -> str:
    """The document's HTML, in the language that is on."""
    content = shown.content
    values = [(value.label, [f"{shown.lead} {action}" for action in value.actions]) for value in content.values]
    labels = [label for label, _actions in values]
    drawn, purpose = geometry.cairn(labels, colour), " ".join(content.purpose)
    fits = geometry.setting_for(purpose, values, drawn)
    shows = [(label, actions if fits else actions[:1]) for label, actions in values]
    setting = fits or geometry.setting_for(purpose, shows, drawn) or geometry.SETTINGS[-1]
    across, high = geometry.size_of(drawn, setting)
    context = {
        "shown": shown,
        "content": content,
        "edition": shown.edition,
        "published": timezone.localtime(shown.edition.published_at),
        "cairn": drawn,
        "across": across,
        "high": high,
        "labels": ", ".join(labels),
        "setting": setting,
        "is_whole": bool(fits),
        "bands": [shows[start : start + geometry.WIDEST] for start in range(0, len(shows), geometry.WIDEST)],
    }
    return render_to_string(f"values/platform_{form}.html", context)
