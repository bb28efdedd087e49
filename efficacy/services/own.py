"""A leader's own rating of themselves: private, written as one goes, and again later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from config.overtaking import refuse_overtaken
from efficacy.models import Instrument, SelfRating, SelfScore
from efficacy.services.assessment import shipped_instrument
from efficacy.shipped import MASTERY_LEADER
from programmes.models import Membership


@dataclass(frozen=True)
class Scored:
    """A number on the instrument's scale, or none yet, and the reason for it."""

    value: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Written:
    """A rating as it was typed: by the area's key, and what the leader makes of it."""

    scores: Mapping[str, Scored] = field(default_factory=dict)
    strengths: str = ""
    growth: str = ""
    training: str = ""

    @property
    def is_empty(self) -> bool:
        said = any(each.value is not None or each.reason for each in self.scores.values())
        return not (said or self.strengths or self.growth or self.training)


def keep(
    *,
    membership: Membership,
    written: Written,
    on: date | None = None,
    revision: int | None = None,
    writer: str = "",
) -> SelfRating:
    """Keeps a day's rating (today's) whole, as it was typed: unset stays unset.

    Raises `Overtaken` where another form than `writer` has written it since `revision`; None: whatever is there.
    """
    with transaction.atomic():
        rating = _of(membership, on or timezone.localdate())
        refuse_overtaken(rating, revision, writer)
        rating.strengths, rating.growth, rating.training = written.strengths, written.growth, written.training
        rating.revision, rating.writer = rating.revision + 1, writer
        rating.save(update_fields=["strengths", "growth", "training", "revision", "writer"])
        _keep_scores(rating, written.scores)
    return rating


def _of(membership: Membership, day: date) -> SelfRating:
    """The day's rating, locked; made where it is the first time."""
    instrument = shipped_instrument(MASTERY_LEADER.slug)
    if instrument.used_at is None:
        Instrument.objects.filter(pk=instrument.pk).update(used_at=timezone.now())
    mine = SelfRating.objects.filter(membership=membership, instrument=instrument, on=day)
    if found := mine.select_for_update(of=("self",)).first():
        return found
    try:
        with transaction.atomic():
            return SelfRating.objects.create(membership=membership, instrument=instrument, on=day)
    except IntegrityError:
        return mine.select_for_update(of=("self",)).get()


def _keep_scores(rating: SelfRating, scores: Mapping[str, Scored]) -> None:
    said = {key: each for key, each in scores.items() if each.value is not None or each.reason}
    rating.scores.exclude(key__in=said).delete()
    SelfScore.objects.bulk_create(
        [SelfScore(rating=rating, key=key, value=each.value, reason=each.reason) for key, each in said.items()],
        update_conflicts=True,
        unique_fields=["rating", "key"],
        update_fields=["value", "reason"],
    )


def delete(*, rating: SelfRating) -> None:
    """Deletes a rating and all that stands in it, at once."""
    rating.delete()
