"""A platform that is to be looked at again: a mail to its facilitators, once for each date, with nothing of its content."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from config.jobs import Running, daily, enqueue, job
from config.mail import send_once
from programmes.models import Participation
from programmes.models.dated import on_day
from values.models import Platform

MORNING = time(7, 0)
LATE = timedelta(days=3)
"""A server that was down catches up for so long."""


@daily("values.remind_reviews")
def remind(running: Running) -> None:
    """Asks for a mail to each facilitator of a platform whose date has come, for the morning."""
    today = timezone.localdate()
    morning = timezone.make_aware(datetime.combine(today, MORNING))
    for platform in Platform.objects.filter(review_on__gt=today - LATE, review_on__lte=today):
        day = str(platform.review_on)
        for seat in facilitators(platform):
            payload = {"platform": platform.pk, "seat": seat.pk, "day": day}
            key = f"values.remind_review {platform.public_id} {seat.public_id} {day}"
            enqueue("values.remind_review", key=key, payload=payload, run_at=morning)


def facilitators(platform: Platform) -> QuerySet[Participation]:
    """Those who may write on it today, and have an address."""
    return Participation.objects.filter(
        on_day(),
        on_day(prefix="membership__"),
        programme=platform.programme_id,
        role=Participation.Role.FACILITATOR,
        membership__person__is_active=True,
        membership__person__email__isnull=False,
    ).select_related("membership__person", "membership__municipality")


@job("values.remind_review")
def remind_one(running: Running) -> None:
    """Writes to one facilitator, if the date still stands and they still facilitate."""
    given = running.payload
    platform = Platform.objects.filter(pk=given["platform"], review_on=date.fromisoformat(given["day"])).select_related(
        "programme"
    )
    here = platform.first()
    seat = facilitators(here).filter(pk=given["seat"]).first() if here else None
    if here and seat:
        send_once(letter(here, seat), key=f"values.review {here.public_id} {seat.public_id} {given['day']}")


def letter(platform: Platform, seat: Participation) -> EmailMessage:
    """In the person's language: that the day has come, and not a word of the platform."""
    assert seat.membership is not None
    person = seat.membership.person
    path = reverse("shared-platform-edit", args=[platform.programme.public_id])
    with translation.override(person.language or seat.membership.municipality.language):
        body = render_to_string("values/email/review.txt", {"page": f"{settings.SITE_ADDRESS}{path}"})
        subject = _("Det er tid for å se på lederplattformen igjen")
    return EmailMessage(str(subject), body, to=[person.email or ""])
