"""Who may touch a group's diamond and one's own points."""

from __future__ import annotations

from dataclasses import dataclass

from programmes.models import Admission, Person, Round
from programmes.question_rules import Draft, Pen, exercise_of, pen_in
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


def list_in(who: Person | Admission, gathering: str, round: str) -> Turn:
    """A leader's place at the top three of all, where values that are missed are proposed."""
    turn = turn_in(who, gathering, round)
    if turn.round.exercise.kind != "top-three":
        raise Round.DoesNotExist
    return turn


def decision_at(person: Person, gathering: str, exercise: str) -> Draft:
    """An exercise of a gathering that the person facilitates, in which values are decided."""
    draft = exercise_of(person, gathering, exercise)
    if draft.exercise.kind != "decision":
        raise draft.exercise.DoesNotExist
    return draft


def lines_in(who: Person | Admission, gathering: str, round: str) -> Turn:
    """A leader's place in a round of «Som leder skal jeg …», where one writes lines of one's own."""
    return _of_lines(turn_in(who, gathering, round))


def statements_in(who: Person | Admission, gathering: str, round: str) -> Pen:
    """The group in which a leader was counted there, for the wording that it writes together."""
    pen = pen_in(who, gathering, round)
    _of_lines(pen.turn)
    return pen


def _of_lines(turn: Turn) -> Turn:
    if turn.round.exercise.kind != "lines":
        raise Round.DoesNotExist
    return turn


def deal_at(person: Person, gathering: str, exercise: str) -> Draft:
    """An exercise of a gathering that the person facilitates, in which values are dealt to groups."""
    draft = exercise_of(person, gathering, exercise)
    if draft.exercise.kind != "lines":
        raise draft.exercise.DoesNotExist
    return draft
