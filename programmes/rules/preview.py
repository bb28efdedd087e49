"""Who may see what a day will look like."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist

from programmes import rules
from programmes.models import Person
from programmes.rules import Desk

PHONE, PROJECTOR = "phone", "projector"


@dataclass(frozen=True)
class Asked:
    """One screen of a stop, by its number in the day."""

    desk: Desk
    screen: str
    stop: int


def screen_of(person: Person, gathering: str, screen: str, stop: int) -> Asked:
    """For those who facilitate the programme."""
    desk = rules.desk_at(person, gathering)
    if screen not in (PHONE, PROJECTOR):
        raise ObjectDoesNotExist
    return Asked(desk, screen, stop)
