"""What goals brings to the stage: the leaders' own platform, ladders, tables and worksheets."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals import day_lines
from programmes.contract import PhasePlan, register
from programmes.models import Membership
from programmes.own_sheets import IN_PAIRS, OwnSheet, OwnWorksheet, Written


@register
class PlatformExercise(OwnSheet):
    slug = "platform"
    name = _("Min lederplattform")
    about = _("Hver leder svarer på de ni spørsmålene for seg selv. Ingen andre ser svarene.")
    opens = _("Åpne lederplattformen")
    phases = (
        PhasePlan("alone", 15, _("Bygg på din egen lederplattform. Svar i den rekkefølgen du vil."), "each"),
        IN_PAIRS,
    )

    def address(self, membership: Membership) -> str:
        return reverse("platform", args=[membership.public_id])

    def written(self, membership: Membership, day: date) -> list[Written]:
        return day_lines.of_platform(membership)


@register
class LadderExercise(OwnSheet):
    slug = "ladder"
    name = _("Endringstrappen min")
    about = _("Hver leder bygger en trapp mot et mål, med mestringstro på hvert trinn. Ingen andre ser den.")
    opens = _("Åpne endringstrappene")
    phases = (
        PhasePlan(
            "alone",
            15,
            _("Skriv målet ditt øverst, og opptil ti trinn fra lett til vanskelig. Hvor sikker er du på hvert trinn?"),
            "each",
        ),
        IN_PAIRS,
    )

    def address(self, membership: Membership) -> str:
        return reverse("ladders", args=[membership.public_id])

    def written(self, membership: Membership, day: date) -> list[Written]:
        return day_lines.of_ladders(membership, day)


@register
class AttainmentExercise(OwnSheet):
    slug = "attainment"
    name = _("Måloppnåelse og innsats")
    about = _("Hver leder skriver hva som er forventet av et mål og av innsatsen. Ingen andre ser tabellen.")
    opens = _("Åpne måltabellene")
    phases = (
        PhasePlan(
            "alone",
            20,
            _("Ta for deg et mål. Skriv hva du forventer å oppnå, og hva du forventer av innsatsen."),
            "each",
        ),
        IN_PAIRS,
    )

    def address(self, membership: Membership) -> str:
        return reverse("attainments", args=[membership.public_id])

    def written(self, membership: Membership, day: date) -> list[Written]:
        return day_lines.of_attainments(membership, day)


@register
class GrowExercise(OwnWorksheet):
    slug = "tool-grow"
    name = _("GROW")
    about = _("To og to: den ene spør, den andre svarer og skriver. Det ender i et tiltak med frist på målkortet.")
    phases = (
        PhasePlan("pairs", 30, _("Den ene spør, den andre svarer og skriver. Halvveis bytter dere."), "each"),
        PhasePlan("together", 5, _("Hva går dere hjem og gjør?")),
    )


@register
class MoodExercise(OwnWorksheet):
    slug = "tool-moods"
    name = _("Humøret mitt")
    about = _("Hver leder skriver hvordan det er nå, og hvordan de vil ha det. Ingen andre ser det.")
    phases = (PhasePlan("alone", 7, _("Hvordan er det akkurat nå, og hvordan vil du ha det?"), "each"),)
