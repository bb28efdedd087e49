"""What would come of a sheet of people: each row's fate, beside what the municipality and the programme know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from config.fingerprints import fingerprint_of
from config.text import compare_key
from programmes.models import (
    Group,
    GroupMember,
    GroupSet,
    Membership,
    Municipality,
    NearestManager,
    Participation,
    Person,
    Programme,
)
from programmes.models.dated import on_day
from programmes.queries.persons import unclaimed
from programmes.roster import Fault, Roster, Row

NEW, KNOWN, CHANGED, REFUSED = "new", "known", "changed", "refused"


@dataclass(frozen=True)
class Known:
    """Those of a municipality, and of one programme, today. Read once, in queries that don't grow with the rows."""

    members: dict[int, Membership]  # by person
    people: dict[str, Person]  # by address; also such as belong elsewhere
    named: dict[str, list[Membership]]
    leaders: dict[int, Participation]  # by membership
    seats: dict[int, GroupMember]  # by participation, in the standing groups
    managers: dict[int, NearestManager]  # by membership
    elsewhere: set[int]  # people of the programme who belong to another municipality too
    unclaimed: set[int]  # leaders without an address who may get one here
    groups: set[str] = field(default_factory=set)  # by their keys: the standing ones
    units: set[str] = field(default_factory=set)

    @cached_property
    def keys(self) -> set[str]:
        """Whom a nearest manager may be: who has an address, or a name that nobody shares."""
        members = self.members.values()
        found = {compare_key(each.person.email) for each in members if each.person.email}
        return found | {key for key, those in self.named.items() if len(those) == 1}

    def member(self, person: Person | None) -> Membership | None:
        return self.members.get(person.pk) if person else None


@dataclass(frozen=True)
class Line:
    """A row with its fate, who it is, and what would change of it."""

    row: Row
    fate: str
    person: Person | None = None
    membership: Membership | None = None
    participation: Participation | None = None
    changes: list[str] = field(default_factory=list)
    remark: str = ""

    @property
    def is_refused(self) -> bool:
        return self.fate == REFUSED


@dataclass(frozen=True)
class Preview:
    roster: Roster
    lines: list[Line]
    known: Known

    @property
    def is_sound(self) -> bool:
        return bool(self.lines) and not self.refused

    @property
    def refused(self) -> list[Line]:
        return [line for line in self.lines if line.is_refused]

    @property
    def fine(self) -> list[Line]:
        return [line for line in self.lines if not line.is_refused]

    @property
    def counts(self) -> dict[str, int]:
        fates = [line.fate for line in self.lines]
        return {fate: fates.count(fate) for fate in (NEW, CHANGED, KNOWN, REFUSED)}

    @property
    def new_groups(self) -> list[str]:
        """Groups that the rows name and that there are not: perhaps one that is there, written otherwise."""
        return _unknown((line.row.group for line in self.fine), self.known.groups)

    @property
    def new_units(self) -> list[str]:
        return _unknown((line.row.unit for line in self.fine), self.known.units)

    @property
    def digest(self) -> str:
        """Changes whenever another fate awaits a row."""
        return fingerprint_of(*((line.row.number, line.row.cells, line.fate, line.changes) for line in self.lines))


def _unknown(names: Iterable[str], known: set[str]) -> list[str]:
    """Each once, as it was first written."""
    found: dict[str, str] = {}
    for name in names:
        if name and compare_key(name) not in known:
            found.setdefault(compare_key(name), name)
    return list(found.values())


def managers_of(municipality: Municipality) -> set[str]:
    """The keys of those who may be named as somebody's nearest manager."""
    return Known(*_members(municipality, []), {}, {}, {}, set(), set()).keys


def look(programme: Programme, roster: Roster) -> Preview:
    """Each row's fate. Nothing is written."""
    known = _known(programme, roster.rows)
    lines: list[Line] = []
    rows: dict[int, int] = {}  # by person, the number of the row that is about them
    for row in roster.rows:
        line = _line(row, known)
        if line.person and line.person.pk in rows:
            text = _("Rad %(row)s er den samme personen. Ta den ene ut.") % {"row": rows[line.person.pk]}
            line = _refused(row, "name", text)
        elif line.person:
            rows[line.person.pk] = row.number
        lines.append(line)
    return Preview(roster, lines, known)


def _known(programme: Programme, rows: Iterable[Row]) -> Known:
    emails = {text.lower() for row in rows for text in (row.email, row.manager_email) if text}
    members, people, named = _members(programme.municipality, sorted(emails))
    leaders = Participation.objects.current().filter(programme=programme, role=Participation.Role.LEADER)
    standing = programme.group_sets.filter(purpose=GroupSet.Purpose.STANDING).order_by("pk").last()
    seats = GroupMember.objects.current().filter(group_set=standing)
    managers = NearestManager.objects.current().filter(leader__municipality=programme.municipality)
    elsewhere = Membership.objects.filter(on_day()).exclude(municipality=programme.municipality)
    return Known(
        members,
        people,
        named,
        {each.membership_id: each for each in leaders.order_by("since", "pk") if each.membership_id},
        {each.participation_id: each for each in seats.select_related("group").order_by("since", "pk")},
        {each.leader_id: each for each in managers.select_related("manager__person").order_by("since", "pk")},
        set(elsewhere.filter(person__memberships__participations__in=leaders).values_list("person_id", flat=True)),
        set(
            unclaimed().filter(email__isnull=True, memberships__participations__in=leaders).values_list("pk", flat=True)
        ),
        {compare_key(name) for name in Group.objects.filter(group_set=standing).values_list("name", flat=True)},
        {compare_key(name) for name in programme.municipality.units.values_list("name", flat=True)},
    )


def _members(
    municipality: Municipality, emails: list[str]
) -> tuple[dict[int, Membership], dict[str, Person], dict[str, list[Membership]]]:
    members = list(
        Membership.objects.filter(on_day(), municipality=municipality).select_related("person", "unit").order_by("pk")
    )
    named: dict[str, list[Membership]] = defaultdict(list)
    for each in members:
        named[compare_key(each.person.name)].append(each)
    found = Person.objects.annotate(address=Lower("email")).filter(address__in=emails)
    people: dict[str, Person] = {compare_key(each.email or ""): each for each in found}
    return {each.person_id: each for each in members}, people, named


def _line(row: Row, known: Known) -> Line:
    if row.faults:
        return Line(row, REFUSED)
    person, remark = _who(row, known)
    if person and not person.is_active:
        return _refused(row, "email", _("Kontoen er stengt, og kan ikke tas inn her. Spør administratoren."))
    if person and row.email and not person.email and person.pk not in known.unclaimed:
        text = _("Noen har vært inne uten e-post. Da setter bare den som drifter Varde, adressen. Ta den ut her.")
        return _refused(row, "email", text)
    membership = known.member(person)
    participation = known.leaders.get(membership.pk) if membership else None
    if participation is None or membership is None:
        return Line(row, NEW, person, membership, None, remark=remark)
    changes = _changes(row, membership, participation, known)
    return Line(row, CHANGED if changes else KNOWN, person, membership, participation, changes)


def _refused(row: Row, field: str, text: str) -> Line:
    return Line(row.refused(Fault(field, text)), REFUSED)


def _who(row: Row, known: Known) -> tuple[Person | None, str]:
    """Whom a row is about: by the address, and without one by a name that one leader of the programme has."""
    named = known.named.get(compare_key(row.name), [])
    here = [each.person for each in named if each.pk in known.leaders]
    if row.email:
        by_email = known.people.get(compare_key(row.email))
        without = [person for person in here if not person.email]
        return (by_email or (without[0] if len(without) == 1 else None)), ""
    if len(here) == 1:
        return here[0], ""
    if named:
        return None, _("Det er en i kommunen som heter det samme. Skriv e-posten hvis det er samme person.")
    return None, ""


def _changes(row: Row, membership: Membership, participation: Participation, known: Known) -> list[str]:
    """What the row has otherwise; an empty cell changes nothing."""
    seat, manager = known.seats.get(participation.pk), known.managers.get(membership.pk)
    # Somebody's name is not changed from a municipality that shares them with another.
    name = membership.person.name if membership.person_id in known.elsewhere else row.name
    pairs = [
        (_("Navn"), membership.person.name, name),
        (_("E-post"), membership.person.email or "", row.email),
        (_("Enhet"), membership.unit.name if membership.unit else "", row.unit),
        (_("Gruppe"), seat.group.name if seat else "", row.group),
    ]
    said = [_told(*pair) for pair in pairs if pair[2] and compare_key(pair[1]) != compare_key(pair[2])]
    if _is_another(row, manager):
        was = manager.manager.person.name if manager else ""
        said.append(_told(_("Nærmeste leder"), was, row.manager or row.manager_email))
    return said


def _is_another(row: Row, manager: NearestManager | None) -> bool:
    if not row.manager and not row.manager_email:
        return False
    if manager is None:
        return True
    person = manager.manager.person
    if row.manager_email:
        return compare_key(row.manager_email) != compare_key(person.email or "")
    return compare_key(row.manager) != compare_key(person.name)


def _told(what: str, old: str, new: str) -> str:
    return f"{what}: {old or '–'} → {new}"
