"""What is written in a table of attainment, and at its review."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.fields import Lines, is_near
from goals.deadlines import parse
from goals.forms.ladders import GoalChoice
from goals.models import MOST_WEIGHT, Attainment, Goal, Row, ScaledGoal
from goals.queries.attainment import Head, TableGoal, shown, texts_of
from goals.scoring import EXPECTED, LEVELS
from goals.services.attainment import Cell, Reached

LONGEST_LEVEL, LONGEST_TOLD = 500, 1000
DAY = gettext_lazy("Skriv datoen som dag.måned.år, for eksempel 24.12.2026, eller «om en måned».")


class DayField(forms.CharField):
    """A day as people write it: 24.12.2026, «om en måned»; a date, or None where nothing is written."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput(attrs={"placeholder": gettext_lazy("dd.mm.åååå"), "autocomplete": "off"})
        super().__init__(max_length=200, widget=widget, error_messages={"required": DAY, "max_length": DAY}, **more)
        self.widget.attrs.pop("maxlength", None)

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%d.%m.%Y") if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        read = parse(text, timezone.localdate())
        if read.due is None or not is_near(read.due):
            raise forms.ValidationError(DAY)
        return read.due


class TableForm(forms.Form):
    title = Lines(
        gettext_lazy("Hva handler målene om?"), 200, rows=1, required=gettext_lazy("Skriv kort hva målene handler om.")
    )
    review_on = DayField(
        label=gettext_lazy("Når skal du gå gjennom det?"),
        required=False,
        help_text=gettext_lazy("En dato, eller «om en måned»."),
    )
    numbering = forms.ChoiceField(
        label=gettext_lazy("Nummer på nivåene"),
        choices=Attainment.Numbering.choices,
        initial=Attainment.Numbering.LEVELS,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Velg 1 til 5, eller −2 til +2.")),
    )

    def __init__(self, data: Any = None, *, reminded: bool, attainment: Attainment | None = None) -> None:
        initial = {}
        if attainment:
            initial = {
                "title": attainment.title,
                "review_on": attainment.review_on,
                "numbering": attainment.numbering,
            }
        super().__init__(data, initial=initial)
        if reminded:
            self.fields["review_on"].help_text = _(
                "En dato, eller «om en måned». Du får en påminnelse en uke før og samme dag."
            )


def weight(scaled: ScaledGoal | None) -> forms.IntegerField:
    wrong = _("Skriv vekten som et helt tall fra 0 til %(most)d.") % {"most": MOST_WEIGHT}
    return forms.IntegerField(
        label=_("Vekt"),
        help_text=_("Lar du alle stå på 1, teller de likt. Mål med vekt 0 teller ikke."),
        min_value=0,
        max_value=MOST_WEIGHT,
        initial=scaled.weight if scaled else 1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
    )


def baseline(scaled: ScaledGoal | None, numbering: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Hvor er du når du begynner?"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", _("Ikke oppgitt")),
            ("2", _("På %(number)s, mindre enn forventet") % {"number": shown(2, numbering)}),
            ("1", _("På %(number)s, fordi det ikke kan bli dårligere") % {"number": shown(1, numbering)}),
        ],
        initial=str(scaled.baseline) if scaled and scaled.baseline else "",
        error_messages={"invalid_choice": _("Velg et av utgangspunktene i listen.")},
    )


class ScaledForm(forms.Form):
    """A goal's two rows: what is expected is written, the other levels may be."""

    def __init__(
        self, data: Any = None, *, goals: list[Goal], heads: list[Head], scaled: ScaledGoal | None = None
    ) -> None:
        super().__init__(data)
        self.add_levels(heads, texts_of(scaled) if scaled else {})
        if goals:
            self.fields["goal"] = GoalChoice(goals, scaled.goal if scaled else None)
        self.fields["weight"] = weight(scaled)
        self.fields["baseline"] = baseline(scaled, "scale" if heads[0].number.startswith("−") else "levels")

    def add_levels(self, heads: list[Head], texts: dict[Cell, str]) -> None:
        needed = {
            Row.ACHIEVEMENT: gettext_lazy("Skriv hva du oppnår når det går som forventet."),
            Row.EFFORT: gettext_lazy("Skriv hva du gjør når det går som forventet."),
        }
        for row in Row.values:
            for head in heads:
                required = needed[Row(row)] if head.level == EXPECTED else ""
                field = Lines(f"{head.number} {head.name}", LONGEST_LEVEL, rows=2, required=required)
                field.initial = texts.get((row, head.level), "")
                self.fields[f"{row}-{head.level}"] = field

    def row(self, row: str) -> list[forms.BoundField]:
        return [self[f"{row}-{level}"] for level in LEVELS]

    @property
    def parts(self) -> list[tuple[str, forms.BoundField, list[tuple[int, forms.BoundField]], bool]]:
        """Each row with the level that is written first, the others from low to high, and whether any stands open."""
        made = []
        for row in Row.values:
            others = [(level, self[f"{row}-{level}"]) for level in LEVELS if level != EXPECTED]
            stands = any(field.value() or field.errors for _level, field in others)
            made.append((row, self[f"{row}-{EXPECTED}"], others, stands))
        return made

    def texts(self) -> dict[Cell, str]:
        return {(row, level): self.cleaned_data[f"{row}-{level}"] for row in Row.values for level in LEVELS}

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "texts": self.texts(),
            "goal": data.get("goal"),
            "weight": data["weight"],
            "baseline": data["baseline"],
        }


class ReviewForm(forms.Form):
    """How far each row of each goal has come, and what happened."""

    on = DayField(label=gettext_lazy("Dato for gjennomgangen"))

    def __init__(self, data: Any = None, *, table: list[TableGoal], on: date) -> None:
        super().__init__(data, initial={"on": on})
        self.table = table
        for goal in table:
            for row in goal.rows:
                key = name(goal, row.row)
                reached = row.reached
                choices = [(str(cell.head.level), cell) for cell in row.cells]
                self.fields[key] = forms.TypedChoiceField(
                    label=row.label,
                    choices=choices,
                    required=False,
                    coerce=int,
                    empty_value=None,
                    initial=str(reached.head.level) if reached else "",
                    widget=forms.RadioSelect,
                    error_messages={"invalid_choice": _("Velg et av de fem nivåene.")},
                )
                told = Lines(_("Hva skjedde?"), LONGEST_TOLD, rows=2)
                told.initial = reached.told if reached else ""
                self.fields[f"{key}-told"] = told

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Gjennomgangen kan ikke være etter i dag."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for goal in self.table:
            for row in goal.rows:
                key = name(goal, row.row)
                if data.get(f"{key}-told") and data.get(key) is None and key not in self.errors:
                    self.add_error(key, _("Velg hvilket nivå det ble."))
        if not self.errors and not self.reached():
            raise forms.ValidationError(_("Velg nivået som ble nådd, for minst ett mål."))
        return data

    def reached(self) -> list[Reached]:
        data = self.cleaned_data
        return [
            Reached(goal.scaled.public_id, row.row, level, data.get(f"{key}-told", ""))
            for goal in self.table
            for row in goal.rows
            if (level := data.get(key := name(goal, row.row))) is not None
        ]

    @property
    def parts(self) -> list[tuple[TableGoal, list[tuple[Any, forms.BoundField, forms.BoundField]]]]:
        return [
            (
                goal,
                [(row, self[name(goal, row.row)], self[f"{name(goal, row.row)}-told"]) for row in goal.rows],
            )
            for goal in self.table
        ]


def name(goal: TableGoal, row: str) -> str:
    return f"{goal.scaled.public_id}-{row}"
