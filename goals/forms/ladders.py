"""What is written on a change ladder."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from config.fields import Lines
from efficacy.forms.beliefs import Meter
from goals.models import Goal, Ladder, LadderStep

TENS = _("Bruk hele tiere: 0, 10, 20 og så videre.")
RANGE = _("Velg et tall fra 0 til 100, i hele tiere.")


class GoalChoice(forms.ChoiceField):
    """One of the leader's own goals, or none."""

    def __init__(self, goals: list[Goal], chosen: Goal | None = None) -> None:
        self.goals = {goal.public_id: goal for goal in goals}
        choices: list[tuple[str, Any]] = [("", _("Ingen av dem"))]
        choices += [(goal.public_id, Truncator(goal.text).chars(90)) for goal in goals]
        super().__init__(
            label=_("Hører til dette målet på målkortet"),
            required=False,
            choices=choices,
            initial=chosen.public_id if chosen else "",
            error_messages={"invalid_choice": _("Velg et mål fra listen, eller «Ingen av dem».")},
        )

    def clean(self, value: Any) -> Any:
        return self.goals.get(super().clean(value))


class LadderForm(forms.Form):
    title = Lines(_("Hva er målet?"), 300, rows=2, required=_("Skriv målet som står øverst i trappen."))
    title.help_text = _("Det står øverst i trappen. Jeg-form og nåtid er best.")

    def __init__(self, data: Any = None, *, goals: list[Goal], ladder: Ladder | None = None) -> None:
        super().__init__(data, initial={"title": ladder.title if ladder else ""})
        if goals:
            self.fields["goal"] = GoalChoice(goals, ladder.goal if ladder else None)

    @property
    def goal(self) -> Goal | None:
        found: Goal | None = self.cleaned_data.get("goal")
        return found


class StepForm(forms.Form):
    text = Lines(_("Nytt trinn"), 300, rows=2, required=_("Skriv hva du gjør på dette trinnet."))

    def __init__(self, data: Any = None, *, step: LadderStep | None = None) -> None:
        super().__init__(data, initial={"text": step.text if step else ""}, prefix="edit" if step else "step")
        if step:
            self.fields["text"].label = _("Trinnet")


class TryForm(forms.Form):
    """How sure, what happened when it was tried, or both."""

    value = forms.IntegerField(
        label=_("Hvor sikker er du på at du klarer dette?"),
        min_value=0,
        max_value=100,
        step_size=10,
        required=False,
        widget=Meter(),
        error_messages={"invalid": RANGE, "min_value": RANGE, "max_value": RANGE, "step_size": TENS},
    )
    told = Lines(_("Har du prøvd? Skriv hva som skjedde"), 2000, rows=2)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and data.get("value") is None and not data.get("told"):
            self.add_error("value", _("Velg et tall fra 0 til 100, eller skriv hva som skjedde."))
        return data
