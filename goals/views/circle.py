"""Målsirkelen alone: each screen is an address of its own, and nothing is kept but the keywords one keeps."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from config.http import Request, go, page
from config.ids import given_id, public_id
from config.policy import policy
from goals import circle
from goals.forms.circle import WordsForm
from goals.queries.ladders import ladders as ladders_of
from goals.services import cards, ladders
from goals.services.cards import GoalText
from goals.views.ladders import ladder_url
from programmes.contract import NotPossible
from programmes.models import Membership, Note
from programmes.rules import own_membership


@policy(own_membership)
def goal_circle(request: Request, membership: Membership) -> HttpResponse:
    """One screen of the way round; at its end a POST makes something of the keywords."""
    if request.method == "POST":
        return keep(request, membership)
    place = circle.place(request.GET.get("at", ""), paused="pause" in request.GET)
    form = None
    if place.at == circle.WORDS:
        text = noted(membership, given_id(request.GET.get("note", "")))
        form = WordsForm(ladders=ladders_of(membership), text=text)
    return screen(request, membership, place, form=form, name=public_id())


def noted(membership: Membership, question: str) -> str:
    """What the leader noted for themselves in a circle that was led on a gathering."""
    found = Note.objects.filter(participation__membership=membership, question__public_id=question).first()
    return found.text if found and question else ""


def screen(
    request: Request,
    membership: Membership,
    place: circle.Place,
    *,
    form: WordsForm | None,
    name: str,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "section": "goals",
        "around": "circle",
        "membership": membership,
        "place": place,
        "sitting": circle.SITTING,
        "breathing": circle.BREATHING,
        "form": form,
        "name": name,
        "problem": problem,
    }
    return page(request, "goals/circle.html", context, status=status)


def keep(request: Request, membership: Membership) -> HttpResponse:
    """A goal, a step, or the top of a ladder."""
    form, act = WordsForm(request.POST, ladders=ladders_of(membership)), request.POST.get("act", "")
    name, problem = given_id(request.POST.get("name", "")) or public_id(), ""
    if form.is_valid() and (act == "goal" or form.clean_for_step()):
        try:
            return go(request, made(membership, form, act, name))
        except NotPossible as refusal:
            problem = str(refusal)
    return screen(request, membership, circle.place(circle.WORDS), form=form, name=name, problem=problem, status=422)


def made(membership: Membership, form: WordsForm, act: str, name: str) -> str:
    """Makes it, and says where it stands. The same `name` twice is one."""
    text = form.cleaned_data["text"]
    if act == "goal":
        goal = GoalText(text, [], [])
        area = cards.save_area(
            membership=membership, title=form.title, source=_("målsirkelen"), goals=[goal], name=name
        )
        return reverse("area-edit", args=[membership.public_id, area.public_id])
    if ladder := form.chosen:
        return ladder_url(ladder, ladders.add_step(ladder=ladder, text=text, name=name))
    return ladder_url(ladders.begin(membership=membership, title=text, name=name))
