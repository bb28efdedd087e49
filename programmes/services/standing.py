"""The groups that last: the programme's standing groups and its networks, and who sits in them from when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from config.locking import lock_row
from config.text import compare_key
from programmes.contract import NotPossible
from programmes.models import Group, GroupMember, GroupSet, Participation, Person, Programme
from programmes.queries.standing import set_of
from programmes.services.groups import MOST_GROUPS, has_work
from programmes.services.seats import put_away, take_up
from programmes.services.trail import record


def name(
    *,
    programme: Programme,
    purpose: str,
    names: Mapping[str, str],
    new: Sequence[str] = (),
    gone: Sequence[str] = (),
    by: Person,
) -> None:
    """The groups' names by public id, new ones after them, and some removed: only such as have done no work."""
    with transaction.atomic():
        lock_row(programme)
        chosen = set_of(programme, purpose)
        if chosen is None:
            if not new:
                return
            chosen = GroupSet.objects.create(programme=programme, purpose=purpose)
        groups = {each.public_id: each for each in chosen.groups.all()}
        for key in gone:
            if group := groups.pop(key, None):
                _remove(group)
        if len(groups) + len(new) > MOST_GROUPS:
            raise NotPossible(_("Det blir mer enn %(most)s grupper. Bruk færre.") % {"most": MOST_GROUPS})
        try:
            with transaction.atomic():
                renamed = [group for key, group in groups.items() if names.get(key, group.name) != group.name]
                # Two may take each other's names: none holds its old one meanwhile.
                chosen.groups.filter(pk__in=[group.pk for group in renamed]).update(key=F("public_id"))
                for group in renamed:
                    group.name = names[group.public_id]
                    group.save(update_fields=["name", "key"])
                last = chosen.groups.aggregate(last=Max("position"))["last"] or 0
                for position, each in enumerate(new, start=last + 1):
                    Group.objects.create(group_set=chosen, name=each, position=position)
        except IntegrityError as same:
            raise NotPossible(twice(purpose)) from same
        _record("groups.name", programme, by)


def twice(purpose: str) -> str:
    """What is said of one name for two."""
    if purpose == GroupSet.Purpose.NETWORK:
        return _("To nettverk heter det samme. Gi dem hvert sitt navn.")
    return _("To grupper heter det samme. Gi dem hvert sitt navn.")


def _remove(group: Group) -> None:
    if has_work([group]):
        text = _("«%(name)s» har vært med i en oppgave eller en deling, og må bli stående. Gi den heller et nytt navn.")
        raise NotPossible(text % {"name": group.name})
    if GroupMember.objects.current().filter(group=group).exists():
        raise NotPossible(_("Noen sitter i «%(name)s». Flytt dem først, så kan du ta den bort.") % {"name": group.name})
    group.delete()


def seat(*, programme: Programme, purpose: str, moves: Mapping[str, tuple[str, str]], by: Person) -> int:
    """Seats leaders from today: by the participation's public id, the group that was seen and the one that is wanted.

    Empty is no group. Raises NotPossible where somebody sits elsewhere by now; then nobody is moved.
    """
    with transaction.atomic():
        lock_row(programme)
        moves = {key: move for key, move in moves.items() if move[0] != move[1]}
        chosen = set_of(programme, purpose)
        if chosen is None or not moves:
            return 0
        running = programme.gatherings.running()
        if purpose == GroupSet.Purpose.STANDING and running.exists():
            raise NotPossible(_("En samling er i gang. Endre de faste gruppene når dagen er slutt."))
        groups = {each.public_id: each for each in chosen.groups.all()}
        here = Participation.objects.current().filter(
            programme=programme, role=Participation.Role.LEADER, public_id__in=list(moves)
        )
        seats = {
            each.participation_id: each
            for each in GroupMember.objects.current().filter(group_set=chosen).select_related("group")
        }
        for each in here.select_related("membership__person"):
            seen, wanted = moves[each.public_id]
            if wanted and wanted not in groups:
                raise NotPossible(_("Gruppen du valgte, er tatt bort imens. Se over, og prøv igjen."))
            _move(each, seats.get(each.pk), seen, groups.get(wanted))
        _record("groups.seat", programme, by)
    return len(moves)


def _move(participation: Participation, old: GroupMember | None, seen: str, group: Group | None) -> None:
    sits = old.group.public_id if old else ""
    if sits == (group.public_id if group else ""):
        return
    who = {"name": participation.name}
    if sits != seen:
        raise NotPossible(_("Noen andre har flyttet %(name)s imens. Se over, og prøv igjen.") % who)
    if old and not put_away(old):
        raise NotPossible(_("Noe er delt i dag med gruppen til %(name)s. Flytt i morgen.") % who)
    if group:
        take_up(participation, group)


def _record(act: str, programme: Programme, by: Person) -> None:
    record(act, by=by, subject=f"programme:{programme.public_id}", municipality=programme.municipality)


def distinct(names: Sequence[str]) -> bool:
    keys = [compare_key(each) for each in names]
    return len(keys) == len(set(keys))
