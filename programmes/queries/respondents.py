"""The people behind the seats of a round, so that one who answers in two rounds is known for the same."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from programmes.models import Elector, Participation

Who = tuple[str, int]
"""A person, who may be in several programmes; or a participation that belongs to nobody whom we know."""


def people_of(electors: Iterable[Elector]) -> set[Who]:
    return {who(elector.participation) for elector in electors}


def who(participation: Participation) -> Who:
    membership = participation.membership
    return ("person", membership.person_id) if membership else ("seat", participation.pk)


def rounds_with(people: set[Who]) -> Q:
    """Electors who are some of these people."""
    persons = [number for kind, number in people if kind == "person"]
    seats = [number for kind, number in people if kind == "seat"]
    return Q(participation__membership__person__in=persons) | Q(participation__in=seats)
