"""Mastery belief: rated now, and again later."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from config.locking import lock_row
from efficacy.models import Belief, Rating, Source
from programmes.models import Membership


def begin(*, membership: Membership, about: str = "") -> Belief:
    """A belief, not rated yet; `about` where nothing else says what it is about."""
    return Belief.objects.create(membership=membership, about=about[:200])


def begin_once(*, membership: Membership, about: str) -> Belief:
    """A belief about something in general, the same one however often it is asked for."""
    with transaction.atomic():
        lock_row(membership)
        return membership.beliefs.filter(about=about[:200]).first() or begin(membership=membership, about=about)


def delete(*, belief: Belief) -> None:
    """Deletes a belief with its ratings and sources, for good. What was shared of it stays until it is withdrawn."""
    belief.delete()


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


def feed(*, belief: Belief, texts: Mapping[str, tuple[str, str]], small_next: str) -> None:
    """Writes what of each source feeds the belief and what could, and the small next thing, as they stand now."""
    with transaction.atomic():
        stored = lock_row(belief, whole=True)
        if is_new(stored, texts, small_next):
            Belief.objects.filter(pk=belief.pk).update(small_next=small_next, fed_on=timezone.localdate())
        for kind, (feeds, could) in texts.items():
            if feeds or could:
                values = {"feeds": feeds, "could": could}
                Source.objects.update_or_create(belief=belief, kind=Source.Kind(kind), defaults=values)
            else:
                Source.objects.filter(belief=belief, kind=kind).delete()


def is_new(belief: Belief, texts: Mapping[str, tuple[str, str]], small_next: str) -> bool:
    """Whether it reads otherwise than what stands."""
    stored = {source.kind: (source.feeds, source.could) for source in belief.sources.all()}
    return small_next != belief.small_next or any(both != stored.get(kind, ("", "")) for kind, both in texts.items())
