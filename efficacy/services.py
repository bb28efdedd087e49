"""Mastery belief: rated now, and again later."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from efficacy.models import Belief, Rating
from programmes.models import Membership


def begin(*, membership: Membership, about: str = "") -> Belief:
    """A belief, not rated yet; `about` where nothing else says what it is about."""
    return Belief.objects.create(membership=membership, about=about[:200])


def rate(*, belief: Belief, value: int, on: date | None = None, turn: int = 1) -> Rating:
    """Notes how sure the leader is, 0–100 in tens; the rating of the same day and turn is replaced.

    The first turn of a day is 1, and each time that something was tried begins another. Raises ValueError for
    anything else: the form says it kindly first.
    """
    if value not in range(0, 101, 10):
        raise ValueError("mastery belief is 0 to 100 in tens")
    with transaction.atomic():
        rating, _created = Rating.objects.update_or_create(
            belief=belief, on=on or timezone.localdate(), turn=turn, defaults={"value": value}
        )
    return rating
