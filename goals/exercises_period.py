"""The period plan on the stage: each leader makes their own."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals import day_lines_period
from programmes.contract import PhasePlan, register
from programmes.models import Membership
from programmes.own_sheets import IN_PAIRS, OwnSheet, Written


@register
class PeriodExercise(OwnSheet):
    slug = "period"
    name = _("Periodeplanen min")
    about = _("Hver leder planlegger noen uker: hva, hvor ofte og hvor lenge. Ingen andre ser planen.")
    opens = _("Åpne periodeplanen")
    phases = (
        PhasePlan(
            "alone",
            12,
            _("Hva skal du gjøre de neste ukene for å komme nærmere et mål? Skriv hva, hvor ofte og hvor lenge."),
            "each",
        ),
        IN_PAIRS,
    )

    def address(self, membership: Membership) -> str:
        return reverse("plan", args=[membership.public_id])

    def written(self, membership: Membership, day: date) -> list[Written]:
        return day_lines_period.of_plan(membership, day)
