"""Tells that a day's plan was changed: its items, exercises, phases or pages."""

from __future__ import annotations

from django.db.models import F

from config import live
from programmes.models import Gathering


def changed(gathering: Gathering) -> None:
    """What was read of the plan is read anew, here and in every other process. In the caller's transaction."""
    Gathering.objects.filter(pk=gathering.pk).update(changes=F("changes") + 1)
    live.announce(gathering.public_id)
