from __future__ import annotations

from dataclasses import dataclass

from programmes.models import Group, GroupMember, GroupSet, Membership, Office, Participation, Person
from programmes.models.dated import on_day


@dataclass(frozen=True)
class Cast:
    """Everybody in the demonstration, by role."""

    facilitators: list[Person]
    hr: list[Person]
    managers: list[Person]
    groups: list[tuple[Group, list[Person]]]


def cast() -> Cast:
    groups: dict[int, tuple[Group, list[Person]]] = {}
    rows = (
        GroupMember.objects.filter(
            on_day(), participation__membership__isnull=False, group__group_set__purpose=GroupSet.Purpose.STANDING
        )
        .select_related("group", "participation__membership__person")
        .order_by("group__position", "participation__membership__person__sort_key")
    )
    for row in rows:
        groups.setdefault(row.group_id, (row.group, []))[1].append(row.participation.person)
    return Cast(
        facilitators=list(
            Person.objects.filter(
                on_day(prefix="memberships__participations__"),
                memberships__participations__role=Participation.Role.FACILITATOR,
            )
            .distinct()
            .order_by("pk")
        ),
        hr=[
            row.membership.person
            for row in Office.objects.filter(on_day(), role=Office.Role.HR).select_related("membership__person")
        ],
        managers=[
            row.person
            for row in Membership.objects.filter(reports__isnull=False, participations__isnull=True)
            .select_related("person")
            .distinct()
        ],
        groups=list(groups.values()),
    )
