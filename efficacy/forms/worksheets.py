"""The fields of the worksheets about how one explains, and how one worries."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from config.fields import Lines
from efficacy.models.worksheets import Explanation
from efficacy.worry import HIGHEST, LOWEST

ONE_OF_TWO = _("Velg en av de to, eller la det stå åpent.")
TENS = _("Velg et tall fra 0 til 10.")


def text(label: Any, help_text: Any = "", *, rows: int = 2) -> Lines:
    """Some lines, up to 2,000 letters."""
    return Lines(label, 2000, rows=rows, help_text=help_text)


def either(label: Any, choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": ONE_OF_TWO},
    )


class Handle(forms.NumberInput):
    """0–10: the number is the answer; a slider beside it helps, and shows nothing before it is used."""

    template_name = "widgets/handle.html"

    def __init__(self) -> None:
        super().__init__(attrs={"min": LOWEST, "max": HIGHEST, "step": 1, "inputmode": "numeric"})


def handle(label: Any, help_text: Any) -> forms.IntegerField:
    errors = dict.fromkeys(("invalid", "min_value", "max_value", "step_size"), TENS)
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=LOWEST,
        max_value=HIGHEST,
        widget=Handle(),
        error_messages=errors,
    )


class ExplanationForm(forms.Form):
    event = text(_("Hva skjedde?"), _("Bare det som skjedde, slik et kamera ville sett det."))
    first = text(_("Slik forklarte jeg det for meg selv"))
    time = either(_("Var forklaringen varig eller forbigående?"), Explanation.Time.choices)
    control = either(_("Var årsaken utenfor kontroll eller kontrollerbar?"), Explanation.Control.choices)
    scope = either(_("Gjaldt den alt, eller noe bestemt?"), Explanation.Scope.choices)
    passing = text(_("Hva er forbigående og kan bli annerledes?"))
    within = text(_("Hva av dette kan jeg gjøre noe med?"))
    specific = text(_("Hva gjelder det akkurat, og hva gjelder det ikke?"))
    again = text(_("Slik forklarer jeg det nå"), rows=3)


class WorryForm(forms.Form):
    about = text(_("Hva bekymrer deg?"))
    probability = handle(_("Sannsynlighet"), _("Hvor sannsynlig er det at det skjer?"))
    catastrophe = handle(_("Katastrofe"), _("Hvor mye blir ødelagt hvis det skjer?"))
    awfulness = handle(_("Forferdelighet"), _("Hvor forferdelig ville det kjennes?"))
    mastery = handle(_("Mestring"), _("Hvor godt kan jeg håndtere det selv?"))
    rescue = handle(_("Redning"), _("Hvor mye hjelp kan jeg få av andre?"))
    escape = handle(_("Flykt"), _("Hvor lett kan jeg komme meg ut av det?"))
    own_way = text(_("Hva kan jeg gjøre selv, så mestringen øker?"))
    helpers = text(_("Hvem kan hjelpe meg, og med hva?"))
    way_out = text(_("Hvilken vei ut har jeg, hvis det trengs?"))
