"""Who may touch a group's diamond and one's own points."""

from __future__ import annotations

from dataclasses import dataclass

from programmes.models import Admission, Person
from programmes.rules import Turn, turn_in
from values.models import Diamond


@dataclass(frozen=True)
class Hand:
    """A leader with a hand on their own group's diamond."""

    turn: Turn
    diamond: Diamond


def hand_on_diamond(person: Person | Admission, gathering: str, round: str) -> Hand:
    """The diamond of the group in which the person was counted when the round opened."""
    turn = turn_in(person, gathering, round)
    diamond = Diamond.objects.select_related("group", "round__exercise__item__gathering__programme").get(
        round=turn.round,
        group__in=turn.round.electors.filter(participation=turn.seat.participation).values("group"),
    )
    return Hand(turn, diamond)
