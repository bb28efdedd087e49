"""People over time: a new unit, a new nearest manager, leave with a deputy, and leaving. Each from its day, undoable."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from config.locking import lock_row
from config.templatetags.varde import full_day
from programmes.consequences import StandIn
from programmes.contract import NotPossible
from programmes.models import (
    Change,
    GroupMember,
    Leave,
    Membership,
    NearestManager,
    Participation,
    Person,
    Programme,
    Share,
)
from programmes.models.dated import on_day
from programmes.queries.persons import unclaimed
from programmes.rules.planning import Known
from programmes.services import journal as journals
from programmes.services import placements, rounds
from programmes.services.journal import Journal
from programmes.services.programmes import Named, member, somebody
from programmes.services.trail import record

DAY = timedelta(days=1)
LEADER, FACILITATOR = Participation.Role.LEADER, Participation.Role.FACILITATOR


@contextmanager
def _changing(known: Known, kind: str, since: date, by: Person) -> Iterator[Journal]:
    """One change, whole or not at all; one at a time for somebody."""
    journal = Journal()
    try:
        with transaction.atomic():
            lock_row(known.membership)
            yield journal
            if journal.rows:
                Change.objects.create(
                    membership=known.membership,
                    programme=known.programme,
                    kind=kind,
                    since=since,
                    rows=journal.rows,
                    by=by,
                )
                _record(f"person.{kind}", known, by)
    except IntegrityError as meanwhile:
        raise NotPossible(_("Noen andre endret dette samtidig. Last siden på nytt, og se over.")) from meanwhile


def _record(act: str, known: Known, by: Person) -> None:
    subject = f"membership:{known.membership.public_id}"
    record(act, by=by, subject=subject, municipality=known.programme.municipality)


def new_unit(*, known: Known, unit: str, since: date, by: Person) -> None:
    """Somebody works in a unit of that name from a day; a unit that is new is made."""
    with _changing(known, Change.Kind.UNIT, since, by) as journal:
        where = placements.unit_called(known.programme.municipality, unit)
        placements.put(membership=known.membership, unit=where, since=since, journal=journal)


def new_manager(*, known: Known, manager: Membership | Named, since: date, by: Person) -> None:
    """Somebody has another nearest manager from a day. What was shared with the former stays theirs until then."""
    with _changing(known, Change.Kind.MANAGER, since, by) as journal:
        chosen = _member(manager, known)
        if chosen.pk == known.membership.pk:
            raise NotPossible(_("Ingen er sin egen nærmeste leder. Velg en annen."))
        _manage(known.membership, chosen, since, journal)


def _member(chosen: Membership | Named, known: Known) -> Membership:
    """Somebody of the municipality; whoever is named anew belongs to it from today."""
    if isinstance(chosen, Membership):
        return chosen
    return member(somebody(chosen), known.programme.municipality)


def _manage(leader: Membership, manager: Membership, since: date, journal: Journal, until: date | None = None) -> None:
    last = leader.managers.order_by("since", "pk").last()
    if last and last.since > since:
        raise NotPossible(placements.later(last.since))
    if last and last.manager_id == manager.pk and last.until is None:
        return
    if last and last.since == since:
        _no_share(last)
        journal.change(last, manager_id=manager.pk, until=until)
        return
    if last and (last.until is None or last.until >= since):
        journal.change(last, until=since - DAY)
    journal.make(NearestManager(leader=leader, manager=manager, since=since, until=until))


def _no_share(row: NearestManager | GroupMember) -> None:
    if row.shares.exists():
        raise NotPossible(
            _("Det gjelder noe annet fra den dagen, og det er alt i bruk. Velg dagen etter eller senere.")
        )


def take_leave(
    *,
    known: Known,
    since: date,
    until: date | None,
    deputy: Membership | Named | None,
    is_manager_too: bool = False,
    by: Person,
) -> None:
    """Somebody is away from a day to a day, or until they are back; a deputy takes part and sits in their place.

    With `is_manager_too` the deputy is nearest manager meanwhile, of all but themselves. Nobody reads what another
    has been shown: the deputy sees what is shared with them from then on.
    """
    me = known.membership
    if until and until < since:
        raise NotPossible(_("Permisjonen slutter før den begynner. Rett datoene."))
    with _changing(known, Change.Kind.LEAVE, since, by) as journal:
        if overlapping(me, since, until).exists():
            raise NotPossible(_("Det er alt satt opp en permisjon i den tiden. Endre eller angre den først."))
        chosen = _member(deputy, known) if deputy else None
        if chosen and chosen.pk == me.pk:
            raise NotPossible(_("Ingen er sin egen stedfortreder. Velg en annen."))
        journal.make(Leave(membership=me, deputy=chosen, since=since, until=until))
        if chosen and known.participation:
            _take_the_place(known.programme, known.participation, chosen, since, until, journal)
        if chosen and is_manager_too:
            for report in reports(me, since):
                if report.leader_id != chosen.pk:
                    _stand_in(report, chosen, since, until, journal)


def overlapping(membership: Membership, since: date, until: date | None) -> QuerySet[Leave]:
    found = membership.leaves.filter(Q(until__isnull=True) | Q(until__gte=since))
    return found.filter(since__lte=until) if until else found


def stand_in(known: Known, chosen: Membership | Named | None, since: date, *, is_manager_too: bool) -> StandIn | None:
    """What a deputy will be, before anything is made of it."""
    if chosen is None:
        return None
    if isinstance(chosen, Named):
        theirs = Membership.objects.filter(
            on_day(), municipality=known.membership.municipality_id, person__email__iexact=chosen.email
        )
        found = theirs.select_related("person").first()
    else:
        found = chosen
    rows = reports(known.membership, since)
    own = rows.filter(leader=found).exists() if found else False
    manages = rows.count() - own if is_manager_too else 0
    there = _takes_part(known.programme, found, since) if found else False
    return StandIn(found.name if found else chosen.name, there, manages, own)


def _takes_part(programme: Programme, membership: Membership, since: date) -> bool:
    there = programme.participations.filter(membership=membership, role=LEADER)
    return there.filter(Q(until__isnull=True) | Q(until__gte=since)).exists()


def _take_the_place(
    programme: Programme,
    participation: Participation,
    deputy: Membership,
    since: date,
    until: date | None,
    journal: Journal,
) -> None:
    """The deputy is a leader of the programme meanwhile, and sits where the other sits: one who is one already stays."""
    if _takes_part(programme, deputy, since):
        return
    place = Participation(membership=deputy, programme=programme, role=LEADER, since=since, until=until)
    journal.make(place)
    for seat in participation.groups.filter(on_day(since), group__group_set__gathering__isnull=True):
        journal.make(GroupMember(group=seat.group, participation=place, since=since, until=until))
    if since <= timezone.localdate():
        for gathering in programme.gatherings.running():
            rounds.include_all(participations=[place], gathering=gathering)


def reports(membership: Membership, day: date) -> QuerySet[NearestManager]:
    """Those whose nearest manager somebody is on a day."""
    return membership.reports.filter(on_day(day)).select_related("leader__person")


def reports_today(membership: Membership) -> int:
    return reports(membership, timezone.localdate()).count()


def _stand_in(report: NearestManager, deputy: Membership, since: date, until: date | None, journal: Journal) -> None:
    """Nearest manager for a time, and the other again after it."""
    manager, ends = report.manager, report.until
    if report.since >= since:
        raise NotPossible(placements.later(report.since))
    if until and ends and ends <= until:
        until = ends
    journal.change(report, until=since - DAY)
    journal.make(NearestManager(leader=report.leader, manager=deputy, since=since, until=until or ends))
    if until and until != ends:
        journal.make(NearestManager(leader=report.leader, manager=manager, since=until + DAY, until=ends))


def come_back(*, known: Known, since: date, by: Person) -> None:
    """Somebody on leave is back from a day, earlier or later than was thought; the deputy stops the day before."""
    with _changing(known, Change.Kind.BACK, since, by) as journal:
        leave = standing_leave(known.membership)
        if leave is None:
            raise NotPossible(_("Det er ikke satt opp noen permisjon. Last siden på nytt."))
        if since <= leave.since:
            raise NotPossible(
                _("Permisjonen begynner %(day)s. Velg en dag etter den, eller angre permisjonen.")
                % {"day": full_day(leave.since)}
            )
        planned = leave.until
        journal.change(leave, until=since - DAY)
        if leave.deputy:
            _give_back(known, leave, planned, since, journal)


def standing_leave(membership: Membership) -> Leave | None:
    """The leave that somebody is on, or that is ahead."""
    ahead = membership.leaves.filter(Q(until__isnull=True) | Q(until__gte=timezone.localdate()))
    return ahead.select_related("deputy__person").order_by("since", "pk").first()


def _give_back(known: Known, leave: Leave, planned: date | None, since: date, journal: Journal) -> None:
    last = since - DAY
    theirs: dict[str, Any] = {"since": leave.since, "until": planned}
    for place in Participation.objects.filter(
        membership=leave.deputy, programme=known.programme, role=LEADER, **theirs
    ):
        journal.change(place, until=last)
        for seat in place.groups.filter(**theirs):
            journal.change(seat, until=last)
    assert leave.deputy is not None
    for stand_in in leave.deputy.reports.filter(**theirs).select_related("leader"):
        mine = NearestManager.objects.filter(leader=stand_in.leader, since__gt=leave.since).order_by("since")
        own = mine.filter(manager=known.membership).first()
        if own:  # the way back was known when the leave began
            journal.change(stand_in, until=last)
            journal.change(own, since=since)
        elif not mine.exists():
            journal.change(stand_in, until=last)
            journal.make(NearestManager(leader=stand_in.leader, manager=known.membership, since=since))


def leave_programme(*, known: Known, last: date, is_whole: bool, by: Person) -> None:
    """Somebody's last day in the programme; with `is_whole` in the municipality too (`may_leave_whole`).

    What they have written stays theirs. In the programme alone, they go on reading and writing it.
    """
    part = known.participation
    if part is None:
        raise NotPossible(_("Vedkommende er ikke leder i programmet."))
    if last < part.since:
        raise NotPossible(_("Siste dag er før første dag (%(day)s). Velg en senere.") % {"day": full_day(part.since)})
    if is_whole and (last < timezone.localdate() or not may_leave_whole(known, by)):
        raise NotPossible(
            _("Den siste dagen i kommunen kan tidligst være i dag, og settes bare av den som holder alle programmene.")
        )
    with _changing(known, Change.Kind.LEAVING, last, by) as journal:
        _end(part, last, journal)
        for seat in part.groups.filter(since__lte=last):
            _end(seat, last, journal)
        if is_whole:
            me = known.membership
            _end(me, last, journal)
            others = me.participations.exclude(pk=part.pk)
            for rows in (others, me.managers.all(), me.reports.all(), me.placements.all()):
                for row in rows.filter(since__lte=last):
                    _end(row, last, journal)


def _end(row: Any, last: date, journal: Journal) -> None:
    if row.until is None or row.until > last:
        journal.change(row, until=last)


def may_leave_whole(known: Known, by: Person) -> bool:
    """Whether the municipality knows somebody only through programmes that `by` facilitates, and in no other task."""
    me = known.membership
    elsewhere = me.participations.filter(on_day()).exclude(programme__in=Programme.objects.run_by(by.pk))
    tasks = me.participations.filter(on_day(), role=FACILITATOR)
    return not (elsewhere.exists() or tasks.exists() or me.offices.filter(on_day()).exists())


def latest(known: Known) -> Change | None:
    """The change that can be undone: the last one of somebody, where it was made in this programme."""
    last = known.membership.changes.filter(undone_at__isnull=True).first()
    return last if last and last.programme_id == known.programme.pk else None


def undo(*, known: Known, change: str, by: Person) -> None:
    """Undoes the latest change, by its public id; asked for twice, it is undone once."""
    with transaction.atomic():
        lock_row(known.membership)
        last = latest(known)
        if last is None or last.public_id != change:
            if known.membership.changes.filter(public_id=change, undone_at__isnull=False).exists():
                return
            raise NotPossible(_("Noe er endret siden. Last siden på nytt, og se hva som er det siste."))
        try:
            with transaction.atomic():
                journals.undo(last.rows)
        except IntegrityError as since:  # what it would bring back, has come back by another way
            raise NotPossible(journals.too_late()) from since
        last.undone_at = timezone.now()
        last.save(update_fields=["undone_at"])
        # A unit that has begun since was taken up by the daily job, beside the journal.
        known.membership.refresh_from_db()
        placements.refresh(known.membership)
        _record("person.undo", known, by)


def may_be_renamed(known: Known) -> bool:
    """Whether the name may be mended here: not from a municipality that shares somebody with another."""
    others = known.membership.person.memberships.filter(on_day()).exclude(municipality=known.membership.municipality_id)
    return not others.exists()


def rename(*, known: Known, name: str, by: Person) -> None:
    """Mends a name that is misspelt, or is another by now. What has been shared keeps the name that it was shared under."""
    person = known.membership.person
    if person.name == name:
        return
    if not may_be_renamed(known):
        raise NotPossible(_("Navnet brukes i en annen kommune også. Be den som drifter Varde, om å rette det."))
    with transaction.atomic():
        person.name = name
        person.save(update_fields=["name", "sort_key"])
        _record("person.name", known, by)


def may_have_address(known: Known) -> bool:
    """Whether the address may be set or mended here."""
    return unclaimed().filter(pk=known.membership.person_id).exists()


def set_address(*, known: Known, email: str, by: Person) -> None:
    """Gives somebody who is `unclaimed` an address, or mends it. An address that another has stays with them."""
    with transaction.atomic():
        person = Person.objects.select_for_update(no_key=True).get(pk=known.membership.person_id)
        if (person.email or "").lower() == email.lower():
            return
        if not may_have_address(known):
            raise NotPossible(
                _(
                    "Noen har vært inne her, eller fått noe delt med seg. Da endrer bare den som drifter Varde, adressen."
                )
            )
        try:
            with transaction.atomic():
                give_address(person, email)
        except IntegrityError as taken:
            raise NotPossible(_("Noen andre har den adressen. Skriv en annen.")) from taken
        _record("person.email", known, by)


def give_address(person: Person, email: str) -> None:
    """The address of somebody unclaimed. What their group has been shown is not shown to who comes in by it."""
    Share.readers.through._base_manager.filter(groupmember__participation__membership__person=person).delete()
    person.email = email
    person.save(update_fields=["email"])
