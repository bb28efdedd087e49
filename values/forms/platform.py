"""The leader platform's forms: one for the whole page, so that no button loses what stands in another field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.fields import Day
from config.ids import given_id
from values.models import PlatformAction, PlatformValue, PurposeSentence
from values.models.lines import LONGEST
from values.queries.platform import Desk

Row = PurposeSentence | PlatformValue | PlatformAction
SENTENCE, LABEL = 200, 80


@dataclass
class Field:
    """A text on the page: what stands in it, what its writer saw, and what is wrong with it."""

    name: str
    text: str = ""
    seen: str = ""
    row: Row | None = None
    most: int = LONGEST
    error: str = ""
    newer: str = ""


@dataclass
class ValueFields:
    value: Field
    actions: list[Field]
    new: Field


@dataclass
class Sheet:
    """The whole page as it stands in the browser, checked or not."""

    purpose: list[Field]
    values: list[ValueFields]
    new_sentence: Field
    new_value: Field
    problems: list[Field] = field(default_factory=list)
    homeless: list[str] = field(default_factory=list)  # typed in fields of what another has taken out meanwhile

    @classmethod
    def of(cls, desk: Desk, data: QueryDict | None = None) -> Sheet:
        def given(row: Row, most: int) -> Field:
            name = f"t-{row.public_id}"
            text = one_line(data.get(name, "")) if data is not None and name in data else row.text
            seen = str(data.get(f"w-{row.public_id}", row.text)) if data is not None else row.text
            return Field(name, text, seen, row, most)

        def new(where: str, most: int) -> Field:
            return Field(f"n-{where}", one_line(data.get(f"n-{where}", "")) if data is not None else "", most=most)

        return cls(
            [given(each, SENTENCE) for each in desk.purpose],
            [
                ValueFields(
                    given(value, LABEL),
                    [given(action, LONGEST) for action in actions],
                    new(value.public_id, LONGEST),
                )
                for value, actions in desk.values
            ],
            new("purpose", SENTENCE),
            new("value", LABEL),
        )._with_homeless(data)

    def _with_homeless(self, data: QueryDict | None) -> Sheet:
        given = {name: one_line(str(text)) for name, text in (data or QueryDict()).items()}
        here = {each.name for each in (*self.written(), *self.fresh())}
        for name, text in given.items():
            if name.startswith(("t-", "n-")) and name not in here and text not in ("", given.get(f"w-{name[2:]}")):
                self.homeless.append(text[:LONGEST])
        return self

    def written(self) -> Iterator[Field]:
        """What stands on the platform already."""
        yield from self.purpose
        for each in self.values:
            yield each.value
            yield from each.actions

    def fresh(self) -> Iterator[Field]:
        yield self.new_sentence
        yield self.new_value
        for each in self.values:
            yield each.new

    def is_valid(self) -> bool:
        for each in [*self.written(), *self.fresh()]:
            if len(each.text) > each.most:
                each.error = _("Skriv det kortere, høyst %(most)s tegn. Nå er det %(now)s.") % {
                    "most": each.most,
                    "now": len(each.text),
                }
            elif each.row and not each.text:
                each.error = _("Skriv noe her, eller trykk «Ta ut».")
        labels: set[str] = set()
        for each in [*(part.value for part in self.values), self.new_value]:
            if each.text and each.text.casefold() in labels:
                each.error = _("Denne verdien står her alt.")
            labels.add(each.text.casefold())
        self.problems = [each for each in [*self.written(), *self.fresh()] if each.error]
        return not self.problems

    def texts(self) -> list[tuple[Row, str, str]]:
        return [(each.row, each.text, each.seen) for each in self.written() if each.row]

    def new(self) -> list[tuple[str, str]]:
        return [(each.name.removeprefix("n-"), each.text) for each in self.fresh() if each.text]

    def show_newer(self, texts: dict[str, str]) -> None:
        """Beside what was typed stands what another wrote meanwhile; saving again replaces it."""
        for each in self.written():
            if each.row and each.row.public_id in texts:
                each.newer = each.seen = texts[each.row.public_id]


def one_line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


def act_of(data: QueryDict) -> tuple[str, str]:
    """The pressed button: what to do, and with which row."""
    act, _dash, row = data.get("act", "")[:40].partition("-")
    return act, given_id(row)


class MarginForm(forms.Form):
    """What stands on the facilitators' page besides the platform: what is new, and when it is looked at again."""

    review = Day(required=False)
    note = forms.CharField(
        max_length=500,
        required=False,
        error_messages={"max_length": gettext_lazy("Skriv det kortere, høyst %(limit_value)s tegn.")},
    )

    @property
    def problem(self) -> str:
        """The first thing that is wrong; empty: nothing is."""
        return next((str(said[0]) for said in self.errors.values()), "")

    def written(self, name: str) -> bool:
        """Whether this form's writer has changed it: what somebody else has saved meanwhile stays."""
        return name in self.data and self.data[name].strip() != self.data.get(f"{name}-was", "").strip()


class WithdrawForm(forms.Form):
    """Why an edition is withdrawn: read by everybody who has its address."""

    why = forms.CharField(
        label=gettext_lazy("Hvorfor trekkes den tilbake?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Skriv kort hvorfor. De som har adressen, leser det."),
            "max_length": gettext_lazy("Skriv det kortere, høyst %(limit_value)s tegn."),
        },
    )
