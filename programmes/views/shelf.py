"""A facilitator's own exercises: kept, renamed, removed, and taken back."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy

from config.fields import Lines
from config.http import Request, go, page, refused
from config.ids import given_id
from config.policy import policy
from programmes import rules
from programmes.contract import NotPossible
from programmes.models import Person, ShelvedExercise
from programmes.queries import shelf as queries
from programmes.rules import question as question_rules
from programmes.rules.question import Draft
from programmes.services import shelf as services


class NameForm(forms.Form):
    """What one calls it oneself."""

    title = Lines(gettext_lazy("Navn på oppgaven"), 120, required=gettext_lazy("Skriv hva oppgaven heter."))
    title.widget = forms.TextInput()


@policy(rules.shelf_of)
def shelf(request: Request, person: Person) -> HttpResponse:
    """One's own exercises, and the gatherings that they can be taken into."""
    return _shelf(request, person)


def _shelf(request: Request, person: Person, wrong: NameForm | None = None, status: int = 200) -> HttpResponse:
    rows = []
    for each in queries.on_shelf(person):
        form = NameForm(initial={"title": each.title}, prefix=each.public_id)
        rows.append((each, queries.kind_name(each), wrong if wrong and wrong.prefix == each.public_id else form))
    context = {
        "section": "programme",
        "rows": rows,
        "removed": queries.just_removed(person, given_id(request.GET.get("removed", ""))),
        "gatherings": queries.gatherings_to_fill(person),
    }
    return page(request, "programmes/exercises/shelf.html", context, status=status)


@policy(rules.kept_on_shelf)
def kept(request: Request, kept: ShelvedExercise) -> HttpResponse:
    """Renames, removes, or takes back."""
    url, act = reverse("shelf"), request.POST.get("act", "")
    if request.method != "POST":
        return go(request, f"{url}#kept-{kept.public_id}")
    if act == "remove":
        services.delete(kept=kept)
        return go(request, f"{url}?removed={kept.public_id}")
    if act == "restore":
        services.restore(kept=kept)
    elif act == "rename":
        form = NameForm(request.POST, prefix=kept.public_id)
        if not form.is_valid():
            return _shelf(request, kept.person, form, status=422)
        services.rename(kept=kept, title=form.cleaned_data["title"])
    return go(request, f"{url}#kept-{kept.public_id}")


@policy(question_rules.exercise_of)
def keep(request: Request, draft: Draft) -> HttpResponse:
    """Keeps an exercise of the day as one's own."""
    url = reverse("exercises", args=[draft.desk.gathering.public_id])
    if request.method != "POST":
        return go(request, url)
    try:
        made = services.keep(exercise=draft.exercise, by=request.user)
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    return go(request, f"{url}?kept={made.public_id}")
