"""Forms in which the facilitator enters what a group did on paper."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import QueryDict

from config.fingerprints import fingerprint_of


class PaperForm(forms.Form):
    """Opened with what the group has, and takes its place: unless the group has gone on meanwhile, on its phones."""

    part = ""
    """The template that shows its fields."""

    @property
    def stands(self) -> str:
        """Tells what the group has now from what it has another time, and nothing of what that is."""
        initial = {name: self.get_initial_for_field(field, name) for name, field in self.fields.items()}
        return fingerprint_of(initial, self.versions())

    def versions(self) -> list[int]:
        """What else changes with the group's answers, where the fields do not show them."""
        return []

    def filled(self, typed: Mapping[str, str]) -> QueryDict:
        """What was typed, and what the group has wherever nothing was."""
        data = QueryDict(mutable=True)
        for name, field in self.fields.items():
            initial = self.get_initial_for_field(field, name)
            if text := (typed.get(name, "").strip() and typed[name]) or str(initial or ""):
                data[name] = text
        return data
