"""Mail that something was shared or said. A name, never content; at most one an hour for the same two people."""

from __future__ import annotations

import re
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from config import mail
from config.jobs import Running, enqueue, job
from config.models import Job
from goals.queries import sharing as shared
from programmes.models import Person, Share
from programmes.sheets import kind_of

KIND = "goals.notice"
SHARED, COMMENT, ANSWER = "shared", "comment", "answer"
PAUSE = timedelta(hours=1)


def tell(*, share: Share, to: Person, about: str) -> None:
    """Asks for a mail to the other one, within the caller's transaction.

    Within an hour of the last one it waits until the hour is over; what else is said meanwhile waits with it.
    """
    thread = f"{KIND} {share.edition.membership.public_id} {to.public_id} "
    now = timezone.now()
    news = {"share": share.pk, "about": about, "since": now.isoformat()}
    with transaction.atomic():
        jobs = Job.objects.select_for_update().filter(kind=KIND, key__startswith=thread)
        latest = jobs.order_by("-run_at").first()
        if latest and latest.run_at > now:
            others = [each for each in latest.payload["news"] if (each["share"], each["about"]) != (share.pk, about)]
            latest.payload["news"] = [*others, news]
            latest.save(update_fields=["payload"])
            return
        due = max(now, latest.run_at + PAUSE) if latest else now
        enqueue(KIND, key=f"{thread}{due.isoformat()}", payload={"to": to.pk, "news": [news]}, run_at=due)


@job(KIND)
def send(running: Running) -> None:
    """Writes the mail of the last that was said, of what is still theirs and they have not seen in the meantime."""
    to = Person.objects.filter(pk=running.payload["to"], is_active=True, email__isnull=False).first()
    if to is None:
        return
    for news in reversed(running.payload["news"]):
        share = Share.objects.filter(pk=news["share"]).select_related("edition__membership__person").first()
        if share and concerns(share, to) and not has_seen(share, to, news["since"]):
            mail.send_once(message(share, to, news["about"]), key=running.key)
            return


def concerns(share: Share, to: Person) -> bool:
    """Whether they may still open it: its leader, the manager, or somebody in the group."""
    if share.edition.membership.person_id == to.pk:
        return share.is_open
    if share.audience == shared.MANAGER:
        return shared.open_to_manager(to).filter(pk=share.pk).exists()
    programme = share.seat.participation.programme if share.seat else None
    return bool(programme and shared.open_in_group(to, programme).filter(pk=share.pk).exists())


def has_seen(share: Share, to: Person, since: str) -> bool:
    return share.looks.filter(person=to, at__gt=since).exists()


def message(share: Share, to: Person, about: str) -> EmailMessage:
    """In the receiver's language, else the municipality's."""
    membership = share.edition.membership
    with translation.override(to.language or membership.municipality.language):
        leader = plain(membership.person.name)
        manager = plain(share.nearest.manager.name) if share.nearest else ""
        words = kind_of(share.edition).words
        subject, text = {
            SHARED: (
                capfirst(_("%(one)s er delt med deg") % {"one": words.one}),
                _("%(name)s har delt %(theirs)s med deg. Logg inn for å lese.")
                % {"name": leader, "theirs": words.theirs},
            ),
            COMMENT: (
                _("Du har fått en kommentar"),
                _("%(name)s har kommentert %(yours)s. Logg inn for å lese.") % {"name": manager, "yours": words.yours},
            ),
            ANSWER: (
                _("Du har fått et svar"),
                _("%(name)s har svart deg om %(theirs)s. Logg inn for å lese.")
                % {"name": leader, "theirs": words.theirs},
            ),
        }[about]
        where = _("Det som er delt, står bare i Varde, aldri i e-post.")
        start = f"{settings.SITE_ADDRESS}{reverse('start')}"
        body = f"{text}\n{start}\n\n{where}\n\nVarde\n"
        return EmailMessage(str(subject), body, settings.DEFAULT_FROM_EMAIL, [to.email or ""])


def plain(name: str) -> str:
    """A name as text that no mail program makes a link of."""
    words = re.sub(r"[^\w\s.'’-]", " ", name)
    return " ".join(re.sub(r"\.(?=\S)", ". ", words).split())[:120]
