from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from values.models import Candidate


class PlaceForm(forms.Form):
    """A card into a slot (1–9) or back into the pool (0), and what its mover saw there."""

    card = forms.SlugField(max_length=12)
    slot = forms.IntegerField(min_value=-1000, max_value=1000)
    expected = forms.SlugField(max_length=12, required=False)


class WordForm(forms.Form):
    word = forms.CharField(
        label=_("Egen verdi"),
        max_length=60,
        error_messages={
            "required": _("Skriv verdien først."),
            "max_length": _("Bruk høyst 60 tegn, helst ett ord."),
        },
    )


class PointsForm(forms.Form):
    """Whole points, 0 to 100, for each value of the round."""

    def __init__(self, candidates: list[Candidate], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        message = _("Skriv et helt tall fra 0 til 100.")
        for candidate in candidates:
            self.fields[f"points-{candidate.position}"] = forms.IntegerField(
                label=candidate.label,
                min_value=0,
                max_value=100,
                required=False,
                error_messages={"invalid": message, "min_value": message, "max_value": message},
            )

    @property
    def points(self) -> list[int]:
        return [self.cleaned_data[name] or 0 for name in self.fields]
