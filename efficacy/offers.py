"""What other apps offer to make of a leader's own rating, without efficacy knowing them."""

from __future__ import annotations

from collections.abc import Callable

from efficacy.models import SelfRating
from programmes.contract import Fragment

Offer = Callable[[SelfRating], Fragment | None]

_offers: list[Offer] = []


def offer(function: Offer) -> Offer:
    """A part of the page of a leader's own rating."""
    _offers.append(function)
    return function


def offers_for(rating: SelfRating) -> list[Fragment]:
    return [fragment for make in _offers if (fragment := make(rating))]
