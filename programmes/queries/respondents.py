"""The people behind the seats of a round, so that one who answers in two rounds is known for the same."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from programmes.models import Elector, Participation, Round

Who = tuple[str, int]
"""A person, who may be in several programmes; or a participation that belongs to nobody whom we know."""


def people_of(electors: Iterable[Elector]) -> set[Who]:
    return {who(elector.participation) for elector in electors}


def answered_in(round: Round) -> frozenset[Who]:
    """Who has answered in a round, of those who are in a programme still."""
    return frozenset(people_of(round.electors.filter(has_answered=True).select_related("participation__membership")))


def with_unknown(people: set[Who], number: int, round: int) -> frozenset[Who | tuple[str, int, int]]:
    """So many people of a round: who is in no programme any longer, is somebody of their own."""
    return frozenset({*people, *(("gone", round, each) for each in range(number - len(people)))})


def who(participation: Participation) -> Who:
    membership = participation.membership
    return ("person", membership.person_id) if membership else ("seat", participation.pk)


def other_rounds(round: Round, people: set[Who], electors: QuerySet[Elector]) -> QuerySet[Elector, int]:
    """The keys of the rounds but this one in which some of these people are among the electors."""
    return electors.filter(_are(people)).exclude(round=round).values_list("round", flat=True)


HOPS = 4
"""Rounds that share people with rounds that share people …: so far they are followed."""


def linked_rounds(round: Round, people: set[Who], electors: QuerySet[Elector]) -> set[int]:
    """The keys of the rounds but this one in which some of these people are among the electors, or others who are
    together with them in such a round, and so on: a sum of these and one of those tell something together.
    """
    found, reached = set[int](), set(people)
    for _ in range(HOPS):
        more = set(other_rounds(round, reached, electors)) - found
        if not more:
            break
        found |= more
        reached |= people_of(electors.filter(round__in=more).select_related("participation__membership"))
    return found


def _are(people: set[Who]) -> Q:
    persons = [number for kind, number in people if kind == "person"]
    seats = [number for kind, number in people if kind == "seat"]
    return Q(participation__membership__person__in=persons) | Q(participation__in=seats)
