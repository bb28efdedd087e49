"""From the groups' diamonds to values: which words are one value, what it is called, and the top three of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from config.text import compare_key
from values.diamond import row_of

TOP = 3  # slots: the first row and the second


@dataclass(frozen=True)
class Placed:
    """A group's word in one of its nine slots. `group` is the group's place in order."""

    group: int
    slot: int
    word: str

    @property
    def row(self) -> int:
        return row_of(self.slot)


@dataclass(frozen=True)
class Kin:
    """What the facilitator has merged: the value's key by the word's, and labels that were chosen, by the value's."""

    values: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)

    def value_of(self, word: str) -> str:
        key = key_of(word)
        return self.values.get(key, key)


@dataclass
class Value:
    """One value, what it is called, and everywhere it lies."""

    key: str
    label: str
    places: list[Placed] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        """Its words as the groups wrote them, each once."""
        return list(dict.fromkeys(place.word for place in self.places))

    @property
    def groups(self) -> int:
        """How many groups named it."""
        return len({place.group for place in self.places})

    @property
    def weight(self) -> int:
        """Row weights 5-4-3-2-1 over the groups; in a group with two of its words the best counts.

        The weights are our own: no source publishes any for diamonds.
        """
        best: dict[int, int] = {}
        for place in self.places:
            best[place.group] = max(best.get(place.group, 0), 6 - place.row)
        return sum(best.values())


def label_of(word: str) -> str:
    """The word as a value is read: the first of forms parted by a slash, with a capital letter."""
    first = word.split("/")[0].strip() or word.strip()
    return first[:1].upper() + first[1:]


def key_of(word: str) -> str:
    """Equal for words that are read as the same value without anybody's deciding."""
    return compare_key(label_of(word))


def gather(placed: Iterable[Placed], kin: Kin | None = None) -> list[Value]:
    """All values of the diamonds by first appearance: groups in order, then row by row from the left.

    A value is called what was chosen for it, else by its form placed highest, then the earliest group's.
    """
    kin = kin or Kin()
    values: dict[str, Value] = {}
    for each in sorted(placed, key=lambda place: (place.group, place.slot)):
        key = kin.value_of(each.word)
        values.setdefault(key, Value(key, "")).places.append(each)
    for value in values.values():
        highest = min(value.places, key=lambda place: (place.row, place.group, place.slot))
        value.label = label_of(highest.word)
    for value in values.values():
        chosen = kin.labels.get(value.key, "")
        if chosen and not is_taken(chosen, value, values.values()):
            value.label = chosen
    return list(values.values())


def is_taken(label: str, value: Value, values: Iterable[Value]) -> bool:
    """Whether another value is called so, or has that word."""
    key = key_of(label)
    others = [other for other in values if other.key != value.key]
    return any(key == key_of(name) for other in others for name in (other.label, *other.words))


def top_three(placed: Sequence[Placed], kin: Kin | None = None) -> list[Value]:
    """The values among the groups' three highest by first appearance there, each with those places alone."""
    found = {value.key: value.label for value in gather(placed, kin)}
    top = gather((place for place in placed if place.slot <= TOP), kin)
    return [Value(value.key, found[value.key], value.places) for value in top]
