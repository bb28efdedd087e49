"""The form of one development area: its goals, and each goal's indicators and actions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from config.fields import Line, Lines
from goals.deadlines import Deadline, parse
from goals.models import MOST_GOALS, MOST_ROWS, Action
from goals.observations import CODES, Observation, observe_in
from goals.services.cards import ActionText, GoalText, Help
from goals.smart import LETTERS, SMART, SMARTE
from goals.typed import ActionRow, GoalRow, Typed

USUAL_SOURCES = (_("lederevalueringen"), _("den forrige planmalen"), _("medarbeidersamtalen"))
MOST_ASKED = 2
FROM = ("fra ", "frå ", "from ")


class AreaForm(forms.Form):
    title = Lines(_("Utviklingsområde"), 200, rows=2, required=_("Skriv hva området heter."))
    source = Line(_("Hentet fra"), 200, attrs={"list": "usual-sources"})

    def clean_source(self) -> str:
        """«fra lederevalueringen» is shown with its «fra», and kept without."""
        source = str(self.cleaned_data["source"])
        return source[source.index(" ") + 1 :].lstrip() if source.lower().startswith(FROM) else source


class GoalForm(forms.Form):
    text = Lines(_("Målformulering"), 2000, rows=4)
    reach = Lines(_("Hva ser du for deg at du kan oppnå?"), 2000, rows=2)
    gain = Lines(_("Hva kan du få ut av det, hva betyr det for deg?"), 2000, rows=2)
    sure = Lines(_("Hvor overbevist er du om at du kan nå målene dine?"), 2000, rows=2)


class IndicatorForm(forms.Form):
    text = Lines(_("Indikatortype (KPI)"), 500, rows=1)
    target = Lines(_("Mål/effekt"), 2000, rows=1)


class ActionForm(forms.Form):
    text = Lines(_("Tiltak"), 1000, rows=1)
    deadline = Lines(_("Frist"), 200, rows=1)


class RowPart:
    """One indicator or action: its form, its place among the others, and how its deadline is read."""

    def __init__(self, form: forms.Form, index: int, of: int, name: str = "", read: Deadline | None = None) -> None:
        self.form, self.index, self.name, self.read = form, index, name, read
        self.is_first, self.is_last = index == 0, index == of - 1
        # The one empty row that a list always offers: there is nothing to remove.
        self.is_bare = of == 1 and not any(form.get_initial_for_field(*named[::-1]) for named in form.fields.items())

    @property
    def where(self) -> str:
        return str(self.form.prefix)


class GoalPart:
    """One goal formulation with its rows and what helps to write it."""

    def __init__(
        self,
        number: int,
        row: GoalRow,
        *,
        data: Any,
        today: date,
        stored: dict[str, Action],
        languages: Collection[str],
    ) -> None:
        self.number, self.row, self.languages = number, row, languages
        self.prefix = f"goal{number}"
        self.form = self._form(GoalForm, self.prefix, row, data)
        self.indicators = [
            RowPart(
                self._form(IndicatorForm, f"{self.prefix}-indicators-{index}", each, data), index, len(row.indicators)
            )
            for index, each in enumerate(row.indicators)
        ]
        self.actions = [
            RowPart(
                self._form(ActionForm, f"{self.prefix}-actions-{index}", each, data),
                index,
                len(row.actions),
                each.name,
                read(each, stored, today),
            )
            for index, each in enumerate(row.actions)
        ]

    def _form(self, form: type[forms.Form], prefix: str, row: Any, data: Any) -> forms.Form:
        initial = {name: getattr(row, name) for name in form.base_fields}
        return form(data, prefix=prefix, initial=initial)

    @property
    def forms(self) -> list[forms.Form]:
        return [self.form, *(row.form for row in (*self.indicators, *self.actions))]

    @property
    def may_add_indicator(self) -> bool:
        return len(self.indicators) < MOST_ROWS

    @property
    def may_add_action(self) -> bool:
        return len(self.actions) < MOST_ROWS

    @property
    def waved(self) -> str:
        return ",".join(self.row.waved)

    @property
    def observations(self) -> list[Observation]:
        """What may be asked about it now; a couple at a time is enough."""
        seen = observe_in(
            self.row.text,
            self.languages,
            has_due=any(part.read and part.read.is_placed for part in self.actions),
            has_indicator=any(each.text or each.target for each in self.row.indicators),
        )
        return [each for each in seen if each.code not in self.row.waved][:MOST_ASKED]

    @property
    def lists(self) -> list[tuple[str, str, list[tuple[str, Any, Any, bool]]]]:
        """Both checklists: slug, name, and each letter with its word, its question and whether it is ticked."""
        return [
            (
                slug,
                LETTERS[slug],
                [(*line, slug == self.row.checklist and line[0] in self.row.ticked) for line in lines],
            )
            for slug, lines in (("smart", SMART), ("smarte", SMARTE))
        ]

    def text(self) -> GoalText:
        """The goal as it is saved; only of a form that is valid."""
        clean = self.form.cleaned_data
        letters = LETTERS.get(self.row.checklist, "")
        return GoalText(
            clean["text"],
            [(row.form.cleaned_data["text"], row.form.cleaned_data["target"]) for row in self.indicators],
            [
                ActionText(row.form.cleaned_data["text"], row.form.cleaned_data["deadline"], row.name)
                for row in self.actions
            ],
            name=self.row.name,
            help=Help(
                self.row.checklist if letters else "",
                "".join(letter for letter in letters if letter in self.row.ticked),
                known(self.row.waved),
                clean["reach"],
                clean["gain"],
                clean["sure"],
            ),
        )


def known(codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(code for code in CODES if code in codes)


def read(row: ActionRow, stored: dict[str, Action], today: date) -> Deadline:
    """A deadline that stands as it was saved says what it said then; another is read today."""
    kept = stored.get(row.name)
    return kept.read if kept and kept.deadline == row.deadline.strip() else parse(row.deadline.strip(), today)


class AreaSheet:
    """The whole form, as it was typed. With `check`, it says what must be mended."""

    def __init__(
        self,
        typed: Typed,
        *,
        today: date,
        languages: Collection[str],
        check: bool = False,
        stored: dict[str, Action] | None = None,
    ) -> None:
        data = typed.as_data() if check else None
        self.typed, self.is_checked = typed, check
        self.area = AreaForm(data, prefix="area", initial={"title": typed.title, "source": typed.source})
        self.goals = [
            GoalPart(number, row, data=data, today=today, stored=stored or {}, languages=languages)
            for number, row in enumerate(typed.goals, start=1)
        ]
        self.usual_sources = USUAL_SOURCES

    @property
    def forms(self) -> list[forms.Form]:
        return [self.area, *(form for goal in self.goals for form in goal.forms)]

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.forms)

    @property
    def may_add_goal(self) -> bool:
        return len(self.goals) < MOST_GOALS

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """(id of the field, its label, what to do) for everything that must be mended."""
        if not self.is_checked:
            return []
        return [
            (field.id_for_label, str(field.label), str(error))
            for form in self.forms
            for field in form
            for error in field.errors
        ]

    def cleaned(self) -> dict[str, Any]:
        return {
            "title": self.area.cleaned_data["title"],
            "source": self.area.cleaned_data["source"],
            "goals": [goal.text() for goal in self.goals],
        }
