"""Whom a gathering counts on, and who of them is connected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from config.prepared import Prepared
from programmes.models import Attendance, Gathering, Participation, Programme
from programmes.models.changes import on_leave
from programmes.models.dated import on_day

PRESENT_FOR = timedelta(seconds=15)


@dataclass(frozen=True)
class Room:
    present: int
    expected: int


def room(gathering: Gathering) -> Room:
    """How many of those who are expected are connected."""
    if in_rehearsal(gathering):
        expected = set(participants_of(gathering).values_list("public_id", flat=True))
    else:
        rows = EXPECTED.rows(programme=gathering.programme_id, gathering=gathering.pk, day=timezone.localdate())
        expected = {who for (who,) in rows}
    return Room(len(expected & connected(gathering)), len(expected))


def connected(gathering: Gathering) -> set[str]:
    """The public ids of the participations whose screens polled lately."""
    recent = gathering.presences.filter(at__gte=timezone.now() - PRESENT_FOR).values_list("participants", flat=True)
    return {viewer.partition(".")[0] for viewers in recent for viewer in viewers}


def leaders_of(programme: Programme | int, day: date | None = None) -> QuerySet[Participation]:
    """The programme's leaders of a day (today), by name. Who is on leave is not counted on."""
    return (
        Participation.objects.filter(
            ~on_leave(day=day),
            on_day(day),
            on_day(day, prefix="membership__"),
            programme=programme,
            role=Participation.Role.LEADER,
            membership__person__is_active=True,
        )
        .select_related("membership__person", "membership__unit")
        .order_by("membership__person__sort_key", "pk")
    )


def participants_of(gathering: Gathering) -> QuerySet[Participation]:
    """Those whom a gathering counts on: its leaders and guests, but not who was ticked as absent.

    A rehearsal has its pretend participants instead.
    """
    if in_rehearsal(gathering):
        chosen: QuerySet[Participation] = Participation.objects.filter(gathering=gathering, is_pretend=True)
    else:
        chosen = expected(gathering.programme_id, gathering.pk, timezone.localdate())
    return chosen.select_related("membership__person", "membership__unit").order_by("pk")


def in_rehearsal(gathering: Gathering) -> bool:
    return Gathering.objects.rehearsed().filter(pk=gathering.pk).exists()


def expected(programme: int, gathering: int, day: date) -> QuerySet[Participation]:
    """Who comes to a gathering of a programme in earnest, on a day."""
    return Participation.objects.filter(
        Q(pk__in=leaders_of(programme, day).order_by().values("pk"))
        | Q(on_day(day), gathering=gathering, is_pretend=False)
    ).exclude(attendances__in=Attendance.objects.filter(gathering=gathering, was_there=False))


EXPECTED = Prepared(
    lambda **at: expected(**at).order_by().values_list("public_id"), programme=int, gathering=int, day=date
)
