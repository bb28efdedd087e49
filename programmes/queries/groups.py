from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from config.prepared import Prepared
from config.text import sort_key
from programmes import grouping
from programmes.models import (
    Attendance,
    Elector,
    Floor,
    Gathering,
    Group,
    GroupMember,
    GroupRole,
    GroupSet,
    Participation,
    Phase,
    Round,
    Stage,
)
from programmes.models.dated import on_day
from programmes.queries.agenda import has_ended
from programmes.queries.room import leaders_of, participants_of

if TYPE_CHECKING:
    from programmes.queries.stage import Now


def group_set_for(gathering: Gathering) -> GroupSet | None:
    """The day's own groups, else the programme's standing ones."""
    return day_set(gathering) or standing_set(gathering)


DAY_SET = Prepared(
    lambda gathering: GroupSet.objects.filter(gathering=gathering, purpose=GroupSet.Purpose.DAY).order_by("-pk")[:1],
    gathering=int,
)
STANDING_SET = Prepared(
    lambda programme: GroupSet.objects.filter(programme=programme, purpose=GroupSet.Purpose.STANDING).order_by("-pk")[
        :1
    ],
    programme=int,
)
MEMBER = Prepared(
    lambda participation, group_set, day: (
        GroupMember.objects.filter(on_day(day), participation=participation, group__group_set=group_set)
        .order_by("pk")
        .select_related("group")[:1]
    ),
    participation=int,
    group_set=int,
    day=date,
)


def day_set(gathering: Gathering) -> GroupSet | None:
    """The newest groups that were made for the day; those before them are kept where they have worked."""
    return DAY_SET.first(gathering=gathering.pk)


def standing_set(gathering: Gathering) -> GroupSet | None:
    return STANDING_SET.first(programme=gathering.programme_id)


def groups_of(gathering: Gathering) -> list[Group]:
    chosen = group_set_for(gathering)
    return list(chosen.groups.all()) if chosen else []


def group_of(participation: Participation, gathering: Gathering) -> Group | None:
    """The group that a leader sits in at a gathering."""
    chosen = group_set_for(gathering)
    at = {"participation": participation.pk, "day": timezone.localdate()}
    member = MEMBER.first(group_set=chosen.pk, **at) if chosen else None
    return member.group if member else None


def by_name(people: list[Participation]) -> list[Participation]:
    """In the order of their names; guests among the leaders."""
    return sorted(people, key=name_key)


def name_key(who: Participation) -> tuple[str, int]:
    return sort_key(who.name), who.pk


def everybody(gathering: Gathering, day: date | None = None) -> list[Participation]:
    """The programme's leaders on a day (today) and the gathering's guests, by name, whether they are there or not."""
    guests = Participation.objects.filter(on_day(day), gathering=gathering, is_pretend=False)
    return by_name(
        [*leaders_of(gathering.programme, day), *guests.select_related("membership__person", "membership__unit")]
    )


def absent(gathering: Gathering) -> set[int]:
    """Those who were ticked as absent."""
    ticked = Attendance.objects.filter(gathering=gathering, was_there=False)
    return set(ticked.values_list("participation_id", flat=True))


@dataclass(frozen=True)
class Chair:
    """Somebody who sits in a group, or in none."""

    participation: Participation
    is_absent: bool = False

    @property
    def name(self) -> str:
        return self.participation.name

    @property
    def unit(self) -> str:
        """The unit's name; empty for a guest, and for who has none."""
        member = self.participation.membership
        return member.unit.name if member and member.unit else ""

    @property
    def is_guest(self) -> bool:
        return self.participation.role == Participation.Role.GUEST


@dataclass(frozen=True)
class Table:
    """A group and those who sit in it."""

    group: Group
    chairs: list[Chair]


@dataclass(frozen=True)
class Seating:
    """The groups that hold, and those who sit in none of them."""

    group_set: GroupSet | None
    tables: list[Table]
    without: list[Chair]

    @property
    def is_of_the_day(self) -> bool:
        return bool(self.group_set and self.group_set.purpose == GroupSet.Purpose.DAY)


def seating(gathering: Gathering) -> Seating:
    """Who sits where today, or sat on its day where that is over. Constant in queries."""
    return _seated(
        gathering, group_set_for(gathering), gathering.date if has_ended(gathering) else timezone.localdate()
    )


def standing(gathering: Gathering) -> list[Table]:
    """The programme's standing groups, with the day's people in them."""
    return _seated(gathering, standing_set(gathering), timezone.localdate()).tables


def _seated(gathering: Gathering, group_set: GroupSet | None, day: date) -> Seating:
    away = absent(gathering)
    members = GroupMember.objects.current(day).filter(group__group_set=group_set)
    seats = dict(members.values_list("participation_id", "group_id"))
    groups = list(group_set.groups.all()) if group_set else []
    chairs: dict[int | None, list[Chair]] = {None: [], **{group.pk: [] for group in groups}}
    for each in everybody(gathering, day):
        chairs[seats.get(each.pk)].append(Chair(each, each.pk in away))
    return Seating(group_set, [Table(group, chairs[group.pk]) for group in groups], chairs[None])


@dataclass(frozen=True)
class RoleLine:
    """A role by chance, and who has taken it."""

    role: str
    label: str
    holder: str = ""
    holder_id: str = ""
    suggested: tuple[str, ...] = ()

    @property
    def either(self) -> str:
        """Kari, Ola eller Åse."""
        *others, last = self.suggested
        return _("%(names)s eller %(last)s") % {"names": ", ".join(others), "last": last} if others else last


@dataclass(frozen=True)
class Speaking:
    """A group's rekkefremlegg: who has the floor, who comes after, and when the clock passes it on."""

    index: int
    count: int
    speaker: str
    next: str
    ends_at: datetime | None
    may_pass: bool

    @property
    def number(self) -> int:
        return self.index + 1


@dataclass(frozen=True)
class Circle:
    """What a group's phones show beside the task: nothing personal but its members' names."""

    group: Group
    roles: list[RoleLine]
    speaking: Speaking | None

    @property
    def all_taken(self) -> bool:
        return all(line.holder for line in self.roles)


def in_groups(now: Now) -> Phase | None:
    """The phase that is on, where it is done in groups; else None."""
    phase = now.stop.phase if now.stop and now.stage.is_on and not now.stage.is_at_the_door else None
    return phase if phase and phase.mode == Phase.Mode.GROUPS else None


def has_roles(now: Now) -> bool:
    """Whether what is on is done in groups that draw their roles."""
    phase = in_groups(now)
    return bool(phase and now.task and (now.task.kind.has_roles or phase.writer == Phase.Writer.SECRETARY))


def in_turn(now: Now) -> bool:
    """Whether everybody in a group has the floor in turn."""
    phase = in_groups(now)
    return bool(phase and phase.in_turn)


def circle(now: Now, group: Group) -> Circle:
    """A group's roles where the exercise has them, and its rekkefremlegg where the phase is one."""
    roles = role_lines(now.gathering, group) if has_roles(now) else []
    return Circle(group, roles, speaking(now, group) if in_turn(now) else None)


def members(gathering: Gathering, group: Group) -> list[Participation]:
    """Those in a group whom the gathering counts on, by name."""
    seats = GroupMember.objects.current().filter(group=group)
    return by_name(list(participants_of(gathering).filter(pk__in=seats.values("participation"))))


def role_lines(gathering: Gathering, group: Group) -> list[RoleLine]:
    taken = {row.role: row.participation for row in _holders(gathering, group)}
    people = members(gathering, group)
    people += [each for each in taken.values() if each not in people]
    names = dict(zip((each.pk for each in people), grouping.called([each.name for each in people]), strict=True))
    lines = []
    for role in GroupRole.Role:
        holder = taken.get(role)
        if holder:
            lines.append(RoleLine(role, str(role.label), names[holder.pk], holder.public_id))
        else:
            lines.append(RoleLine(role, str(role.label), suggested=_suggested(role, people, taken, names)))
    return lines


def _suggested(
    role: GroupRole.Role, people: list[Participation], taken: dict[str, Participation], names: dict[int, str]
) -> tuple[str, ...]:
    """Whom chance has made secretary; nobody before it is known who the rest are."""
    if role != GroupRole.Role.SECRETARY or len(taken) < len(GroupRole.Role) - 1:
        return ()
    with_role = {number for number, each in enumerate(people) if each in taken.values()}
    return tuple(names[people[number].pk] for number in grouping.secretary([p.name for p in people], with_role))


def _holders(gathering: Gathering, group: Group) -> list[GroupRole]:
    found = GroupRole.objects.filter(gathering=gathering, group=group)
    return list(found.select_related("participation__membership__person"))


@dataclass(frozen=True)
class Clock:
    """The stage's clock as the floor reads it: it stands while the stage's stands.

    An instant on it is `entered_at` and the seconds that the clock has run, so a pause takes nobody's time.
    """

    entered_at: datetime
    zero: datetime  # when it would have stood at nothing, had it never been stopped
    now: datetime
    seconds_in_all: int
    runs: bool

    @classmethod
    def of(cls, stage: Stage) -> Clock:
        assert stage.entered_at is not None
        wall = timezone.now()
        ends_at = stage.ends_at or wall + timedelta(seconds=stage.seconds_left or 0)
        zero = ends_at - timedelta(seconds=stage.seconds_in_all)
        now = stage.entered_at + (wall - zero)
        return cls(stage.entered_at, zero, now, stage.seconds_in_all, not stage.is_paused)

    def wall(self, moment: datetime | None) -> datetime | None:
        """When an instant on this clock comes; None while it stands."""
        return self.zero + (moment - self.entered_at) if moment and self.runs else None


@dataclass(frozen=True)
class Order:
    """A group's speakers in their order, and whose turn it is on the stage's clock."""

    people: list[Participation]
    turn: grouping.Turns


def order(stage: Stage, round: Round | None, phase: Phase, group: Group) -> Order:
    """By name, but who came in the middle comes last. Without a round it goes by the clock and the group's members."""
    row = Floor.objects.filter(round=round, phase=phase, group=group).first() if round else None
    people = _in_order(_speakers(stage.gathering, round, group), row.order if row else [])
    clock = Clock.of(stage)
    began, number = (row.began_at, row.number) if row else (clock.entered_at, 0)
    each = clock.seconds_in_all // max(len(people), 1)
    return Order(people, grouping.turns(clock.now, began, number, each, len(people)))


def _speakers(gathering: Gathering, round: Round | None, group: Group) -> list[Participation]:
    asked = Elector.objects.filter(round=round, group=group) if round else Elector.objects.none()
    found = Participation.objects.filter(pk__in=asked.values("participation")).select_related("membership__person")
    return by_name(list(found)) or members(gathering, group)


def _in_order(people: list[Participation], kept: list[int]) -> list[Participation]:
    place = {pk: number for number, pk in enumerate(kept)}
    return sorted(people, key=lambda each: place.get(each.pk, len(kept)))


def speaking(now: Now, group: Group) -> Speaking | None:
    """None where nobody is there to speak."""
    assert now.stop is not None
    assert now.stop.phase is not None
    found = order(now.stage, now.round, now.stop.phase, group)
    if not found.people:
        return None
    index, count = found.turn.index, len(found.people)
    names = [*grouping.called([each.name for each in found.people]), "", ""]
    ends = Clock.of(now.stage).wall(found.turn.ends_at)
    return Speaking(index, count, names[index], names[index + 1], ends, now.round is not None)


def outside(gathering: Gathering, group: Group | None) -> list[str]:
    """To whom a group's circle is closed: those who sit elsewhere. Without a group: those who sit in one."""
    seats = GroupMember.objects.current().filter(group__group_set=group_set_for(gathering))
    inside = Q(pk__in=seats.filter(group=group).values("participation"))
    seated = Q(pk__in=seats.values("participation"))
    closed = Participation.objects.filter(programme=gathering.programme_id).filter(~inside if group else seated)
    return list(closed.values_list("public_id", flat=True))
