"""What a whole room asks for at once, read once for a while."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from django.db.models import Model
from django.db.models.base import ModelState

T = TypeVar("T")


Row = TypeVar("Row", bound=Model)


def own(row: Row) -> Row:
    """A kept row as one's own, to hang things on; what hangs on it already is shared."""
    made = row.__class__.__new__(row.__class__)
    made.__dict__.update(row.__dict__)
    made._state = ModelState()
    made._state.__dict__.update(row._state.__dict__)
    made._state.fields_cache = row._state.fields_cache.copy()  # the rows that it names
    return made


class Recent(Generic[T]):
    """Keeps what was read for a key for so many seconds, or until its mark is another. Everybody gets the same object.

    With `most` things kept, all are read anew.
    """

    def __init__(self, seconds: float, *, most: int = 100) -> None:
        self.seconds, self.most = seconds, most
        self._kept: dict[Hashable, tuple[Hashable, float, T]] = {}

    def get(self, key: Hashable, read: Callable[[], T], *, mark: Hashable = None) -> T:
        kept = self._kept.get(key)
        if kept and kept[0] == mark and time.monotonic() - kept[1] <= self.seconds:
            return kept[2]
        found = read()
        if len(self._kept) >= self.most:
            self._kept.clear()
        self._kept[key] = mark, time.monotonic(), found
        return found

    def forget(self) -> None:
        self._kept.clear()
