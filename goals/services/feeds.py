"""The calendar feed of a leader's own deadlines."""

from __future__ import annotations

import secrets

from goals.models import GoalCard
from programmes.models import Membership


def open(*, membership: Membership) -> None:
    """Gives the feed a new secret address; the one it had opens nothing from now on."""
    GoalCard.objects.update_or_create(membership=membership, defaults={"calendar_token": secrets.token_urlsafe(24)})


def close(*, membership: Membership) -> None:
    GoalCard.objects.filter(membership=membership).update(calendar_token="")


def show_actions(*, membership: Membership, wanted: bool) -> None:
    """Whether the feed says what is to be done, or only that there is a deadline."""
    GoalCard.objects.filter(membership=membership).update(calendar_shows_actions=wanted)
