"""Deadlines that come to the leader: reminders by mail, and a calendar feed of their own."""

from __future__ import annotations

import secrets
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
from goals.models import Action, GoalCard
from goals.rules import reminders_token
from programmes.models import Membership, Person
from programmes.models.changes import on_leave
from programmes.models.dated import on_day

AHEAD = timedelta(days=7)
MORNING = time(7, 0)


def to_remind(today: date) -> QuerySet[Action]:
    """Actions that are not done and due in a week or today, of those who want to be reminded, still belong, and are not on leave."""
    return (
        Action.objects.filter(
            on_day(prefix="goal__area__card__membership__"),
            due__in=[today, today + AHEAD],
            goal__area__deleted_at__isnull=True,
            goal__area__card__reminders=True,
            goal__area__card__membership__person__is_active=True,
            goal__area__card__membership__person__email__isnull=False,
        )
        .filter(~on_leave("goal__area__card__membership"))
        .exclude(status=Action.Status.DONE)
    )


@daily("goals.remind")
def remind(running: Running) -> None:
    """Asks for today's reminders, one a person, for the morning."""
    today = timezone.localdate()
    morning = timezone.make_aware(datetime.combine(today, MORNING))
    people = to_remind(today).values_list("goal__area__card__membership__person__public_id", flat=True)
    for person in sorted(set(people)):
        payload = {"person": person, "day": today.isoformat()}
        enqueue("goals.remind_one", key=f"goals.remind_one {person} {today}", payload=payload, run_at=morning)


@job("goals.remind_one")
def remind_one(running: Running) -> None:
    """Writes to one person, if there is still something to remind of; a reminder that is a day late is none."""
    today = timezone.localdate()
    if running.payload["day"] != today.isoformat():
        return
    due = to_remind(today).filter(goal__area__card__membership__person__public_id=running.payload["person"])
    first = due.select_related("goal__area__card__membership__person", "goal__area__card__membership__municipality")
    if action := first.order_by("due", "pk").first():
        message = letter(action.goal.area.card.membership, is_today=action.due == today)
        send_once(message, key=f"goals.reminder {running.payload['person']} {today}")


def letter(membership: Membership, *, is_today: bool) -> EmailMessage:
    """The mail, in the person's language: that there is a deadline, and never which."""
    person = membership.person
    stop = address(reverse("reminders", args=[reminders_token(person)]))
    context = {
        "is_today": is_today,
        "card": address(reverse("goal-card", args=[membership.public_id])),
        "stop": stop,
    }
    with translation.override(person.language or membership.municipality.language):
        body = render_to_string("goals/email/reminder.txt", context)
        subject = _("Du har en frist på målkortet ditt")
    return EmailMessage(subject, body, to=[person.email or ""], headers={"List-Unsubscribe": f"<{stop}>"})


def address(path: str) -> str:
    return f"{settings.SITE_ADDRESS}{path}"


def stop_reminders(*, person: Person) -> None:
    """No reminders to this person, of whatever municipality, with a card or without."""
    for membership in Membership.objects.filter(person=person):
        set_reminders(membership=membership, wanted=False)


def set_reminders(*, membership: Membership, wanted: bool) -> None:
    GoalCard.objects.update_or_create(membership=membership, defaults={"reminders": wanted})


def open_calendar(*, membership: Membership) -> None:
    """Gives the feed a new secret address; the one it had opens nothing from now on."""
    GoalCard.objects.update_or_create(membership=membership, defaults={"calendar_token": secrets.token_urlsafe(24)})


def close_calendar(*, membership: Membership) -> None:
    GoalCard.objects.filter(membership=membership).update(calendar_token="")


def show_actions(*, membership: Membership, wanted: bool) -> None:
    """Whether the feed says what is to be done, or only that there is a deadline."""
    GoalCard.objects.filter(membership=membership).update(calendar_shows_actions=wanted)
