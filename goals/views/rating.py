"""A development goal out of a leader's own rating."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from config.http import Request, go, page
from config.policy import policy
from efficacy.queries import own
from efficacy.rules import OwnRating, own_rating
from goals.from_rating import DevelopmentForm, areas_of, made_of, put_on_card
from goals.views.cards import card_url
from programmes.contract import Fragment, NotPossible


@policy(own_rating)
@require_POST
def goal_from_rating(request: Request, mine: OwnRating) -> HttpResponse:
    """Puts the goal on the målkort with where it comes from, and goes there; else says what is missing."""
    choices = areas_of(mine.rating)
    form = DevelopmentForm(choices, request.POST)
    if form.is_valid():
        try:
            area = put_on_card(rating=mine.rating, form=form)
            return go(request, f"{card_url(mine.membership)}#area-{area.public_id}")
        except NotPossible as problem:
            form.add_error(None, str(problem))
    context = {
        "membership": mine.membership,
        "rating": mine.rating,
        "choices": choices,
        "made": made_of(mine.rating),
        "name": request.POST.get("name", "")[:12],
        "chosen": request.POST.get("area", ""),
        "typed": request.POST.get("goal", ""),
        "problem": next(iter(form.non_field_errors()), ""),
        "errors": {name: said[0] for name, said in form.errors.items() if name != "__all__"},
    }
    found = own.ratings_of(mine.membership)
    shown = {
        "section": "start",
        "membership": mine.membership,
        "sheet": own.sheet(mine.rating, own.last_before(found, mine.rating.on)),
        "today": timezone.localdate(),
        "offers": [Fragment("goals/from_rating.html", context)],
    }
    return page(request, "efficacy/own_rating.html", shown, status=422)
