"""The gallery walk: who stays as host, and what becomes of the comments."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from config import live
from config.locking import lock_row
from programmes.contract import NotPossible
from programmes.models import Group, Participation, Round
from values.models import GalleryComment, Stand

MOST = 40  # comments for a group


def set_up(*, round: Round, groups: Iterable[Group]) -> None:
    """Numbers the groups that walk; those that have a number keep it."""
    with transaction.atomic():
        there = set(round.stands.values_list("group", flat=True))
        news = [group for group in groups if group.pk not in there]
        Stand.objects.bulk_create(
            Stand(round=round, group=group, number=number) for number, group in enumerate(news, start=len(there))
        )


def stay(*, round: Round, group: Group, participation: Participation) -> None:
    """Becomes the group's host, also where another was: hosts leave."""
    with transaction.atomic():
        _open(round)
        Stand.objects.filter(round=round, group=group).update(host=participation)
        _tell(round)


def note(*, round: Round, group: Group, text: str) -> GalleryComment:
    with transaction.atomic():
        _open(round)
        mine = GalleryComment.objects.filter(round=round, group=group)
        if same := mine.filter(text=text).first():  # tapped twice
            return same
        if mine.count() >= MOST:
            raise NotPossible(_("Det er plass til høyst %(most)s. Ta bort en først.") % {"most": MOST})
        comment = GalleryComment.objects.create(round=round, group=group, text=text)
        _tell(round)
    return comment


def settle(*, comment: GalleryComment, state: str, why: str = "") -> None:
    """Worked in, set aside with a word, or to be settled once more."""
    with transaction.atomic():
        _open(comment.round)
        GalleryComment.objects.filter(pk=comment.pk).update(state=state, why=why)
        _tell(comment.round)


def remove(*, comment: GalleryComment) -> None:
    with transaction.atomic():
        _open(comment.round)
        comment.delete()
        _tell(comment.round)


def _open(round: Round) -> None:
    if not lock_row(round, whole=True).is_open:
        raise NotPossible(_("Oppgaven er avsluttet. Det dere skrev, er lagret."))


def _tell(round: Round) -> None:
    live.announce(round.exercise.item.gathering.public_id, urgent=False)
