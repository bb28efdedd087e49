"""Answering an assessment on the phone."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from config.http import Request, go, page, refused
from config.policy import policy
from efficacy.forms.assessment import RatingsForm
from efficacy.models import Assessment
from efficacy.queries import assessment as queries
from efficacy.rules import Ballot, ballot_in
from efficacy.services import assessment as services
from programmes.contract import NotPossible
from programmes.detached import AnsweredAlready


@policy(ballot_in, visitors=True)
@require_POST
def rate(request: Request, ballot: Ballot) -> HttpResponse:
    """Takes somebody's answers, once. It says that they came, and nothing else."""
    turn, assessment = ballot.turn, ballot.assessment
    form = RatingsForm(assessment.instrument.data, request.POST)
    if not form.is_valid():
        missing = len(form.errors)
        problem = _("Svar på det som er merket, så kan du sende. Ingenting er sendt ennå.")
        if missing == 1:
            problem = _("Ett utsagn står igjen. Ingenting er sendt ennå.")
        return once_more(request, ballot, form, problem, 422)
    try:
        services.answer(round=turn.round, participation=turn.seat.participation, answers=form.answers())
    except AnsweredAlready:
        pass
    except NotPossible as problem:
        if request.htmx:
            return refused(request, str(problem), 409)
        return once_more(request, ballot, form, str(problem), 409)
    if not request.htmx:
        return go(request, reverse("gathering", args=[turn.seat.gathering.public_id]))
    sent = queries.Sheet("sent", assessment.instrument.data, assessment.floor, is_named=turn.round.is_named)
    return page(request, "efficacy/ballot.html", {"sheet": sent})


def once_more(request: Request, ballot: Ballot, form: RatingsForm, problem: str, status: int) -> HttpResponse:
    """The form as it was answered, and what is missing."""
    context = {
        "gathering": ballot.turn.seat.gathering,
        "exercise": ballot.turn.round.exercise,
        "sheet": again(ballot.assessment, ballot, form),
        "problem": problem,
        "url": request.path,
    }
    template = "ballot" if request.htmx else "ballot_page"
    return page(request, f"efficacy/{template}.html", context, status=status)


def again(assessment: Assessment, ballot: Ballot, form: RatingsForm) -> queries.Sheet:
    round = ballot.turn.round
    data = assessment.instrument.data
    sheet = queries.Sheet("open", data, assessment.floor, is_named=round.is_named, people=queries.asked_in(round))
    return replace(sheet, asked=queries.statements(data, form.data, form.said()))
