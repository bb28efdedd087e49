"""Who was there: ticked by the facilitator, and by itself for whoever is let in."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from config import live
from programmes.contract import NotPossible
from programmes.models import Attendance, Gathering, Participation, Person
from programmes.queries.room import in_rehearsal
from programmes.services import rounds
from programmes.services.holding import hold_seats
from programmes.services.trail import record


def mark(
    *, gathering: Gathering, participations: Collection[Participation], was_there: bool | None, by: Person
) -> None:
    """Ticks them as there or absent; None takes the tick away. Who is there joins the rounds that may grow."""
    with transaction.atomic():
        hold_seats(gathering)
        if in_rehearsal(gathering):
            raise NotPossible(_("Du øver nå. Oppmøtet føres når samlingen er i gang på ordentlig."))
        tick(gathering=gathering, participations=participations, was_there=was_there)
        record(
            "attendance.mark",
            by=by,
            subject=f"gathering:{gathering.public_id}",
            municipality=gathering.programme.municipality,
        )
        if was_there:
            rounds.include_all(participations=participations, gathering=gathering)
        live.announce(gathering.public_id)


def came(gathering: Gathering, participations: Iterable[Participation]) -> None:
    """Ticks those who follow as there, where the facilitator has said nothing of them."""
    rows = [Attendance(gathering=gathering, participation=each, was_there=True) for each in participations]
    Attendance.objects.bulk_create(rows, ignore_conflicts=True)


def tick(*, gathering: Gathering, participations: Collection[Participation], was_there: bool | None) -> None:
    """The rows alone, all at once: what was ticked before is ticked anew."""
    Attendance.objects.bulk_create(
        [Attendance(gathering=gathering, participation=each, was_there=was_there) for each in participations],
        update_conflicts=True,
        unique_fields=["gathering", "participation"],
        update_fields=["was_there"],
    )
