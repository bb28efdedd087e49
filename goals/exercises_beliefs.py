"""Mastery belief and its four sources on the stage: each for themselves, then two and two."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals import day_lines_beliefs
from programmes.contract import PhasePlan, register
from programmes.models import Membership
from programmes.own_sheets import IN_PAIRS, OwnSheet, Written


@register
class BeliefExercise(OwnSheet):
    slug = "belief"
    name = _("Mestringstro")
    about = _("Hver leder anslår hvor sikker de er på at de klarer noe, fra 0 til 100. Ingen andre ser tallet.")
    opens = _("Åpne mestringstroen")
    phases = (
        PhasePlan(
            "alone",
            7,
            _("Velg et mål, et trinn eller noe annet. Hvor sikker er du på at du klarer det, slik det er akkurat nå?"),
            "each",
        ),
        PhasePlan("pairs", 10, _("Fortell hverandre det dere vil. Hva skal til for at tallet blir ti høyere?")),
    )

    def address(self, membership: Membership) -> str:
        return reverse("beliefs", args=[membership.public_id])

    def written(self, membership: Membership, day: date) -> list[Written]:
        return day_lines_beliefs.of_ratings(membership, day)


@register
class SourcesExercise(OwnSheet):
    slug = "sources"
    name = _("De fire kildene")
    about = _("Hver leder skriver hva som gir dem mestringstro nå, og hva som kan gi mer. Ingen andre ser det.")
    opens = _("Åpne de fire kildene")
    phases = (
        PhasePlan(
            "alone",
            12,
            _("Hva gir deg mestringstro for dette nå, og hva kan gi deg mer? Finn én liten neste ting."),
            "each",
        ),
        IN_PAIRS,
    )

    def address(self, membership: Membership) -> str:
        return reverse("sources", args=[membership.public_id])

    def written(self, membership: Membership, day: date) -> list[Written]:
        return day_lines_beliefs.of_sources(membership, day)
