"""What efficacy brings to the start page."""

from __future__ import annotations

from efficacy import shipped
from efficacy.models import SelfRating
from programmes.contract import Fragment
from programmes.models import Membership
from programmes.panels import panel


@panel
def my_rating(membership: Membership) -> Fragment | None:
    """A leader's own rating, once there is one."""
    mine = SelfRating.objects.filter(membership=membership, instrument__slug=shipped.MASTERY_LEADER.slug)
    rating = mine.order_by("on").last()
    return Fragment("efficacy/panel.html", {"membership": membership, "rating": rating}) if rating else None
