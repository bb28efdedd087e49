"""A stop of the day tried out with a pretend phone, and undone: nothing of it is kept, and nobody is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import transaction
from django.utils import timezone

from programmes.agenda import Stop, Way
from programmes.contract import NotPossible, kind_of
from programmes.models import Exercise, Gathering, Membership, Participation, Person, Round
from programmes.queries.groups import groups_of
from programmes.services import rehearsal, rounds
from programmes.services import stage as stages


def holds_answers(exercise: Exercise) -> bool:
    """Whether a pretend phone would be shown what groups have written: in it, or in what it builds on that day."""
    if kind_of(exercise).builds_on:
        return Round.objects.filter(exercise__item__gathering=exercise.item.gathering_id).exists()
    return rounds.newest(exercise) is not None


@contextmanager
def tried_out(*, gathering: Gathering, number: int, page: int, by: Person) -> Iterator[Participation | None]:
    """A pretend participant at a stop, for as long as the block lasts; None where it can't be tried out."""
    stop = Way(gathering).number(number)
    if stop is None or (stop.exercise and holds_answers(stop.exercise)):
        yield None
        return
    with transaction.atomic():
        try:
            yield _stand(gathering, stop, page, by)
        finally:
            transaction.set_rollback(True)


def _stand(gathering: Gathering, stop: Stop, page: int, by: Person) -> Participation:
    stages.rehearse_at(gathering=gathering, stop=stop, page=page)
    pretender = rehearsal.pretender(gathering, 1)
    pretender.membership = _as_a_leader(pretender)
    rehearsal.seat([pretender], groups_of(gathering))
    if stop.exercise and stop.phase and kind_of(stop.exercise).asks_in(stop.exercise) in ("", stop.phase.mode):
        with suppress(NotPossible):  # it leans on what the day has not come to yet
            rounds.open_round(exercise=stop.exercise, by=by)
    return pretender


def _as_a_leader(pretender: Participation) -> Membership:
    """An account for as long as it is tried out: a guest's phone does not show what leaders keep."""
    person = Person.objects.create(name=pretender.guest_name)
    municipality = pretender.programme.municipality
    return Membership.objects.create(person=person, municipality=municipality, since=timezone.localdate())
