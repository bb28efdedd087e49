"""Who may answer, and whose ratings are whose."""

from __future__ import annotations

from dataclasses import dataclass

from efficacy.models import Assessment
from programmes.models import Admission, Person
from programmes.rules import Turn, turn_in


@dataclass(frozen=True)
class Ballot:
    """Somebody's turn in a round that asks with an instrument."""

    turn: Turn
    assessment: Assessment


def ballot_in(who: Person | Admission, gathering: str, round: str) -> Ballot:
    """A round of an assessment in which one is asked."""
    turn = turn_in(who, gathering, round)
    return Ballot(turn, Assessment.objects.select_related("instrument").get(exercise=turn.round.exercise_id))
