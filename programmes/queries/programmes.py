from __future__ import annotations

from dataclasses import dataclass

from config.text import sort_key
from programmes.models import Gathering, Group, GroupMember, GroupSet, Municipality, Participation, Programme
from programmes.models.dated import on_day


@dataclass(frozen=True)
class GroupLine:
    group: Group
    members: list[str]


def gatherings(programme: Programme) -> list[Gathering]:
    return list(programme.gatherings.select_related("stage"))


def groups(programme: Programme, purpose: str = GroupSet.Purpose.STANDING) -> list[GroupLine]:
    """The groups of a purpose that lasts, with their members' names, in two queries."""
    found = list(Group.objects.filter(group_set__programme=programme, group_set__purpose=purpose).order_by("position"))
    names: dict[int, list[str]] = {group.pk: [] for group in found}
    leader = Participation.Role.LEADER
    members = GroupMember.objects.filter(on_day(), group__in=found, participation__role=leader)
    for row in members.select_related("participation__membership__person"):
        names[row.group_id].append(row.participation.name)
    for each in names.values():
        each.sort(key=sort_key)
    return [GroupLine(group, names[group.pk]) for group in found]


def leader_count(programme: Programme) -> int:
    return Participation.objects.filter(on_day(), programme=programme, role=Participation.Role.LEADER).count()


def programme_count(municipality: Municipality) -> int:
    return municipality.programmes.count()
