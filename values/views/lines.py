"""«Som leder skal jeg …»: one's own lines, the group's sentences, and how the values are dealt."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from config.http import Request, go, not_understood, page, refused
from config.policy import policy
from programmes.contract import NotPossible
from programmes.models import Group, Round
from programmes.rules import Turn
from programmes.rules.question import Draft, Pen
from programmes.services.rounds import newest, open_round
from programmes.services.texts import WrittenMeanwhile
from values.forms.lines import ActForm, LineForm, StatementForm
from values.models import LineValue, OwnLine, Statement
from values.queries import decisions
from values.queries import lines as queries
from values.rules import deal_at, lines_in, statements_in
from values.services import lines as services


def group_of(turn: Turn) -> Group | None:
    """The group in which a leader was counted when the round opened."""
    elector = turn.round.electors.filter(participation=turn.seat.participation).select_related("group").first()
    return elector.group if elector else None


@policy(lines_in, visitors=True)
@require_POST
def own_lines(request: Request, turn: Turn) -> HttpResponse:
    """Writes a line of one's own, changes it, takes it away, and puts it forward to the group."""
    given, form, round = ActForm(request.POST), LineForm(request.POST), turn.round
    act, me = request.POST.get("act", ""), turn.seat.participation
    line = (
        OwnLine.objects.filter(value__round=round, participation=me, public_id=given.given("line"))
        .select_related("value__round__exercise__item__gathering", "used_in")
        .first()
    )
    value = round.line_values.filter(public_id=given.given("value")).first()
    if act in ("change", "forward", "back", "remove") and line is None:
        problem = _("Linjen er tatt bort alt.")
        return own_page(request, turn, typed=form, at=given.given("value"), problem=problem, status=409)
    if act in ("write", "change") and not form.is_valid():
        return own_page(request, turn, typed=form, at=given.given("line") or given.given("value"), status=422)
    text = form.cleaned_data.get("text", "") if form.is_valid() else ""
    more: dict[str, Any] = {}
    try:
        if act == "write" and value:
            value.round = round
            services.write_own(value=value, participation=me, text=text)
            more["focus"] = value.pk
        elif act == "change" and line:
            services.change_own(line=line, text=text)
        elif act in ("forward", "back") and line:
            services.put_forward(line=line, forward=act == "forward")
        elif act == "remove" and line:
            more["gone"] = (line.value.public_id, line.text)
            services.remove_own(line=line)
        else:
            return not_understood(request)
    except NotPossible as problem:
        at = given.given("line") if line else given.given("value")
        return own_page(request, turn, typed=form, at=at, problem=str(problem), status=409)
    return own_page(request, turn, **more)


def own_page(
    request: Request,
    turn: Turn,
    *,
    typed: LineForm | None = None,
    at: str = "",
    problem: str = "",
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    gathering = turn.seat.gathering
    if not request.htmx and status == 200:
        home = "evening" if request.POST.get("home") else "gathering"
        return go(request, reverse(home, args=[gathering.public_id]))
    if not request.htmx and problem:
        return refused(request, problem, status)
    context = {
        "seat": turn.seat,
        "round": turn.round,
        "own": queries.own(turn.round, turn.seat.participation, group_of(turn)),
        "language": gathering.programme.language,
        "typed": str(typed.data.get("text", "")) if typed and at else "",
        "error": typed.problem if typed else "",
        "at": at,
        "problem": problem,
        "writes_alone": request.POST.get("alone") == "1",
        **more,
    }
    template = "values/lines_own.html" if request.htmx else "values/lines_own_page.html"
    return page(request, template, context, status=status)


@policy(statements_in, visitors=True)
def statements(request: Request, pen: Pen) -> HttpResponse:
    """The group's sentences: made of a line or written, changed, taken out and in. A GET is the form to change one."""
    round, group = pen.turn.round, pen.group
    asked = ActForm(request.POST or request.GET)
    statement = (
        Statement.objects.filter(value__round=round, group=group, public_id=asked.given("statement"))
        .select_related("value__round__exercise__item__gathering")
        .first()
    )
    value = round.line_values.filter(dealt__group=group, public_id=asked.given("value")).first()
    if request.method != "POST":
        return writing(request, pen, statement=statement, value=value)
    act, form = request.POST.get("act", ""), StatementForm(request.POST)
    if act in ("save", "write") and not form.is_valid():
        return writing(request, pen, statement=statement, value=value, form=form, status=422)
    try:
        if act == "use":
            use(pen, asked, statement)
        elif act == "write" and value:
            value.round = round
            services.write(value=value, group=group, text=form.cleaned_data["text"])
        elif act == "save" and statement:
            seen = form.cleaned_data.get("revision") or 0
            services.save(statement=statement, text=form.cleaned_data["text"], revision=seen)
        elif act in ("out", "in") and statement:
            services.take_out(statement=statement, out=act == "out")
        else:
            return refused(request, _("Setningen er ikke der lenger. Se hva gruppen har nå."), 409)
    except WrittenMeanwhile as late:
        return writing(request, pen, statement=late.row, form=form, newer=late.row, status=409)
    except NotPossible as problem:
        if act in ("save", "write") and (about := value or (statement.value if statement else None)):
            return writing(request, pen, value=about, form=form, problem=str(problem), status=409)
        return refused(request, str(problem), 409)
    if not request.htmx:
        return go(request, reverse("gathering", args=[pen.turn.seat.gathering.public_id]))
    return writing(request, pen)


def use(pen: Pen, asked: ActForm, into: Statement | None) -> None:
    """A line that a member of the group has put forward."""
    line = (
        OwnLine.objects.filter(value__round=pen.turn.round, put_to=pen.group)
        .select_related("value__round__exercise__item__gathering", "used_in")
        .filter(public_id=asked.given("line"))
        .first()
    )
    if line is None:
        raise NotPossible(services.taken_back())
    if into and (into.value_id != line.value_id or into.is_removed):
        raise NotPossible(_("Setningen er ikke der lenger. Se hva gruppen har nå."))
    services.use(line=line, group=pen.group, into=into)


def writing(
    request: Request,
    pen: Pen,
    *,
    statement: Statement | None = None,
    value: LineValue | None = None,
    form: StatementForm | None = None,
    newer: Statement | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The form for a sentence; empty where none is being written."""
    text = str(form.data.get("text", "")) if form else statement.text if statement else ""
    context = {
        "seat": pen.turn.seat,
        "round": pen.turn.round,
        "group": pen.group,
        "statement": statement,
        "value": statement.value if statement else value,
        "text": text,
        "error": problem or (form.problem if form and not newer else ""),
        "newer": newer,
        "language": pen.turn.seat.gathering.programme.language,
    }
    return page(request, "values/statement.html", context, part="writing", status=status)


@policy(statements_in, visitors=True)
@require_POST
def wish(request: Request, pen: Pen) -> HttpResponse:
    """The value that the group would like to write for."""
    round = pen.turn.round
    value = round.line_values.filter(public_id=ActForm(request.POST).given("value")).first()
    if value is None:
        return refused(request, _("Velg en av verdiene."), 422)
    try:
        services.wish(round=round, group=pen.group, value=value)
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    if not request.htmx:
        return go(request, reverse("gathering", args=[pen.turn.seat.gathering.public_id]))
    context = {"round": round, "board": queries.board(round, pen.group)}
    return page(request, "values/lines_board.html", context)


@policy(deal_at)
def deal(request: Request, draft: Draft) -> HttpResponse:
    """Which group writes for which value: in turn, by wish, or as the facilitator says."""
    gathering, exercise = draft.desk.gathering, draft.exercise
    exercise.item.gathering = gathering
    decided = decisions.of_programme(gathering.programme) is not None
    problem, status = "", 200
    if request.method == "POST" and decided and not gathering.is_on():
        problem, status = _("Verdiene fordeles mens samlingen går, så følger gruppene med på telefonen."), 409
    elif request.method == "POST" and decided:
        with transaction.atomic():
            problem, status = deal_by(request, open_round(exercise=exercise, by=request.user)), 422
            if not problem:
                return go(request, request.path + "?dealt=1")
            transaction.set_rollback(True)
    found = newest(exercise)
    if found:
        found.exercise = exercise
    rows = queries.deal_rows(found) if found else []
    context = {
        "section": "programme",
        "gathering": gathering,
        "exercise": exercise,
        "round": found,
        "decided": decided,
        "values": list(found.line_values.all()) if found else [],
        "rows": rows,
        "wishes": any(row.wish for row in rows),
        "dealt": "dealt" in request.GET,
        "problem": problem,
    }
    return page(request, "values/deal.html", context, status=status)


def deal_by(request: Request, round: Round) -> str:
    """Deals; says what is missing where it can't."""
    act = request.POST.get("act", "")
    services.take_in(round=round)
    if act in ("turn", "wish"):
        services.deal_out(round=round, by_wish=act == "wish")
        return ""
    values = {value.public_id: value for value in round.line_values.all()}
    groups = {row.group.public_id: row.group for row in queries.deal_rows(round)}
    pairs = []
    for given in request.POST.getlist("pair")[:2000]:
        value, _dash, group = given.partition("-")
        if value in values and group in groups:
            pairs.append((values[value], groups[group]))
    if act != "as_said" or not pairs:
        return _("Kryss av minst én verdi for en gruppe.")
    services.deal(round=round, pairs=pairs)
    return ""
