"""The facilitator's page for the purpose: ideas in piles, and the sentences that come of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from config.http import Request, go, page, refused
from config.ids import given_id
from config.policy import policy
from programmes.contract import NotPossible
from programmes.models import Round
from programmes.rules.question import Reading
from values.forms.purpose import HeadingForm, SentenceForm
from values.models import IdeaPile, PurposeSentence
from values.queries import purpose as queries
from values.rules import purpose_at
from values.services import purpose as services


@policy(purpose_at)
def purpose(request: Request, reading: Reading) -> HttpResponse:
    """Shows it all; a POST is one act, and is answered with the part of the page that it changed."""
    if request.method != "POST":
        return show(request, reading)
    try:
        gone = perform(request.POST, reading.round)
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    except ValueError as problem:
        return refused(request, str(problem), 422)
    return show(request, reading, gone=gone) if request.htmx else go(request, request.path)


def perform(data: Any, round: Round) -> IdeaPile | PurposeSentence | None:
    """Does what was pressed; returns what it took away. Raises ValueError for what can't be read, in words."""
    act, which = data.get("act", "place"), given_id(data.get("which", ""))
    if act == "place":
        slot = data.get("slot", "")
        pile = services.LOOSE if slot == services.LOOSE else given_id(slot)
        services.place(round=round, idea=given_id(data.get("card", "")), pile=pile)
    elif act == "pile":
        services.make_pile(round=round, heading=heading_of(data))
    elif act == "rename":
        services.rename(round=round, pile=which, heading=heading_of(data))
    elif act == "away":
        return services.take_away(round=round, pile=which)
    elif act == "back":
        services.bring_back(round=round, pile=which)
    elif act == "propose":
        form = SentenceForm(data)
        if not form.is_valid():
            raise ValueError(form.errors["text"][0])
        services.propose(round=round, text=form.cleaned_data["text"])
    elif act in ("agree", "disagree"):
        services.agree(round=round, sentence=which, agreed=act == "agree")
    elif act == "out":
        return services.take_out(round=round, sentence=which, out=True)
    elif act == "in":
        services.take_out(round=round, sentence=which, out=False)
    else:
        raise ValueError(_("Det forsto vi ikke. Last siden på nytt, og prøv igjen."))
    return None


def heading_of(data: Any) -> str:
    form = HeadingForm(data)
    if not form.is_valid():
        raise ValueError(form.errors["heading"][0])
    return str(form.cleaned_data["heading"])


def show(request: Request, reading: Reading, *, gone: IdeaPile | PurposeSentence | None = None) -> HttpResponse:
    programme = reading.desk.gathering.programme
    context = {
        "section": "programme",
        "gathering": reading.desk.gathering,
        "programme": programme,
        "round": reading.round,
        "gathered": queries.gathered(reading.round),
        "sentences": queries.sentences(programme.pk),
        "gone": gone,
        "language": programme.language,
        "url": request.path,
    }
    part = request.headers.get("HX-Target", "")
    return page(request, "values/purpose.html", context, part=part if part in ("board", "draft") else "")
