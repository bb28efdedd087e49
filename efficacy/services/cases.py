"""The group's own cases: written down, sorted, and changed until the round closes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from config import live
from config.locking import lock_row
from config.text import compare_key
from efficacy.models import Case, CaseBoard
from efficacy.situations import POOL, SITUATIONS
from programmes.contract import NotPossible
from programmes.models import Group, Participation, Round

MOST_CASES = 24


def lay_out(*, round: Round, groups: Iterable[Group]) -> None:
    """An empty board for each group."""
    CaseBoard.objects.bulk_create((CaseBoard(round=round, group=group) for group in groups), ignore_conflicts=True)


def restore(*, board: CaseBoard, title: str, minutes: int | None, situation: int, by: Participation | None) -> Case:
    """Takes back that a case was taken off: it lies where it lay. One that is there again is left as it is."""
    with transaction.atomic():
        _hold_open(board)
        if there := Case.objects.filter(board=board, key=compare_key(title)).first():
            return there
        found = add(board=board, title=title, minutes=minutes)
        return place(board=board, case=found.public_id, situation=situation, by=by) if situation else found


def add(*, board: CaseBoard, title: str, minutes: int | None) -> Case:
    """A case from the group's agenda, not sorted yet; the same title again is the same case, with its minutes anew."""
    title = " ".join(title.split())
    with transaction.atomic():
        _hold_open(board)
        same = Case.objects.filter(board=board, key=compare_key(title))
        if found := same.first():
            if minutes and minutes != found.minutes:
                same.update(minutes=minutes)
                found.minutes = minutes
        else:
            found = _new(board, title, minutes)
        live.announce(board.round.exercise.item.gathering.public_id, urgent=False)
    return found


def _new(board: CaseBoard, title: str, minutes: int | None) -> Case:
    cases = Case.objects.filter(board=board)
    if cases.count() >= MOST_CASES:
        raise NotPossible(_("Dere har 24 saker. Ta bort en, så kan dere legge til en ny."))
    last = cases.aggregate(last=Max("position"))["last"] or 0
    try:
        with transaction.atomic():
            return Case.objects.create(
                board=board, position=last + 1, title=title, key=compare_key(title), minutes=minutes
            )
    except IntegrityError:  # somebody else in the group was first
        return Case.objects.get(board=board, key=compare_key(title))


def place(*, board: CaseBoard, case: str, situation: int, by: Participation | None) -> Case:
    """Lays a case in a situation, or back where it is not sorted (0)."""
    if situation not in range(POOL, len(SITUATIONS) + 1):
        raise NotPossible(_("Velg en av de fire situasjonene."))
    with transaction.atomic():
        _hold_open(board)
        found = _of(board, case)
        found.situation, found.mover = situation, by
        found.save(update_fields=["situation", "mover"])
        live.announce(board.round.exercise.item.gathering.public_id, urgent=False)
    return found


def remove(*, board: CaseBoard, case: str) -> Case:
    """Takes a case off the board; what it was is returned, so that it can be taken back."""
    with transaction.atomic():
        _hold_open(board)
        found = _of(board, case)
        found.delete()
        live.announce(board.round.exercise.item.gathering.public_id, urgent=False)
    return found


def _hold_open(board: CaseBoard) -> None:
    """The board, locked with its round; only while that is open."""
    round = Round.objects.select_for_update(of=("self",)).get(pk=board.round_id)
    lock_row(board, whole=True)
    if not round.is_open:
        raise NotPossible(_("Sorteringen er låst nå. Det dere la, er lagret."))


def _of(board: CaseBoard, case: str) -> Case:
    found = Case.objects.select_for_update().filter(board=board, public_id=case).first()
    if found is None:
        raise NotPossible(_("Saken er tatt bort av en annen i gruppen."))
    return found
