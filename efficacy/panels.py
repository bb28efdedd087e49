"""What efficacy brings to the start page and the tools."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from efficacy import shipped
from efficacy.models import SelfRating
from programmes.contract import Fragment
from programmes.models import Membership
from programmes.panels import Tool, panel, tool


@panel
def my_rating(membership: Membership) -> Fragment | None:
    """A leader's own rating, once there is one."""
    mine = SelfRating.objects.filter(membership=membership, instrument__slug=shipped.MASTERY_LEADER.slug)
    rating = mine.order_by("on").last()
    return Fragment("efficacy/panel.html", {"membership": membership, "rating": rating}) if rating else None


@tool
def rating_oneself(membership: Membership) -> Tool:
    """The nine areas, also before the programme has come to them."""
    number = SelfRating.objects.filter(membership=membership, instrument__slug=shipped.MASTERY_LEADER.slug).count()
    return Tool(
        _("Mestringsorientert leder"),
        _("Sett tall fra 1 til 6 på ni områder, og se siden hva som har flyttet seg."),
        reverse("self-ratings", args=[membership.public_id]),
        ngettext("%(number)s gang", "%(number)s ganger", number) % {"number": number} if number else "",
    )
