"""Which weeks a sheet of the period plan is of."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.forms.attainment import DayField
from goals.models import MOST_WEEKS


class PeriodForm(forms.Form):
    starts = DayField(
        label=_("Fra"), required=False, help_text=_("Arket går i hele uker, fra mandagen i uken som datoen er i.")
    )
    weeks = forms.IntegerField(
        label=_("Hvor mange uker?"),
        min_value=1,
        max_value=MOST_WEEKS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Skriv et helt tall fra 1 til 26.")
        ),
    )

    def __init__(self, data: Any = None, *, starts: date, weeks: int) -> None:
        super().__init__(data, initial={"starts": starts, "weeks": weeks})
        self.usual = starts

    def values(self) -> dict[str, Any]:
        return {"starts": self.cleaned_data["starts"] or self.usual, "weeks": self.cleaned_data["weeks"]}
