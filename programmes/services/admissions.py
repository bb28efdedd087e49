"""In through the door: one asks, the facilitator lets in, refuses or takes out. A card lets in once."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config import live
from config.days import midnight
from config.text import compare_key
from programmes.contract import NotPossible
from programmes.devices import CLAIMED_WITHIN
from programmes.models import (
    Admission,
    Gathering,
    Group,
    GroupMember,
    Membership,
    OwnScreen,
    Participation,
    Person,
    Stage,
)
from programmes.models.dated import on_day
from programmes.queries.people import bound_to_sign_in
from programmes.queries.room import in_rehearsal, leaders_of
from programmes.services import attendance, rounds
from programmes.services.holding import hold_seats
from programmes.services.trail import record

MOST_WAITING = 200
"""More than any room holds: somebody is filling the list."""


class MustSignIn(NotPossible):
    """Somebody follows the day where they are signed in: their own is opened by signing in, and by no other device."""

    def __init__(self, participation: Participation) -> None:
        super().__init__(
            _("%(name)s bruker egen innlogging i denne samlingen. Er det deg, så logg inn på denne skjermen også.")
            % {"name": participation.name}
        )


class CardUsed(Exception):
    """The card has let somebody in before."""


class CannotClaim(Exception):
    """Why a guest can't take over what they wrote: `reason` is late, stranger or taken."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


def ask(
    *,
    gathering: Gathering,
    device: str,
    participation: Participation | None = None,
    guest_name: str = "",
    group: Group | None = None,
) -> Admission:
    """Puts a device before the door. One that waits as somebody else knocks anew; one that is in stays in.

    Raises MustSignIn for who follows the day signed in, and NotPossible where too many wait.
    """
    participation = participation or _leader_called(gathering, guest_name)
    who: dict[str, Any] = {
        "participation": participation,
        "guest_name": "" if participation else guest_name,
        "group": None if participation else group,
    }
    waiting = gathering.admissions.filter(state=Admission.State.WAITING)
    if participation and bound_to_sign_in(gathering, [participation.pk]):
        raise MustSignIn(participation)
    with transaction.atomic():
        found = _active(gathering, device)
        # Under another id: who is let in is whom the facilitator saw waiting.
        if found and any(getattr(found, name) != value for name, value in who.items()):
            waiting.filter(pk=found.pk).delete()
            found = _active(gathering, device)
        if found is None:
            if waiting.count() >= MOST_WAITING:
                raise NotPossible(_("Det venter mange nå. Snakk med prosesslederen, og prøv igjen om litt."))
            found = _knock(gathering, device, who)
        live.announce(gathering.public_id)
    return found


def _active(gathering: Gathering, device: str) -> Admission | None:
    return gathering.admissions.filter(device=device).exclude(state=Admission.State.WITHDRAWN).first()


def _knock(gathering: Gathering, device: str, who: dict[str, Any]) -> Admission:
    """A new row, or the one that a double tap has just made."""
    try:
        with transaction.atomic():
            return Admission.objects.create(gathering=gathering, device=device, **who)
    except IntegrityError:
        return gathering.admissions.exclude(state=Admission.State.WITHDRAWN).get(device=device)


def _leader_called(gathering: Gathering, name: str) -> Participation | None:
    """The one leader of that name: who types a name that stands on the list, means the list."""
    key = compare_key(name)
    same = [each for each in leaders_of(gathering.programme) if key and compare_key(each.name) == key]
    return same[0] if len(same) == 1 else None


def admit(*, gathering: Gathering, admissions: Collection[str], by: Person) -> int:
    """Lets in those of these who wait, by their public ids, in a constant number of queries; how many it was."""
    with transaction.atomic():
        hold_seats(gathering)
        if Stage.objects.filter(gathering=gathering, state=Stage.State.ENDED).exists():
            raise NotPossible(_("Samlingen er avsluttet."))
        if in_rehearsal(gathering):
            raise NotPossible(_("Du øver nå. Avslutt øvingen, så kan du slippe inn folk."))
        rows = list(
            gathering.admissions.select_for_update(of=("self",))
            .select_related("participation", "group")
            .filter(public_id__in=admissions, state=Admission.State.WAITING)
        )
        bound = bound_to_sign_in(gathering, (row.participation_id for row in rows))
        rows = [row for row in rows if row.participation_id not in bound]
        if not rows:
            return 0
        _make_guests(gathering, [row for row in rows if row.participation is None])
        for row in rows:
            row.state, row.was_in = Admission.State.ADMITTED, True
        Admission.objects.bulk_update(rows, ["state", "was_in", "participation"])
        _arrived(gathering, [row.participation for row in rows if row.participation])
        record("gathering.admit", by=by, subject=_subject(gathering), municipality=gathering.programme.municipality)
    return len(rows)


def _make_guests(gathering: Gathering, rows: list[Admission]) -> None:
    """A guest takes part for this day, in the group that they sit with."""
    today = timezone.localdate()
    for row in rows:
        row.participation = Participation(
            programme=gathering.programme,
            role=Participation.Role.GUEST,
            guest_name=row.guest_name,
            gathering=gathering,
            since=today,
            until=today,
        )
    Participation.objects.bulk_create([row.participation for row in rows if row.participation])
    GroupMember.objects.bulk_create(
        GroupMember(
            group=row.group,
            group_set_id=row.group.group_set_id,
            participation=row.participation,
            since=today,
            until=today,
        )
        for row in rows
        if row.group and row.participation
    )


def _arrived(gathering: Gathering, participations: list[Participation]) -> None:
    """Who comes in, on however many devices, is there, joins what is open, and has been in from now on."""
    participations = list({each.pk: each for each in participations}.values())
    Participation.objects.filter(pk__in=[each.pk for each in participations], came_at__isnull=True).update(
        came_at=timezone.now()
    )
    attendance.tick(gathering=gathering, participations=participations, was_there=True)
    rounds.include_all(participations=participations, gathering=gathering)


def withdraw(*, admission: Admission, by: Person) -> None:
    """Refuses a device that waits, or takes out one that was let in: its screen is let go at the next render.

    A guest is there by their device alone: with the last one out they are counted on no more.
    """
    with transaction.atomic():
        changed = (
            Admission.objects.filter(pk=admission.pk)
            .exclude(state=Admission.State.WITHDRAWN)
            .update(state=Admission.State.WITHDRAWN)
        )
        if changed:
            gathering, guest = admission.gathering, admission.participation
            if guest and guest.role == Participation.Role.GUEST and not _is_in(gathering, guest):
                attendance.tick(gathering=gathering, participations=[guest], was_there=False)
            record(
                "gathering.take_out", by=by, subject=_subject(gathering), municipality=gathering.programme.municipality
            )
            live.announce(gathering.public_id)


def _is_in(gathering: Gathering, participation: Participation) -> bool:
    return gathering.admissions.filter(participation=participation, state=Admission.State.ADMITTED).exists()


def close_others(*, gathering: Gathering, participation: Participation, device: str, by: Person) -> None:
    """Takes out every device that is in as somebody, but for the one they hold themselves."""
    with transaction.atomic():
        others = gathering.admissions.filter(participation=participation, state=Admission.State.ADMITTED)
        if others.exclude(device=device).update(state=Admission.State.WITHDRAWN):
            record(
                "gathering.take_out", by=by, subject=_subject(gathering), municipality=gathering.programme.municipality
            )
            live.announce(gathering.public_id)


def leave(*, gathering: Gathering, admission: str) -> None:
    """Ends what this device may, so that the next person starts afresh; what was written stays its writer's."""
    gathering.admissions.filter(public_id=admission).update(state=Admission.State.WITHDRAWN)
    live.announce(gathering.public_id)


def by_card(*, gathering: Gathering, participation: Participation, device: str) -> Admission:
    """Lets a device in at once by the personal card, which works one time: CardUsed the next. Raises MustSignIn, as `ask`."""
    with transaction.atomic():
        hold_seats(gathering)
        active = _active(gathering, device)
        if active and active.is_admitted and active.participation_id == participation.pk:
            return active
        if bound_to_sign_in(gathering, [participation.pk]):
            raise MustSignIn(participation)
        if card_is_used(gathering, participation):
            raise CardUsed
        if active:
            Admission.objects.filter(pk=active.pk).update(state=Admission.State.WITHDRAWN)
        try:
            with transaction.atomic():
                admission = Admission.objects.create(
                    gathering=gathering,
                    participation=participation,
                    device=device,
                    by_card=True,
                    state=Admission.State.ADMITTED,
                    was_in=True,
                )
        except IntegrityError as race:
            raise CardUsed from race
        _arrived(gathering, [participation])
    return admission


def card_is_used(gathering: Gathering, participation: Participation) -> bool:
    return gathering.admissions.filter(participation=participation, by_card=True).exists()


def claim(*, participation: Participation, by: Person) -> None:
    """A guest who has signed in takes over what they wrote: from now on it is theirs like everything else."""
    with transaction.atomic():
        guest = Participation.objects.select_for_update(of=("self",)).get(
            pk=participation.pk, role=Participation.Role.GUEST
        )
        reason = why_not(guest, by)
        if reason:
            raise CannotClaim(reason)
        guest.membership = membership_of(by, guest)
        guest.save(update_fields=["membership"])
        record(
            "guest.claim",
            by=by,
            subject=f"participation:{guest.public_id}",
            municipality=guest.programme.municipality,
        )


def why_not(guest: Participation, person: Person) -> str:
    """What stands against a claim, as a word; empty for nothing."""
    if guest.membership_id is not None:
        return "taken"
    if guest.since + CLAIMED_WITHIN < timezone.localdate():
        return "late"
    return "" if membership_of(person, guest) else "stranger"


def membership_of(person: Person, guest: Participation) -> Membership | None:
    """The person's membership of the municipality whose programme the guest visited."""
    return Membership.objects.filter(on_day(), person=person, municipality=guest.programme.municipality_id).first()


def forget() -> None:
    """Deletes what nobody claimed in time, with what was written; other devices the day after their gathering."""
    long_ago = timezone.localdate() - CLAIMED_WITHIN
    unclaimed = {"role": Participation.Role.GUEST, "membership": None, "is_pretend": False}
    Participation.objects.filter(**unclaimed, since__lt=long_ago).delete()
    on = Gathering.objects.on()
    OwnScreen.objects.filter(gathering__date__lt=timezone.localdate()).exclude(gathering__in=on).delete()
    done = Admission.objects.exclude(gathering__in=on)
    done.filter(asked_at__lt=midnight(long_ago)).delete()
    done.filter(asked_at__lt=midnight()).exclude(
        state=Admission.State.ADMITTED, participation__role=Participation.Role.GUEST
    ).delete()


def _subject(gathering: Gathering) -> str:
    return f"gathering:{gathering.public_id}"
