"""The six steps towards a shared leader platform: where the municipality stands, and what each has brought."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programmes.contract import Text
from programmes.models import Programme, Round
from values.models import Card, PlatformEdition, PurposeSentence, ShortlistValue, Statement
from values.queries import decisions

# Source 2 leaves the sixth blank; what it says here is ours.
NAMES: tuple[Text, ...] = (
    gettext_lazy("Definere ledergruppens formål"),
    gettext_lazy("Idémyldring"),
    gettext_lazy("Analysere og oppsummere"),
    gettext_lazy("Vurdere og beslutte"),
    gettext_lazy("Lansere og ta i bruk"),
    gettext_lazy("Evaluere og fornye"),
)
# What a municipality does to come through a step, as its exercises and pages are called.
WAYS: tuple[Text, ...] = (
    gettext_lazy("Gjør «Formål for oss», og vedta en setning eller flere om formålet."),
    gettext_lazy("Gruppene velger ni verdier hver, og legger dem i en diamant."),
    gettext_lazy("Se på ordskyen, finn de tre øverste hos alle, og fordel 100 poeng."),
    gettext_lazy("Velg verdiene, og skriv hva en leder gjør: «Som leder skal jeg …»."),
    gettext_lazy("Publiser lederplattformen, heng opp plakaten, og ta den i bruk."),
    gettext_lazy("Se på plattformen igjen: Lever dere verdiene? Publiser en ny utgave."),
)
MIDDLE, RADIUS = 150.0, 105.0  # the wheel's own units


@dataclass(frozen=True)
class Step:
    """A step of the wheel: its number, its place in the drawing, and what came of it."""

    number: int
    name: Text
    way: Text  # what is to be done for it
    produced: list[str]
    is_now: bool

    @property
    def is_done(self) -> bool:
        return bool(self.produced)

    @property
    def x(self) -> float:
        return round(MIDDLE + RADIUS * math.sin(self.angle), 1)

    @property
    def y(self) -> float:
        return round(MIDDLE - RADIUS * math.cos(self.angle), 1)

    @property
    def angle(self) -> float:
        return (self.number - 1) * math.pi / 3


def steps(programme: Programme) -> list[Step]:
    """All six; the first that has brought nothing is the one that is now."""
    produced = [purpose(programme), ideas(programme), summed_up(programme), decided(programme)]
    editions = list(PlatformEdition.objects.filter(platform__programme=programme).order_by("number"))
    holds = [each for each in editions if each.withdrawn_at is None]
    produced.append([_("Utgave %(number)s gjelder.") % {"number": holds[-1].number}] if holds else [])
    produced.append([_("Fornyet med utgave %(number)s.") % {"number": holds[-1].number}] if len(holds) > 1 else [])
    now = next((number for number, each in enumerate(produced) if not each), len(produced))
    return [Step(n + 1, NAMES[n], WAYS[n], each, n == now) for n, each in enumerate(produced)]


def counted(*pairs: tuple[int, str]) -> list[str]:
    return [text % {"n": count} for count, text in pairs if count]


def purpose(programme: Programme) -> list[str]:
    n = PurposeSentence.objects.filter(platform__programme=programme, is_agreed=True, is_removed=False).count()
    return counted((n, ngettext("%(n)s setning om formålet er vedtatt", "%(n)s setninger om formålet er vedtatt", n)))


def ideas(programme: Programme) -> list[str]:
    """From diamonds, counted by their words, whoever's."""
    cards = Card.objects.filter(diamond__round__in=Round.objects.of_programme(programme), slot__isnull=False)
    words, groups = cards.values("key").distinct().count(), cards.values("diamond__group").distinct().count()
    return counted(
        (words, ngettext("%(n)s ulik verdi i diamantene", "%(n)s ulike verdier i diamantene", words)),
        (groups, ngettext("%(n)s gruppe la diamant", "%(n)s grupper la diamant", groups)),
    )


def summed_up(programme: Programme) -> list[str]:
    """The newest shortlist, and the rounds of points whose result the room has seen."""
    rounds = Round.objects.of_programme(programme)
    last = rounds.filter(exercise__kind="top-three").newest()
    listed = ShortlistValue.objects.filter(round=last).count() if last else 0
    seen = rounds.filter(exercise__kind="points", revealed_at__isnull=False).count()
    return counted(
        (listed, ngettext("%(n)s verdi på kortlisten", "%(n)s verdier på kortlisten", listed)),
        (seen, ngettext("%(n)s runde med 100 poeng", "%(n)s runder med 100 poeng", seen)),
    )


def decided(programme: Programme) -> list[str]:
    made = decisions.of_programme(programme)
    n = len(made.values) if made else 0
    written = Statement.objects.filter(value__round__in=Round.objects.of_programme(programme), removed_at=None)
    m = written.count() if n else 0
    return counted(
        (n, ngettext("%(n)s verdi er besluttet", "%(n)s verdier er besluttet", n)),
        (m, ngettext("%(n)s setning om hva en leder gjør", "%(n)s setninger om hva en leder gjør", m)),
    )
