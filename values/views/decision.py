"""The facilitator's page on which the programme's values are decided."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from config.http import Request, go, page
from config.policy import policy
from programmes.contract import NotPossible
from programmes.models import Person, Round, Stage
from programmes.queries.agenda import state_of
from programmes.rules.question import Draft
from programmes.services.rounds import newest
from values.forms.rounds import DecisionForm, SeenForm
from values.queries import decisions as queries
from values.queries.decisions import DecisionPage
from values.rules import decision_at
from values.services import decisions as services


@policy(decision_at)
def decision(request: Request, draft: Draft) -> HttpResponse:
    """Which values the programme goes on with, why, and on which figures."""
    draft.exercise.item.gathering = draft.desk.gathering
    round = newest(draft.exercise)
    made = queries.decision_of(round) if round else None
    options = queries.options(draft.desk.gathering.pk)
    choices = [(option.key, option.label) for option in options]
    if request.method != "POST":
        return show(request, draft, options, made, DecisionForm(choices, initial=as_decided(options, made)))
    if request.POST.get("act") == "undo":
        problem, was = undo(round, SeenForm(request.POST)), as_decided(options, made)
        if problem:
            return show(request, draft, options, made, DecisionForm(choices, initial=was), problem=problem, status=409)
        made = queries.decision_of(round) if round else None
        # What was decided stays in the form, to be decided anew or changed.
        form = DecisionForm(choices, initial=was | {"seen": made.decision.number if made else 0})
        return show(request, draft, options, made, form, is_undone=True)
    form, problem = DecisionForm(choices, request.POST), ""
    if form.is_valid():
        problem = decide(draft, form, by=request.user)
        if not problem:
            return go(request, request.path)
    return show(request, draft, options, made, form, problem=problem, status=409 if problem else 422)


def undo(round: Round | None, form: SeenForm) -> str:
    """Takes back the decision that was seen; returns why it could not be, or nothing."""
    if round is None or not form.is_valid():
        return _("Det forsto vi ikke. Last siden på nytt, og prøv igjen.")
    try:
        services.undo(round=round, seen=form.cleaned_data["seen"])
    except NotPossible as refusal:
        return str(refusal)
    return ""


def as_decided(options: list[queries.Option], made: DecisionPage | None) -> dict[str, Any]:
    """The form's fields as the decision that stands has them."""
    if made is None:
        return {"seen": 0, "reason": ""}
    labels = {value.label for value in made.values}
    chosen = [option.key for option in options if option.label in labels]
    return {"seen": made.decision.number, "reason": made.decision.reason, "values": chosen}


def decide(draft: Draft, form: DecisionForm, *, by: Person) -> str:
    """Keeps what was chosen; returns why it could not, or nothing."""
    data = form.cleaned_data
    if state_of(draft.desk.gathering) == Stage.State.PLANNED:
        return _("Samlingen er ikke begynt. Start den fra regien, og ta beslutningen der.")
    try:
        services.decide_at(
            exercise=draft.exercise, keys=data["values"], reason=data["reason"], seen=data["seen"], by=by
        )
    except NotPossible as refusal:
        return str(refusal)
    return ""


def show(
    request: Request,
    draft: Draft,
    options: list[queries.Option],
    made: DecisionPage | None,
    form: DecisionForm,
    *,
    problem: str = "",
    is_undone: bool = False,
    status: int = 200,
) -> HttpResponse:
    gathering = draft.desk.gathering
    context = {
        "section": "programme",
        "gathering": gathering,
        "exercise": draft.exercise,
        "options": options,
        "form": form,
        "picked": set(form["values"].value() or []),
        "made": made,
        "points": queries.last_points(gathering.pk),
        "problem": problem,
        "is_undone": is_undone,
    }
    return page(request, "values/decision.html", context, status=status)
