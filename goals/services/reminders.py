"""Reminders by mail of days that come: a week before and the same day, one for each occasion, never saying of what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from config.jobs import Running, daily, enqueue, job
from config.mail import send_once
from goals.models import Action, Attainment, GoalCard, Review
from goals.rules import reminders_token
from programmes.models import Membership, Person
from programmes.models.changes import on_leave
from programmes.models.dated import on_day

AHEAD = timedelta(days=7)
MORNING = time(7, 0)


@dataclass(frozen=True)
class Occasion:
    """What comes to a leader on a day, and what is said of it."""

    rows: Callable[[date], QuerySet[Any]]  # what there may be to remind of today, whenever it comes
    membership: str  # the way from a row to its leader's membership
    day: str
    subject: Promise
    today: Promise
    in_a_week: Promise
    open: Promise
    page: str  # the name of the page to open, which a membership has

    def waiting(self, today: date) -> QuerySet[Any]:
        """What somebody is to be reminded of, who still belongs, is not on leave and has an address."""
        person = f"{self.membership}__person"
        waiting: QuerySet[Any] = (
            self.rows(today)
            .filter(
                on_day(prefix=f"{self.membership}__"),
                ~on_leave(self.membership),
                **{
                    f"{self.day}__in": [today, today + AHEAD],
                    f"{person}__is_active": True,
                    f"{person}__email__isnull": False,
                },
            )
            .annotate(for_person=F(f"{person}__public_id"))
        )
        return waiting


def reminds(membership: Membership) -> bool:
    """Whether the leader is reminded by mail: has an address, and has not stopped it."""
    quiet = GoalCard.objects.filter(membership=membership, reminders=False)
    return bool(membership.person.email) and not quiet.exists()


def unfinished(today: date) -> QuerySet[Action]:
    return Action.objects.standing().filter(goal__area__card__reminders=True).exclude(status=Action.Status.DONE)


def not_gone_through(today: date) -> QuerySet[Attainment]:
    """Also of leaders without a goal card, who have not said that they want none."""
    quiet = GoalCard.objects.filter(reminders=False).values("membership")
    tables = Attainment.objects.filter(deleted_at__isnull=True)
    return tables.exclude(membership__in=quiet).exclude(
        pk__in=Review.objects.standing().filter(on=today).values("attainment")
    )


OCCASIONS = {
    "deadline": Occasion(
        rows=unfinished,
        membership="goal__area__card__membership",
        day="due",
        subject=_("Du har en frist på målkortet ditt"),
        today=_("Du har en frist på målkortet ditt i dag."),
        in_a_week=_("Du har en frist på målkortet ditt om en uke."),
        open=_("Åpne målkortet:"),
        page="goal-card",
    ),
    "review": Occasion(
        rows=not_gone_through,
        membership="membership",
        day="review_on",
        subject=_("Du har avtalt en gjennomgang"),
        today=_("Du har avtalt en gjennomgang av målene dine i dag."),
        in_a_week=_("Du har avtalt en gjennomgang av målene dine om en uke."),
        open=_("Åpne oppfølgingen:"),
        page="follow-up",
    ),
}


@daily("goals.remind")
def remind(running: Running) -> None:
    """Asks for today's reminders, one a person for each occasion, for the morning."""
    today = timezone.localdate()
    morning = timezone.make_aware(datetime.combine(today, MORNING))
    for name, occasion in OCCASIONS.items():
        for person in sorted(set(occasion.waiting(today).values_list("for_person", flat=True))):
            payload = {"occasion": name, "person": person, "day": today.isoformat()}
            key = f"goals.remind_one {name} {person} {today}"
            enqueue("goals.remind_one", key=key, payload=payload, run_at=morning)


@job("goals.remind_one")
def remind_one(running: Running) -> None:
    """Writes to one person, if there is still something to remind of; a reminder that is a day late is none."""
    today, given = timezone.localdate(), running.payload
    if given["day"] != today.isoformat():
        return
    occasion = OCCASIONS[given["occasion"]]
    waiting = occasion.waiting(today).filter(for_person=given["person"]).order_by(occasion.day, "pk")
    if found := waiting.values_list(occasion.membership, occasion.day).first():
        membership = Membership.objects.select_related("person", "municipality").get(pk=found[0])
        message = letter(occasion, membership, is_today=found[1] == today)
        send_once(message, key=f"goals.reminder {given['occasion']} {given['person']} {today}")


def letter(occasion: Occasion, membership: Membership, *, is_today: bool) -> EmailMessage:
    """The mail, in the person's language: that a day comes, and never of what."""
    person = membership.person
    stop = address(reverse("reminders", args=[reminders_token(person)]))
    context = {
        "says": occasion.today if is_today else occasion.in_a_week,
        "open": occasion.open,
        "page": address(reverse(occasion.page, args=[membership.public_id])),
        "stop": stop,
    }
    with translation.override(person.language or membership.municipality.language):
        body = render_to_string("goals/email/reminder.txt", context)
        subject = str(occasion.subject)
    return EmailMessage(subject, body, to=[person.email or ""], headers={"List-Unsubscribe": f"<{stop}>"})


def address(path: str) -> str:
    return f"{settings.SITE_ADDRESS}{path}"


def stop(*, person: Person) -> None:
    """No reminders to this person, of whatever municipality, with a card or without."""
    for membership in Membership.objects.filter(person=person):
        choose(membership=membership, wanted=False)


def choose(*, membership: Membership, wanted: bool) -> None:
    GoalCard.objects.update_or_create(membership=membership, defaults={"reminders": wanted})
