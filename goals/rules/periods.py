"""Who may open some weeks of the period plan: the leader alone."""

from __future__ import annotations

from dataclasses import dataclass

from goals.models import PeriodPlan
from programmes.models import Membership, Person
from programmes.rules import own_membership


@dataclass(frozen=True)
class OwnPeriod:
    membership: Membership
    period: PeriodPlan


def own_period(person: Person, leader: str, period: str) -> OwnPeriod:
    """A sheet of the person's own, deleted or not."""
    membership = own_membership(person, leader)
    found = PeriodPlan.objects.get(membership=membership, public_id=period)
    found.membership = membership
    return OwnPeriod(membership, found)
