"""Who sits with whom today, and which roles they have taken there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config import live
from config.locking import lock_row
from programmes.contract import NotPossible
from programmes.models import (
    Admission,
    Gathering,
    Group,
    GroupMember,
    GroupRole,
    GroupSet,
    Participation,
    Person,
)
from programmes.queries.agenda import has_ended
from programmes.queries.groups import group_set_for, seating
from programmes.queries.room import in_rehearsal
from programmes.services import floors, rounds
from programmes.services.holding import hold_day, hold_seats
from programmes.services.seats import put_away, take_up
from programmes.services.trail import record

MOST_GROUPS = 40
NOT_WHILE_REHEARSING = gettext_lazy("Du øver nå. Avslutt øvingen, så kan du lage grupper og flytte folk.")
# What goes with a group when it is removed; anything else that hangs on it is work that somebody has done.
ITS_OWN: tuple[type[Model], ...] = (GroupMember, GroupRole, Admission)


def make(*, gathering: Gathering, tables: Sequence[tuple[str, Sequence[Participation]]], by: Person) -> GroupSet:
    """New groups for the day. Those before them stay only where a round has used them."""
    with transaction.atomic():
        hold_seats(gathering)
        _may_change(gathering)
        earlier = list(gathering.group_sets.filter(purpose=GroupSet.Purpose.DAY))
        made = GroupSet.objects.create(programme=gathering.programme, purpose=GroupSet.Purpose.DAY, gathering=gathering)
        for position, (name, people) in enumerate(tables, start=1):
            _save(group := Group(group_set=made, name=name, position=position))
            for each in people:
                _seat(each, group)
        for old in earlier:
            if not has_work(old.groups.all()):
                old.delete()
        _record("groups.make", gathering, by)
    return made


def _may_change(gathering: Gathering) -> None:
    if in_rehearsal(gathering):
        raise NotPossible(str(NOT_WHILE_REHEARSING))
    if has_ended(gathering):
        raise NotPossible(
            _("Samlingen er holdt, så gruppene står som de var. De faste gruppene endrer du i programmet.")
        )


def back_to_standing(*, gathering: Gathering, by: Person) -> None:
    """Takes the day's own groups away. Refused where a round has used them, since their work would go with them."""
    with transaction.atomic():
        hold_seats(gathering)
        _may_change(gathering)
        sets = gathering.group_sets.filter(purpose=GroupSet.Purpose.DAY)
        if has_work(Group.objects.filter(group_set__in=sets)):
            raise NotPossible(
                _(
                    "Dagens grupper har vært med i en oppgave, og det de laget, hører til dem. "
                    "Lag heller nye grupper som er like de faste."
                )
            )
        sets.delete()
        _record("groups.standing", gathering, by)


def move(*, gathering: Gathering, participation: Participation, group: Group | None, by: Person | None) -> None:
    """Seats somebody in a group, or in none, from now on. Rounds that are open and may grow take it in."""
    with transaction.atomic():
        # The gathering before its groups, as where somebody is let in.
        hold_seats(gathering)
        lock_row(participation)
        if not participation.is_pretend:
            _may_change(gathering)
        was = _seat_of(participation, gathering)
        floors.lock([each for each in (was.group if was else None, group) if each])
        if group and not Group.objects.filter(pk=group.pk).exists():
            raise NotPossible(gone())
        if (was.group_id if was else None) == (group.pk if group else None):
            return
        if was and not put_away(was):
            raise NotPossible(
                _("%(name)s har delt noe med gruppen sin i dag. Lag egne grupper for dagen, eller flytt i morgen.")
                % {"name": participation.name}
            )
        if group:
            _seat(participation, group)
        GroupRole.objects.filter(gathering=gathering, participation=participation).exclude(group=group).delete()
        rounds.include(participation=participation, gathering=gathering)
        _record("groups.move", gathering, by, f"participation:{participation.public_id}")


def _seat_of(participation: Participation, gathering: Gathering) -> GroupMember | None:
    chosen = group_set_for(gathering)
    seats = GroupMember.objects.current().filter(group_set=chosen, participation=participation)
    return seats.select_related("group").order_by("since", "pk").last()


def _seat(participation: Participation, group: Group) -> None:
    """From today: for a guest until tonight, for others until they are moved."""
    is_guest = participation.role == Participation.Role.GUEST
    take_up(participation, group, until=timezone.localdate() if is_guest else None)


def add(*, gathering: Gathering, name: str, by: Person) -> Group:
    """An empty group beside those that hold; where there are none, the day's first."""
    with transaction.atomic():
        hold_seats(gathering)
        _may_change(gathering)
        chosen = group_set_for(gathering) or make(gathering=gathering, tables=[], by=by)
        if chosen.groups.count() >= MOST_GROUPS:
            raise NotPossible(_("Det er nok grupper nå. Bruk en av dem som er her."))
        last = chosen.groups.aggregate(last=Max("position"))["last"] or 0
        group = Group(group_set=chosen, name=name, position=last + 1)
        _save(group)
        _record("groups.add", gathering, by, f"group:{group.public_id}")
    return group


def rename(*, gathering: Gathering, group: Group, name: str, by: Person) -> None:
    with transaction.atomic():
        _may_change(gathering)
        _hold(group)
        group.name = name
        _save(group)
        _record("groups.rename", gathering, by, f"group:{group.public_id}")


def remove(*, gathering: Gathering, group: Group, by: Person) -> None:
    """Takes an empty group away; never one that somebody sits in, or that has been in a round."""
    with transaction.atomic():
        hold_day(gathering)  # the projector may show it
        _may_change(gathering)
        locked = Group.objects.select_for_update().filter(pk=group.pk)
        if not locked.exists():
            return
        if any(table.chairs for table in seating(gathering).tables if table.group == group):
            raise NotPossible(_("Flytt dem som sitter i gruppen, så kan du fjerne den."))
        if has_work([group]):
            raise NotPossible(_("Gruppen kan ikke fjernes: den har vært med i en oppgave, eller noe er delt med den."))
        locked.delete()
        _record("groups.remove", gathering, by, f"group:{group.public_id}")


def has_work(groups: Iterable[Group]) -> bool:
    """Whether anything hangs on one of the groups besides who sits there: a round, what it has made, what it was shown."""
    found = list(groups)
    if GroupMember.objects.filter(group__in=found, shares__isnull=False).exists():
        return True
    hanging = [
        field
        for field in Group._meta.get_fields(include_hidden=True)
        if (field.one_to_many or field.one_to_one) and field.related_model not in ITS_OWN
    ]
    return any(
        field.related_model._base_manager.filter(**{f"{field.field.name}__in": found}).exists()  # type: ignore[union-attr]
        for field in hanging
    )


def take(*, gathering: Gathering, group: Group, role: str, by: Participation) -> None:
    """A role by chance, by a tap; of two taps at once one gets it, and the other is told who."""
    with transaction.atomic():
        _hold(group)
        row, created = GroupRole.objects.select_related("participation__membership__person").get_or_create(
            gathering=gathering, group=group, role=role, defaults={"participation": by}
        )
        if not created and row.participation_id != by.pk:
            raise NotPossible(_("%(name)s tok rollen først.") % {"name": row.participation.first_name})
        live.announce(gathering.public_id)


def release(*, gathering: Gathering, group: Group, role: str, holder: str) -> None:
    """Lets a role go that `holder` was seen to have; anybody in the group may, since people leave."""
    with transaction.atomic():
        GroupRole.objects.filter(gathering=gathering, group=group, role=role, participation__public_id=holder).delete()
        live.announce(gathering.public_id)


def _hold(group: Group) -> None:
    """Until the caller's transaction ends. Raises `NotPossible` where the group is gone."""
    if not Group.objects.select_for_update(no_key=True).filter(pk=group.pk).exists():
        raise NotPossible(gone())


def gone() -> str:
    return _("Gruppen finnes ikke lenger. Last siden på nytt.")


def _save(group: Group) -> None:
    try:
        with transaction.atomic():
            group.save()
    except IntegrityError as taken:
        raise NotPossible(_("Det er allerede en gruppe som heter det. Velg et annet navn.")) from taken


def _record(act: str, gathering: Gathering, by: Person | None, subject: str = "") -> None:
    live.announce(gathering.public_id)
    record(
        act,
        by=by,
        subject=subject or f"gathering:{gathering.public_id}",
        municipality=gathering.programme.municipality,
    )
