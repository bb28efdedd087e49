"""The top three of all, what somebody missed among them, and where each value comes from."""

from __future__ import annotations

from dataclasses import dataclass

from programmes.models import Participation, Round
from values.chain import Value, gather, key_of, top_three
from values.diamond import row_of
from values.models import MissedValue, ShortlistValue
from values.queries import words

SLUG = "top-three"


def newest(gathering: int) -> Round | None:
    """The shortlist that the day goes on with."""
    return Round.objects.of_day(gathering, SLUG).select_related("exercise__item__gathering").newest()


@dataclass(frozen=True)
class Place:
    """Where a group laid a word of the value."""

    group: str
    word: str
    slot: int

    @property
    def row(self) -> int:
        return row_of(self.slot)


@dataclass(frozen=True)
class Line:
    """One value of a shortlist, and where it comes from."""

    label: str
    reason: str
    places: list[Place]

    @property
    def groups(self) -> list[str]:
        return list(dict.fromkeys(place.group for place in self.places))


def lines(round: Round) -> list[Line]:
    """Two queries, and a third for the groups."""
    values = ShortlistValue.objects.filter(round=round).prefetch_related("origins__group")
    return [
        Line(
            value.label,
            value.reason,
            [Place(origin.group.name, origin.word, origin.slot) for origin in value.origins.all()],
        )
        for value in values
    ]


@dataclass(frozen=True)
class Chosen:
    """A value as it shall stand on the shortlist."""

    value: Value
    reason: str = ""


def chosen(round: Round) -> list[Chosen]:
    """The top three of the newest diamonds, then what was missed and taken in, each value once."""
    gathering = round.exercise.item.gathering_id
    diamonds = words.source(gathering)
    placed, _groups = words.placed_in(diamonds)
    kin = words.kin_of(diamonds)
    found = [Chosen(value) for value in top_three(placed, kin)]
    everywhere = {value.key: value for value in gather(placed, kin)}
    for missed in MissedValue.objects.filter(round=round, state=MissedValue.State.TAKEN_IN).order_by("pk"):
        key = kin.value_of(missed.word)
        value = everywhere.get(key) or Value(key, missed.label)
        if not _stands(value, found):
            found.append(Chosen(value, missed.reason))
    return found


def is_listed(round: Round, word: str) -> bool:
    """Whether a word names a value that stands on the shortlist already."""
    kin = words.kin_of(words.source(round.exercise.item.gathering_id))
    return _stands(Value(kin.value_of(word), word), chosen(round))


def _stands(value: Value, among: list[Chosen]) -> bool:
    """Whether it is there already: the value itself, or another that is called so."""
    name = key_of(value.label)
    return any(value.key == each.value.key or name == key_of(each.value.label) for each in among)


@dataclass(frozen=True)
class MissedDesk:
    """What was proposed: to be decided, taken in, left out."""

    proposed: list[MissedValue]
    taken_in: list[MissedValue]
    left_out: list[MissedValue]


def missed(round: Round | None) -> MissedDesk:
    found = list(MissedValue.objects.filter(round=round))
    return MissedDesk(*([each for each in found if each.state == state] for state in MissedValue.State.values))


def own(round: Round | None, participation: Participation) -> list[MissedValue]:
    """What somebody proposed and may still take back."""
    return list(MissedValue.objects.filter(round=round, participation=participation, state="proposed"))
