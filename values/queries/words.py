"""Which words of the groups are one value, and what is proposed as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from config.text import sort_key
from programmes.models import Group, Round
from values import cloud, merging
from values.chain import Kin, Placed, Value, gather
from values.models import Card, KeptApart, Merge, MergedWord

MERGED = "="  # before a merge's public id, where it is a value's key


def source(gathering: int) -> Round | None:
    """The round of diamonds that the day goes on with: the newest."""
    rounds = Round.objects.of_day(gathering, "diamond")
    return rounds.select_related("exercise__item__gathering__programme__municipality").newest()


def placed_in(round: Round | None) -> tuple[list[Placed], dict[int, Group]]:
    """What lies in the diamonds of a round, and the groups by their place in order. One query."""
    cards = list(Card.objects.filter(diamond__round=round, slot__isnull=False).select_related("diamond__group"))
    groups = {card.diamond.group.position: card.diamond.group for card in cards}
    return [Placed(card.diamond.group.position, card.slot or 0, card.word) for card in cards], groups


def kin_of(round: Round | None) -> Kin:
    """What has been merged among a round's words. Two queries."""
    merges = {merge.pk: merge for merge in Merge.objects.filter(round=round)}
    values = {word.key: _key(_whole(merges[word.merge_id], merges)) for word in MergedWord.objects.filter(round=round)}
    return Kin(values, {_key(merge): merge.label for merge in merges.values() if merge.label})


def _key(merge: Merge) -> str:
    return f"{MERGED}{merge.public_id}"


def _whole(merge: Merge, merges: dict[int, Merge]) -> Merge:
    """The merge that a merge has gone into in the end."""
    while merge.into_id in merges:
        merge = merges[merge.into_id]
    return merge


def values_of(round: Round | None) -> list[Value]:
    placed, _groups = placed_in(round)
    return gather(placed, kin_of(round))


def weighed(round: Round | None) -> list[cloud.Weighed]:
    """The values for the word cloud, the heaviest first."""
    return cloud.heaviest_first([cloud.Weighed(value.label, value.weight, value.groups) for value in values_of(round)])


@dataclass(frozen=True)
class Proposal:
    """Values that seem to be one."""

    values: list[Value]

    @property
    def keys(self) -> str:
        return keys_of(value.key for value in self.values)


@dataclass(frozen=True)
class MergeDesk:
    """What the facilitator merges with: what is proposed, what is merged, what was waved away, and all values."""

    proposals: list[Proposal]
    merged: list[Value]
    apart: list[Proposal]
    values: list[Value]


def keys_of(keys: Iterable[str]) -> str:
    """Several values' keys as one text."""
    return "\n".join(sorted(keys))


def merge_desk(round: Round | None) -> MergeDesk:
    values = values_of(round)
    waved = set(KeptApart.objects.filter(round=round).values_list("keys", flat=True))
    proposed = [Proposal(found) for found in _proposed(values)]
    return MergeDesk(
        [each for each in proposed if each.keys not in waved],
        [value for value in values if value.key.startswith(MERGED)],
        [each for each in proposed if each.keys in waved],
        sorted(values, key=lambda value: sort_key(value.label)),
    )


def _proposed(values: Sequence[Value]) -> list[list[Value]]:
    """Values of which some words seem to name one; each value in one proposal at most."""
    by_word = {word: value for value in values for word in value.words}
    found = []
    for words in merging.proposals(list(by_word)):
        together = list({by_word[word].key: by_word[word] for word in words}.values())
        if len(together) > 1:
            found.append(together)
    return found


def named(round: Round | None, word: str) -> Value | None:
    """The value among the diamonds that a word names."""
    key = kin_of(round).value_of(word)
    return next((value for value in values_of(round) if value.key == key), None)
