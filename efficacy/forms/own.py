"""The form of a leader's own rating: nothing in it must be filled in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.fields import Lines
from efficacy.instruments import Instrument
from efficacy.services.own import Scored, Written

MOST_REASON, MOST_TEXT = 500, 2000
TEXTS = ("strengths", "growth", "training")


class SelfRatingForm(forms.Form):
    """A number and a reason for each area, and what the leader makes of it. Unset stays unset."""

    strengths = Lines(most=MOST_TEXT, rows=4)
    growth = Lines(most=MOST_TEXT, rows=4)
    training = Lines(most=MOST_TEXT, rows=4)
    on = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    revision = forms.IntegerField(min_value=0, max_value=2_000_000_000, required=False)
    writer = forms.SlugField(max_length=12, required=False)
    instead = forms.BooleanField(required=False)

    def __init__(self, instrument: Instrument, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.instrument = instrument
        for factor in instrument.factors:
            self.fields[f"value-{factor.key}"] = forms.TypedChoiceField(
                required=False,
                choices=[("", "")] + [(str(step), str(step)) for step in instrument.steps],
                coerce=int,
                empty_value=None,
                error_messages={"invalid_choice": _("Velg et tall på skalaen.")},
            )
            self.fields[f"reason-{factor.key}"] = Lines(most=MOST_REASON)

    def clean_on(self) -> date:
        """The day on which the form was opened: who writes past midnight goes on with what was begun."""
        today, on = timezone.localdate(), self.cleaned_data["on"]
        return on if on == today - timedelta(days=1) else today

    def written(self) -> Written:
        data = self.cleaned_data
        scores = {
            factor.key: Scored(data[f"value-{factor.key}"], data[f"reason-{factor.key}"])
            for factor in self.instrument.factors
        }
        return Written(scores, *(data[name] for name in TEXTS))

    def said(self, name: str) -> str:
        return str(next(iter(self.errors.get(name, [])), ""))
