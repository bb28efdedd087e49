"""Mestringstro: rated, seen over time with what happened beside it, and fed from its four sources."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from config.http import Request, go, page
from config.policy import policy
from efficacy import services
from efficacy.forms import RatingForm
from efficacy.models import Belief
from goals import queries_beliefs as queries
from goals import rules_own
from goals.forms_beliefs import AboutForm, SourcesForm
from goals.models import LadderStep
from goals.rules_own import OwnBelief
from goals.services import ladders
from programmes.models import Membership
from programmes.rules import own_membership


@policy(own_membership)
def beliefs(request: Request, membership: Membership) -> HttpResponse:
    """Everything that the leader has a belief about; a POST begins another, about something in general."""
    form = AboutForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        about = form.cleaned_data["about"]
        known = membership.beliefs.filter(about=about).first()
        return go(
            request, belief_url(OwnBelief(membership, known or services.begin(membership=membership, about=about)))
        )
    goals, steps, general = queries.held(membership)
    context = {
        "section": "goals",
        "around": "beliefs",
        "membership": membership,
        "goals": goals,
        "steps": steps,
        "general": general,
        "form": form,
    }
    return page(request, "goals/beliefs.html", context, status=422 if form.is_bound else 200)


def belief_url(own: OwnBelief) -> str:
    return reverse("belief", args=[own.membership.public_id, own.belief.public_id])


@policy(rules_own.own_belief)
def belief(request: Request, own: OwnBelief) -> HttpResponse:
    """One belief over time; a POST rates it now."""
    form = RatingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        rate(own.belief, form.cleaned_data["value"])
        return go(request, belief_url(own))
    return shown(request, own, form, status=422 if form.is_bound else 200)


def rate(belief: Belief, value: int) -> None:
    """Now; of a step, each try of the day has a rating of its own."""
    step = LadderStep.objects.filter(belief=belief).select_related("ladder__membership").first()
    if step:
        ladders.take_step(step=step, value=value)
    else:
        services.rate(belief=belief, value=value)


def shown(request: Request, own: OwnBelief, form: RatingForm, *, status: int, **more: Any) -> HttpResponse:
    context = {
        "section": "goals",
        "membership": own.membership,
        "belief": own.belief,
        "story": queries.story(own.belief),
        "sources": list(own.belief.sources.all()),
        "form": form,
        **more,
    }
    return page(request, "goals/belief_over_time.html", context, status=status)


@policy(rules_own.own_belief)
def sources(request: Request, own: OwnBelief) -> HttpResponse:
    """The four sources of this belief, in the leader's words."""
    stored = list(own.belief.sources.all())
    form = SourcesForm(request.POST if request.method == "POST" else None, belief=own.belief, sources=stored)
    if form.is_bound and form.is_valid():
        services.feed(belief=own.belief, texts=form.texts(), small_next=form.cleaned_data["small_next"])
        return go(request, belief_url(own))
    context = {
        "section": "goals",
        "membership": own.membership,
        "belief": own.belief,
        "about": queries.story(own.belief).held.text,
        "form": form,
    }
    return page(request, "goals/belief_sources.html", context, status=422 if form.is_bound else 200)
