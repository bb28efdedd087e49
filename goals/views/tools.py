"""What comes of a worksheet on the målkort."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from config.fields import Line
from config.http import Request, go, page
from config.policy import policy
from goals import rules
from goals.models import Goal
from goals.rules import OwnGrow, OwnNextStep
from goals.services import growing
from goals.views.cards import card_url
from programmes.contract import NotPossible
from programmes.models import Membership


def goals_of(membership: Membership) -> list[Goal]:
    """The goals of a leader's card under which an action may be laid."""
    goals = Goal.objects.standing().filter(area__card__membership=membership).exclude(text="")
    return list(goals.select_related("area").order_by("area__position", "position"))


class PlacingForm(forms.Form):
    """Where an action is to stand: under one of the goals, or on a new area."""

    title = Line(None, 200)

    def __init__(self, goals: list[Goal], data: Any = None) -> None:
        super().__init__(data)
        self.goals = {goal.public_id: goal for goal in goals}

    @property
    def goal(self) -> Goal | None:
        return self.goals.get(self.data.get("goal", ""))

    @property
    def problem(self) -> str:
        """The first thing that is wrong with what was typed; empty: nothing is."""
        return next((str(said[0]) for said in self.errors.values()), "")

    def context(self) -> dict[str, Any]:
        typed = {name: self.data.get(name, "") for name in self.fields}
        return {"goals": list(self.goals.values()), "chosen": self.goal, **typed}


class StepPlacingForm(PlacingForm):
    """A step has no deadline yet."""

    deadline = Line(None, 200)


@policy(rules.own_grow)
def grow_action(request: Request, own: OwnGrow) -> HttpResponse:
    """Where on the målkort the action is to stand, and the act itself."""
    form = PlacingForm(goals_of(own.membership), request.POST if request.method == "POST" else None)
    problem = form.problem
    if form.is_bound and not problem:
        try:
            action = growing.place(grow=own.grow, goal=form.goal, title=form.cleaned_data["title"])
            return go(request, f"{card_url(own.membership)}#goal-{action.goal.public_id}")
        except NotPossible as refusal:
            problem = str(refusal)
    if own.grow.is_placed:
        return go(request, card_url(own.membership))
    context = {
        "section": "goals",
        "membership": own.membership,
        "grow": own.grow,
        "problem": problem,
        "today": timezone.localdate(),
        "back": reverse("worksheet", args=[own.membership.public_id, "grow", own.grow.public_id]),
        **form.context(),
    }
    return page(request, "goals/tools/grow_action.html", context, status=422 if problem else 200)


@policy(rules.own_next_step)
def step_action(request: Request, own: OwnNextStep) -> HttpResponse:
    """Where on the målkort the next step is to stand, with its deadline, and the act itself."""
    form = StepPlacingForm(goals_of(own.membership), request.POST if request.method == "POST" else None)
    problem = form.problem
    if form.is_bound and not problem:
        data = form.cleaned_data
        try:
            action = growing.place_step(
                step=own.step,
                membership=own.membership,
                deadline=data["deadline"],
                goal=form.goal,
                title=data["title"],
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
        "problem": problem,
        "back": reverse("evening", args=[own.gathering.public_id]),
        **form.context(),
    }
    return page(request, "goals/tools/step_action.html", context, status=422 if problem else 200)
