"""How a sheet of people is handed over: a file or pasted text, and what was mended of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes import roster, tables
from programmes.roster import FIELDS, Row

MOST_MENDED = 100  # rows that can be mended on the page; beyond that the sheet itself is at fault


class SheetForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Fil fra Excel, eller CSV"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
        error_messages={"invalid": gettext_lazy("Filen kom ikke fram. Velg den på nytt.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Eller lim inn fra arket"),
        required=False,
        strip=False,
        max_length=600_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        help_text=gettext_lazy("Ta med raden med navn på kolonnene, om listen har en."),
        error_messages={
            "max_length": gettext_lazy("Listen er for lang til å limes inn. Last opp filen i stedet."),
        },
    )

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if not self.errors and not data.get("file") and not str(data.get("text") or "").strip():
            self.add_error("file", _("Velg en fil, eller lim inn en liste."))
        return data

    def content(self) -> tuple[bytes, str]:
        """The bytes to be read, never more than a sheet may have and one; and the file's name."""
        if file := self.cleaned_data.get("file"):
            return file.read(tables.MOST_BYTES + 1), file.name
        return self.cleaned_data["text"].encode(errors="replace"), ""


def mended(text: str, posted: Mapping[str, str]) -> str:
    """The list with the rows that were written anew on the page, and without those that were taken out."""
    found = roster.read(text.encode(errors="replace"), "")
    if found.problems:
        return text
    return roster.text_of(_mend(row, posted) for row in found.rows if f"out-{row.number}" not in posted)


def _mend(row: Row, posted: Mapping[str, str]) -> Row:
    typed = {name: posted[f"row-{row.number}-{name}"] for name in FIELDS if f"row-{row.number}-{name}" in posted}
    return replace(row, **{name: tables.plain(value) for name, value in typed.items()})  # type: ignore[arg-type]


class TakenForm(forms.Form):
    """What the page is told after an import: how many of each."""

    new = forms.IntegerField(min_value=0, max_value=tables.MOST_ROWS)
    changed = forms.IntegerField(min_value=0, max_value=tables.MOST_ROWS)
    known = forms.IntegerField(min_value=0, max_value=tables.MOST_ROWS)
