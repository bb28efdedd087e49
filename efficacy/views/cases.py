"""The group's hands on its cases."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from config.http import Request, go, page, refused
from config.ids import given_id
from config.policy import policy
from efficacy.forms.cases import CaseForm, PlaceCaseForm
from efficacy.models import Case
from efficacy.queries import cases as queries
from efficacy.rules import Table, cases_of
from efficacy.services import cases as services
from programmes.contract import NotPossible


@policy(cases_of, visitors=True)
@require_POST
def add(request: Request, table: Table) -> HttpResponse:
    """A case of the group's own, new or taken back."""
    form = CaseForm(request.POST)
    if not form.is_valid():
        return refused(request, str(next(iter(form.errors.values()))[0]), 422)
    data = form.cleaned_data
    try:
        if data["slot"] is None:
            services.add(board=table.board, title=data["title"], minutes=data["minutes"])
        else:
            by = table.turn.seat.participation
            services.restore(
                board=table.board, title=data["title"], minutes=data["minutes"], situation=data["slot"], by=by
            )
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    return board(request, table)


@policy(cases_of, visitors=True)
@require_POST
def place(request: Request, table: Table) -> HttpResponse:
    """One move; answers with the board as it stands."""
    form = PlaceCaseForm(request.POST)
    if not form.is_valid():
        return refused(request, _("Velg en sak, og så en situasjon."), 422)
    data = form.cleaned_data
    try:
        services.place(board=table.board, case=data["card"], situation=data["slot"], by=table.turn.seat.participation)
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    return board(request, table)


@policy(cases_of, visitors=True)
@require_POST
def remove(request: Request, table: Table) -> HttpResponse:
    """Takes a case off the board."""
    try:
        gone = services.remove(board=table.board, case=given_id(request.POST.get("case", "")))
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    return board(request, table, gone)


def board(request: Request, table: Table, gone: Case | None = None) -> HttpResponse:
    """The board as it stands, and the way back for a case that was just taken off."""
    if not request.htmx:  # sent before the scripts were there
        return go(request, reverse("gathering", args=[table.turn.seat.gathering.public_id]))
    context = {"round": table.turn.round, "sorted": queries.sort(table.board), "gone": gone}
    return page(request, "efficacy/cases_answer.html", context)
