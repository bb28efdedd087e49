"""The facilitator's pages beside the stage: merging, what was missed, the decision, and what is printed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from config.http import Request, download, go, page, refused
from config.ids import given_id
from config.pdf import printer
from config.pdf.styles import stylesheets
from config.policy import policy
from programmes import rules
from programmes.contract import NotPossible
from programmes.models import Gathering
from programmes.queries.groups import groups_of
from programmes.question_rules import Draft
from programmes.rules import Desk
from programmes.services.rounds import newest, open_round
from values import cloud
from values.bank import bank_of
from values.diamond import ROWS
from values.forms import DecisionForm, LabelForm
from values.models import Merge, MissedValue
from values.queries import decisions as decision_queries
from values.queries import shortlists as shortlist_queries
from values.queries import words as word_queries
from values.rules import decision_at
from values.services import decisions, shortlists
from values.services import words as word_services


@policy(rules.desk_at)
def values(request: Request, desk: Desk) -> HttpResponse:
    """From diamonds to a list: what is one value, what is on the list and why, what somebody missed."""
    return values_page(request, desk)


def values_page(request: Request, desk: Desk, *, problem: str = "", status: int = 200) -> HttpResponse:
    gathering = desk.gathering
    diamonds, shortlist = word_queries.source(gathering.pk), shortlist_queries.newest(gathering.pk)
    context = {
        "section": "programme",
        "gathering": gathering,
        "diamonds": diamonds,
        "desk": word_queries.merge_desk(diamonds),
        "shortlist": shortlist,
        "lines": shortlist_queries.lines(shortlist) if shortlist else [],
        "missed": shortlist_queries.missed(shortlist),
        "is_giving_points": shortlists.is_giving_points(gathering.pk),
        "is_stale": bool(shortlist and not shortlist.is_open and shortlists.is_stale(round=shortlist)),
        "problem": problem,
    }
    return page(request, "values/desk.html", context, part="values-desk", status=status)


def after(request: Request, desk: Desk) -> HttpResponse:
    """The page as it is after an act; back does not repeat it."""
    if request.htmx:
        return values_page(request, desk)
    return go(request, reverse("values", args=[desk.gathering.public_id]))


@policy(rules.desk_at)
def words(request: Request, desk: Desk) -> HttpResponse:
    """Merges values, splits them, names them, or waves a proposal away."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    round = word_queries.source(desk.gathering.pk)
    if round is None:
        return values_page(
            request, desk, problem=_("Det er ingen diamanter å slå sammen verdier fra ennå."), status=409
        )
    label = LabelForm(request.POST)
    if not label.is_valid():
        return values_page(request, desk, problem=str(label.errors["label"][0]), status=422)
    act, keys = request.POST.get("act", ""), request.POST.getlist("key")
    merged = Merge.objects.select_related("round__exercise__item__gathering").filter(
        round=round, public_id=given_id(request.POST.get("merge", ""))
    )
    try:
        if act == "merge":
            word_services.merge(round=round, keys=keys, label=label.cleaned_data["label"])
        elif act == "apart":
            word_services.keep_apart(round=round, keys=keys)
        elif act == "again":
            word_services.propose_again(round=round, keys=keys)
        elif act in ("split", "rename"):
            merge = merged.first()
            if merge is None:
                raise NotPossible(_("Verdien er delt opp alt."))
            if act == "split":
                word_services.split(merge=merge)
            else:
                word_services.rename(merge=merge, label=label.cleaned_data["label"])
        else:
            return refused(request, _("Det forsto vi ikke. Last siden på nytt, og prøv igjen."), 422)
    except NotPossible as problem:
        return values_page(request, desk, problem=str(problem), status=409)
    return after(request, desk)


@policy(rules.desk_at)
def missed(request: Request, desk: Desk) -> HttpResponse:
    """Takes a value that somebody missed in, leaves it out, or puts it back to be decided."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    found = (
        MissedValue.objects.filter(round__exercise__item__gathering=desk.gathering)
        .select_related("round__exercise__item__gathering")
        .filter(public_id=given_id(request.POST.get("missed", "")))
        .first()
    )
    state = request.POST.get("state", "")
    if found is None or state not in MissedValue.State.values:
        return values_page(request, desk, problem=_("Forslaget er trukket tilbake."), status=409)
    try:
        shortlists.decide(missed=found, state=state)
    except NotPossible as problem:
        return values_page(request, desk, problem=str(problem), status=409)
    return after(request, desk)


@policy(decision_at)
def decision(request: Request, draft: Draft) -> HttpResponse:
    """Which values the programme goes on with, why, and on which figures."""
    gathering, exercise = draft.desk.gathering, draft.exercise
    exercise.item.gathering = gathering
    options = decision_queries.options(gathering.pk)
    round = newest(exercise)
    made = decision_queries.decision_of(round) if round else None
    initial = {"seen": made.decision.number if made else 0, "reason": made.decision.reason if made else ""}
    if made:
        labels = {value.label for value in made.values}
        initial["values"] = [option.key for option in options if option.label in labels]
    choices = [(option.key, option.label) for option in options]
    form, problem, status = DecisionForm(choices, initial=initial), "", 200
    if request.method == "POST" and request.POST.get("act") == "undo":
        if round:
            decisions.undo(round=round)
        return go(request, request.path)
    if request.method == "POST":
        form, status = DecisionForm(choices, request.POST), 422
        if form.is_valid():
            try:
                decisions.decide(
                    round=open_round(exercise=exercise, by=request.user),
                    keys=form.cleaned_data["values"],
                    reason=form.cleaned_data["reason"],
                    seen=form.cleaned_data["seen"],
                    by=request.user,
                )
                return go(request, request.path)
            except NotPossible as refusal:
                problem, status = str(refusal), 409
    context: dict[str, Any] = {
        "section": "programme",
        "gathering": gathering,
        "exercise": exercise,
        "options": options,
        "form": form,
        "picked": set(form["values"].value() or []),
        "made": made,
        "points": decision_queries.last_points(gathering.pk),
        "problem": problem,
    }
    return page(request, "values/decision.html", context, status=status)


@policy(rules.desk_at)
def cards_pdf(request: Request, desk: Desk) -> HttpResponse:
    """The bank of values as cards to cut out, with empty ones for the group's own."""
    words = bank_of(desk.gathering.programme.language)
    return printed(request, desk.gathering, "values/print_cards.html", _("Verdikort"), {"words": words})


@policy(rules.desk_at)
def diamond_pdf(request: Request, desk: Desk) -> HttpResponse:
    """An empty diamond on A3 for each group."""
    groups = groups_of(desk.gathering)
    context = {"names": [group.name for group in groups] or [""], "rows": ROWS}
    return printed(request, desk.gathering, "values/print_diamond.html", _("Verdidiamant"), context)


@policy(rules.desk_at)
def cloud_pdf(request: Request, desk: Desk) -> HttpResponse:
    """The word cloud, and the same as a table."""
    weighed = word_queries.weighed(word_queries.source(desk.gathering.pk))
    context = {"words": cloud.pack(tuple(weighed)), "weighed": weighed, "width": cloud.WIDTH, "height": cloud.HEIGHT}
    return printed(request, desk.gathering, "values/print_cloud.html", _("Ordsky"), context)


def printed(request: Request, gathering: Gathering, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    """A document in the programme's language."""
    with translation.override(gathering.programme.language):
        html = render_to_string(template, {"gathering": gathering, "title": translation.gettext(title), **context})
        name = f"{translation.gettext(title)}, {gathering}, {gathering.date.isoformat()}.pdf"
    try:
        content = printer.pdf(html, *stylesheets("tokens.css", "values_print.css"))
    except (printer.TooSlow, printer.PrintFailed, printer.Unavailable):
        return refused(request, _("Vi fikk ikke laget arket nå. Prøv igjen om litt."), 503)
    return download(content, name=name, content_type="application/pdf")
