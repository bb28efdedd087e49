"""What a facilitator asks of the rest of the day, as a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.replan import LEAST, MOST, Slot, Wish
from programmes.services.replan import Seen


class WishForm(forms.Form):
    """Out, in place, how many minutes: for each slot that lies ahead."""

    shorten_breaks = forms.BooleanField(required=False)

    def __init__(self, slots: list[Slot], data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.slots = slots
        keys = [(str(slot.key), str(slot.key)) for slot in slots]
        self.fields["drop"] = forms.MultipleChoiceField(choices=keys, required=False)
        self.fields["pin"] = forms.MultipleChoiceField(choices=keys, required=False)
        for slot in slots:
            self.fields[f"minutes-{slot.key}"] = forms.IntegerField(
                required=False,
                min_value=min(LEAST, slot.minutes),
                max_value=MOST,
                error_messages=dict.fromkeys(
                    ("invalid", "min_value", "max_value"), _("Skriv minuttene som et helt tall, minst 5.")
                ),
            )

    def wish(self) -> Wish:
        """What is valid of it; minutes that are not, stay as they are."""
        if not hasattr(self, "cleaned_data"):
            self.full_clean()
        given = self.cleaned_data
        minutes = {slot.key: given.get(f"minutes-{slot.key}") for slot in self.slots}
        return Wish(
            bool(given.get("shorten_breaks")),
            frozenset(map(int, given.get("drop", ()))),
            frozenset(map(int, given.get("pin", ()))),
            {slot.key: wanted for slot in self.slots if (wanted := minutes[slot.key]) and wanted != slot.minutes},
        )


class SeenForm(forms.Form):
    """What the proposal was made from."""

    at = forms.IntegerField(min_value=0, max_value=40_000)
    late = forms.IntegerField(min_value=-100_000, max_value=100_000)
    plan = forms.SlugField(max_length=16)
    proposal = forms.SlugField(max_length=16)

    def seen(self) -> Seen:
        """Something that no day is, where the form was changed on its way."""
        return Seen(**self.cleaned_data) if self.is_valid() else Seen(-1, 0, "", "")


class UndoForm(forms.Form):
    replan = forms.SlugField(max_length=12)
