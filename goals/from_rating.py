"""From a leader's own rating to the målkort: an area with its goal, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.fields import Lines
from config.ids import given_id
from efficacy.models import SelfRating
from efficacy.queries import own
from goals.models import Area
from goals.services import cards
from goals.services.cards import GoalText

MOST_GOAL = 1000


@dataclass(frozen=True)
class Choice:
    """An area of the rating that a goal may be made of, the lowest first."""

    key: str
    name: str
    value: int | None


def areas_of(rating: SelfRating) -> list[Choice]:
    found = [Choice(area.key, area.name, area.value) for area in own.sheet(rating, None).areas]
    return sorted(found, key=lambda each: (each.value is None, each.value))


def source_of(rating: SelfRating) -> str:
    """What the card says of where the area comes from."""
    return _("egenvurderingen %(day)s") % {"day": rating.on.strftime("%d.%m.%Y")}


def made_of(rating: SelfRating) -> list[Area]:
    """What stands on the card and comes from this rating."""
    return list(Area.objects.filter(rating=rating, deleted_at__isnull=True))


class DevelopmentForm(forms.Form):
    """An area to develop, and the goal in the leader's own words."""

    area = forms.ChoiceField(
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Velg hvilket område målet hører til.")
        )
    )
    goal = Lines(most=MOST_GOAL, rows=4)
    name = forms.SlugField(max_length=12, required=False)

    def __init__(self, choices: list[Choice], data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.names = {each.key: each.name for each in choices}
        self.fields["area"].choices = list(self.names.items())  # type: ignore[attr-defined]

    def clean_goal(self) -> str:
        text = str(self.cleaned_data["goal"]).strip()
        if not text:
            raise forms.ValidationError(_("Skriv målet, for eksempel «Jeg gir hver medarbeider …»."))
        return text


def put_on_card(*, rating: SelfRating, form: DevelopmentForm) -> Area:
    """Makes an area of a valid form; the same form sent twice makes one. Raises `NotPossible` when the card is full.

    What the leader wrote of where to train becomes the first action of the goal.
    """
    data = form.cleaned_data
    actions = [(rating.training, "")] if rating.training else []
    name = given_id(data["name"])
    mine = Area.objects.filter(card__membership=rating.membership_id, public_id=name, deleted_at__isnull=True)
    if name and (there := mine.first()):
        return there
    with transaction.atomic():
        area = cards.save_area(
            membership=rating.membership,
            title=form.names[data["area"]],
            source=source_of(rating),
            goals=[GoalText(data["goal"], [], actions)],
            name=name,
        )
        area.rating = rating
        area.save(update_fields=["rating"])
    return area
