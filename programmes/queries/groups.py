from __future__ import annotations

from programmes.models import Gathering, Group, GroupMember, GroupSet, Participation


def group_set_for(gathering: Gathering) -> GroupSet | None:
    """The day's own groups, else the programme's standing ones."""
    return (
        gathering.group_sets.filter(purpose=GroupSet.Purpose.DAY).last()
        or GroupSet.objects.filter(programme=gathering.programme, purpose=GroupSet.Purpose.STANDING).last()
    )


def groups_of(gathering: Gathering) -> list[Group]:
    chosen = group_set_for(gathering)
    return list(chosen.groups.all()) if chosen else []


def group_of(participation: Participation, gathering: Gathering) -> Group | None:
    """The group that a leader sits in at a gathering."""
    member = (
        GroupMember.objects.current()
        .filter(participation=participation, group__group_set=group_set_for(gathering))
        .select_related("group")
        .first()
    )
    return member.group if member else None
