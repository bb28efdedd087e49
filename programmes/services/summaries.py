"""The summary of a gathering is written, published and told of; a leader's next step is kept."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from config import mail
from config.jobs import Running, cancel, enqueue, job
from config.locking import lock_row
from config.models import Job
from programmes.contract import NotPossible
from programmes.models import Gathering, NextStep, Participation, Person, Summary
from programmes.queries.room import leaders_of
from programmes.queries.summaries import Part
from programmes.services.texts import WrittenMeanwhile, keep

KIND = "programmes.summary"


def save(*, gathering: Gathering, parts: list[Part], revision: int, by: Person) -> Summary:
    """Keeps what was written, from the revision that its writer saw (0: none); else raises `WrittenMeanwhile`."""
    try:
        with transaction.atomic():
            found = Summary.objects.select_for_update().filter(gathering=gathering).first()
            if found is None:
                return Summary.objects.create(gathering=gathering, parts=parts, saved_by=by)
            if found.parts != parts:
                if found.revision != revision:
                    raise WrittenMeanwhile(found)
                found.parts, found.revision = parts, found.revision + 1
                found.saved_by, found.saved_at = by, timezone.now()
                found.save(update_fields=["parts", "revision", "saved_by", "saved_at"])
            return found
    except IntegrityError as first:  # somebody began it in the same moment
        raise WrittenMeanwhile(Summary.objects.get(gathering=gathering)) from first


def publish(*, summary: Summary, tell: bool = False) -> Summary:
    """Lets the leaders read what is written; with `tell`, each of them gets one mail about it, ever.

    Raises `WrittenMeanwhile` where somebody has written something else since the caller read it.
    """
    with transaction.atomic():
        seen, summary = summary.revision, lock_row(summary, whole=True)
        if summary.revision != seen:
            raise WrittenMeanwhile(summary)
        if not summary.parts:
            raise NotPossible(_("Skriv noe under en overskrift først, så kan du publisere."))
        if summary.published != summary.parts:
            summary.published, summary.published_at = summary.parts, timezone.now()
            summary.save(update_fields=["published", "published_at"])
        if tell and summary.mailed_at is None:
            summary.mailed_at = timezone.now()
            summary.save(update_fields=["mailed_at"])
            enqueue(KIND, key=_key(summary), payload={"summary": summary.pk})
    return summary


def withdraw(*, summary: Summary) -> None:
    """Nobody but facilitators reads it any more; what is written stays. A mail that is not sent yet, is not sent."""
    with transaction.atomic():
        summary = lock_row(summary, whole=True)
        Summary.objects.filter(pk=summary.pk).update(published=None, published_at=None)
        waits = summary.mailed_at and Job.objects.filter(key=_key(summary), state=Job.State.WAITING).exists()
        if waits and cancel(_key(summary)):
            Summary.objects.filter(pk=summary.pk).update(mailed_at=None)


def _key(summary: Summary) -> str:
    """The job's: another each time that the leaders are to be told, where the time before came to nothing."""
    assert summary.mailed_at
    return f"{KIND} {summary.public_id} {summary.mailed_at.isoformat()}"


@job(KIND)
def tell(running: Running) -> None:
    """Writes to each leader of today, if it still is published. A second run finds the mails of the first."""
    summary = (
        Summary.objects.filter(pk=running.payload["summary"], published_at__isnull=False)
        .select_related("gathering__programme__municipality")
        .first()
    )
    for each in leaders_of(summary.gathering.programme) if summary else ():
        if summary and each.person and each.person.email:
            mail.send_once(letter(summary, each.person), key=f"{KIND} {summary.public_id} {each.person.public_id}")


def letter(summary: Summary, to: Person) -> EmailMessage:
    """A link and nothing of what is written, in the receiver's language."""
    gathering = summary.gathering
    with translation.override(to.language or gathering.programme.municipality.language):
        subject = _("Oppsummering fra samling %(number)s") % {"number": gathering.number}
        context = {
            "number": gathering.number,
            "page": settings.SITE_ADDRESS + reverse("summary", args=[gathering.public_id]),
        }
        body = render_to_string("programmes/email/summary.txt", context)
    return EmailMessage(subject, body, to=[to.email or ""])


def save_step(*, gathering: Gathering, participation: Participation, text: str, revision: int) -> NextStep:
    """Keeps a leader's next step, from the revision that they saw; raises `WrittenMeanwhile` for a newer one."""
    whose = {"gathering": gathering, "participation": participation}
    return keep(NextStep, text, revision, whose=whose, anew={"placed_at": None})
