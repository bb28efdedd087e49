"""Målsirkelen in source 1's words: the breathing first, six questions in a circle, then keywords.

Nobody is asked what they see, and nothing is kept of the way round.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.translation import gettext_lazy as _

SITTING = (
    _("Sitt godt på stolen."),
    _("Ha ryggen inntil stolryggen."),
    _("Sett beina på golvet."),
    _("Pust i din egen rytme."),
)
BREATHING = _("Prøv å få pusten ned i magen: 8–15 jevne, dype pust.")
FLOOR = _("Kan du kjenne golvet under føttene dine?")
THEN = _("Kjenner du golvet, går vi over i målsirkelen.")
QUESTIONS = (
    _("Kan du se for deg hva du vil oppnå?"),
    _("Ser du for deg detaljer i det du vil oppnå?"),
    _("Ser du for deg hva du gjør for å nå målet ditt, innsatsen din?"),
    _("Er det aktuelt for deg, noe du kan oppnå?"),
    _("Er det realistisk?"),
    _("Vet du når du starter å gjøre innsats for å nå målet?"),
)
SIT, BREATHE, FEEL, WORDS = "sit", "breathe", "floor", "words"
ASKED = tuple(f"q{number}" for number in range(1, len(QUESTIONS) + 1))
WAY = (SIT, BREATHE, FEEL, *ASKED, WORDS)


@dataclass(frozen=True)
class Place:
    """Where one is on the way round, what is before it and what comes next; empty at the ends."""

    at: str
    before: str
    next: str
    is_paused: bool

    @property
    def number(self) -> int:
        """Which of the six questions is asked, 1–6; 0 outside the circle."""
        return ASKED.index(self.at) + 1 if self.at in ASKED else 0

    @property
    def question(self) -> object:
        """What is answered with yes or not yet; empty where nothing is."""
        if self.at == FEEL:
            return FLOOR
        return QUESTIONS[self.number - 1] if self.number else ""

    @property
    def stones(self) -> list[Stone]:
        return stones(len(ASKED) + 1 if self.at == WORDS else self.number)


def place(at: str, *, paused: bool = False) -> Place:
    """A place of the way by its name; the beginning where there is none of that name."""
    number = WAY.index(at) if at in WAY else 0
    before = WAY[number - 1] if number else ""
    following = WAY[number + 1] if number + 1 < len(WAY) else ""
    found = Place(WAY[number], before, following, is_paused=False)
    return Place(found.at, before, following, paused and bool(found.question))


@dataclass(frozen=True)
class Stone:
    """A question of the circle, in a drawing of 120 × 120."""

    number: int
    x: float
    y: float
    state: str  # done, now, later


def stones(now: int) -> list[Stone]:
    """The six around a circle, the first at the top, with the sun; `now` is the one that is asked."""
    made = []
    for number in range(1, len(ASKED) + 1):
        angle = 2 * pi * (number - 1) / len(ASKED)
        state = "done" if number < now else "now" if number == now else "later"
        made.append(Stone(number, round(60 + 44 * sin(angle), 1), round(60 - 44 * cos(angle), 1), state))
    return made
