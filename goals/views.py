from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
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
from goals.queries_sharing import receivers
from goals.rules import Own, OwnGoal
from goals.services import cards
from goals.sheet import GoalCardSheet
from programmes.contract import NotPossible
from programmes.models import Membership, Municipality
from programmes.rules import own_membership

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
        "receivers": receivers(membership),
        "today": timezone.localdate(),
        **more,
    }
    return page(request, PAGE, context, part=PART, status=status)


@policy(own_membership)
def goal_card(request: Request, membership: Membership) -> HttpResponse:
    """The leader's own målkort."""
    return card_page(request, membership, deleted=deleted_area(request, membership))


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
def own_pdf(request: Request, membership: Membership) -> HttpResponse:
    """The card as it stands now, for its leader."""
    return pdf(request, queries.sheet(membership, queries.areas(membership)), membership.municipality)


def pdf(request: Request, sheet: GoalCardSheet, municipality: Municipality) -> HttpResponse:
    """The sheet as an accessible PDF in its own language, made by the printing process."""
    printed = printing.page(sheet, colour=municipality.colour)
    try:
        content = printed.pdf()
    except printer.PrintFailed:
        text = _("Vi fikk ikke laget PDF-en nå. Prøv igjen om litt, eller skriv ut siden fra nettleseren.")
        return refused(request, text, 503)
    return download(content, name=printed.name, content_type="application/pdf")
