"""A mail to the facilitators on the day their platform shall be looked at again; never what stands in it."""

from __future__ import annotations

from datetime import date, datetime, time

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


def to_remind(today: date) -> QuerySet[Participation]:
    """Today's facilitators of the programmes whose platform is to be looked at again today."""
    return Participation.objects.filter(
        on_day(today),
        on_day(today, prefix="membership__"),
        role=Participation.Role.FACILITATOR,
        programme__in=Platform.objects.filter(review_on=today).values("programme"),
        membership__person__is_active=True,
        membership__person__email__isnull=False,
    )


@daily("values.remind_platforms")
def remind(running: Running) -> None:
    """Asks for today's reminders, one a facilitator and programme, for the morning."""
    today = timezone.localdate()
    morning = timezone.make_aware(datetime.combine(today, MORNING))
    for seat in to_remind(today).values_list("public_id", flat=True):
        payload = {"seat": seat, "day": today.isoformat()}
        enqueue("values.remind_platform", key=f"values.remind_platform {seat} {today}", payload=payload, run_at=morning)


@job("values.remind_platform")
def remind_one(running: Running) -> None:
    """Writes to one facilitator, if the day still stands; a reminder that is a day late is none."""
    today = timezone.localdate()
    if running.payload["day"] != today.isoformat():
        return
    due = to_remind(today).filter(public_id=running.payload["seat"])
    if seat := due.select_related("membership__person", "programme__municipality").first():
        send_once(letter(seat), key=f"values.platform_reminder {seat.public_id} {today}")


def letter(seat: Participation) -> EmailMessage:
    """The mail, in the person's language: that it is time, and never what is written."""
    assert seat.membership is not None
    person = seat.membership.person
    page = f"{settings.SITE_ADDRESS}{reverse('shared-platform-edit', args=[seat.programme.public_id])}"
    with translation.override(person.language or seat.programme.language):
        body = render_to_string("values/email/review.txt", {"page": page})
        subject = _("Det er tid for å se på lederplattformen igjen")
    return EmailMessage(subject, body, to=[person.email or ""])
