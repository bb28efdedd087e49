"""A leader's own ratings over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from efficacy import shipped
from efficacy.instruments import Factor, Instrument
from efficacy.models import SelfRating, SelfScore
from efficacy.wording import Worded, spoken
from programmes.models import Membership


@dataclass(frozen=True)
class Area:
    """One area of a rating as it stands, beside the rating before it."""

    key: str
    name: str
    value: int | None = None
    reason: str = ""
    before: int | None = None
    typed: str = ""  # what was written where a number belongs, when it is none
    errors: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        return self.typed or (str(self.value) if self.value is not None else "")

    @property
    def change(self) -> int | None:
        """Steps up or down since the rating before."""
        return None if self.value is None or self.before is None else self.value - self.before


@dataclass(frozen=True)
class Sheet(Worded):
    """A leader's rating of a day, and the one before it."""

    instrument: Instrument
    areas: list[Area]
    rating: SelfRating | None = None
    before: SelfRating | None = None

    @property
    def is_written(self) -> bool:
        return self.rating is not None

    @property
    def done(self) -> int:
        return sum(area.value is not None for area in self.areas)


def ratings_of(membership: Membership) -> list[SelfRating]:
    """A leader's ratings, the first first."""
    found = SelfRating.objects.filter(membership=membership, instrument__slug=shipped.MASTERY_LEADER.slug)
    return list(found.select_related("instrument").order_by("on", "pk"))


def sheet(rating: SelfRating | None, before: SelfRating | None) -> Sheet:
    """What a rating and the one before it say; two queries."""
    data = rating.instrument.data if rating else shipped.MASTERY_LEADER
    now, then = scores_of(rating), scores_of(before)
    return Sheet(data, [area(factor, now, then) for factor in data.factors], rating, before)


def scores_of(rating: SelfRating | None) -> dict[str, SelfScore]:
    return {score.key: score for score in SelfScore.objects.filter(rating=rating)} if rating else {}


def area(factor: Factor, now: dict[str, SelfScore], then: dict[str, SelfScore]) -> Area:
    score, was = now.get(factor.key), then.get(factor.key)
    value, before = score.value if score else None, was.value if was else None
    return Area(factor.key, spoken(factor.name), value, score.reason if score else "", before)


def today(membership: Membership, *, with_before: bool = True) -> Sheet:
    """Today's rating, empty where none is written, beside the last one before today where that may be seen."""
    found = ratings_of(membership)
    now = next((each for each in found if each.on == timezone.localdate()), None)
    return sheet(now, last_before(found, timezone.localdate()) if with_before else None)


def last_before(found: list[SelfRating], day: date) -> SelfRating | None:
    return next((each for each in reversed(found) if each.on < day), None)


def newest(membership: Membership) -> Sheet:
    """The last rating beside the one before it."""
    found = ratings_of(membership)
    return sheet(found[-1], last_before(found, found[-1].on)) if found else sheet(None, None)


def numbers(membership: Membership, *, with_before: bool = True) -> dict[str, str]:
    """The numbers of the last rating by field of a ballot, to send a copy of if one wants to; else only today's."""
    found = [each for each in ratings_of(membership) if with_before or each.on == timezone.localdate()]
    return {
        f"{key}-0": str(score.value) for key, score in scores_of(found[-1] if found else None).items() if score.value
    }
