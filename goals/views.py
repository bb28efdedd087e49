from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from config.http import Request, download, go, page, refused
from config.ids import given_id, public_id
from config.pdf import printer
from config.policy import policy
from efficacy.forms import RatingForm
from efficacy.queries import curves
from goals import printing, queries, rules
from goals.forms import AreaSheet, Typed, as_typed, new_row, with_row
from goals.models import Area
from goals.rules import Own, OwnGoal
from goals.services import cards, sharing
from goals.sheet import GoalCardSheet
from programmes.contract import NotPossible
from programmes.models import Membership, Municipality, Programme, Share
from programmes.rules import own_membership, programme_of_hr

PAGE = "goals/card.html"
PART = "goal-card"


def card_page(request: Request, membership: Membership, *, status: int = 200, **more: Any) -> HttpResponse:
    """The leader's målkort, with one area in the form when `form` is given."""
    areas = queries.areas(membership)
    context = {
        "section": "goals",
        "membership": membership,
        "areas": areas,
        "curves": queries.beliefs(areas),
        "sheet": queries.sheet(membership, areas),
        "shares": (shares := queries.handed_in(membership)),
        "standing": next((share for share in shares if share.is_open), None),
        "today": timezone.localdate(),
        **more,
    }
    return page(request, PAGE, context, part=PART, status=status)


@policy(own_membership)
def goal_card(request: Request, membership: Membership) -> HttpResponse:
    """The leader's own målkort."""
    just = request.GET.get("handed_in", "")
    return card_page(request, membership, deleted=deleted_area(request, membership), just_handed_in=just)


def deleted_area(request: Request, membership: Membership) -> Area | None:
    """The area that was just deleted, so that it can be taken back."""
    name = given_id(request.GET.get("deleted", ""))
    return Area.objects.filter(card__membership=membership, public_id=name, deleted_at__isnull=False).first()


@policy(own_membership)
def new_area(request: Request, membership: Membership) -> HttpResponse:
    """A new area. The form names it before it is saved, so that however often it is sent, it is one area."""
    return edit(request, membership, None, name=given_id(request.POST.get("saved_as", "")) or public_id())


@policy(rules.own_area)
def edit_area(request: Request, own: Own) -> HttpResponse:
    if own.area.deleted_at:
        raise Http404
    return edit(request, own.membership, own.area)


def edit(request: Request, membership: Membership, area: Area | None, *, name: str = "") -> HttpResponse:
    """The area's form: saves as one writes, adds rows, and says what to mend without losing a word."""
    name = area.public_id if area else name
    shown: dict[str, Any] = {"editing": name if area else "new", "saved_as": name}
    if request.method != "POST":
        found = next((each for each in queries.areas(membership) if area and each.pk == area.pk), None)
        return card_page(request, membership, form=AreaSheet(typed=Typed.of(found)), **shown)
    form = AreaSheet(data=request.POST)
    add, quietly = request.POST.get("add", "")[:40], "autosave" in request.POST
    problem = ""
    if form.is_valid():
        try:
            cards.save_area(membership=membership, name=name, **form.cleaned())
        except NotPossible as refusal:
            problem = str(refusal)
    saved = form.is_valid() and not problem
    if quietly:
        context = {"at": timezone.now() if saved else None, "unsaved": not saved, "problem": problem, "saved_as": name}
        return page(request, "goals/saved.html", context, status=200 if saved else 422)
    if add:
        typed = with_row(as_typed(request.POST), add)
        return card_page(request, membership, form=AreaSheet(typed=typed), focus=new_row(typed, add), **shown)
    if not saved:
        return card_page(request, membership, form=form, problem=problem, status=422, **shown)
    return go(request, f"{card_url(membership)}#area-{name}")


def card_url(membership: Membership) -> str:
    return reverse("goal-card", args=[membership.public_id])


@policy(rules.own_area)
def delete_area(request: Request, own: Own) -> HttpResponse:
    if request.method == "POST":
        cards.delete_area(area=own.area)
        return go(request, f"{card_url(own.membership)}?deleted={own.area.public_id}")
    return go(request, card_url(own.membership))


@policy(rules.own_area)
def restore_area(request: Request, own: Own) -> HttpResponse:
    if request.method == "POST":
        try:
            cards.restore_area(area=own.area)
        except NotPossible as problem:
            return card_page(request, own.membership, problem=str(problem), status=422)
    return go(request, f"{card_url(own.membership)}#area-{own.area.public_id}")


@policy(rules.own_goal)
def belief(request: Request, own: OwnGoal) -> HttpResponse:
    """How sure the leader is of a goal, now and before."""
    form = RatingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cards.believe(goal=own.goal, membership=own.membership, value=form.cleaned_data["value"])
        return go(request, f"{card_url(own.membership)}#goal-{own.goal.public_id}")
    context = {
        "section": "goals",
        "membership": own.membership,
        "goal": own.goal,
        "form": form,
        "curve": curves([own.goal.belief]).get(own.goal.belief_id or 0),
    }
    return page(request, "goals/belief.html", context, status=422 if form.is_bound else 200)


@policy(own_membership)
def hand_in(request: Request, membership: Membership) -> HttpResponse:
    """What handing in means, and the act itself."""
    programmes = queries.programmes_to_hand_in_to(membership)
    problem = ""
    if request.method == "POST":
        chosen = [each for each in programmes if each.public_id == request.POST.get("programme", "")[:12]]
        try:
            if not chosen:
                raise NotPossible(_("Velg hvilket program målkortet leveres i."))
            share = sharing.hand_in(membership=membership, programme=chosen[0], by=request.user)
            return go(request, f"{card_url(membership)}?handed_in={share.public_id}")
        except NotPossible as refusal:
            problem = str(refusal)
    context = {
        "section": "goals",
        "membership": membership,
        "programmes": programmes,
        "sheet": queries.sheet(membership, queries.areas(membership)),
        "problem": problem,
    }
    return page(request, "goals/hand_in.html", context, status=422 if problem else 200)


@policy(rules.own_share)
def withdraw(request: Request, share: Share) -> HttpResponse:
    membership = share.edition.membership
    if request.method == "POST":
        try:
            sharing.withdraw(share=share, by=request.user)
        except NotPossible as problem:
            return card_page(request, membership, problem=str(problem), status=409)
    return go(request, card_url(membership))


@policy(own_membership)
def own_pdf(request: Request, membership: Membership) -> HttpResponse:
    """The card as it stands now, for its leader."""
    return pdf(request, queries.sheet(membership, queries.areas(membership)), membership.municipality)


@policy(rules.own_share)
def own_edition_pdf(request: Request, share: Share) -> HttpResponse:
    """What the leader handed in, as it was then."""
    return pdf(request, queries.edition_sheet(share.edition), share.edition.membership.municipality)


@policy(programme_of_hr)
def hr_list(request: Request, programme: Programme) -> HttpResponse:
    """Who has handed in a målkort, and who has not yet; never a draft."""
    lines = queries.hand_ins(programme)
    context = {
        "section": "handed-in",
        "programme": programme,
        "lines": lines,
        "count": sum(line.share is not None for line in lines),
    }
    return page(request, "goals/handed_in.html", context)


@policy(rules.share_of_hr)
def hr_sheet(request: Request, share: Share) -> HttpResponse:
    """A målkort that was handed in, for reading. That it was opened is noted for its leader."""
    sharing.look(share=share, by=request.user)
    context = {
        "section": "handed-in",
        "programme": share.programme,
        "share": share,
        "sheet": queries.edition_sheet(share.edition),
    }
    return page(request, "goals/edition.html", context)


@policy(rules.share_of_hr)
def hr_pdf(request: Request, share: Share) -> HttpResponse:
    """A målkort that was handed in, as a file. From then on it may be archived."""
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    try:
        edition = sharing.fetch(share=share, by=request.user)
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    return pdf(request, queries.edition_sheet(edition), edition.membership.municipality)


def pdf(request: Request, sheet: GoalCardSheet, municipality: Municipality) -> HttpResponse:
    """The sheet as an accessible PDF in its own language, made by the printing process."""
    printed = printing.page(sheet, colour=municipality.colour)
    try:
        content = printed.pdf()
    except printer.PrintFailed:
        text = _("Vi fikk ikke laget PDF-en nå. Prøv igjen om litt, eller skriv ut siden fra nettleseren.")
        return refused(request, text, 503)
    return download(content, name=printed.name, content_type="application/pdf")
