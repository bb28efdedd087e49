"""What is noted in the log, and planned for a period."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.fields import Lines
from config.picture_field import PictureField
from goals.deadline_patterns import how_many
from goals.deadline_words import NUMBER, UNITS
from goals.deadlines import parse
from goals.forms.attainment import DayField
from goals.forms.ladders import GoalChoice
from goals.models import MOST_TIMES, MOST_WEEKS, Goal, LogLine, PlanLine

AGO = {"i går": 1, "igår": 1, "yesterday": 1, "i forgårs": 2, "i førgår": 2}
SINCE = re.compile(rf"^(?:for\s+)?(?P<n>{NUMBER})\s+(?P<u>{UNITS['d']}|{UNITS['w']})\s+(?:siden|sidan|ago)$")
LAST = re.compile(r"^(?:forrige|førre|sist|siste|last|på|on)\s+")
DONE_ON = _("Skriv dagen, for eksempel «i går», «fredag» eller 24.09.2026.")


class DoneOn(DayField):
    """A day that has been: «fredag» is the last one, «27.11» the last that was."""

    def clean(self, value: Any) -> date | None:
        text, today = LAST.sub("", str(value or "").strip().lower()), timezone.localdate()
        if text in AGO:
            return today - timedelta(days=AGO[text])
        if since := SINCE.match(text):
            return today - timedelta(days=how_many(since["n"]) * (1 if re.fullmatch(UNITS["d"], since["u"]) else 7))
        try:
            day: date | None = super().clean(text)
        except forms.ValidationError as refusal:
            raise forms.ValidationError(DONE_ON) from refusal
        return last_time(text, day, today) or day if day and day > today else day


def last_time(text: str, ahead: date, today: date) -> date | None:
    """The same day as it last was, of what is read as the next one. What counts from today has no last time."""
    for days in (6, 52 * 7):  # so far back begins the week, and the year, that ends today
        then = today - timedelta(days=days)
        found = parse(text, then).due
        if found and found <= today and found - then != ahead - today:
            return found
    return None


class LogForm(forms.Form):
    text = Lines(_("Hva gjorde du, og hva skjedde?"), 2000, rows=3)
    text.help_text = _("Du kan nøye deg med å velge innsatsen.")
    effort = forms.ChoiceField(
        label=_("Innsatsen"),
        required=False,
        choices=[("", _("Ikke oppgitt")), *LogLine.Effort.choices],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Velg en av de tre.")},
    )
    on = DoneOn(label=_("Dato"), required=False)
    picture = PictureField(help_text=_("JPEG, PNG eller WebP. Sted og kamera blir tatt ut av bildet."))
    alt = Lines(_("Hva viser bildet?"), 200, rows=1)
    goes_along = forms.BooleanField(
        label=_("Ta med bildet på utskrift og i kopier jeg deler"),
        required=False,
        help_text=_("Ellers er det bare du som ser det. En kopi du alt har delt, blir ikke endret."),
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        goals: list[Goal],
        line: LogLine | None = None,
        on: date | None = None,
    ) -> None:
        day = min(on, timezone.localdate()) if on else timezone.localdate()
        initial: dict[str, Any] = {"text": line.text, "effort": line.effort, "on": line.on} if line else {"on": day}
        if picture := getattr(line, "picture", None):
            initial |= {"alt": picture.alt, "goes_along": picture.goes_along}
        super().__init__(data, files, initial=initial)
        if goals and line is None:
            self.fields["goal"] = GoalChoice(goals)

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"] or timezone.localdate()
        if day > timezone.localdate():
            raise forms.ValidationError(_("Loggen er for det som er gjort. Velg i dag eller en dag før."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("text") and not data.get("effort"):
            self.add_error("text", _("Skriv noe, eller velg hvordan innsatsen var."))
        return data


class TwoTapsForm(forms.Form):
    """A line of the log about something planned: one of three efforts, and a few words where there are any."""

    text = Lines(None, 2000, rows=1)
    effort = forms.ChoiceField(required=False, choices=LogLine.Effort.choices)
    which = forms.CharField(max_length=12, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "effort" in self.errors or (not self.errors and not data.get("text") and not data.get("effort")):
            self.errors.pop("effort", None)
            self.add_error("text", _("Velg hvordan innsatsen var, eller skriv noe."))
        return data


class PlanForm(forms.Form):
    text = Lines(_("Hva skal du gjøre?"), 300, rows=2, required=_("Skriv hva du skal gjøre."))
    times = forms.IntegerField(
        label=_("Hvor mange ganger i uken?"),
        min_value=1,
        max_value=MOST_TIMES,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Skriv et helt tall fra 1 til 14.")
        ),
    )
    starts = DayField(
        label=_("Fra"), required=False, help_text=_("Planen går i hele uker, fra mandagen i uken som datoen er i.")
    )
    weeks = forms.IntegerField(
        label=_("Hvor mange uker?"),
        min_value=1,
        max_value=MOST_WEEKS,
        initial=4,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Skriv et helt tall fra 1 til 26.")
        ),
    )

    def __init__(self, data: Any = None, *, goals: list[Goal], plan: PlanLine | None = None) -> None:
        initial: dict[str, Any] = {"starts": timezone.localdate()}
        if plan:
            initial = {"text": plan.text, "times": plan.times, "starts": plan.starts, "weeks": plan.weeks}
        super().__init__(data, initial=initial)
        if goals:
            self.fields["goal"] = GoalChoice(goals, plan.goal if plan else None)

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {**data, "starts": data["starts"] or timezone.localdate(), "goal": data.get("goal")}
