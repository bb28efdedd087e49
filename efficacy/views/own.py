"""A leader's own ratings: written on the phone in the room, or at one's own pace."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from config.http import Request, go, page
from config.overtaking import Overtaken
from config.policy import policy
from efficacy.forms.own import TEXTS, SelfRatingForm
from efficacy.models import SelfRating
from efficacy.offers import offers_for
from efficacy.queries import own as queries
from efficacy.queries.own import Sheet
from efficacy.rules import OwnRating, own_rating
from efficacy.services import own as services
from efficacy.writing import context_of
from programmes.models import Membership
from programmes.rules import Seat, own_membership, seat_at
from programmes.services import screens


@policy(own_membership)
def ratings(request: Request, membership: Membership) -> HttpResponse:
    """A leader's own ratings over time."""
    found = queries.ratings_of(membership)
    context = {
        "section": "start",
        "membership": membership,
        "ratings": found[::-1],
        "sheet": queries.newest(membership),
        "today": timezone.localdate(),
    }
    return page(request, "efficacy/own.html", context)


@policy(own_rating)
def rating(request: Request, own: OwnRating) -> HttpResponse:
    """One rating, beside the one before it, and what can be made of it."""
    found = queries.ratings_of(own.membership)
    before = queries.last_before(found, own.rating.on)
    context = {
        "section": "start",
        "membership": own.membership,
        "sheet": queries.sheet(own.rating, before),
        "today": timezone.localdate(),
        "offers": offers_for(own.rating),
    }
    return page(request, "efficacy/own_rating.html", context)


@policy(own_rating)
def delete(request: Request, own: OwnRating) -> HttpResponse:
    """Asks first, and deletes the rating at once."""
    back = reverse("self-ratings", args=[own.membership.public_id])
    if request.method == "POST":
        services.delete(rating=own.rating)
        return go(request, back)
    context = {"section": "start", "membership": own.membership, "rating": own.rating, "back": back}
    return page(request, "efficacy/own_delete.html", context)


@policy(own_membership)
def today(request: Request, membership: Membership) -> HttpResponse:
    """Today's rating: saves as one writes."""
    url = reverse("self-rating-today", args=[membership.public_id])
    if request.method != "POST":
        return show(request, membership, context_of(queries.today(membership), url))
    done = reverse("self-ratings", args=[membership.public_id])
    screens.wrote_at_home(membership=membership)
    return Saving(request, membership, url, done).answer()


@policy(seat_at, visitors=True)
@require_POST
def in_room(request: Request, seat: Seat) -> HttpResponse:
    """Today's rating, written on the phone in the room, also by a device that was let in."""
    gathering = seat.gathering.public_id
    if seat.participation.membership is None:
        return go(request, reverse("gathering", args=[gathering]))
    url = reverse("self-rating-in-room", args=[gathering])
    done = reverse("gathering", args=[gathering])
    return Saving(request, seat.participation.membership, url, done, with_before=not seat.admission).answer()


class Saving:
    """One request to the form of today's rating."""

    def __init__(
        self, request: Request, membership: Membership, url: str, done: str, *, with_before: bool = True
    ) -> None:
        self.request, self.membership, self.url, self.done = request, membership, url, done
        self.with_before = with_before

    def answer(self) -> HttpResponse:
        sheet = queries.today(self.membership, with_before=self.with_before)
        form = SelfRatingForm(sheet.instrument, self.request.POST)
        autosaves = "autosave" in self.request.POST
        if not form.is_valid():
            said = _("Ikke lagret ennå. Rett det som er merket.")
            return self._saved(None, said, 422) if autosaves else self._again(sheet, form, said, 422)
        data = form.cleaned_data
        if not autosaves and form.written().is_empty:
            return self._again(sheet, form, _("Sett minst ett tall, eller skriv noe. Så kan du være ferdig."), 422)
        try:
            kept = services.keep(
                membership=self.membership,
                written=form.written(),
                on=data["on"],
                revision=None if data["instead"] else data["revision"] or 0,
                writer=data["writer"],
            )
        except Overtaken:
            said = _("Du har skrevet noe nyere på en annen skjerm. Trykk Ferdig, så får du velge.")
            if autosaves:
                return self._saved(None, said, 409)
            said = _("Du har skrevet noe nyere på en annen skjerm. Det du skrev her, står i feltene under.")
            return self._again(sheet, form, said, 409, overtaken=True)
        if autosaves:
            return self._saved(kept, "", 200)
        return go(self.request, self.done)

    def _saved(self, rating: SelfRating | None, problem: str, status: int) -> HttpResponse:
        context = {"at": timezone.now() if rating else None, "problem": problem}
        return page(self.request, "efficacy/own_saved.html", context, status=status)

    def _again(
        self, sheet: Sheet, form: SelfRatingForm, problem: str, status: int, *, overtaken: bool = False
    ) -> HttpResponse:
        """The form as it was typed, and what is wrong."""
        context = context_of(typed(sheet, form), self.url, problem=problem, overtaken=overtaken, done=self.done)
        context |= {
            "texts": {name: form.data.get(name, "") for name in TEXTS},
            "writer": form.data.get("writer", ""),
            "on": form.data.get("on", ""),
        }
        context["text_errors"] = {name: form.said(name) for name in TEXTS}
        return show(self.request, self.membership, context, status=status)


def typed(sheet: Sheet, form: SelfRatingForm) -> Sheet:
    areas = [
        replace(
            area,
            typed=str(form.data.get(f"value-{area.key}", ""))[:20],
            reason=str(form.data.get(f"reason-{area.key}", "")),
            errors=tuple(filter(None, (form.said(f"value-{area.key}"), form.said(f"reason-{area.key}")))),
        )
        for area in sheet.areas
    ]
    return replace(sheet, areas=areas)


def show(request: Request, membership: Membership, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    context = {"section": "start", "membership": membership, "today": timezone.localdate(), **context}
    return page(request, "efficacy/own_write.html", context, status=status)
