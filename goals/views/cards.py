from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from config.http import Request, page
from config.ids import given_id
from config.policy import policy
from goals import printing
from goals.models import Area
from goals.platform import queries as platform
from goals.queries import cards as queries
from goals.queries.sharing import receivers
from programmes.models import Membership
from programmes.rules import own_membership
from programmes.views.documents import in_the_readers, pdf

PAGE = "goals/card.html"
PART = "goal-card"


def card_page(request: Request, membership: Membership, *, status: int = 200, **more: Any) -> HttpResponse:
    """The leader's målkort, with one area in the form when `form` is given."""
    areas = queries.areas(membership)
    context = {
        "section": "goals",
        "membership": membership,
        "areas": areas,
        "curves": (curves := queries.beliefs(areas)),
        "chains": queries.chains(areas, curves),
        "sheet": queries.sheet(membership, areas),
        "receivers": receivers(membership),
        "sentence": platform.sentence(membership),
        "today": timezone.localdate(),
        "deleted_today": queries.deleted_areas(membership),
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


def card_url(membership: Membership) -> str:
    return reverse("goal-card", args=[membership.public_id])


@policy(own_membership)
def own_pdf(request: Request, membership: Membership) -> HttpResponse:
    """The card as it stands now, for its leader."""
    sheet = in_the_readers(queries.sheet(membership, queries.areas(membership)))
    return pdf(request, printing.page(sheet, colour=membership.municipality.colour))
