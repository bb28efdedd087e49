"""Making exercises in the browser, while planning and while the day runs."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from config.http import Request, go, page
from config.policy import policy
from programmes import question_rules, rules
from programmes.contract import NotPossible
from programmes.exercise_forms import STARTS, ExerciseSheet, Typed, fingerprint, rearranged, starting_point
from programmes.models import Gathering, Stage
from programmes.queries import exercises as queries
from programmes.question_rules import Draft
from programmes.rules import Desk
from programmes.services import exercises as services


@policy(rules.desk_at)
def exercises(request: Request, desk: Desk) -> HttpResponse:
    """The day's exercises: where to change them, and where to put in more."""
    context = {
        "section": "programme",
        "gathering": desk.gathering,
        "items": queries.items_of(desk.gathering),
        "is_running": Stage.objects.filter(gathering=desk.gathering, state=Stage.State.RUNNING).exists(),
    }
    return page(request, "programmes/exercises/list.html", context)


@policy(rules.desk_at)
def new(request: Request, desk: Desk) -> HttpResponse:
    """An exercise in half a minute: from a starting point, or from nothing."""
    gathering = desk.gathering
    places = queries.places(gathering)
    here = queries.here(gathering, places, request.GET.get("item", ""))
    if request.method != "POST":
        sheet = ExerciseSheet(starting_point(request.GET.get("start", "")))
        return show(request, gathering, sheet, places=places, place=here, item=here.partition("-")[0])
    place = request.POST.get("place", "")
    chosen = next((each for each in places if each.key == place), None)
    typed = Typed.from_request(request.POST)
    if request.POST.get("do"):
        typed, focus = rearranged(typed, request.POST["do"], frozenset())
        return show(request, gathering, ExerciseSheet(typed), places=places, place=place, focus=focus)
    sheet = ExerciseSheet(typed, data=request.POST)
    if not sheet.is_valid():
        return show(request, gathering, sheet, places=places, place=place, status=422)
    if chosen is None:
        sheet.problems = [_("Velg hvor i dagen oppgaven skal ligge.")]
        return show(request, gathering, sheet, places=places, place=here, status=422)
    services.create(
        item=chosen.item,
        after=chosen.after,
        title=sheet.head.cleaned_data["title"],
        questions=sheet.question_texts(),
        phases=sheet.phase_texts(),
        by=request.user,
    )
    return go(request, onwards(gathering))


@policy(question_rules.exercise_of)
def edit(request: Request, draft: Draft) -> HttpResponse:
    """Texts, minutes, phases and questions; of other kinds than questions, what they say and how long it takes."""
    exercise, gathering = draft.exercise, draft.desk.gathering
    asks = exercise.kind == "questions"
    answered = frozenset(services.answered(exercise)) if asks else frozenset[str]()
    more: dict[str, Any] = {"exercise": exercise, "seen": fingerprint(exercise)}
    if request.method != "POST":
        return show(request, gathering, ExerciseSheet(Typed.of(exercise), asks=asks, answered=answered), **more)
    typed = Typed.from_request(request.POST)
    more["seen"] = request.POST.get("seen", "")
    if request.POST.get("do") and asks:
        typed, more["focus"] = rearranged(typed, request.POST["do"], answered)
        return show(request, gathering, ExerciseSheet(typed, asks=asks, answered=answered), **more)
    sheet = ExerciseSheet(typed, asks=asks, data=request.POST, answered=answered)
    if not sheet.is_valid():
        return show(request, gathering, sheet, status=422, **more)
    if more["seen"] != fingerprint(exercise):
        sheet.problems = [
            _("Noen andre har endret oppgaven mens du skrev. Ta vare på det du vil ha med, og last siden på nytt.")
        ]
        return show(request, gathering, sheet, status=409, **more)
    try:
        services.change(
            exercise=exercise,
            title=sheet.head.cleaned_data["title"],
            question=sheet.head.cleaned_data.get("question", exercise.question),
            questions=sheet.question_texts(),
            phases=sheet.phase_texts(),
            by=request.user,
        )
    except NotPossible as problem:
        sheet.problems = [str(problem)]
        return show(request, gathering, sheet, status=409, **more)
    return go(request, onwards(gathering))


@policy(question_rules.exercise_of)
def delete(request: Request, draft: Draft) -> HttpResponse:
    """Asks first, and deletes what nobody has answered."""
    gathering, problem = draft.desk.gathering, ""
    if request.method == "POST":
        try:
            services.delete(exercise=draft.exercise, by=request.user)
            return go(request, reverse("exercises", args=[gathering.public_id]))
        except NotPossible as refusal:
            problem = str(refusal)
    context = {"section": "programme", "gathering": gathering, "exercise": draft.exercise, "problem": problem}
    return page(request, "programmes/exercises/delete.html", context, status=409 if problem else 200)


def show(
    request: Request, gathering: Gathering, sheet: ExerciseSheet, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "section": "programme",
        "gathering": gathering,
        "sheet": sheet,
        "starts": STARTS.items(),
        "url": request.path,
        **more,
    }
    return page(request, "programmes/exercises/form.html", context, part="exercise-form", status=status)


def onwards(gathering: Gathering) -> str:
    """Back to the cockpit of a running day, else to the day's exercises."""
    running = Stage.objects.filter(gathering=gathering, state=Stage.State.RUNNING).exists()
    return reverse("cockpit" if running else "exercises", args=[gathering.public_id])
