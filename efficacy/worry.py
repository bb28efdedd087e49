"""The worry fraction of source 1: probability × (catastrophe + awfulness) over mastery + rescue + escape.

Each of the six is a whole number, 0–10. The threat goes from 0 to 200; it is no measure to compare people by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ABOVE, BELOW = ("probability", "catastrophe", "awfulness"), ("mastery", "rescue", "escape")
HANDLES = (*ABOVE, *BELOW)
LOWEST, HIGHEST = 0, 10
STEP = 2  # how far a handle is moved to see what it would do
Values = Mapping[str, int]


def threat(values: Values) -> float | None:
    """The fraction; None where mastery, rescue and escape are all 0: no way out is set yet.

    Raises ValueError for a value out of range, and KeyError for one that is missing.
    """
    if any(values[name] not in range(LOWEST, HIGHEST + 1) for name in HANDLES):
        raise ValueError("each handle of the worry fraction is 0 to 10")
    below = sum(values[name] for name in BELOW)
    above = values["probability"] * (values["catastrophe"] + values["awfulness"])
    return above / below if below else None


@dataclass(frozen=True)
class Move:
    """One handle moved, the others as they stand, and what the threat would be then."""

    handle: str
    was: int
    now: int
    threat: float


def moves(values: Values) -> list[Move]:
    """What each handle would do if it were moved two steps the good way, the one that helps most first.

    Handles that can't be moved further, or change nothing, are left out.
    """
    before = threat(values)
    found = []
    for handle in HANDLES:
        by = STEP if handle in BELOW else -STEP
        to = min(max(values[handle] + by, LOWEST), HIGHEST)
        after = threat({**values, handle: to})
        if to != values[handle] and after is not None and (before is None or after < before):
            found.append(Move(handle, values[handle], to, after))
    return sorted(found, key=lambda move: (move.threat, HANDLES.index(move.handle)))
