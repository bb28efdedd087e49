"""The forms in which a gathering gets its date, place, theme and number, and the plan that it begins with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.fields import Day, Line
from programmes.models import Gathering


class GatheringForm(forms.Form):
    """When, where and about what."""

    date = Day(gettext_lazy("Dato"))
    place = Line(gettext_lazy("Sted"), 120)
    theme = Line(gettext_lazy("Hovedtema"), 120)


class NewGatheringForm(GatheringForm):
    source = forms.ChoiceField(
        label=gettext_lazy("Dagsplan"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Velg en av samlingene i listen.")},
    )

    def __init__(self, sources: list[Gathering], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = {each.public_id: each for each in sources}
        choice = self.fields["source"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", _("Tom")), *((key, source_name(each)) for key, each in self.sources.items())]

    @property
    def source_chosen(self) -> Gathering | None:
        return self.sources.get(self.cleaned_data.get("source", ""))


class CopyForm(forms.Form):
    source = forms.SlugField(max_length=12)


class NumberForm(GatheringForm):
    number = forms.IntegerField(
        label=gettext_lazy("Nummer"),
        min_value=1,
        max_value=99,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), gettext_lazy("Skriv et tall fra 1 til 99.")
        ),
    )
    field_order = ["number", "date", "place", "theme"]


def source_name(gathering: Gathering) -> str:
    """Samling 3: Mestringsorientert ledelse, with its programme where there may be several."""
    name = f"{gathering}: {gathering.theme}" if gathering.theme else str(gathering)
    return f"{name} ({gathering.programme.name})"
