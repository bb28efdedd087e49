"""Who may open a målkort: its leader, and those whom an edition was given to."""

from __future__ import annotations

from dataclasses import dataclass

from goals.models import Area, Export, Goal
from goals.queries import KIND, open_shares
from programmes.models import Membership, Person, Share
from programmes.rules import own_membership, programme_of_hr


@dataclass(frozen=True)
class Own:
    """A leader, and a part of their own card."""

    membership: Membership
    area: Area


def own_area(person: Person, leader: str, area: str) -> Own:
    membership = own_membership(person, leader)
    return Own(membership, Area.objects.select_related("card").get(card__membership=membership, public_id=area))


@dataclass(frozen=True)
class OwnGoal:
    membership: Membership
    goal: Goal


def own_goal(person: Person, leader: str, goal: str) -> OwnGoal:
    membership = own_membership(person, leader)
    found = Goal.objects.select_related("area", "belief").get(
        area__card__membership=membership, area__deleted_at__isnull=True, public_id=goal
    )
    return OwnGoal(membership, found)


def own_share(person: Person, leader: str, share: str) -> Share:
    """Something the leader has handed in, withdrawn or not."""
    return Share.objects.select_related(
        "edition__membership__person", "edition__membership__municipality", "programme"
    ).get(edition__membership=own_membership(person, leader), edition__kind=KIND, public_id=share)


def share_of_hr(person: Person, programme: str, share: str) -> Share:
    """What was handed in to a programme of the person's municipality, while it stands."""
    return (
        open_shares(programme_of_hr(person, programme))
        .select_related("edition__membership__person", "programme__municipality")
        .get(public_id=share)
    )


def export_of_hr(person: Person, programme: str, export: str) -> Export:
    """A file of what was handed in, that the person asked for themselves and is HR enough to have."""
    return Export.objects.select_related("programme__municipality", "person").get(
        programme=programme_of_hr(person, programme), person=person, public_id=export
    )
