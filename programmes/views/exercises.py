"""Making exercises in the browser, while planning and while the day runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from config.http import Request, go, page, with_headers
from config.ids import given_id, public_id
from config.middleware import FRAMING
from config.policy import policy
from config.text import whole
from programmes import rules
from programmes.contract import NotPossible, refuse_changed
from programmes.forms import kind as kind_forms
from programmes.forms.exercise import ExerciseSheet, fingerprint, rearranged
from programmes.models import Exercise, Gathering, Stage
from programmes.queries import exercises as queries
from programmes.queries import shelf
from programmes.queries.agenda import state_of
from programmes.rules import Desk
from programmes.rules import question as question_rules
from programmes.rules.question import Draft
from programmes.services import exercises as services
from programmes.services.holding import hold_day
from programmes.views.preview import looks_of

# What was answered to whoever is asked whether to change something that has answers: the same question in other
# words, or another question.
SURE = ("same", "new")


@policy(rules.desk_at)
def exercises(request: Request, desk: Desk) -> HttpResponse:
    """The day's exercises: where to change them, and where to put in more."""
    context = {
        "section": "programme",
        "gathering": desk.gathering,
        "day": queries.day(desk.gathering),
        "is_on": (state := state_of(desk.gathering)) in (Stage.State.RUNNING, Stage.State.REHEARSED),
        "has_ended": state == Stage.State.ENDED,
        "kept": shelf.kept_one(request.user, given_id(request.GET.get("kept", ""))),
    }
    return page(request, "programmes/exercises/list.html", context)


@policy(rules.desk_at)
def choose(request: Request, desk: Desk) -> HttpResponse:
    """Everything that can be put into the day: one's own, questions, and every kind that the apps bring."""
    item = whole(request.GET.get("item", ""))
    context = {
        "section": "programme",
        "gathering": desk.gathering,
        "item": "" if item is None else item,
        "own": shelf.shelf_to_choose(request.user),
        "starts": shelf.starts_to_choose(),
        "kinds": shelf.kinds_to_choose(),
    }
    return page(request, "programmes/exercises/choose.html", context)


def chosen_source(request: Request, gathering: Gathering) -> kind_forms.Source:
    """What the address says that a new exercise begins as."""
    if slug := request.GET.get("kind", ""):
        source = kind_forms.of_kind(slug, gathering)
    elif name := request.GET.get("shelf", ""):
        kept = shelf.kept_one(request.user, given_id(name))
        source = kind_forms.of_shelf(kept, gathering) if kept else None
    else:
        source = kind_forms.of_start(request.GET.get("start", ""), gathering)
    if source is None:
        raise Http404
    return source


def written(
    request: Request,
    gathering: Gathering,
    sheet: ExerciseSheet,
    write: Callable[..., Exercise | None],
    more: dict[str, Any],
    **what: Any,
) -> HttpResponse:
    """The exercise as the sheet has it, by `write`; the sheet again with the reason where that is not possible."""
    head, kept = sheet.head.cleaned_data, more.get("exercise")
    what = {"questions": sheet.question_texts(), **what}
    try:
        write(
            title=head["title"],
            question=head.get("question", kept.question if kept else ""),
            phases=sheet.phase_texts(),
            options=sheet.options,
            by=request.user,
            **what,
        )
    except NotPossible as problem:
        more["source"].refused(sheet, by=request.user)
        return told(request, gathering, sheet, str(problem), more)
    return go(request, onwards(gathering))


def told(
    request: Request,
    gathering: Gathering,
    sheet: ExerciseSheet,
    problem: str,
    more: dict[str, Any],
    *,
    status: int = 409,
) -> HttpResponse:
    """The sheet as it was sent, with what stands in the way."""
    sheet.problems = [problem]
    return show(request, gathering, sheet, status=status, **more)


@policy(rules.desk_at)
def new(request: Request, desk: Desk) -> HttpResponse:
    """An exercise in half a minute: of a kind, from the shelf, from a starting point, or from nothing."""
    gathering = desk.gathering
    source, places = chosen_source(request, gathering), queries.places(gathering)
    here = queries.here(gathering, places, request.GET.get("item", ""))
    more: dict[str, Any] = {"source": source, "places": places, "place": here, "name": public_id()}
    if request.method != "POST":
        return show(request, gathering, source.sheet(), item=here.partition("-")[0], lost=source.lost(), **more)
    more |= {"place": request.POST.get("place", ""), "name": given_id(request.POST.get("name", "")) or more["name"]}
    chosen = next((each for each in places if each.key == more["place"]), None)
    typed = source.sent(request.POST)
    if request.POST.get("do"):
        typed, focus = rearranged(typed, request.POST["do"], frozenset(), kept=not source.asks)
        return show(request, gathering, source.sheet(typed, picked=request.POST), focus=focus, **more)
    sheet = source.sheet(typed, data=request.POST)
    if not sheet.is_valid():
        source.refused(sheet, by=request.user)
        return show(request, gathering, sheet, status=422, **more)
    if chosen is None:
        problem = _("Velg hvor i dagen oppgaven skal ligge.")
        return told(request, gathering, sheet, problem, more | {"place": here}, status=422)
    place = {"item": chosen.item, "after": chosen.after, "kind": source.kind.slug, "name": more["name"]}
    return written(request, gathering, sheet, services.create, more, **place)


@policy(question_rules.exercise_of)
def edit(request: Request, draft: Draft) -> HttpResponse:
    """Texts, minutes, phases, and questions or what the kind lets one choose.

    What touches something that has answers is asked about first; the answers stay, whatever is said.
    """
    exercise, gathering = draft.exercise, draft.desk.gathering
    exercise.item.gathering = gathering
    source = kind_forms.of_exercise(exercise)
    answered = frozenset(services.answered(exercise)) if source.asks else frozenset[str]()
    has_answers = bool(answered) if source.asks else services.has_answers(exercise)
    more: dict[str, Any] = {
        "source": source,
        "exercise": exercise,
        "seen": fingerprint(exercise),
        "has_answers": has_answers,
        "looks": looks_of(exercise, gathering),
    }
    if request.method != "POST":
        return show(request, gathering, source.sheet(answered=answered), **more)
    typed = source.sent(request.POST)
    now, more["seen"] = more["seen"], request.POST.get("seen", "")
    if request.POST.get("do"):
        typed, more["focus"] = rearranged(typed, request.POST["do"], answered, kept=not source.asks)
        return show(request, gathering, source.sheet(typed, answered=answered, picked=request.POST), **more)
    sheet = source.sheet(typed, data=request.POST, answered=answered)
    if not sheet.is_valid():
        source.refused(sheet, by=request.user)
        return show(request, gathering, sheet, status=422, **more)
    try:
        refuse_changed(more["seen"], now)
    except NotPossible as problem:
        return told(request, gathering, sheet, str(problem), more)
    sure, texts = request.POST.get("sure", ""), sheet.question_texts()
    if has_answers and sure not in SURE and (touched := source.touched(sheet, answered)):
        return show(request, gathering, sheet, status=409, touched=touched, **more)
    questions = services.asked_anew(texts, exercise, answered) if sure == "new" else texts
    return written(request, gathering, sheet, partial(change_as_seen, exercise, now), more, questions=questions)


def change_as_seen(exercise: Exercise, seen: str, **what: Any) -> None:
    """Changes it, unless somebody has since it was looked at."""
    with transaction.atomic():
        hold_day(exercise.item.gathering)
        refuse_changed(seen, fingerprint(services.hold(exercise)))
        services.change(exercise=exercise, **what)


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
        "url": request.get_full_path(),
        **more,
    }
    response = page(request, "programmes/exercises/form.html", context, part="exercise-form", status=status)
    return with_headers(response, FRAMING)


def onwards(gathering: Gathering) -> str:
    """Back to the cockpit of a running day, else to the day's exercises."""
    return reverse("cockpit" if gathering.is_on() else "exercises", args=[gathering.public_id])
