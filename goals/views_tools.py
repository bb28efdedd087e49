"""What comes of a worksheet on the målkort."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from config.http import Request, go, page
from config.policy import policy
from goals import rules
from goals.models import Goal
from goals.rules import OwnGrow
from goals.services import growing
from goals.views import card_url
from programmes.contract import NotPossible


@policy(rules.own_grow)
def grow_action(request: Request, own: OwnGrow) -> HttpResponse:
    """Where on the målkort the action is to stand, and the act itself."""
    goals = Goal.objects.filter(area__card__membership=own.membership, area__deleted_at__isnull=True).exclude(text="")
    choices = list(goals.select_related("area").order_by("area__position", "position"))
    problem, title = "", request.POST.get("title", "").strip()
    chosen = next((goal for goal in choices if goal.public_id == request.POST.get("goal", "")), None)
    if request.method == "POST":
        try:
            if len(title) > 200:
                raise NotPossible(growing.too_long(len(title)))
            action = growing.place(grow=own.grow, goal=chosen, title=title)
            return go(request, f"{card_url(own.membership)}#goal-{action.goal.public_id}")
        except NotPossible as refusal:
            problem = str(refusal)
    if own.grow.placed_id:
        return go(request, card_url(own.membership))
    context = {
        "section": "goals",
        "membership": own.membership,
        "grow": own.grow,
        "goals": choices,
        "chosen": chosen,
        "title": title,
        "problem": problem,
        "today": timezone.localdate(),
        "back": reverse("worksheet", args=[own.membership.public_id, "grow", own.grow.public_id]),
    }
    return page(request, "goals/tools/grow_action.html", context, status=422 if problem else 200)
