"""Reminders and the calendar feed: asked for, changed and stopped by the leader alone."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from config.http import Request, go, page
from config.policy import policy, ticket
from goals import rules
from goals.calendar import feed
from goals.models import GoalCard
from goals.queries import cards as queries
from goals.queries.log import review_days
from goals.services import feeds, reminders
from programmes.models import Membership, Person
from programmes.rules import own_membership


@policy(own_membership)
def follow_up(request: Request, membership: Membership) -> HttpResponse:
    """How deadlines come to the leader."""
    if request.method == "POST":
        act(membership, request.POST.get("act", ""), shown="shown" in request.POST)
        return go(request, reverse("goal-card-follow-up", args=[membership.public_id]))
    card = GoalCard.objects.filter(membership=membership).first() or GoalCard(membership=membership)
    path = reverse("goals-calendar", args=[card.calendar_token]) if card.calendar_token else ""
    address = request.build_absolute_uri(path) if path else ""
    context = {
        "section": "goals",
        "membership": membership,
        "card": card,
        "address": address,
        "subscribe": re.sub("^https?", "webcal", address),
    }
    return page(request, "goals/follow_up.html", context)


def act(membership: Membership, name: str, *, shown: bool) -> None:
    if name in ("remind", "quiet"):
        reminders.choose(membership=membership, wanted=name == "remind")
    elif name == "open":
        feeds.open(membership=membership)
    elif name == "close":
        feeds.close(membership=membership)
    elif name == "show":
        feeds.show_actions(membership=membership, wanted=shown)


@ticket(rules.reminded_by)
def stop_reminders(request: Request, person: Person) -> HttpResponse:
    """Where a mail's link leads: one button, and it is quiet."""
    if request.method == "POST":
        reminders.stop(person=person)
    return page(request, "goals/reminders.html", {"stopped": request.method == "POST"})


@ticket(rules.calendar_of)
@require_safe
def calendar(request: Request, card: GoalCard) -> HttpResponse:
    """The feed, for a calendar program that has its secret address."""
    membership = card.membership
    with translation.override(membership.person.language or membership.municipality.language):
        reviews = review_days(membership, timezone.localdate())
        shown = card.calendar_shows_actions
        content = feed(queries.dated_actions(card), reviews, with_text=shown, now=timezone.now())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
