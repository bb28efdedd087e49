"""How a ready-made programme is taken into use: into which programme, which of its days, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.fields import Day, Line
from config.ids import given_id
from programmes.forms.programme import LANGUAGES
from programmes.free_days import from_then
from programmes.models import Municipality, Programme
from programmes.models.people import Language
from programmes.readymade.plans import ReadyMade

NEW = "new"
AHEAD = timedelta(days=28)  # the first day that is suggested


def suggested(made: ReadyMade, today: date) -> list[date]:
    """When each day may be held: the first in four weeks, the rest as far apart as the plan has it or a little more.

    Never on a free day, and days that are apart in the plan stay apart.
    """
    days: list[date] = []
    gaps = [0, *(after.after - before.after for before, after in pairwise(made.days))]
    first = from_then(today + AHEAD)
    for gap, day in zip(gaps, made.days, strict=True):
        planned = from_then(first + timedelta(days=day.after))
        days.append(from_then(days[-1] + timedelta(days=1)) if gap and days and planned <= days[-1] else planned)
    return days


class UseForm(forms.Form):
    """The programme that it becomes, new or one that is there, and the dates of the days that are wanted."""

    into = forms.ChoiceField(
        label=gettext_lazy("Legg samlingene i"),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Velg et nytt program, eller et du har.")
        ),
    )
    municipality = forms.ChoiceField(
        label=gettext_lazy("Kommune"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Velg en av kommunene dine.")),
    )
    name = Line(
        gettext_lazy("Navn på programmet"),
        120,
        gettext_lazy("Skriv hva programmet heter, for eksempel Lederutvikling 2027."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Målform"),
        choices=[*LANGUAGES, (Language.ENGLISH, gettext_lazy("Engelsk"))],
        help_text=gettext_lazy("Oppgavene og teorien kommer på denne."),
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Velg en av dem i listen.")),
    )
    place = Line(gettext_lazy("Sted"), 120)
    key = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        made: ReadyMade,
        name: str,
        municipalities: Sequence[Municipality],
        programmes: Sequence[Programme],
        saved_in: str = "",
        key: str = "",
        into: str = "",
    ) -> None:
        dates = suggested(made, timezone.localdate())
        initial: dict[str, Any] = {"into": into or NEW, "name": name, "key": key, "language": saved_in or "nb"}
        initial |= {f"date-{number}": f"{day:%d.%m.%Y}" for number, day in enumerate(dates)}
        initial |= {f"day-{number}": True for number in range(len(dates))}
        super().__init__(data, initial=initial)
        self.made = made
        self.municipalities = {each.public_id: each for each in municipalities}
        self.programmes = {each.public_id: each for each in programmes}
        self._choices("into", [(NEW, _("Et nytt program")), *((k, str(each)) for k, each in self.programmes.items())])
        known = [(k, each.name) for k, each in self.municipalities.items()]
        self._choices("municipality", known if saved_in else [*known, (NEW, _("Ny kommune …"))])
        if saved_in:  # a saved one has been written in one language
            del self.fields["language"]
        for number in range(len(dates)):
            said = {"number": number + 1}
            self.fields[f"day-{number}"] = forms.BooleanField(required=False, label=_("Samling %(number)s") % said)
            self.fields[f"date-{number}"] = Day(_("Dato for samling %(number)s") % said, required=False)

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def days(self) -> list[tuple[Any, Any]]:
        """The two fields of each day, in their order."""
        return [(self[f"day-{number}"], self[f"date-{number}"]) for number in range(len(self.made.days))]

    def heads(self) -> list[Any]:
        return [self[name] for name in ("municipality", "name", "language") if name in self.fields]

    @property
    def founds(self) -> bool:
        """Whether the municipality is to be a new one as well."""
        return str(self["into"].value()) == NEW and str(self["municipality"].value()) == NEW

    def clean_key(self) -> str:
        return given_id(self.cleaned_data["key"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("into", NEW) != NEW:  # what is asked of a new programme alone
            for name in ("municipality", "name", "language"):
                self.errors.pop(name, None)
        self._check_dates(data)
        return data

    def _check_dates(self, data: dict[str, Any]) -> None:
        wanted = [number for number in range(len(self.made.days)) if data.get(f"day-{number}")]
        for number in range(len(self.made.days)):
            if number not in wanted:
                self.errors.pop(f"date-{number}", None)  # a day that is not taken needs no date
        if not wanted:
            self.add_error("day-0", _("Velg minst én samling."))
        for number in wanted:
            if f"date-{number}" not in self.errors and not data.get(f"date-{number}"):
                self.add_error(f"date-{number}", _("Skriv datoen som dag.måned.år."))
        for before, after in pairwise(wanted):
            first, second = data.get(f"date-{before}"), data.get(f"date-{after}")
            if first and second and second < first:
                self.add_error(f"date-{after}", _("Datoen er før samlingen foran. Sett en senere dato."))

    @property
    def wanted(self) -> list[tuple[int, date]]:
        data = self.cleaned_data
        return [(number, data[f"date-{number}"]) for number in range(len(self.made.days)) if data.get(f"day-{number}")]

    @property
    def programme(self) -> Programme | None:
        return self.programmes.get(self.cleaned_data["into"])


class SaveForm(forms.Form):
    name = Line(
        gettext_lazy("Navn"),
        120,
        gettext_lazy("Skriv et navn som andre i kommunen kjenner igjen."),
        help_text=gettext_lazy("Dette ser alle prosessledere og HR i kommunen."),
    )
