"""What a whole room asks for at once, read once for a while."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")

MOST = 100  # things kept, after which all are read anew


class Recent(Generic[T]):
    """Keeps what was read for a key for so many seconds, or until its mark is another. Everybody gets the same object."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._kept: dict[Hashable, tuple[Hashable, float, T]] = {}

    def get(self, key: Hashable, read: Callable[[], T], *, mark: Hashable = None) -> T:
        kept = self._kept.get(key)
        if kept and kept[0] == mark and time.monotonic() - kept[1] <= self.seconds:
            return kept[2]
        found = read()
        if len(self._kept) >= MOST:
            self._kept.clear()
        self._kept[key] = mark, time.monotonic(), found
        return found

    def forget(self) -> None:
        self._kept.clear()
