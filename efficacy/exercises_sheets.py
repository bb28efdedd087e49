"""What efficacy brings to the stage: the leaders' own worksheets on explanations and worries."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from programmes.contract import PhasePlan, register
from programmes.own_sheets import IN_PAIRS, OwnWorksheet


@register
class ExplanationExercise(OwnWorksheet):
    slug = "tool-explanations"
    name = _("Forklaringsstil")
    about = _("Hver leder tar for seg noe som gikk galt, og forklarer det på nytt. Ingen andre ser det.")
    phases = (
        PhasePlan("alone", 10, _("Ta for deg noe som gikk galt, og skriv forklaringen om."), "each"),
        IN_PAIRS,
    )


@register
class WorryExercise(OwnWorksheet):
    slug = "tool-worries"
    name = _("Bekymringsbrøken")
    about = _("Hver leder ser hva som skal til for at en bekymring blir mindre. Ingen andre ser det.")
    phases = (PhasePlan("alone", 10, _("Ta for deg en bekymring, og se hva som flytter den."), "each"),)
