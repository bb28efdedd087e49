"""Who may open some weeks of the period plan: the leader alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from goals import queries_periods as queries
from goals.models import PeriodPlan, Picture
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


def picture_of_own_period(person: Person, leader: str, period: str, number: int) -> Picture:
    """A picture that would go along if it were shared now."""
    own = own_period(person, leader, period)
    found = None if own.period.deleted_at else queries.picture(own.period, number)
    if found is None:
        raise Http404
    return found
