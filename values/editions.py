"""What a published platform says, and what changed since the edition before. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

FORMAT = 1


@dataclass(frozen=True)
class Origin:
    """Where a value comes from: the diamonds, the points, the lines."""

    places: Sequence[tuple[str, str, int]] = ()  # a group, its word, and the word's row in the diamond
    missed: bool = False  # taken in because somebody missed it: no group had it among its three
    mean: float | None = None  # of 100 points
    groups: Sequence[str] = ()  # who wrote the sentences
    lines: int = 0  # that the sentences are made of
    members: int = 0  # who wrote those lines

    @property
    def is_known(self) -> bool:
        return bool(self.places or self.missed or self.mean is not None or self.groups)


@dataclass(frozen=True)
class Value:
    label: str
    actions: list[str]
    origin: Origin = field(default_factory=Origin)


@dataclass(frozen=True)
class Content:
    """A platform: its purpose, its values, and what a leader does for each."""

    municipality: str
    programme: str
    language: str
    purpose: list[str]
    values: list[Value]


def written(content: Content) -> dict[str, Any]:
    """As it is kept in an edition."""
    return {
        "municipality": content.municipality,
        "programme": content.programme,
        "language": content.language,
        "purpose": content.purpose,
        "values": [
            {
                "label": value.label,
                "actions": value.actions,
                "origin": {
                    "places": [list(place) for place in value.origin.places],
                    "missed": value.origin.missed,
                    "mean": value.origin.mean,
                    "groups": list(value.origin.groups),
                    "lines": value.origin.lines,
                    "members": value.origin.members,
                },
            }
            for value in content.values
        ],
    }


def read(kept: Mapping[str, Any]) -> Content:
    """What `written` made, in the format of that time."""
    return Content(
        kept["municipality"],
        kept["programme"],
        kept["language"],
        list(kept["purpose"]),
        [
            Value(
                each["label"],
                list(each["actions"]),
                Origin(**{**each["origin"], "places": [tuple(place) for place in each["origin"]["places"]]}),
            )
            for each in kept["values"]
        ],
    )


@dataclass(frozen=True)
class Differs:
    """What is new and what is gone under one heading."""

    label: str
    new: list[str]
    gone: list[str]


@dataclass(frozen=True)
class Changes:
    """From one edition to the next, as readers see it."""

    purpose: Differs
    values: Differs
    actions: list[Differs]
    is_reordered: bool

    @property
    def any(self) -> bool:
        parts = [self.purpose, self.values, *self.actions]
        return self.is_reordered or any(part.new or part.gone for part in parts)


def differs(label: str, before: Sequence[str], after: Sequence[str]) -> Differs:
    return Differs(
        label, [text for text in after if text not in before], [text for text in before if text not in after]
    )


def changes(before: Content, after: Content) -> Changes:
    """What is new, what is gone, and whether what stays has another order. Of a new value, no action is told again."""
    was = {value.label: value.actions for value in before.values}
    values = differs("", list(was), [value.label for value in after.values])
    actions = [differs(value.label, was[value.label], value.actions) for value in after.values if value.label in was]
    return Changes(
        differs("", before.purpose, after.purpose),
        values,
        [part for part in actions if part.new or part.gone],
        order(before, after) != order(after, before),
    )


def order(of: Content, other: Content) -> list[list[str]]:
    """The order of what both have: of purposes, of values, of each value's actions."""
    theirs = {value.label: value.actions for value in other.values}
    both = sorted((value for value in of.values if value.label in theirs), key=lambda value: value.label)
    return [
        kept(of.purpose, other.purpose),
        [value.label for value in of.values if value.label in theirs],
        *(kept(value.actions, theirs[value.label]) for value in both),
    ]


def kept(texts: Sequence[str], others: Sequence[str]) -> list[str]:
    """The texts that the others have too, each once."""
    return [text for text in dict.fromkeys(texts) if text in others]
