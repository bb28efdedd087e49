"""Who may open a personal platform: its leader. What others see is an edition, as goals.rules says."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from goals.platform.queries import KIND
from goals.platform.questions import QUESTIONS
from programmes.models import Edition, Membership, Person
from programmes.rules import own_membership


@dataclass(frozen=True)
class OwnQuestion:
    """A leader, and one of the nine questions."""

    membership: Membership
    number: int


def own_question(person: Person, leader: str, number: int) -> OwnQuestion:
    """One of the leader's own nine."""
    if number not in QUESTIONS:
        raise Http404
    return OwnQuestion(own_membership(person, leader), number)


def own_edition(person: Person, leader: str, edition: str) -> Edition:
    """An edition that the leader has kept or shared themselves."""
    membership = own_membership(person, leader)
    found = Edition.objects.select_related("membership__person", "membership__municipality")
    return found.get(membership=membership, kind=KIND, public_id=edition)
