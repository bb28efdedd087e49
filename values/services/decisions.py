"""Which values a programme goes on with, and why."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from config import live
from config.locking import lock_row
from programmes.contract import NotPossible
from programmes.models import Exercise, Person, Round
from programmes.queries.agenda import has_ended
from programmes.services import rounds
from values.models import DecidedValue, Decision
from values.queries import decisions as queries


def decide_at(*, exercise: Exercise, keys: Sequence[str], reason: str, by: Person, seen: int) -> Decision:
    """Decides in the exercise's round, which is opened where there is none; after the day it stays closed.

    Raises `NotPossible` as `decide`; then no round is opened either.
    """
    with transaction.atomic():
        is_over = has_ended(exercise.item.gathering)
        last = rounds.newest(exercise) if is_over else None
        round = last or rounds.open_round(exercise=exercise, by=by)
        decision = decide(round=round, keys=keys, reason=reason, seen=seen, by=by)
        if is_over:
            rounds.close_round(round=round, by=by)
    return decision


def decide(*, round: Round, keys: Sequence[str], reason: str, by: Person | None, seen: int | None = None) -> Decision:
    """Decides on values by their keys among the options, in the order of the options; an earlier decision is kept.

    `seen` is the number of the decision that the form began from, 0 for none. Raises `NotPossible` for no value, and
    when somebody else has decided meanwhile.
    """
    with transaction.atomic():
        last = _held(round, seen)
        gathering = round.exercise.item.gathering
        chosen = [option for option in queries.options(gathering.pk) if option.key in keys]
        if not chosen:
            raise NotPossible(_("Velg minst én verdi."))
        number = last.number if last else 0
        decision = Decision.objects.create(round=round, number=number + 1, reason=reason.strip(), decided_by=by)
        DecidedValue.objects.bulk_create(
            DecidedValue(
                decision=decision,
                position=position,
                label=option.label,
                candidate=option.candidate,
                mean=option.mean,
            )
            for position, option in enumerate(chosen, start=1)
        )
        live.announce(gathering.public_id)
    return decision


def undo(*, round: Round, seen: int) -> None:
    """Takes back the decision of this number; the one before it, where there is one, holds again.

    Raises `NotPossible` when somebody else has decided, or taken it back, meanwhile.
    """
    with transaction.atomic():
        if last := _held(round, seen):
            last.delete()
        live.announce(round.exercise.item.gathering.public_id)


def _held(round: Round, seen: int | None) -> Decision | None:
    """The last decision, which stays the last until the caller's transaction ends; it must be the one that was seen."""
    lock_row(round, whole=True)
    last = round.decisions.last()
    if seen is not None and seen != (last.number if last else 0):
        raise NotPossible(_("Noen andre har besluttet imens. Se hva de valgte, og velg på nytt hvis du fortsatt vil."))
    return last
