"""Who is connected to a day, and who follows or writes there signed in: no device is let in as them then."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from config.recent import Recent
from programmes.models import Gathering, Membership, OwnScreen, Participation, Presence
from programmes.models.dated import on_day
from programmes.services import attendance

NOTED: Recent[None] = Recent(seconds=600, most=5000)  # by gathering and participation: a whole room writes at once


def connected(*, room: str, process: str, viewers: frozenset[str]) -> None:
    """One row a process and gathering: who is connected through it now."""
    if gathering := Gathering.objects.filter(public_id=room).first():
        values = {"participants": sorted(viewers), "at": timezone.now()}
        Presence.objects.update_or_create(gathering=gathering, process=process, defaults=values)


def follow(*, room: str, viewers: Iterable[str]) -> None:
    """Notes those among the viewers of a gathering that runs who are signed in: a device's name has a dot in it.

    Leaders are there, too, unless the facilitator has said that they are not.
    """
    signed_in = [viewer for viewer in viewers if "." not in viewer]
    gathering = Gathering.objects.running().filter(public_id=room).first() if signed_in else None
    if gathering:
        here = Participation.objects.filter(public_id__in=signed_in)
        _note(gathering, here.exclude(own_screens__gathering=gathering))
        leaders = here.filter(role=Participation.Role.LEADER)
        attendance.came(gathering, leaders.exclude(attendances__gathering=gathering))


def wrote(*, gathering: Gathering, participation: Participation) -> None:
    """The same for who has written something at a gathering, signed in, with the page open or not."""
    NOTED.get((gathering.pk, participation.pk), lambda: _note(gathering, [participation]))


def wrote_at_home(*, membership: Membership) -> None:
    """The same for who has written, signed in, what they go on with at a gathering today."""
    at_hand = Q(date=timezone.localdate()) | Q(pk__in=Gathering.objects.running())
    for mine in membership.participations.filter(on_day()):
        for gathering in Gathering.objects.filter(at_hand, programme=mine.programme_id):
            _note(gathering, [mine])


def _note(gathering: Gathering, participations: Iterable[Participation]) -> None:
    rows = [OwnScreen(gathering=gathering, participation=each) for each in participations]
    OwnScreen.objects.bulk_create(rows, ignore_conflicts=True)
