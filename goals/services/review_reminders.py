"""Reminders of an agreed review: a week before and the same day, by mail, never saying of what."""

from __future__ import annotations

from datetime import date, datetime

from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from config.jobs import Running, daily, enqueue, job
from config.mail import send_once
from goals.models import Attainment, GoalCard
from goals.rules import reminders_token
from goals.services.following import AHEAD, MORNING, address
from programmes.models import Membership
from programmes.models.changes import on_leave
from programmes.models.dated import on_day


def to_remind(today: date) -> QuerySet[Attainment]:
    """Tables whose agreed day is in a week or today, of those who want reminders and still belong."""
    quiet = GoalCard.objects.filter(reminders=False).values("membership")
    return (
        Attainment.objects.filter(
            on_day(prefix="membership__"),
            review_on__in=[today, today + AHEAD],
            deleted_at__isnull=True,
            membership__person__is_active=True,
            membership__person__email__isnull=False,
        )
        .filter(~on_leave())
        .exclude(membership__in=quiet)
    )


@daily("goals.remind_reviews")
def remind(running: Running) -> None:
    """Asks for today's reminders of reviews, one a person, for the morning."""
    today = timezone.localdate()
    morning = timezone.make_aware(datetime.combine(today, MORNING))
    for person in sorted(set(to_remind(today).values_list("membership__person__public_id", flat=True))):
        payload = {"person": person, "day": today.isoformat()}
        enqueue("goals.remind_review", key=f"goals.remind_review {person} {today}", payload=payload, run_at=morning)


@job("goals.remind_review")
def remind_one(running: Running) -> None:
    """Writes to one person, if the day is still agreed and not gone through; a reminder that is a day late is none."""
    today = timezone.localdate()
    if running.payload["day"] != today.isoformat():
        return
    agreed = to_remind(today).filter(membership__person__public_id=running.payload["person"])
    waiting = agreed.exclude(reviews__on=today).select_related("membership__person", "membership__municipality")
    if table := waiting.order_by("review_on", "pk").first():
        message = letter(table.membership, is_today=table.review_on == today)
        send_once(message, key=f"goals.review_reminder {running.payload['person']} {today}")


def letter(membership: Membership, *, is_today: bool) -> EmailMessage:
    """The mail, in the person's language: that a day is agreed, and never for what."""
    person = membership.person
    stop = address(reverse("reminders", args=[reminders_token(person)]))
    context = {
        "is_today": is_today,
        "page": address(reverse("follow-up", args=[membership.public_id])),
        "stop": stop,
    }
    with translation.override(person.language or membership.municipality.language):
        body = render_to_string("goals/email/review.txt", context)
        subject = _("Du har avtalt en gjennomgang")
    return EmailMessage(subject, body, to=[person.email or ""], headers={"List-Unsubscribe": f"<{stop}>"})
