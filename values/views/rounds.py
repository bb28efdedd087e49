from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from config.http import Request, go, page, part, refused, with_headers
from config.ids import given_id
from config.policy import policy
from config.together import together
from programmes import rules as programme_rules
from programmes.contract import NotPossible
from programmes.rules import Turn
from values.forms.rounds import MissedForm, PlaceForm, PointsForm, WordForm
from values.models import Allocation
from values.queries import diamonds as diamond_queries
from values.queries import points as queries
from values.queries import shortlists as shortlist_queries
from values.rules import Hand, hand_on_diamond, list_in
from values.services import diamonds, points, shortlists


@policy(hand_on_diamond, visitors=True)
def place(request: Request, hand: Hand) -> HttpResponse:
    """One move on the group's diamond; answers with the board as it stands."""
    form = PlaceForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return refused(request, _("Velg en verdi, og så en plass i diamanten."), 422)
    data = form.cleaned_data
    try:
        diamonds.place(
            diamond=hand.diamond,
            card=data["card"],
            slot=data["slot"],
            expected=data["expected"] if "expected" in request.POST else None,
            by=hand.turn.seat.participation,
        )
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    return board(request, hand)


@policy(hand_on_diamond, visitors=True)
def add_word(request: Request, hand: Hand) -> HttpResponse:
    """A value of the group's own, into the pool."""
    form = WordForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        problems = form.errors.get("word") if form.is_bound else None
        return refused(request, str(problems[0]) if problems else _("Skriv verdien først."), 422)
    try:
        word, by = form.cleaned_data["word"], hand.turn.seat.participation
        said = diamonds.propose_word(diamond=hand.diamond, word=word, by=by)
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    if not request.htmx:  # sent before the scripts were there
        return go(request, reverse("gathering", args=[hand.turn.seat.gathering.public_id]))
    return board(request, hand, said)


@policy(hand_on_diamond, visitors=True)
@require_POST
def withdraw_word(request: Request, hand: Hand) -> HttpResponse:
    """Takes back a value that one proposed oneself."""
    try:
        diamonds.withdraw_word(
            diamond=hand.diamond, card=given_id(request.POST.get("card", "")), by=hand.turn.seat.participation
        )
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    return board(request, hand)


@policy(hand_on_diamond, visitors=True)
def undo(request: Request, hand: Hand) -> HttpResponse:
    """Takes back the last move, which is named."""
    move = given_id(request.POST.get("move", ""))
    if request.method != "POST" or not move:
        return refused(request, _("Det er ingenting å angre."), 422)
    try:
        diamonds.undo(diamond=hand.diamond, move=move)
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    return board(request, hand)


@policy(hand_on_diamond, visitors=True)
@require_POST
def agree(request: Request, hand: Hand) -> HttpResponse:
    """Stands behind the diamond, or no longer."""
    try:
        if request.POST.get("agrees") == "no":
            diamonds.disagree(diamond=hand.diamond, by=hand.turn.seat.participation)
        else:
            move = given_id(request.POST.get("move", ""))
            diamonds.agree(diamond=hand.diamond, by=hand.turn.seat.participation, move=move)
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    if not request.htmx:
        return go(request, reverse("gathering", args=[hand.turn.seat.gathering.public_id]))
    return board(request, hand)


def board(request: Request, hand: Hand, said: str = "") -> HttpResponse:
    hand.diamond.round.refresh_from_db(fields=["closed_at"])
    context = {
        "round": hand.turn.round,
        "diamond": hand.diamond,
        "board": diamond_queries.board(hand.diamond),
        "said": said,
    }
    return page(request, "values/board.html", context)


@policy(list_in, visitors=True)
@require_POST
def missed(request: Request, turn: Turn) -> HttpResponse:
    """Proposes a value that one misses on the list, or takes it back."""
    participation, round = turn.seat.participation, turn.round
    if withdrawn := given_id(request.POST.get("withdraw", "")):
        shortlists.withdraw(round=round, participation=participation, missed=withdrawn)
        return missed_page(request, turn, MissedForm())
    form = MissedForm(request.POST)
    if not form.is_valid():
        return missed_page(request, turn, form, status=422)
    try:
        shortlists.propose(round=round, participation=participation, **form.cleaned_data)
    except NotPossible as problem:
        form.add_error("word", str(problem))
        return missed_page(request, turn, form, status=409)
    return missed_page(request, turn, MissedForm())


def missed_page(request: Request, turn: Turn, form: MissedForm, *, status: int = 200) -> HttpResponse:
    if not request.htmx and status == 200:
        return go(request, reverse("gathering", args=[turn.seat.gathering.public_id]))
    context = {
        "seat": turn.seat,
        "round": turn.round,
        "form": form,
        "own": shortlist_queries.own(turn.round, turn.seat.participation),
    }
    return page(request, "values/missed.html", context, status=status)


@together
@policy(programme_rules.turn_in, visitors=True)
@require_POST
def spread(request: Request, turn: Turn) -> HttpResponse:
    """A leader's hundred points: a draft as one goes, handed in at exactly 100, changed until the close."""
    participation, act = turn.seat.participation, request.POST.get("act", "")
    if not turn.round.is_open:
        if act == "draft":
            return refused(request, _("Runden er lukket. Det kommer ikke flere svar inn."), 409)
        ranking = queries.ranking(turn.round) if turn.round.is_revealed else None
        came_late = act == "hand_in" and not queries.has_given(turn.round, participation)
        context = {"exercise": turn.round.exercise, "round": turn.round, "ranking": ranking, "came_late": came_late}
        return page(request, "values/points_result.html", context, status=409 if came_late else 200)
    if act == "change":
        return sheet(request, turn, changing=True)
    handing_in = act == "hand_in"
    form = PointsForm(queries.candidates(turn.round), request.POST)
    if form.errors:
        if handing_in:
            return sheet(request, turn, form=form, status=422)
        return part("values/saved.html", {"at": None}, status=422)
    try:
        allocation = points.save(round=turn.round, participation=participation, points=form.given, hand_in=handing_in)
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    if handing_in and sum(form.given) != points.WHOLE:
        return sheet(request, turn, form=form, problem=unbalanced(sum(form.given)), status=422)
    if handing_in:
        return sheet(request, turn, saved=allocation)
    if allocation.handed_in:
        # On another screen of the same leader: a draft takes nothing back, and this screen shows what stands.
        return with_headers(HttpResponse(status=204), {"HX-Trigger": "handed-in"})
    return part("values/saved.html", {"at": timezone.now(), "allocation": allocation})


def unbalanced(total: int) -> str:
    left = points.WHOLE - total
    if left > 0:
        return _("Fordel %(points)s poeng til, så kan du levere.") % {"points": left}
    return _("Ta bort %(points)s poeng, så kan du levere.") % {"points": -left}


def sheet(
    request: Request,
    turn: Turn,
    *,
    saved: Allocation | None = None,
    form: PointsForm | None = None,
    problem: str = "",
    changing: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The phone's page of points: as they were just saved, to be changed, or with what was typed and is wrong with it."""
    choices, allocation = (
        (queries.spread(turn.round, saved), saved) if saved else queries.choices(turn.round, turn.seat.participation)
    )
    if form:
        problem = problem or _("Rett tallene som er merket. De andre står som du skrev dem.")
        choices = [
            replace(choice, typed=form.typed.get(choice.position, "")[:20], error=form.errors.get(choice.position, ""))
            for choice in choices
        ]
    context = {
        "url": request.path,
        "exercise": turn.round.exercise,
        "round": turn.round,
        "choices": choices,
        "given": queries.given(choices),
        "allocation": allocation,
        "problem": problem,
        "changing": changing,
    }
    return part("values/points.html", context, status=status)
