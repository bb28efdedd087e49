"""The form of one development area: its goals, and each goal's indicators and actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.models import MOST_GOALS, MOST_ROWS, Area
from goals.services.cards import GoalText


def lines(label: Any, most: int, *, rows: int = 1, required: str | Any = "", **attrs: Any) -> forms.CharField:
    """A field of some lines. What is too long is pointed at, never cut off on its way in."""
    field = forms.CharField(
        label=label,
        max_length=most,
        required=bool(required),
        widget=forms.Textarea(attrs={"rows": rows, **attrs}),
        error_messages={
            "required": required,
            "max_length": _("Teksten er for lang: %(show_value)d tegn. Kort den ned til høyst %(limit_value)d."),
        },
    )
    del field.widget.attrs["maxlength"]
    return field


class AreaForm(forms.Form):
    title = lines(_("Utviklingsområde"), 200, rows=2, required=_("Skriv hva området heter."))
    source = lines(_("Hentet fra"), 200, placeholder=_("for eksempel lederevalueringen"))


class GoalForm(forms.Form):
    text = lines(_("Målformulering"), 2000, rows=4)


class IndicatorForm(forms.Form):
    text = lines(_("Indikatortype (KPI)"), 500)
    target = lines(_("Mål/effekt"), 2000)


class ActionForm(forms.Form):
    text = lines(_("Tiltak"), 1000)
    deadline = lines(_("Frist"), 200)


Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Typed:
    """An area as it stands in the form, checked or not."""

    title: str
    source: str
    goals: list[tuple[str, Pairs, Pairs]]

    @classmethod
    def of(cls, area: Area | None) -> Typed:
        if area is None:
            return cls("", "", [])
        return cls(
            area.title,
            area.source,
            [
                (
                    goal.text,
                    [(each.text, each.target) for each in goal.indicators.all()],
                    [(each.text, each.deadline) for each in goal.actions.all()],
                )
                for goal in area.goals.all()
            ],
        )


def rows(form: type[forms.Form]) -> type[forms.BaseFormSet[forms.Form]]:
    return forms.formset_factory(form, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True)


IndicatorRows, ActionRows = rows(IndicatorForm), rows(ActionForm)


class GoalPart:
    """One goal formulation with its rows."""

    def __init__(self, number: int, data: Any = None, typed: tuple[str, Pairs, Pairs] | None = None) -> None:
        self.number = number
        prefix = f"goal{number}"
        words, indicators, actions = typed or ("", [], [])
        self.form = GoalForm(data, prefix=prefix, initial={"text": words})
        self.indicators = IndicatorRows(
            data,
            prefix=f"{prefix}-indicators",
            initial=[{"text": first, "target": second} for first, second in indicators or [("", "")]],
        )
        self.actions = ActionRows(
            data,
            prefix=f"{prefix}-actions",
            initial=[{"text": first, "deadline": second} for first, second in actions or [("", "")]],
        )

    @property
    def forms(self) -> list[Any]:
        return [self.form, self.indicators, self.actions]

    def text(self) -> GoalText:
        return GoalText(
            self.form.cleaned_data["text"],
            [(row.get("text", ""), row.get("target", "")) for row in self.indicators.cleaned_data],
            [(row.get("text", ""), row.get("deadline", "")) for row in self.actions.cleaned_data],
        )


class AreaSheet:
    """The whole form. Bound with `data`; else it shows `typed`."""

    def __init__(self, *, data: Any = None, typed: Typed | None = None) -> None:
        self.data = data
        typed = typed or Typed("", "", [])
        self.area = AreaForm(data, prefix="area", initial={"title": typed.title, "source": typed.source})
        count = goal_count(data) if data is not None else max(len(typed.goals), 1)
        filled = [*typed.goals, *[None] * MOST_GOALS]
        self.goals = [GoalPart(number, data, filled[number - 1]) for number in range(1, count + 1)]

    def is_valid(self) -> bool:
        return all([self.area.is_valid(), *[form.is_valid() for goal in self.goals for form in goal.forms]])

    @property
    def may_add_goal(self) -> bool:
        return len(self.goals) < MOST_GOALS

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """(id of the field, its label, what to do) for everything that must be mended."""
        if self.data is None:
            return []
        every = [self.area, *[goal.form for goal in self.goals]]
        every += [form for goal in self.goals for rows in (goal.indicators, goal.actions) for form in rows.forms]
        return [
            (field.id_for_label, str(field.label), str(error))
            for form in every
            for field in form
            for error in field.errors
        ]

    def cleaned(self) -> dict[str, Any]:
        return {
            "title": self.area.cleaned_data["title"],
            "source": self.area.cleaned_data["source"],
            "goals": [goal.text() for goal in self.goals],
        }


def goal_count(data: Any) -> int:
    """How many goal formulations a request carries: one or two, whatever it claims."""
    return 2 if data.get("goals") == "2" else 1


def as_typed(data: Any) -> Typed:
    """What stands in a request, unchecked and cut at the form's own limits on rows."""
    goals = []
    for number in range(1, goal_count(data) + 1):
        prefix = f"goal{number}"
        goals.append(
            (
                data.get(f"{prefix}-text", ""),
                pairs(data, f"{prefix}-indicators", "text", "target"),
                pairs(data, f"{prefix}-actions", "text", "deadline"),
            )
        )
    return Typed(data.get("area-title", ""), data.get("area-source", ""), goals)


def pairs(data: Any, prefix: str, first: str, second: str) -> Pairs:
    claimed = data.get(f"{prefix}-TOTAL_FORMS", "1")
    count = min(int(claimed), MOST_ROWS) if claimed.isascii() and claimed.isdecimal() and len(claimed) < 4 else 1
    return [(data.get(f"{prefix}-{row}-{first}", ""), data.get(f"{prefix}-{row}-{second}", "")) for row in range(count)]


def with_row(typed: Typed, where: str) -> Typed:
    """The form with one more empty goal, indicator or action; `where` names the list, as in "goal1-actions"."""
    goals = [(words, list(indicators), list(actions)) for words, indicators, actions in typed.goals]
    if where == "goal" and len(goals) < MOST_GOALS:
        goals.append(("", [("", "")], [("", "")]))
    for number, (_words, indicators, actions) in enumerate(goals, start=1):
        if where == f"goal{number}-indicators" and len(indicators) < MOST_ROWS:
            indicators.append(("", ""))
        if where == f"goal{number}-actions" and len(actions) < MOST_ROWS:
            actions.append(("", ""))
    return Typed(typed.title, typed.source, goals)


def new_row(typed: Typed, where: str) -> str:
    """The id of the first field of the row that was just added, for the cursor."""
    if where == "goal":
        return f"id_goal{len(typed.goals)}-text"
    for number, (_words, indicators, actions) in enumerate(typed.goals, start=1):
        for name, rows in ((f"goal{number}-indicators", indicators), (f"goal{number}-actions", actions)):
            if where == name:
                return f"id_{name}-{len(rows) - 1}-text"
    return ""
