"""Invitations: each asked for once, sent by the job queue in the person's language, and seen to have been sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from config.jobs import Running, enqueue, job
from config.locking import lock_row
from config.mail import message_id
from config.models import Job
from programmes.contract import NotPossible
from programmes.models import Invitation, Participation, Person, Programme
from programmes.models.dated import on_day
from programmes.queries import persons as queries
from programmes.services.trail import record

KIND = "invitations.send"
REGRET = timedelta(seconds=60)  # how long an invitation waits, so that it can be taken back
SALT = "programmes.welcome"
LIVES = timedelta(days=60)


def invite_all(*, programme: Programme, by: Person) -> int:
    """Asks everybody in who has an address and has not been asked; how many they are. A second tap asks nobody."""
    with transaction.atomic():
        lock_row(programme)
        wanted = [each for each in queries.participations(programme) if queries.is_to_be_invited(each)]
        for each in wanted:
            _ask(Invitation.objects.create(participation=each), each)
        if wanted:
            _record("people.invite", programme, by)
    return len(wanted)


def invite_again(*, participation: Participation, seen: int, by: Person) -> None:
    """Sends an invitation anew, or the first; `seen` is the number of the one that was seen, 0 for none."""
    with transaction.atomic():
        Programme.objects.select_for_update(no_key=True).get(pk=participation.programme_id)
        if not participation.person.email:
            raise NotPossible(_("Det er ingen e-postadresse å sende til. Legg den inn først, eller gi et kort."))
        found, made = Invitation.objects.get_or_create(participation=participation)
        if not made:
            if found.number != seen:
                return
            found.number, found.asked_at, found.sent_at, found.failed_at = seen + 1, timezone.now(), None, None
            found.save()
        _ask(found, participation)
        _record("people.invite", participation.programme, by)


def _ask(invitation: Invitation, participation: Participation) -> None:
    enqueue(
        KIND,
        key=key_of(participation, invitation.number),
        payload={"participation": participation.public_id, "number": invitation.number},
        run_at=invitation.asked_at + REGRET,
    )


def key_of(participation: Participation, number: int) -> str:
    return f"{KIND} {participation.public_id} {number}"


def regret(*, programme: Programme, by: Person) -> int:
    """Takes back those that have not left yet; how many they are."""
    with transaction.atomic():
        lock_row(programme)
        waiting = Invitation.objects.filter(
            participation__programme=programme, number=1, sent_at__isnull=True, failed_at__isnull=True
        )
        taken = 0
        for each in waiting.select_related("participation"):
            gone, _what = Job.objects.filter(key=key_of(each.participation, 1), state=Job.State.WAITING).delete()
            if gone:
                each.delete()
                taken += 1
        if taken:
            _record("people.regret", programme, by)
    return taken


def may_regret(programme: Programme) -> bool:
    """Whether any invitation still waits for the minute to pass."""
    recent = Invitation.objects.filter(participation__programme=programme, number=1, sent_at__isnull=True)
    return recent.filter(failed_at__isnull=True, asked_at__gt=timezone.now() - REGRET).exists()


def _record(act: str, programme: Programme, by: Person) -> None:
    record(act, by=by, subject=f"programme:{programme.public_id}", municipality=programme.municipality)


@job(KIND, attempts=8)
def send(running: Running) -> None:
    """Sends one, if it has not been sent and its person still takes part; whether it went, the invitation says."""
    found = (
        Invitation.objects.filter(
            on_day(prefix="participation__membership__"),
            participation__public_id=running.payload["participation"],
            number=running.payload["number"],
            sent_at__isnull=True,
            participation__membership__person__is_active=True,
            participation__membership__person__email__isnull=False,
        )
        .select_related("participation__membership__person", "participation__programme__municipality")
        .first()
    )
    if found is None or _is_over(found.participation):
        return
    try:
        get_connection(settings.MAIL_TRANSPORT).send_messages([letter(found)])
    except Exception:
        Invitation.objects.filter(pk=found.pk, sent_at__isnull=True).update(failed_at=timezone.now())
        raise
    Invitation.objects.filter(pk=found.pk).update(sent_at=timezone.now(), failed_at=None)


def _is_over(participation: Participation) -> bool:
    return participation.until is not None and participation.until < timezone.localdate()


def letter(invitation: Invitation) -> EmailMessage:
    """The mail, in the person's language, else the programme's. Sent twice, both have one Message-ID."""
    participation = invitation.participation
    programme, person = participation.programme, participation.person
    with translation.override(person.language or programme.language):
        context = {
            "person": person,
            "programme": programme,
            "next": queries.next_gathering(programme),
            "link": link(participation),
            "days": LIVES.days,
        }
        body = render_to_string("programmes/email/invitation.txt", context)
        subject = _("Du er invitert til %(programme)s") % {"programme": " ".join(programme.name.split())}
    name = message_id(f"invitation.{participation.public_id}.{invitation.number}")
    return EmailMessage(subject, body, to=[person.email or ""], headers={"Message-ID": name})


def link(participation: Participation) -> str:
    """The address that says who is invited to what. It lets nobody in: that takes a code sent to their e-mail."""
    token = signing.TimestampSigner(salt=SALT).sign(participation.public_id)
    return f"{settings.SITE_ADDRESS}{reverse('welcome', args=[token])}"


def welcomed(token: str) -> Participation:
    """Whose invitation a link is. What we have not signed, or too long ago, is not there; nor who has left."""
    try:
        key = signing.TimestampSigner(salt=SALT).unsign(token, max_age=LIVES)
    except (signing.BadSignature, ValueError) as bad:
        raise Http404 from bad
    found = Participation.objects.select_related("membership__person", "programme__municipality").get(
        on_day(prefix="membership__"), public_id=key, membership__person__is_active=True
    )
    if _is_over(found):
        raise Http404
    return found


def came(sender: Any, user: Person, **_more: Any) -> None:
    """Somebody signed in: they have been in, in all that they take part in today."""
    Participation.objects.filter(on_day(), membership__person=user, came_at__isnull=True).update(came_at=timezone.now())
