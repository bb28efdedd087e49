"""Who may answer, and whose ratings are whose."""

from __future__ import annotations

from dataclasses import dataclass

from efficacy.models import Assessment, CaseBoard, Instrument, SelfRating
from programmes.models import Admission, Membership, Person, Programme
from programmes.rules import InTurn, own_membership, programme_run_by, turn_in


@dataclass(frozen=True)
class Ballot(InTurn):
    """Somebody's turn in a round that asks with an instrument."""

    assessment: Assessment


def ballot_in(who: Person | Admission, gathering: str, round: str) -> Ballot:
    """A round of an assessment in which one is asked."""
    turn = turn_in(who, gathering, round)
    return Ballot(turn, Assessment.objects.select_related("instrument").get(exercise=turn.round.exercise_id))


@dataclass(frozen=True)
class OwnRating:
    """A leader, and a rating of their own."""

    membership: Membership
    rating: SelfRating


def own_rating(person: Person, leader: str, rating: str) -> OwnRating:
    """A rating that the person has given themselves."""
    membership = own_membership(person, leader)
    found = SelfRating.objects.select_related("instrument").get(membership=membership, public_id=rating)
    return OwnRating(membership, found)


@dataclass(frozen=True)
class Table(InTurn):
    """Somebody with a hand on their own group's cases."""

    board: CaseBoard


def cases_of(who: Person | Admission, gathering: str, round: str) -> Table:
    """The cases of the group in which one was counted when the round opened."""
    turn = turn_in(who, gathering, round)
    board = CaseBoard.objects.select_related("group", "round__exercise__item__gathering__programme").get(
        round=turn.round, group__in=turn.round.electors.filter(participation=turn.seat.participation).values("group")
    )
    return Table(turn, board)


@dataclass(frozen=True)
class OwnInstrument:
    """A facilitator with a questionnaire of their programme's municipality."""

    programme: Programme
    instrument: Instrument


def instrument_of(person: Person, programme: str, instrument: str) -> OwnInstrument:
    """The newest version of a questionnaire that the municipality has written itself."""
    found = programme_run_by(person, programme)
    own = Instrument.objects.get(municipality=found.municipality, public_id=instrument)
    newest = Instrument.objects.filter(municipality=found.municipality, slug=own.slug).latest("version")
    return OwnInstrument(found, newest)
