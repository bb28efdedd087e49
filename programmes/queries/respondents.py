"""The people behind the seats of a round, so that one who answers in two rounds is known for the same."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from programmes.models import Elector, Participation, Round

Who = tuple[str, int]
"""A person, who may be in several programmes; or a participation that belongs to nobody whom we know."""


def people_of(electors: Iterable[Elector]) -> set[Who]:
    return {who(elector.participation) for elector in electors}


def who(participation: Participation) -> Who:
    membership = participation.membership
    return ("person", membership.person_id) if membership else ("seat", participation.pk)


def other_rounds(round: Round, people: set[Who], electors: QuerySet[Elector]) -> QuerySet[Elector, int]:
    """The keys of the rounds but this one in which some of these people are among the electors."""
    return electors.filter(_are(people)).exclude(round=round).values_list("round", flat=True)


def _are(people: set[Who]) -> Q:
    persons = [number for kind, number in people if kind == "person"]
    seats = [number for kind, number in people if kind == "seat"]
    return Q(participation__membership__person__in=persons) | Q(participation__in=seats)
