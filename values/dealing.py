"""How values are dealt to groups: all of them to somebody, something to everybody, wishes first. Pure."""

from __future__ import annotations

from collections.abc import Mapping


def dealt(values: int, groups: int, wishes: Mapping[int, int] | None = None) -> list[tuple[int, int]]:
    """Pairs of value and group, both from 0. Every value is with a group, and every group has a value.

    A group gets what it wishes, also where another wishes the same. What nobody wished goes to the groups that have
    fewest; a group that has nothing shares the value that fewest have. The first in order comes first.
    """
    pairs = [(value, group) for group, value in sorted((wishes or {}).items()) if value < values and group < groups]
    if not values or not groups:
        return []
    for value in range(values):
        if all(value != has for has, _group in pairs):
            pairs.append((value, min(range(groups), key=lambda group: sum(group == each for _v, each in pairs))))
    for group in range(groups):
        if all(group != each for _value, each in pairs):
            pairs.append((min(range(values), key=lambda value: sum(value == has for has, _g in pairs)), group))
    return sorted(pairs)
