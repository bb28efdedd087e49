"""How a group's diamond changes. Two who move at once never lose a card."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from config import live
from config.text import compare_key
from programmes.contract import NotPossible
from programmes.models import Group, Participation, Round
from values.bank import bank_of
from values.diamond import SLOTS, row_of
from values.models import Agreement, Card, Diamond, Move

MOST_CARDS = 60


def lay_out(*, round: Round, groups: list[Group], language: str) -> None:
    """An empty diamond for each group, with the bank of values in its pool."""
    words = bank_of(language)
    for group in groups:
        diamond = Diamond.objects.create(round=round, group=group)
        Card.objects.bulk_create(
            Card(diamond=diamond, word=word, key=compare_key(word), position=number)
            for number, word in enumerate(words, start=1)
        )


def place(*, diamond: Diamond, card: str, slot: int, expected: str | None, by: Participation | None) -> Card:
    """Puts a card into a slot, 1 to 9, or back into the pool, 0; who lay there changes place with it.

    `expected` is the public id of the card that the mover saw in the slot, "" for none, None for not saying.
    Raises `NotPossible` when the round is closed, when there is no such slot or card, and when somebody else
    has just put another card there: nothing has moved then.
    """
    if not 0 <= slot <= SLOTS:
        raise NotPossible(_("Diamanten har ni plasser: én, to, tre, to og én."))
    with transaction.atomic():
        locked = _open(diamond)
        moving = locked.cards.filter(public_id=card).first()
        if moving is None:
            raise NotPossible(_("Verdien finnes ikke lenger. Velg en annen."))
        there = locked.cards.filter(slot=slot).exclude(pk=moving.pk).first() if slot else None
        was = moving.slot
        if was == (slot or None):
            return moving
        if expected is not None and expected not in (there.public_id if there else "", moving.public_id):
            raise NotPossible(_taken(there))
        moving.slot = None
        moving.save(update_fields=["slot"])
        if there:
            there.slot = was
            there.save(update_fields=["slot"])
        moving.slot = slot or None
        moving.save(update_fields=["slot"])
        Move.objects.create(diamond=locked, card=moving, mover=by, from_slot=was, to_slot=slot or None, displaced=there)
        _changed(locked)
    return moving


def undo(*, diamond: Diamond, move: str) -> None:
    """Takes back the last move, and what it displaced. Once more takes back the one before.

    `move` is the public id of the move that somebody saw. Raises `NotPossible` when the round is closed, when another
    has moved since, and when there is nothing to take back: what was entered from paper stays.
    """
    with transaction.atomic():
        locked = _open(diamond)
        last = locked.moves.select_related("card", "displaced").last()
        if last is None or last.mover_id is None:
            raise NotPossible(_("Det er ingenting å angre."))
        if last.public_id != move:
            raise NotPossible(_("Noen har flyttet siden. Se på diamanten, og angre en gang til hvis du fortsatt vil."))
        last.card.slot = None
        last.card.save(update_fields=["slot"])
        if last.displaced:
            last.displaced.slot = last.to_slot
            last.displaced.save(update_fields=["slot"])
        last.card.slot = last.from_slot
        last.card.save(update_fields=["slot"])
        last.delete()
        _changed(locked)


def agree(*, diamond: Diamond, by: Participation, move: str) -> None:
    """Stands behind the nine as they lie after the last move, known by its public id. The next one takes it back.

    Raises `NotPossible` when the round is closed, when fewer lie, and when another has moved since.
    """
    with transaction.atomic():
        locked = _open(diamond)
        if locked.cards.filter(slot__isnull=False).count() < SLOTS:
            raise NotPossible(_("Legg ni verdier først. Så kan dere si at dere er enige."))
        last = locked.moves.last()
        if last is None or last.public_id != move:
            raise NotPossible(_("Noen har flyttet siden. Se på diamanten, og si fra igjen hvis du er enig."))
        Agreement.objects.get_or_create(diamond=locked, participation=by)
        live.announce(_room(locked))


def disagree(*, diamond: Diamond, by: Participation) -> None:
    """Stands behind it no longer."""
    with transaction.atomic():
        locked = _open(diamond)
        locked.agreements.filter(participation=by).delete()
        live.announce(_room(locked))


def _changed(diamond: Diamond) -> None:
    """What was agreed on does not lie there any more."""
    diamond.agreements.all().delete()
    live.announce(_room(diamond))


def add_word(*, diamond: Diamond, word: str, by: Participation | None) -> Card:
    """A value into the pool. A word that is there already is that card."""
    word = " ".join(word.split())
    with transaction.atomic():
        locked = _open(diamond)
        found = locked.cards.filter(key=compare_key(word)).first()
        if found:
            return found
        last = locked.cards.aggregate(last=Max("position"))["last"] or 0
        if last >= MOST_CARDS:
            raise NotPossible(_("Det er nok verdier å velge i nå. Bruk en av dem som ligger her."))
        try:
            with transaction.atomic():
                card = Card.objects.create(diamond=locked, word=word, position=last + 1, proposer=by)
        except IntegrityError:
            return locked.cards.get(key=compare_key(word))
        live.announce(_room(locked))
    return card


def propose_word(*, diamond: Diamond, word: str, by: Participation) -> str:
    """A value that a member misses; where it is there already: where, in words, else nothing."""
    there = diamond.cards.filter(key=compare_key(" ".join(word.split()))).first()
    if there and there.slot:
        return _("%(word)s ligger alt i diamanten, i rad %(row)s.") % {"word": there.word, "row": row_of(there.slot)}
    if there:
        text = _("%(word)s er alt blant verdiene dere kan velge. Trykk på den, og så på plassen.")
        return text % {"word": there.word}
    add_word(diamond=diamond, word=word, by=by)
    return ""


def withdraw_word(*, diamond: Diamond, card: str, by: Participation) -> None:
    """Takes back a value that one has proposed oneself, while nobody has moved it."""
    with transaction.atomic():
        locked = _open(diamond)
        found = locked.cards.filter(public_id=card, proposer=by, slot__isnull=True, moves__isnull=True).first()
        if found is None:
            raise NotPossible(_("Noen har tatt i verdien. La den ligge, eller legg den tilbake."))
        found.delete()
        live.announce(_room(locked))


def enter(*, diamond: Diamond, words: dict[int, str]) -> None:
    """Lays what a group has on paper, by slot, in place of what lies there; nobody's moves, and only while open.

    A word that the group has not got yet becomes a card of its own.
    """
    with transaction.atomic():
        locked = _open(diamond)
        was = {card.pk: card.slot for card in locked.cards.all()}
        wanted = {_card(locked, word).pk: slot for slot, word in sorted(words.items())}
        locked.cards.filter(slot__isnull=False).update(slot=None)
        for card, slot in wanted.items():
            locked.cards.filter(pk=card).update(slot=slot)
        Move.objects.bulk_create(
            Move(diamond=locked, card_id=card, mover=None, from_slot=was.get(card), to_slot=wanted.get(card))
            for card in sorted({*was, *wanted})
            if was.get(card) != wanted.get(card)
        )
        _changed(locked)


def _card(diamond: Diamond, word: str) -> Card:
    """The group's card with that word, made where there is none."""
    word = " ".join(word.split())
    found = diamond.cards.filter(key=compare_key(word)).first()
    last = diamond.cards.aggregate(last=Max("position"))["last"] or 0
    return found or Card.objects.create(diamond=diamond, word=word, position=last + 1)


def hold_still(*, round: Round) -> None:
    """Waits for moves that are under way; part of the round's closing."""
    list(Diamond.objects.select_for_update().filter(round=round))


def _open(diamond: Diamond) -> Diamond:
    """The diamond, locked until the move is done; only while its round is open."""
    locked = (
        Diamond.objects.select_for_update(of=("self",))
        .select_related("round__exercise__item__gathering")
        .get(pk=diamond.pk)
    )
    # Read after the lock: whoever closed the round had to wait for it, or we for them.
    locked.round.refresh_from_db(fields=["closed_at"])
    if not locked.round.is_open:
        raise NotPossible(_("Diamanten er låst nå. Det dere la, er lagret."))
    return locked


def _taken(there: Card | None) -> str:
    if there is None:
        return _("Noen flyttet verdien som lå der. Se på diamanten, og velg plass på nytt.")
    move = there.moves.select_related("mover__membership__person").last()
    if move and move.mover:
        return _("%(name)s la nettopp %(word)s der. Velg en annen plass, eller trykk en gang til for å bytte.") % {
            "name": move.mover.first_name,
            "word": there.word,
        }
    return _("%(word)s ligger der nå. Velg en annen plass, eller trykk en gang til for å bytte.") % {"word": there.word}


def _room(diamond: Diamond) -> str:
    return diamond.round.exercise.item.gathering.public_id
