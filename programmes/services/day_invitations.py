"""A gathering in people's calendars: asked for, changed and called off by mail, each edition once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from config import live, mail
from config.jobs import Running, enqueue, job
from programmes import calendar
from programmes.contract import NotPossible
from programmes.models import DayInvitation, Gathering, Participation, Person, Stage
from programmes.models.changes import on_leave
from programmes.models.dated import on_day
from programmes.queries.agenda import has_ended, items_of
from programmes.services.trail import record

KIND = "calendar.send"
REGRET = timedelta(seconds=60)  # how long a mail waits, so that what was pressed by mistake can be taken back


@dataclass(frozen=True)
class Reach:
    """How far a gathering is in people's calendars: counts of people."""

    fresh: int  # have it as it is
    old: int  # have an earlier edition
    missing: int  # have an address, and have not been asked
    gone: int  # have it, and take part no longer
    without_address: int

    @property
    def to_send(self) -> int:
        return self.old + self.missing + self.gone


def people_of(gathering: Gathering) -> list[Participation]:
    """Those who lead or facilitate on its day, or today where that is past, and are not on leave then; one query."""
    day = max(gathering.date, timezone.localdate())
    return list(
        Participation.objects.filter(
            on_day(day), on_day(day, prefix="membership__"), programme=gathering.programme_id, is_pretend=False
        )
        .filter(
            role__in=[Participation.Role.LEADER, Participation.Role.FACILITATOR], membership__person__is_active=True
        )
        .exclude(on_leave(day=day))
        .select_related("membership__person")
        .order_by("membership__person__sort_key", "pk")
    )


def wanted(gathering: Gathering) -> dict[str, Participation]:
    """One participation for each address; who both leads and facilitates is asked once."""
    found: dict[str, Participation] = {}
    for each in people_of(gathering):
        if each.person.email:
            found.setdefault(each.person.email.casefold(), each)
    return found


def reach_of(gathering: Gathering) -> Reach:
    people, sent, asked = people_of(gathering), _sent(gathering), wanted(gathering)
    mine = [row for address, row in sent.items() if address in asked and not row.is_cancelled]
    fresh = sum(row.sequence == gathering.sequence for row in mine)
    return Reach(
        fresh,
        len(mine) - fresh,
        len(asked) - len(mine),
        sum(not row.is_cancelled and address not in asked for address, row in sent.items()),
        len({each.person.pk for each in people if not each.person.email}),
    )


def _sent(gathering: Gathering) -> dict[str, DayInvitation]:
    """What each address has in its calendar, also where its person took part in another way then; live rows first."""
    found: dict[str, DayInvitation] = {}
    rows = DayInvitation.objects.filter(gathering=gathering).select_related("participation__membership__person")
    for row in rows.order_by("is_cancelled", "-pk"):
        email = row.participation.person.email
        found.setdefault(email.casefold() if email else row.participation.public_id, row)
    return found


def is_held(gathering: Gathering) -> bool:
    """Whether nobody can be asked to it any more: its day is past, or it has been ended."""
    return gathering.date < timezone.localdate() or has_ended(gathering)


def invite(*, gathering: Gathering, by: Person) -> int:
    """Sends the day to all who have not got it as it is, and calls it off for who takes part no longer.

    How many are written to. A second tap writes to nobody. Raises NotPossible for a day that is called off or past.
    """
    with transaction.atomic():
        gathering = _locked(gathering)
        if gathering.cancelled_at:
            raise NotPossible(_("Samlingen er avlyst. Hold den likevel, så kan du invitere."))
        if is_held(gathering):
            raise NotPossible(_("Samlingen er holdt. Endre datoen hvis den skal holdes på nytt."))
        sent, asked, number = _sent(gathering), wanted(gathering), 0
        for address, participation in asked.items():
            row = sent.get(address)
            if row and row.sequence == gathering.sequence and not row.is_cancelled:
                continue
            if row and row.participation_id != participation.pk:
                row.delete()
            DayInvitation.objects.update_or_create(
                gathering=gathering,
                participation=participation,
                defaults={"sequence": gathering.sequence, "is_cancelled": False},
            )
            number += 1
            _ask(gathering, participation.pk, calendar.REQUEST)
        for address, row in sent.items():
            if address not in asked and not row.is_cancelled:
                number += 1
                _call_off(gathering, row)
        if number:
            _record("calendar.invite", gathering, by)
    return number


def call_off(*, gathering: Gathering, by: Person) -> int:
    """Calls the gathering off, and tells all who have it in their calendar; how many. Its plan is kept."""
    with transaction.atomic():
        gathering = _locked(gathering)
        _only_before(gathering)
        if gathering.cancelled_at:
            return 0
        gathering.cancelled_at, gathering.sequence = timezone.now(), gathering.sequence + 1
        gathering.save(update_fields=["cancelled_at", "sequence"])
        rows = [row for row in _sent(gathering).values() if not row.is_cancelled]
        for row in rows:
            _call_off(gathering, row)
        _record("gathering.call_off", gathering, by)
    live.announce(gathering.public_id)
    return len(rows)


def hold(*, gathering: Gathering, by: Person) -> None:
    """Holds a gathering that was called off after all. Who was told is invited anew when somebody asks for it."""
    with transaction.atomic():
        gathering = _locked(gathering)
        if gathering.cancelled_at is None:
            return
        gathering.cancelled_at, gathering.sequence = None, gathering.sequence + 1
        gathering.save(update_fields=["cancelled_at", "sequence"])
        _record("gathering.hold", gathering, by)
    live.announce(gathering.public_id)


def _locked(gathering: Gathering) -> Gathering:
    return (
        Gathering.objects.select_for_update(of=("self",), no_key=True)
        .select_related("programme__municipality")
        .get(pk=gathering.pk)
    )


def _only_before(gathering: Gathering) -> None:
    stage = Stage.objects.filter(gathering=gathering).first()
    if stage and stage.is_on:
        raise NotPossible(_("Samlingen er i gang. Avslutt den i regien først."))
    if stage and stage.state == Stage.State.ENDED:
        raise NotPossible(_("Samlingen er holdt, og kan ikke avlyses."))


def _call_off(gathering: Gathering, row: DayInvitation) -> None:
    row.sequence, row.is_cancelled = gathering.sequence, True
    row.save(update_fields=["sequence", "is_cancelled"])
    _ask(gathering, row.participation_id, calendar.CANCEL)


def _ask(gathering: Gathering, participation: int, method: str) -> None:
    now = timezone.now()
    enqueue(
        KIND,
        key=f"{KIND} {gathering.pk} {participation} {gathering.sequence} {method} {now.isoformat()}",
        payload={
            "gathering": gathering.pk,
            "participation": participation,
            "sequence": gathering.sequence,
            "method": method,
        },
        run_at=now + REGRET,
    )


def _record(act: str, gathering: Gathering, by: Person) -> None:
    record(act, by=by, subject=f"gathering:{gathering.public_id}", municipality=gathering.programme.municipality)


@job(KIND)
def send(running: Running) -> None:
    """Writes the mail, unless a later edition has been asked for in the meantime."""
    given = running.payload
    row = (
        DayInvitation.objects.filter(
            gathering=given["gathering"],
            participation=given["participation"],
            sequence=given["sequence"],
            is_cancelled=given["method"] == calendar.CANCEL,
            participation__membership__person__is_active=True,
            participation__membership__person__email__isnull=False,
        )
        .select_related("gathering__programme__municipality", "participation__membership__person")
        .first()
    )
    if row is None or (given["method"] == calendar.REQUEST and not _is_still_asked(row)):
        return
    mail.send_once(letter(row, given["method"]), key=running.key)


def _is_still_asked(row: DayInvitation) -> bool:
    """Whether the day is held, and its receiver takes part."""
    if row.gathering.cancelled_at:
        return False
    return any(each.pk == row.participation_id for each in people_of(row.gathering))


def letter(row: DayInvitation, method: str) -> EmailMultiAlternatives:
    """The mail in the person's language, with the day as a part that a mail program puts into its calendar."""
    gathering, person = row.gathering, row.participation.person
    link = f"{settings.SITE_ADDRESS}{reverse('start')}"
    with translation.override(person.language or gathering.programme.language):
        context = {
            "person": person,
            "gathering": gathering,
            "title": calendar.title(gathering),
            "is_off": method == calendar.CANCEL,
            "link": link,
        }
        body = render_to_string("programmes/email/day.txt", context)
        subject = " ".join(calendar.title(gathering).split())
        if method == calendar.CANCEL:
            subject = _("Avlyst: %(title)s") % {"title": subject}
        content = calendar.invitation(
            gathering,
            items_of(gathering),
            method=method,
            attendee=calendar.Attendee(person.name, person.email or ""),
            link=link,
            now=timezone.now(),
        )
    name = mail.message_id(f"day.{gathering.public_id}.{row.participation.public_id}.{row.sequence}.{method.lower()}")
    message = EmailMultiAlternatives(subject, body, to=[person.email or ""], headers={"Message-ID": name})
    message.attach_alternative(content.decode(), f"text/calendar; method={method}")
    return message
