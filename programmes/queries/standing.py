"""Who sits in which of the groups that last."""

from __future__ import annotations

from dataclasses import dataclass, replace

from programmes.models import GroupMember, GroupSet, Participation, Programme
from programmes.queries.room import leaders_of


@dataclass(frozen=True)
class Chair:
    """A leader, the group that they sit in (`was`), and the one that is chosen for them; by public ids."""

    participation: Participation
    was: str
    group: str

    @property
    def key(self) -> str:
        return self.participation.public_id

    @property
    def name(self) -> str:
        return self.participation.name

    @property
    def unit(self) -> str:
        membership = self.participation.membership
        return membership.unit.name if membership and membership.unit else ""

    def moved(self, group: str) -> Chair:
        return replace(self, group=group)


def set_of(programme: Programme, purpose: str) -> GroupSet | None:
    """The programme's groups of a purpose that lasts; None while it has none."""
    return programme.group_sets.filter(purpose=purpose).order_by("pk").last()


def groups(programme: Programme, purpose: str) -> list[tuple[str, str]]:
    """The public id and the name of each, in their order."""
    chosen = set_of(programme, purpose)
    return list(chosen.groups.order_by("position").values_list("public_id", "name")) if chosen else []


def chairs(programme: Programme, purpose: str) -> list[Chair]:
    """The leaders of today by name. Three queries, however many they are."""
    rows = GroupMember.objects.current().filter(group_set=set_of(programme, purpose)).order_by("since", "pk")
    sits = dict(rows.values_list("participation_id", "group__public_id"))
    return [Chair(each, sits.get(each.pk, ""), sits.get(each.pk, "")) for each in leaders_of(programme)]
