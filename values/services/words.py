"""Merging words into one value, and splitting them again. The groups' own words never change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext as _

from config import live
from config.locking import lock_row
from programmes.contract import NotPossible
from programmes.models import Round
from values.models import KeptApart, Merge, MergedWord
from values.queries import words as queries
from values.services import shortlists

LONGEST_LABEL = 80
LONGEST_KEYS = 2000


@contextmanager
def _changing(round: Round) -> Iterator[None]:
    """One change at a time, none while points are given, and the shortlist as it then is."""
    with transaction.atomic():
        lock_row(round, whole=True)
        shortlists.refuse_while_points_are_given(round.exercise.item.gathering_id)
        yield
        shortlists.refresh(gathering=round.exercise.item.gathering_id)
        live.announce(round.exercise.item.gathering.public_id)


def merge(*, round: Round, keys: Sequence[str], label: str = "") -> Merge:
    """Makes one value of two and more, by their keys. Merges among them are kept inside, to come back when split.

    Raises `NotPossible` for fewer than two values that are there, and while points are being given.
    """
    with _changing(round):
        values = {value.key: value for value in queries.values_of(round)}
        wanted = [values[key] for key in dict.fromkeys(keys) if key in values]
        if len(wanted) < 2:
            raise NotPossible(_("Velg minst to verdier som skal bli én."))
        made = Merge.objects.create(round=round, label=_tidy(label))
        for value in wanted:
            if part := _merge_of(round, value.key):
                part.into = made
                part.save(update_fields=["into"])
            else:
                MergedWord.objects.create(merge=made, round=round, key=value.key)
        KeptApart.objects.filter(round=round, keys=queries.keys_of(value.key for value in wanted)).delete()
    return made


def split(*, merge: Merge) -> None:
    """Undoes a merge: what it was made of comes back as it was."""
    with _changing(merge.round):
        merge.delete()


def rename(*, merge: Merge, label: str) -> None:
    """What a merged value is called; empty: the form placed highest, then the earliest group's."""
    with _changing(merge.round):
        merge.label = _tidy(label)
        merge.save(update_fields=["label"])


def keep_apart(*, round: Round, keys: Iterable[str]) -> None:
    """Waves a proposal away. Raises `NotPossible` where its values are not there any more."""
    wanted = _known(round, keys)
    if len(wanted) < 2 or len(queries.keys_of(wanted)) > LONGEST_KEYS:
        raise NotPossible(_("Velg minst to verdier som skal bli én."))
    KeptApart.objects.get_or_create(round=round, keys=queries.keys_of(wanted))


def propose_again(*, round: Round, keys: Iterable[str]) -> None:
    KeptApart.objects.filter(round=round, keys=queries.keys_of(_known(round, keys))).delete()


def _known(round: Round, keys: Iterable[str]) -> list[str]:
    """Those of the keys that are values of the round."""
    there = {value.key for value in queries.values_of(round)}
    return [key for key in dict.fromkeys(keys) if key in there]


def _merge_of(round: Round, key: str) -> Merge | None:
    """The merge behind a value's key; None where the value is a word by itself."""
    if not key.startswith(queries.MERGED):
        return None
    return Merge.objects.filter(round=round, public_id=key.removeprefix(queries.MERGED)).first()


def _tidy(label: str) -> str:
    return " ".join(label.split())[:LONGEST_LABEL]
