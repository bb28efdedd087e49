"""The facilitator's page from diamonds to a list: merging, and what somebody missed."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from config.http import Request, go, not_understood, page
from config.ids import given_id
from config.policy import policy
from programmes import rules
from programmes.contract import NotPossible
from programmes.rules import Desk
from values.forms.rounds import LabelForm
from values.models import Merge, MissedValue
from values.queries import shortlists as shortlist_queries
from values.queries import words as word_queries
from values.services import shortlists
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
@require_POST
def words(request: Request, desk: Desk) -> HttpResponse:
    """Merges values, splits them, names them, or waves a proposal away."""
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
            return not_understood(request)
    except NotPossible as problem:
        return values_page(request, desk, problem=str(problem), status=409)
    return after(request, desk)


@policy(rules.desk_at)
@require_POST
def missed(request: Request, desk: Desk) -> HttpResponse:
    """Takes a value that somebody missed in, leaves it out, or puts it back to be decided."""
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
