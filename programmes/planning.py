"""The times of a day that is being planned: arithmetic, without a database.

Minutes count from midnight of the day. What is pinned keeps its start; everything else follows the one before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from programmes import replan
from programmes.replan import Slot, Wish

MIDNIGHT = 24 * 60


@dataclass(frozen=True)
class Piece:
    """An item as the planner has it. `pinned` is the minute at which it stays; None: it follows the one before."""

    minutes: int
    kind: str = "session"
    pinned: int | None = None
    left_out: bool = False
    needs: int = 0  # minutes that its exercises take


@dataclass(frozen=True)
class Timed:
    """A piece with its time, and where it does not fit; a piece that is out has none."""

    piece: Piece
    starts: int | None
    over: int = 0  # minutes that it runs into the next one, which is pinned
    free: int = 0  # minutes before it in which nothing happens

    @property
    def ends(self) -> int | None:
        return None if self.starts is None else self.starts + self.piece.minutes

    @property
    def short(self) -> int:
        """Minutes that its exercises take beyond its own."""
        return max(0, self.piece.needs - self.piece.minutes)


def lay(begins: int, pieces: Sequence[Piece]) -> list[Timed]:
    """Times for all pieces. Nothing that is pinned is moved, and nothing is cut: what runs over, is told."""
    laid: list[Timed] = []
    cursor, before = begins, None  # where the day has come to, and the piece that led there
    for piece in pieces:
        if piece.left_out:
            laid.append(Timed(piece, None))
            continue
        starts = cursor if piece.pinned is None else piece.pinned
        if before is not None and starts < cursor:
            late = laid[before]
            laid[before] = Timed(late.piece, late.starts, cursor - starts, late.free)
        free = max(0, starts - cursor) if before is not None else 0
        before = len(laid)
        laid.append(Timed(piece, starts, 0, free))
        cursor = starts + piece.minutes
    return laid


def fits(laid: Sequence[Timed]) -> bool:
    return not any(each.over for each in laid)


def ends(laid: Sequence[Timed]) -> int | None:
    """The last minute of the day, which may be past midnight."""
    return max((each.ends for each in laid if each.ends is not None), default=None)


def fitted(begins: int, pieces: Sequence[Piece]) -> list[int]:
    """The minutes of each piece where breaks give way first, and then what stands before a pinned one.

    What finds no room even so keeps its minutes, and still runs over.
    """
    laid = lay(begins, pieces)
    slots = [
        Slot(number, each.starts, each.piece.minutes, each.piece.kind, each.piece.pinned is not None)
        for number, each in enumerate(laid)
        if each.starts is not None
    ]
    wish = Wish(shorten_breaks=True, pin=frozenset(slot.key for slot in slots if slot.pinned))
    found = {slot.key: slot.minutes for slot in replan.propose(slots, -1, 0, wish).slots}
    return [found.get(number, piece.minutes) for number, piece in enumerate(pieces)]
