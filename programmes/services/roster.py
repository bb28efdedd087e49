"""People are taken into a programme from a sheet: everything that was looked at, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from config.locking import lock_row
from config.text import compare_key
from programmes.contract import NotPossible
from programmes.models import (
    Group,
    GroupMember,
    GroupSet,
    Membership,
    NearestManager,
    Participation,
    Person,
    Programme,
    Unit,
)
from programmes.queries import roster as queries
from programmes.queries.roster import CHANGED, NEW, Known, Line, Preview
from programmes.roster import Roster
from programmes.services import placements, rounds
from programmes.services.groups import MOST_GROUPS
from programmes.services.people import give_address
from programmes.services.seats import put_away, take_up
from programmes.services.trail import record


def bring_in(*, programme: Programme, roster: Roster, seen: str, by: Person) -> dict[str, int]:
    """Takes in the rows whose fates were looked at (`seen`, a digest), and says how many had which.

    Raises NotPossible where a row is refused, or has another fate by now; then nothing is changed.
    """
    with transaction.atomic():
        lock_row(programme)
        preview = queries.look(programme, roster)
        if not preview.is_sound:
            raise NotPossible(_("Rett det som er merket, så kan du ta inn listen."))
        if preview.digest != seen:
            raise NotPossible(_("Noe er endret siden du så på listen. Se over den, og ta den inn hvis den er riktig."))
        try:
            with transaction.atomic():
                touched = _Arrival(programme, preview, by).everybody()
        except IntegrityError as meanwhile:
            raise NotPossible(_("Noen andre la inn folk samtidig. Se over listen, og prøv igjen.")) from meanwhile
        for gathering in programme.gatherings.running():
            gathering.programme = programme
            rounds.include_all(participations=touched, gathering=gathering)
        record(
            "people.import",
            by=by,
            subject=f"programme:{programme.public_id}",
            municipality=programme.municipality,
        )
    return preview.counts


T = TypeVar("T")


class _Arrival:
    """One import, inside its transaction; what it makes is at hand for the rows that follow."""

    def __init__(self, programme: Programme, preview: Preview, by: Person) -> None:
        self.programme, self.preview, self.by = programme, preview, by
        self.municipality, self.today = programme.municipality, timezone.localdate()
        self.known: Known = preview.known
        self.units = {unit.key: unit for unit in self.municipality.units.all()}
        self.standing = programme.group_sets.filter(purpose=GroupSet.Purpose.STANDING).order_by("pk").last()
        self.groups = {group.key: group for group in self.standing.groups.all()} if self.standing else {}
        self.by_email: dict[str, Membership] = {}
        self.by_name: dict[str, Membership] = {}

    def everybody(self) -> list[Participation]:
        """All rows; those who came, or sit elsewhere now."""
        arrived = []
        for line in self.preview.lines:
            with self.whole(line):
                arrived.append((line, *self.person(line)))
        for line, membership, _participation in arrived:
            self.by_name[compare_key(line.row.name)] = membership
            if line.row.email:
                self.by_email[compare_key(line.row.email)] = membership
        touched = []
        for line, membership, participation in arrived:
            if line.row.manager or line.row.manager_email:
                with self.whole(line):
                    self.manage(line, membership)
            if self.seat(line, participation) or line.fate == NEW:
                touched.append(participation)
        return touched

    @contextmanager
    def whole(self, line: Line) -> Iterator[None]:
        """What is planned from a later day for the same person stands in the way of a row, and the row is named."""
        try:
            with transaction.atomic():
                yield
        except IntegrityError as planned:
            raise NotPossible(
                _(
                    "Rad %(row)s: noe annet er alt satt for %(name)s fra en senere dag, eller noen andre tok inn folk "
                    "samtidig. Se på siden til %(name)s, eller ta raden ut av listen."
                )
                % {"row": line.row.number, "name": line.row.name}
            ) from planned

    def person(self, line: Line) -> tuple[Membership, Participation]:
        person = line.person or Person.objects.create(name=line.row.name, email=line.row.email or None)
        if line.fate == CHANGED:
            self.rename(person, line)
        membership = line.membership or Membership.objects.create(
            person=person, municipality=self.municipality, since=self.today
        )
        unit = self.unit(line.row.unit)
        if unit and membership.unit_id != unit.pk:
            placements.put(membership=membership, unit=unit, since=self.today)
        participation = line.participation or Participation.objects.create(
            membership=membership,
            programme=self.programme,
            role=Participation.Role.LEADER,
            since=self.today,
        )
        return membership, participation

    def rename(self, person: Person, line: Line) -> None:
        """A new name; an address only where there was none, since whoever has it signs in as that person."""
        if not person.email and line.row.email:
            give_address(person, line.row.email)
            self.trail("person.email", f"person:{person.public_id}")
        if person.pk not in self.known.elsewhere and compare_key(person.name) != compare_key(line.row.name):
            person.name = line.row.name
            self.trail("person.name", f"person:{person.public_id}")
        person.save(update_fields=["name", "sort_key"])

    def unit(self, name: str) -> Unit | None:
        return _found(self.units, name, lambda: Unit.objects.create(municipality=self.municipality, name=name))

    def group(self, name: str) -> Group | None:
        def make() -> Group:
            if len(self.groups) >= MOST_GROUPS:
                raise NotPossible(_("Det blir mer enn %(most)s grupper. Bruk færre.") % {"most": MOST_GROUPS})
            if self.standing is None:
                self.standing = GroupSet.objects.create(programme=self.programme)
            last = self.standing.groups.aggregate(last=Max("position"))["last"] or 0
            return Group.objects.create(group_set=self.standing, name=name, position=last + 1)

        return _found(self.groups, name, make)

    def seat(self, line: Line, participation: Participation) -> bool:
        """Seats somebody in a standing group from today; true where that is another than before."""
        group, old = self.group(line.row.group), self.known.seats.get(participation.pk)
        if group is None or (old and old.group_id == group.pk):
            return False
        if old:
            if self.programme.gatherings.running().exists():
                raise NotPossible(
                    _("Noen skal bytte fast gruppe, og en samling er i gang. Ta inn listen når dagen er slutt.")
                )
            self.end(old)
        take_up(participation, group)
        return True

    def manage(self, line: Line, leader: Membership) -> None:
        """The nearest manager from today. Who was it before, was so until yesterday, and opens nothing more."""
        manager, old = self.manager(line), self.known.managers.get(leader.pk)
        if old and old.manager_id == manager.pk:
            return
        if manager.pk == leader.pk:
            raise NotPossible(_("Rad %(row)s: ingen er sin egen nærmeste leder.") % {"row": line.row.number})
        if old:
            self.end(old)
        NearestManager.objects.create(leader=leader, manager=manager, since=self.today)
        self.trail("manager.change", f"membership:{leader.public_id}")

    def manager(self, line: Line) -> Membership:
        """Somebody of the sheet, of the municipality, or somebody new with a name and an address."""
        row, key = line.row, compare_key(line.row.manager_email)
        if not key:
            name = compare_key(row.manager)
            return self.by_name.get(name) or self.known.named[name][0]
        if key in self.by_email:
            return self.by_email[key]
        person = self.known.people.get(key) or Person.objects.create(name=row.manager, email=row.manager_email)
        self.by_email[key] = self.known.member(person) or Membership.objects.create(
            person=person, municipality=self.municipality, since=self.today
        )
        return self.by_email[key]

    def end(self, row: GroupMember | NearestManager) -> None:
        """What began today never was, unless something was shared with it; the older held until yesterday."""
        if not put_away(row):
            raise NotPossible(
                _("Noen har delt noe i dag med en leder eller gruppe som skal byttes. Ta inn listen i morgen.")
            )

    def trail(self, act: str, subject: str) -> None:
        record(act, by=self.by, subject=subject, municipality=self.municipality)


def _found(made: dict[str, T], name: str, make: Callable[[], T]) -> T | None:
    """What is known by a name, made where it is not; None for no name."""
    if not name:
        return None
    key = compare_key(name)
    if key not in made:
        made[key] = make()
    return made[key]
