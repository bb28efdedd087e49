"""A municipality's own questionnaire, as it is pasted in: a line a statement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.fields import Line
from efficacy.instruments import HIGHEST, MOST_FACTORS, MOST_ITEMS, Factor, Instrument, Item, said

REVERSED = re.compile(r"^\(\s*[rR]\s*\)\s*")
MOST_STATEMENT, MOST_NAME = 300, 80


class InstrumentForm(forms.Form):
    """The licence is the municipality's to have: the program takes the text as it is written."""

    name = Line(gettext_lazy("Navn"), 120, gettext_lazy("Skriv hva skjemaet heter."))
    question = Line(gettext_lazy("Spørsmålet som står over utsagnene"), 200, gettext_lazy("Skriv hva dere spør om."))
    statements = forms.CharField(
        label=gettext_lazy("Utsagnene, ett på hver linje"),
        help_text=gettext_lazy(
            "Skriv # foran navnet på et tema; utsagnene under hører til det. Skriv (R) foran et utsagn der det beste "
            "svaret er det laveste. Resultatet vises for hvert tema, aldri for hvert utsagn."
        ),
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={
            "required": gettext_lazy("Skriv minst ett utsagn."),
        },
    )
    high = forms.TypedChoiceField(
        label=gettext_lazy("Skalaen går fra 1 til"),
        choices=[(step, str(step)) for step in HIGHEST],
        coerce=int,
        initial=7,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Velg 5, 6 eller 7.")),
    )
    low_word = Line(gettext_lazy("Ordet ved 1"), 60, gettext_lazy("Skriv hva 1 betyr."))
    high_word = Line(gettext_lazy("Ordet ved det høyeste"), 60, gettext_lazy("Skriv hva det høyeste tallet betyr."))
    hinders = forms.BooleanField(label=gettext_lazy("Høye tall er noe som hindrer gruppen"), required=False)
    licence = Line(gettext_lazy("Lisens"), 200, gettext_lazy("Skriv hvilken lisens kommunen har, eller «fri bruk»."))
    reference = Line(gettext_lazy("Kilde"), 300)

    def __init__(self, language: str, data: Any = None, of: Instrument | None = None) -> None:
        super().__init__(data, initial=initial(of, language) if of else None)
        self.language = language

    def clean_statements(self) -> str:
        text = str(self.cleaned_data["statements"])
        factors = list(self._factors(text, _("Alle utsagnene")))
        count = sum(len(factor.items) for factor in factors)
        if empty := [said(factor.name, self.language) for factor in factors if not factor.items]:
            raise forms.ValidationError(_("Temaet «%(name)s» har ingen utsagn under seg.") % {"name": empty[0]})
        if not count:
            raise forms.ValidationError(_("Skriv minst ett utsagn."))
        if count > MOST_ITEMS or len(factors) > MOST_FACTORS:
            raise forms.ValidationError(_("Et skjema har høyst 30 utsagn og 15 temaer."))
        long = [each for factor in factors for each in factor.items if len(each.text[self.language]) > MOST_STATEMENT]
        if long or any(len(said(factor.name, self.language)) > MOST_NAME for factor in factors):
            raise forms.ValidationError(_("Et utsagn har høyst 300 tegn, og navnet på et tema høyst 80. Kort dem ned."))
        return text

    def _factors(self, text: str, default: str) -> Iterator[Factor]:
        name, items, number = default, list[Item](), 1
        begun = False
        for row in (row.strip() for row in text.splitlines()):
            if row.startswith("#"):
                if begun:
                    yield self._factor(number, name, items)
                    number += 1
                name, items, begun = row.lstrip("# ").strip() or default, [], True
            elif row:
                is_reversed = bool(REVERSED.match(row))
                items.append(Item({self.language: REVERSED.sub("", row)}, is_reversed))
                begun = True
        if begun:
            yield self._factor(number, name, items)

    def _factor(self, number: int, name: str, items: list[Item]) -> Factor:
        return Factor(f"f{number}", {self.language: name}, tuple(items))

    def instrument(self, slug: str) -> Instrument:
        """The questionnaire of a valid form, in the programme's language."""
        data = self.cleaned_data

        def texts(name: str) -> dict[str, str]:
            return {self.language: data[name]}

        return Instrument(
            slug=slug,
            version=1,
            name=texts("name"),
            about={self.language: ""},
            question=texts("question"),
            low_word=texts("low_word"),
            high_word=texts("high_word"),
            factors=tuple(self._factors(data["statements"], data["name"])),
            high=data["high"],
            hinders=data["hinders"],
            licence=data["licence"],
            reference=texts("reference"),
        )


def initial(of: Instrument, language: str) -> dict[str, Any]:
    """A questionnaire as it was written."""
    rows = []
    for factor in of.factors:
        rows.append(f"# {said(factor.name, language)}")
        rows += [("(R) " if item.is_reversed else "") + said(item.text, language) for item in factor.items]
    return {
        "name": said(of.name, language),
        "question": said(of.question, language),
        "statements": "\n".join(rows),
        "high": of.high,
        "low_word": said(of.low_word, language),
        "high_word": said(of.high_word, language),
        "hinders": of.hinders,
        "licence": of.licence,
        "reference": said(of.reference, language),
    }
