"""Mestringstro: rated, seen over time with what happened beside it, and fed from its four sources."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from config.http import Request, go, page, refused
from config.policy import policy
from efficacy.forms.beliefs import RatingForm
from efficacy.models import Belief
from efficacy.services import beliefs as services
from goals import papers_beliefs, rules
from goals.forms.beliefs import AboutForm, AboutSourcesForm, SourcesForm
from goals.models import LadderStep
from goals.queries import beliefs as queries
from goals.queries.sharing import is_shared
from goals.rules import OwnGoal
from goals.rules import own as rules_own
from goals.rules.own import OwnBelief
from goals.services import cards, ladders
from programmes.models import Membership
from programmes.rules import own_membership
from programmes.views.documents import in_the_readers, pdf


@policy(own_membership)
def beliefs(request: Request, membership: Membership) -> HttpResponse:
    """Everything that the leader has a belief about; a POST begins another, about something in general."""
    form = AboutForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return go(request, belief_url(begun(membership, form)))
    return listed(request, "goals/beliefs.html", membership, form)


@policy(own_membership)
def sources_list(request: Request, membership: Membership) -> HttpResponse:
    """The same, each with its four sources; a POST begins another, and goes on to its sources."""
    form = AboutSourcesForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        own = begun(membership, form)
        return go(request, reverse("belief-sources", args=[membership.public_id, own.belief.public_id]))
    return listed(request, "goals/sources.html", membership, form)


def begun(membership: Membership, form: AboutForm) -> OwnBelief:
    """A belief about that, the same one however often it is sent."""
    return OwnBelief(membership, services.begin_once(membership=membership, about=form.cleaned_data["about"]))


def listed(request: Request, template: str, membership: Membership, form: AboutForm) -> HttpResponse:
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
    return page(request, template, context, status=422 if form.is_bound else 200)


def belief_url(own: OwnBelief) -> str:
    return reverse("belief", args=[own.membership.public_id, own.belief.public_id])


@policy(rules_own.own_belief)
def belief(request: Request, own: OwnBelief) -> HttpResponse:
    """One belief over time; a POST rates it now, or deletes one about something in general."""
    if request.method == "POST" and request.POST.get("act") == "delete":
        if not queries.is_general(own.belief):
            return refused(request, _("Denne hører til et mål eller et trinn, og slettes sammen med det."), 409)
        services.delete(belief=own.belief)
        return go(request, reverse("beliefs", args=[own.membership.public_id]))
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


def shown(request: Request, own: OwnBelief, form: RatingForm, *, status: int) -> HttpResponse:
    context = {
        "section": "goals",
        "membership": own.membership,
        "belief": own.belief,
        "sheet": queries.sheet(own.membership, own.belief),
        "is_shared": is_shared(own.membership, "belief", own.belief.public_id),
        "is_general": queries.is_general(own.belief),
        "form": form,
    }
    return page(request, "goals/belief_over_time.html", context, status=status)


@policy(rules_own.own_belief)
def belief_pdf(request: Request, own: OwnBelief) -> HttpResponse:
    """The belief as it stands, for its leader."""
    sheet = queries.sheet(own.membership, own.belief)
    return pdf(request, papers_beliefs.belief(in_the_readers(sheet), colour=own.membership.municipality.colour))


@policy(rules_own.own_belief)
def sources(request: Request, own: OwnBelief) -> HttpResponse:
    """The four sources of this belief, in the leader's words."""
    about = queries.sheet(own.membership, own.belief).about
    return feeding(request, own.membership, own.belief, about, begin=lambda: own.belief, back=belief_url(own))


@policy(rules.own_goal)
def goal_sources(request: Request, own: OwnGoal) -> HttpResponse:
    """The same of a goal, which may have no belief yet: it is begun by what is written."""
    if own.goal.belief and request.method != "POST":
        there = reverse("belief-sources", args=[own.membership.public_id, own.goal.belief.public_id])
        return go(request, there)

    def begin() -> Belief:
        return cards.belief_of(goal=own.goal, membership=own.membership)

    back = reverse("sources", args=[own.membership.public_id])
    return feeding(request, own.membership, own.goal.belief, own.goal.text, begin=begin, back=back)


def feeding(
    request: Request,
    membership: Membership,
    belief: Belief | None,
    about: str,
    *,
    begin: Callable[[], Belief],
    back: str,
) -> HttpResponse:
    """The form of the sources. What another window has written meanwhile is shown first, and not written over."""
    data = request.POST.copy() if request.method == "POST" else None
    form = SourcesForm(data, belief=belief, sources=list(belief.sources.all()) if belief else [])
    overtaken = None
    if data is not None and form.is_valid():
        if not form.is_overtaken:
            own = OwnBelief(membership, begin())
            services.feed(belief=own.belief, texts=form.texts(), small_next=form.cleaned_data["small_next"])
            return go(request, belief_url(own))
        overtaken = queries.sheet(membership, begin())
        data["seen"] = form.stands
    context = {
        "section": "goals",
        "membership": membership,
        "about": about,
        "form": form,
        "overtaken": overtaken,
        "back": back,
    }
    return page(request, "goals/belief_sources.html", context, status=422 if form.is_bound else 200)
