"""How ideas about the purpose are laid in piles, and how sentences made of them come to the platform."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from config import live
from config.locking import lock_row
from config.text import compare_key
from programmes.contract import NotPossible
from programmes.models import Programme, ReleasedText, Round
from programmes.queries.room import in_rehearsal
from values.models import IdeaPile, PiledIdea, PurposeSentence
from values.services import platform

MOST_PILES = 12
LOOSE = "0"


@contextmanager
def _changing(round: Round) -> Iterator[None]:
    """One change at a time, and the wall as it then is."""
    with transaction.atomic():
        lock_row(round, whole=True)
        yield
        live.announce(round.exercise.item.gathering.public_id)


def make_pile(*, round: Round, heading: str) -> IdeaPile:
    """A pile with a heading; the same heading again is the same pile."""
    with _changing(round):
        piles = IdeaPile.objects.filter(round=round)
        standing = [each for each in piles if not each.is_removed]
        for each in standing:
            if compare_key(each.heading) == compare_key(heading):
                return each
        _room(len(standing))
        last = piles.aggregate(last=Max("position"))["last"] or 0
        return IdeaPile.objects.create(round=round, position=last + 1, heading=heading)


def _room(standing: int) -> None:
    if standing >= MOST_PILES:
        raise NotPossible(_("Det er plass til tolv bunker. Ta bort en først."))


def place(*, round: Round, idea: str, pile: str) -> None:
    """Lays an idea in a pile, or back among the loose ones (`LOOSE`)."""
    with _changing(round):
        text = ReleasedText.objects.filter(round=round, public_id=idea, is_hidden=False).first()
        if text is None:
            raise NotPossible(_("Ideen er skjult eller borte. Last siden på nytt."))
        if pile == LOOSE:
            PiledIdea.objects.filter(text=text).delete()
        else:
            PiledIdea.objects.update_or_create(text=text, defaults={"pile": _standing(round, pile)})


def rename(*, round: Round, pile: str, heading: str) -> None:
    with _changing(round):
        found = _standing(round, pile)
        found.heading = heading
        found.save(update_fields=["heading"])


def take_away(*, round: Round, pile: str) -> IdeaPile:
    """Takes a pile away; its ideas are loose, until it is brought back."""
    with _changing(round):
        found = _standing(round, pile)
        found.is_removed = True
        found.save(update_fields=["is_removed"])
    return found


def bring_back(*, round: Round, pile: str) -> None:
    """Undoes it: with all ideas that were not laid elsewhere meanwhile."""
    with _changing(round):
        _room(IdeaPile.objects.filter(round=round, is_removed=False).count())
        IdeaPile.objects.filter(round=round, public_id=pile).update(is_removed=False)


def _standing(round: Round, pile: str) -> IdeaPile:
    found = IdeaPile.objects.filter(round=round, public_id=pile, is_removed=False).first()
    if found is None:
        raise NotPossible(_("Bunken er tatt bort imens. Last siden på nytt."))
    return found


def propose(*, round: Round, text: str) -> None:
    """A sentence about the purpose, into the draft of the programme's platform. Sent twice, it is one."""
    with _drafting(round) as programme:
        platform.save(platform=platform.platform_of(programme), texts=(), new=[("purpose", text)])


def agree(*, round: Round, sentence: str, agreed: bool) -> None:
    """Whether the room has agreed on a sentence of the draft."""
    with _drafting(round) as programme:
        platform.agree(sentence=_sentence(programme, sentence), agreed=agreed)


def take_out(*, round: Round, sentence: str, out: bool) -> PurposeSentence:
    """Takes a sentence out of the draft, or puts it back."""
    with _drafting(round) as programme:
        found = _sentence(programme, sentence)
        platform.take_out(row=found, out=out)
    return found


@contextmanager
def _drafting(round: Round) -> Iterator[Programme]:
    """The draft outlives the day, so a rehearsal leaves it alone."""
    gathering = round.exercise.item.gathering
    if in_rehearsal(gathering):
        raise NotPossible(_("Dette er en prøve. Formålet skrives på plattformen når dagen går på ordentlig."))
    with transaction.atomic():
        yield gathering.programme
        live.announce(gathering.public_id)


def _sentence(programme: Programme, sentence: str) -> PurposeSentence:
    found = PurposeSentence.objects.filter(platform__programme=programme, public_id=sentence).first()
    if found is None:
        raise NotPossible(_("Setningen er borte. Last siden på nytt."))
    return found
