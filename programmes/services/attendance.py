"""Who was there: ticked by the facilitator, and by itself for whoever is let in."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from config import live
from programmes.models import Attendance, Gathering, Participation, Person
from programmes.services import rounds
from programmes.services.trail import record


def mark(*, gathering: Gathering, participation: Participation, was_there: bool | None, by: Person) -> None:
    """Ticks somebody as there or absent; None takes the tick away. Who is there joins the rounds that may grow."""
    with transaction.atomic():
        if was_there is None:
            gathering.attendances.filter(participation=participation).delete()
        else:
            Attendance.objects.update_or_create(
                gathering=gathering, participation=participation, defaults={"was_there": was_there}
            )
        record(
            "attendance.mark",
            by=by,
            subject=f"participation:{participation.public_id}",
            municipality=gathering.programme.municipality,
        )
        if was_there:
            rounds.include(participation=participation, gathering=gathering)
        live.announce(gathering.public_id)


def there(*, gathering: Gathering, participations: Iterable[Participation]) -> None:
    """Ticks all of them as there at once."""
    Attendance.objects.bulk_create(
        [Attendance(gathering=gathering, participation=each, was_there=True) for each in participations],
        update_conflicts=True,
        unique_fields=["gathering", "participation"],
        update_fields=["was_there"],
    )
