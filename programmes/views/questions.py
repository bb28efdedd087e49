"""Answering questions, and reading what was answered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from config.http import Request, go, page, refused
from config.ids import given_id
from config.policy import policy
from config.text import whole
from programmes import rules
from programmes.contract import FLOOR, NotPossible
from programmes.detached import AnsweredAlready
from programmes.forms.question import AnswerForm, BallotForm, MarkForm, NoteForm
from programmes.models import Gathering, Question, ReleasedText, Round
from programmes.queries import answered
from programmes.queries import questions as queries
from programmes.queries.agenda import has_ended
from programmes.queries.questions import Field
from programmes.rules import Desk, Turn
from programmes.rules import question as question_rules
from programmes.rules.question import Line, Notebook, Page, Pen, Reading
from programmes.services import questions as services
from programmes.services.texts import WrittenMeanwhile


@policy(question_rules.note_at, visitors=True)
@require_POST
def note(request: Request, place: Page) -> HttpResponse:
    """Keeps one note as it is written."""
    gathering, form = place.notebook.gathering, NoteForm(request.POST)
    seat = place.notebook.seat(given_id(request.POST.get("seat", "")))
    field = typed(request, place.question, seat="" if seat == place.notebook.seats[0] else seat.public_id)
    back = "notes" if request.POST.get("back") == "notes" else ""
    kept = Kept(request, gathering, field, reverse(back or "gathering", args=[gathering.public_id]), back)
    if not form.is_valid():
        return kept.refuse(form.problem, 422)
    text = form.cleaned_data["text"]
    try:
        row = services.save_note(question=place.question, participation=seat, text=text, revision=form.seen)
    except WrittenMeanwhile as late:
        return kept.too_late(late)
    except NotPossible as problem:
        return kept.refuse(str(problem), 409)
    return kept.done(row.revision)


@policy(question_rules.line_in, visitors=True)
@require_POST
def group_answer(request: Request, line: Line) -> HttpResponse:
    """Keeps one answer of the group's as its secretary writes."""
    turn, form = line.pen.turn, AnswerForm(request.POST)
    gathering = turn.seat.gathering
    wanted = given_id(request.POST.get("group", "")) or line.pen.group.public_id
    boxes = {"is_shared": "shared" in request.POST, "was_shared": "was_shared" in request.POST}
    field = typed(request, line.question, of_group=wanted, **boxes)
    kept = Kept(request, gathering, field, reverse("gathering", args=[gathering.public_id]))
    if wanted != line.pen.group.public_id:
        return kept.refuse(
            _("Du sitter i en annen gruppe nå, så dette er ikke lagret. Si det til den nye gruppen."), 409
        )
    if not form.is_valid():
        return kept.refuse(form.problem, 422)
    try:
        row = services.save_answer(
            round=turn.round,
            question=line.question,
            group=line.pen.group,
            text=form.cleaned_data["text"],
            shared=form.says_shared,
            revision=form.seen,
            by=turn.seat.participation,
        )
    except WrittenMeanwhile as late:
        return kept.too_late(late)
    except NotPossible as problem:
        return kept.refuse(str(problem), 409)
    return kept.done(row.revision)


def typed(request: Request, question: Question, **more: Any) -> Field:
    """The field as it stands in the request, checked or not."""
    seen = whole(request.POST.get("revision", "")) or 0
    return Field(question, text=request.POST.get("text", ""), revision=seen, **more)


class Kept:
    """The answer to what was written: the line under its field, or the page where HTMX did not ask."""

    def __init__(self, request: Request, gathering: Gathering, field: Field, back_to: str, back: str = "") -> None:
        self.request, self.gathering, self.field = request, gathering, field
        self.back_to, self.back = back_to, back

    def done(self, revision: int) -> HttpResponse:
        if not self.request.htmx:
            return go(self.request, self.back_to)
        field = replace(self.field, revision=revision, was_shared=self.field.is_shared)
        return self._show(field, 200, at=timezone.now())

    def refuse(self, problem: str, status: int) -> HttpResponse:
        return self._show(replace(self.field, error=problem), status)

    def too_late(self, late: WrittenMeanwhile) -> HttpResponse:
        """Both texts are kept: the newer is shown, and what was typed stays in the field."""
        return self._show(replace(self.field, newer=late.row.text, newest=late.row.revision), 409)

    def _show(self, field: Field, status: int, **more: Any) -> HttpResponse:
        template = "kept" if self.request.htmx else "once_more"
        context = {
            "field": field,
            "gathering": self.gathering,
            "url": self.request.path,
            "page_url": self.back_to,
            "back": self.back,
            **more,
        }
        return page(self.request, f"programmes/questions/{template}.html", context, status=status)


@policy(question_rules.pen_in, visitors=True)
@require_POST
def pen(request: Request, pen: Pen) -> HttpResponse:
    """Takes over the group's pen; answers with the phone's page as it stands then."""
    seat = pen.turn.seat
    services.take_pen(gathering=seat.gathering, group=pen.group, by=seat.participation)
    response = HttpResponse(status=303)
    response.headers["Location"] = reverse("gathering", args=[seat.gathering.public_id])
    return response


@policy(rules.turn_in, visitors=True)
@require_POST
def ballot(request: Request, turn: Turn) -> HttpResponse:
    """Takes detached answers, once. It says that they came, and nothing else."""
    questions = queries.detached(turn.round.exercise)
    form = BallotForm(questions, request.POST)
    if not form.is_valid():
        return once_more(request, turn, form, questions, 422)
    again = False
    try:
        services.send(round=turn.round, participation=turn.seat.participation, answers=form.answers())
    except AnsweredAlready:
        again = True
    except NotPossible as problem:
        if request.htmx:
            kept = _("Det du skrev, står fortsatt i feltet.")
            return refused(request, f"{problem} {kept}", 409)
        form.add_error(None, str(problem))
        return once_more(request, turn, form, questions, 409)
    if not request.htmx:
        return go(request, reverse("gathering", args=[turn.seat.gathering.public_id]))
    return page(request, "programmes/questions/ballot.html", {"sheet": queries.Sheet(ballot="sent"), "again": again})


def once_more(request: Request, turn: Turn, form: BallotForm, questions: list[Question], status: int) -> HttpResponse:
    """The form with everything as it was typed, and what to do."""
    typed = {question.public_id: request.POST.get(f"answer-{question.public_id}", "") for question in questions}
    errors = {name.removeprefix("answer-"): said[0] for name, said in form.errors.items() if name != "__all__"}
    said = form.non_field_errors()
    context = {
        "gathering": turn.seat.gathering,
        "exercise": turn.round.exercise,
        "questions": questions,
        "sheet": queries.Sheet(detached=questions, ballot="open"),
        "typed": typed,
        "errors": errors,
        "problem": said[0] if said else _("Rett det som er merket. Ingenting er sendt ennå."),
        "url": request.path,
    }
    template = "ballot" if request.htmx else "ballot_page"
    return page(request, f"programmes/questions/{template}.html", context, status=status)


@policy(question_rules.notes_of)
def notes(request: Request, book: Notebook) -> HttpResponse:
    """Everything one wrote for oneself in a gathering, to write on in."""
    context = {"section": "start", "gathering": book.gathering, "chapters": queries.notebook(book)}
    return page(request, "programmes/questions/notes.html", context)


@policy(question_rules.texts_in)
def texts(request: Request, reading: Reading) -> HttpResponse:
    """The facilitator reads, gives themes and hides, before the room sees anything."""
    return read(request, reading.desk.gathering, [reading.round], reading.round.exercise.title)


@policy(rules.desk_at)
def evaluation(request: Request, desk: Desk) -> HttpResponse:
    """What the participants said of the day."""
    rounds = answered.evaluated(desk.gathering)
    return read(request, desk.gathering, rounds, _("Evaluering av samlingen"), (Question.Answer.EVALUATION,))


def read(
    request: Request, gathering: Gathering, rounds: list[Round], title: str, answers: tuple[str, ...] = ()
) -> HttpResponse:
    """Released texts of some rounds; a POST marks one of them."""
    chosen = request.GET.get("theme", "")[:60]
    if request.method == "POST":
        form = MarkForm(request.POST)
        if not form.is_valid():
            problem = next(iter(form.errors.get("theme", [])), _("Det forsto vi ikke. Last siden på nytt."))
            return refused(request, str(problem), 422)
        chosen = form.cleaned_data["filter"]
        if not mark(form.cleaned_data, rounds):
            return refused(request, _("Teksten finnes ikke lenger. Last siden på nytt."), 422)
        if not request.htmx:
            return go(request, request.path + (f"?{urlencode({'theme': chosen})}" if chosen else ""))
    respondents = max((round.respondents or 0 for round in rounds), default=0)
    themes = answered.themes_of(rounds, answers)
    chosen = chosen if chosen in dict(themes) else ""
    context = {
        "section": "programme",
        "gathering": gathering,
        "title": title,
        "url": request.path,
        "themes": themes,
        "chosen": chosen,
        "parts": answered.texts_of(rounds, theme=chosen or None, answers=answers),
        "respondents": respondents,
        "nothing": nothing(gathering, rounds, respondents),
    }
    return page(request, "programmes/questions/texts.html", context, part="texts")


def mark(data: dict[str, Any], rounds: list[Round]) -> bool:
    text = (
        ReleasedText.objects.filter(round__in=rounds, public_id=given_id(data["text"]))
        .select_related("round__exercise__item__gathering")
        .first()
    )
    if text is None:
        return False
    if data["act"] == "theme":
        services.put_theme(text=text, theme=data["theme"])
    else:
        services.hide(text=text, hidden=data["act"] == "hide")
    return True


def nothing(gathering: Gathering, rounds: list[Round], respondents: int) -> str:
    """Why there is nothing to read."""
    if not rounds and has_ended(gathering):
        return _("Samlingen er over uten at en evaluering ble åpnet, så det er ikke noe å lese.")
    if not rounds:
        return _(
            "Her leser du svarene når en evaluering er lukket og åpnet for lesing. Det gjør du i regien mens samlingen går."
        )
    if respondents < FLOOR:
        return _("Færre enn fem svarte. Da vises ingenting, og svarene er slettet.")
    return _("Færre enn fem svarte på hvert spørsmål. Da vises ingenting, og svarene er slettet.")
