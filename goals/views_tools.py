"""What comes of a worksheet on the målkort."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from config.http import Request, go, page
from config.policy import policy
from goals import rules
from goals.models import Goal
from goals.rules import OwnGrow, OwnNextStep
from goals.services import growing
from goals.views import card_url
from programmes.contract import NotPossible
from programmes.models import Membership


def goals_of(membership: Membership) -> list[Goal]:
    """The goals of a leader's card under which an action may be laid."""
    goals = Goal.objects.filter(area__card__membership=membership, area__deleted_at__isnull=True).exclude(text="")
    return list(goals.select_related("area").order_by("area__position", "position"))


@policy(rules.own_grow)
def grow_action(request: Request, own: OwnGrow) -> HttpResponse:
    """Where on the målkort the action is to stand, and the act itself."""
    choices = goals_of(own.membership)
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


@policy(rules.own_next_step)
def step_action(request: Request, own: OwnNextStep) -> HttpResponse:
    """Where on the målkort the next step is to stand, with its deadline, and the act itself."""
    choices, back = goals_of(own.membership), reverse("evening", args=[own.gathering.public_id])
    problem, title = "", request.POST.get("title", "").strip()
    deadline = request.POST.get("deadline", "").strip()
    chosen = next((goal for goal in choices if goal.public_id == request.POST.get("goal", "")), None)
    if request.method == "POST":
        try:
            for text in (title, deadline):
                refuse_odd(text)
            action = growing.place_step(
                step=own.step, membership=own.membership, deadline=deadline, goal=chosen, title=title
            )
            card = card_url(own.membership)
            return go(request, f"{card}#goal-{action.goal.public_id}" if action else card)
        except NotPossible as refusal:
            problem = str(refusal)
    if own.step.placed_at:
        return go(request, card_url(own.membership))
    context = {
        "section": "goals",
        "membership": own.membership,
        "step": own.step,
        "goals": choices,
        "chosen": chosen,
        "title": title,
        "deadline": deadline,
        "problem": problem,
        "back": back,
    }
    return page(request, "goals/tools/step_action.html", context, status=422 if problem else 200)


def refuse_odd(text: str) -> None:
    """Raises `NotPossible` for what no field of the card takes."""
    if len(text) > 200:
        raise NotPossible(growing.too_long(len(text)))
    if "\x00" in text:
        raise NotPossible(_("Teksten har tegn som ikke kan lagres. Skriv den på nytt."))
