"""Who is in the room: those before the door, those inside, and who was there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from config.fingerprints import fingerprint_of
from config.prepared import Prepared
from config.text import compare_key, search_key
from programmes.models import Admission, Gathering, GroupMember, Participation, Stage
from programmes.models.dated import on_day
from programmes.queries.groups import group_set_for
from programmes.queries.room import PRESENT_FOR, leaders_of

SHOWN = 4  # in the cockpit


@dataclass(frozen=True)
class Knock:
    """A device before the door: as whom, and what the facilitator should know before letting it in."""

    admission: Admission
    group: str
    is_inside: bool  # the same person is in already, on another device
    is_twice: bool  # two devices wait as the same person
    is_namesake: bool  # a guest, and another guest of that name is in or waits
    must_sign_in: bool  # what lies here is opened by signing in, and by no device that is let in
    last: str  # whose this device was until now

    @property
    def name(self) -> str:
        return self.admission.name

    @property
    def look(self) -> tuple[object, ...]:
        """What the page shows of it, but when it was last heard of."""
        said = self.is_inside, self.is_twice, self.is_namesake, self.must_sign_in
        return self.admission.public_id, self.name, self.group, *said

    @property
    def is_guest(self) -> bool:
        return self.admission.participation_id is None

    @property
    def wants_thought(self) -> bool:
        """Two claim to be the same person: the facilitator decides."""
        return self.is_inside or self.is_twice or self.is_namesake or self.must_sign_in


@dataclass(frozen=True)
class Door:
    gathering: Gathering
    knocks: list[Knock]

    @property
    def plain(self) -> list[Knock]:
        """Those about whom there is nothing to decide: they may be let in all at once."""
        return [knock for knock in self.knocks if not knock.wants_thought]

    @property
    def first(self) -> list[Knock]:
        """The few that the cockpit has room for: those to decide about come first."""
        return sorted(self.knocks, key=lambda knock: not knock.wants_thought)[:SHOWN]

    @property
    def all_ids(self) -> str:
        return " ".join(knock.admission.public_id for knock in self.plain)

    @cached_property
    def digest(self) -> str:
        """Changes whenever the door looks different."""
        return fingerprint_of(*(knock.look for knock in self.knocks))


def door(gathering: Gathering) -> Door:
    """Those who wait, first come first. One query while nobody does, eight however many do."""
    waiting = list(
        gathering.admissions.filter(state=Admission.State.WAITING).select_related(
            "participation__membership__person", "group"
        )
    )
    if not waiting:
        return Door(gathering, [])
    inside = {each.participation_id for each in _admitted(gathering)} | _signed_in(gathering)
    groups, lasts = groups_by_participation(gathering), _last_on(gathering, {each.device for each in waiting})
    claims = Counter(each.participation_id for each in waiting)
    guests = Counter(compare_key(each.guest_name) for each in waiting if each.participation_id is None)
    guests.update(compare_key(name) for name in _guests_inside(gathering))
    bound = bound_to_sign_in(gathering, claims)
    knocks = [
        Knock(
            each,
            each.group.name if each.group else groups.get(each.participation_id or 0, ""),
            each.participation_id in inside,
            claims[each.participation_id] > 1 if each.participation_id else False,
            each.participation_id is None and guests[compare_key(each.guest_name)] > 1,
            each.participation_id in bound,
            lasts.get(each.device, ""),
        )
        for each in waiting
    ]
    return Door(gathering, knocks)


def _guests_inside(gathering: Gathering) -> list[str]:
    """The names of the guests who are counted on."""
    away = gathering.attendances.filter(was_there=False).values("participation")
    return list(gathering.guests.filter(is_pretend=False).exclude(pk__in=away).values_list("guest_name", flat=True))


def _last_on(gathering: Gathering, devices: set[str]) -> dict[str, str]:
    """By device, the name of whoever had it before."""
    rows = gathering.admissions.filter(
        device__in=devices, state=Admission.State.WITHDRAWN, participation__isnull=False
    ).select_related("participation__membership__person")
    return {row.device: row.name for row in rows}


def bound_to_sign_in(gathering: Gathering, among: Iterable[int | None]) -> set[int]:
    """Those of some participations whose people follow the day where they are signed in, on other devices too or not.

    No device is let in as one of them, since it would read what they may have written: whoever it is signs in there,
    too. Whether they have written anything makes no difference, so nobody learns it.
    """
    asked = {pk for pk in among if pk}
    if not asked:
        return set()
    found = gathering.own_screens.filter(participation__in=asked)
    return set(found.values_list("participation_id", flat=True))


def _admitted(gathering: Gathering) -> QuerySet[Admission]:
    return gathering.admissions.filter(state=Admission.State.ADMITTED)


def _viewers(gathering: Gathering) -> set[str]:
    recent = gathering.presences.filter(at__gte=timezone.now() - PRESENT_FOR).values_list("participants", flat=True)
    return {viewer for viewers in recent for viewer in viewers}


def _signed_in(gathering: Gathering) -> set[int]:
    """The participations that are connected without having been let in: their people have signed in."""
    names = [viewer for viewer in _viewers(gathering) if "." not in viewer]
    return set(Participation.objects.filter(public_id__in=names).values_list("pk", flat=True))


def groups_by_participation(gathering: Gathering) -> dict[int, str]:
    """By participation, the name of the group one sits in."""
    members = GroupMember.objects.filter(on_day() | on_day(gathering.date), group_set=group_set_for(gathering))
    return dict(members.order_by("since", "pk").values_list("participation_id", "group__name"))


@dataclass(frozen=True)
class Line:
    """One of those expected: where they are, how they came in, and whether they were there."""

    participation: Participation
    group: str
    is_connected: bool
    way_in: str
    devices: list[Admission]
    was_there: bool | None

    @property
    def name(self) -> str:
        return self.participation.name

    @property
    def is_guest(self) -> bool:
        return self.participation.role == Participation.Role.GUEST

    @property
    def unit(self) -> str:
        membership = self.participation.membership
        return membership.unit.name if membership and membership.unit else ""

    @property
    def device_ids(self) -> str:
        return " ".join(each.public_id for each in self.devices)

    @property
    def mark(self) -> str:
        return "unset" if self.was_there is None else "present" if self.was_there else "absent"


def expected(gathering: Gathering) -> list[Participation]:
    """Its leaders by name, then its guests. When it is over: those who were leaders on its day, or were ticked."""
    is_over = Stage.objects.filter(gathering=gathering, state=Stage.State.ENDED).exists()
    day = min(gathering.date, timezone.localdate()) if is_over else None
    ticked = Participation.objects.filter(role=Participation.Role.LEADER, attendances__gathering=gathering)
    counted = Q(pk__in=leaders_of(gathering.programme, day).order_by().values("pk")) | Q(pk__in=ticked.values("pk"))
    leaders = Participation.objects.filter(counted).select_related("membership__person", "membership__unit")
    guests = gathering.guests.filter(is_pretend=False).select_related("membership__person", "membership__unit")
    return [*leaders.order_by("membership__person__sort_key", "pk"), *guests.order_by("pk")]


def lines(gathering: Gathering) -> list[Line]:
    """Everybody expected. Constant in queries."""
    viewers, groups = _viewers(gathering), groups_by_participation(gathering)
    devices: dict[int, list[Admission]] = {}
    for admission in _admitted(gathering):
        devices.setdefault(admission.participation_id or 0, []).append(admission)
    ticks = dict(gathering.attendances.values_list("participation_id", "was_there"))
    names = {viewer.partition(".")[0] for viewer in viewers}
    return [
        Line(
            each,
            groups.get(each.pk, ""),
            each.public_id in names,
            way_in(devices.get(each.pk, []), each.public_id in viewers),
            devices.get(each.pk, []),
            ticks.get(each.pk),
        )
        for each in expected(gathering)
    ]


def way_in(devices: list[Admission], signed_in: bool) -> str:
    """How somebody came in, in words; empty for who has not."""
    if signed_in:
        return _("Logget inn")
    if not devices:
        return ""
    return _("Med kort") if any(each.by_card for each in devices) else _("Sluppet inn")


@dataclass(frozen=True)
class Tally:
    there: int
    absent: int
    expected: int


def tally(rows: list[Line]) -> Tally:
    """How many were there. A guest who is not, is none who is expected."""
    counted = [row for row in rows if not (row.is_guest and row.was_there is False)]
    away = sum(row.was_there is False for row in counted)
    return Tally(sum(row.was_there is True for row in counted), away, len(counted))


OTHERS = Prepared(
    lambda gathering, participation, device: (
        Admission.objects.filter(gathering=gathering, participation=participation, was_in=True)
        .exclude(device=device)
        .order_by("state")[:1]  # who is in before who was
    ),
    gathering=int,
    participation=int,
    device=str,
)


def elsewhere(gathering: Gathering, participation: Participation, device: str) -> str:
    """Whether another device than this one is, or was, let in as the same person, who is to know: "in", "was" or "".

    What they write here, whoever is in as them reads.
    """
    other = OTHERS.first(gathering=gathering.pk, participation=participation.pk, device=device)
    return "" if other is None else "in" if other.is_admitted else "was"


def free_names(gathering: Gathering, *, search: str = "") -> list[Participation]:
    """The programme's leaders whom no device was let in as, by name; those whose name has `search` in it."""
    taken = _admitted(gathering).values("participation")
    wanted = search_key(search)
    found = leaders_of(gathering.programme).exclude(pk__in=taken.filter(participation__isnull=False))
    return [each for each in found if wanted in search_key(each.name)]
