from __future__ import annotations

from dataclasses import dataclass

from programmes.models import Gathering, Group, GroupMember, GroupSet, Participation, Programme
from programmes.models.dated import on_day


@dataclass(frozen=True)
class GroupLine:
    group: Group
    members: list[str]


def gatherings(programme: Programme) -> list[Gathering]:
    return list(programme.gatherings.select_related("stage").order_by("number"))


def groups(programme: Programme) -> list[GroupLine]:
    """The standing groups with their members' names, in two queries."""
    found = list(
        Group.objects.filter(group_set__programme=programme, group_set__purpose=GroupSet.Purpose.STANDING).order_by(
            "position"
        )
    )
    names: dict[int, list[str]] = {group.pk: [] for group in found}
    members = (
        GroupMember.objects.filter(on_day(), group__in=found, participation__role=Participation.Role.LEADER)
        .order_by("participation__membership__person__sort_key")
        .values_list("group_id", "participation__membership__person__name")
    )
    for group, name in members:
        names[group].append(name)
    return [GroupLine(group, names[group.pk]) for group in found]


def leader_count(programme: Programme) -> int:
    return Participation.objects.filter(on_day(), programme=programme, role=Participation.Role.LEADER).count()
