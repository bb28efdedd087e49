"""What is typed where values become actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from config.ids import given_id
from programmes.forms.paper import PaperForm
from values.models import LineValue
from values.models.lines import LONGEST
from values.queries.lines import BoardPart


def sentence(label: Any = "") -> forms.CharField:
    """One sentence of at most 300 characters; line breaks become spaces."""
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("Skriv hva du gjør som leder. Noen få ord er nok."),
            "max_length": _("Skriv det kortere, høyst %(limit_value)s tegn. Del det gjerne i to."),
        },
    )


class LineForm(forms.Form):
    """What a leader does, after the words «Som leder skal jeg»."""

    text = sentence(_("Som leder skal jeg …"))

    def clean_text(self) -> str:
        return " ".join(str(self.cleaned_data["text"]).split())

    @property
    def problem(self) -> str:
        return str(next(iter(self.errors.get("text", [])), ""))


class StatementForm(LineForm):
    revision = forms.IntegerField(min_value=0, max_value=10**9, required=False)


class PaperLines(PaperForm):
    """What a group wrote on paper: for each of its values one sentence a row. What it wrote on phones is its own."""

    part = "values/lines_paper.html"

    def __init__(self, parts: list[BoardPart], data: Any = None) -> None:
        super().__init__(data)
        self.values = [part.value for part in parts]
        for part in parts:
            entered = [each.statement.text for each in part.statements if each.statement.from_paper]
            self.fields[f"text-{part.value.public_id}"] = forms.CharField(
                label=part.value.label,
                required=False,
                max_length=8 * (LONGEST + 2),
                initial="\n".join(entered),
                help_text=stays(len(part.statements) - len(entered)),
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for value in self.values:
            rows = sentences(data.get(f"text-{value.public_id}", ""))
            if len(rows) > 8:
                self.add_error(f"text-{value.public_id}", _("Åtte setninger for en verdi er nok."))
            elif any(len(row) > LONGEST for row in rows):
                self.add_error(f"text-{value.public_id}", _("En setning har høyst 300 tegn. Del den i to."))
        return data

    def texts(self) -> list[tuple[LineValue, list[str]]]:
        return [(value, sentences(self.cleaned_data[f"text-{value.public_id}"])) for value in self.values]


def stays(number: int) -> str:
    """What is said of the sentences that the group wrote itself."""
    if not number:
        return ""
    return ngettext(
        "Gruppen har skrevet %(number)s setning på telefonene. Den står der fortsatt.",
        "Gruppen har skrevet %(number)s setninger på telefonene. De står der fortsatt.",
        number,
    ) % {"number": number}


def sentences(text: str) -> list[str]:
    return [clean for row in text.splitlines() if (clean := " ".join(row.split()))]


class ActForm(forms.Form):
    """Which line, sentence or value is meant, and what is done with it."""

    act = forms.SlugField(max_length=12, required=False)
    value = forms.CharField(max_length=12, required=False)
    line = forms.CharField(max_length=12, required=False)
    statement = forms.CharField(max_length=12, required=False)

    def given(self, name: str) -> str:
        return given_id(self.cleaned_data.get(name, "")) if self.is_valid() else ""
