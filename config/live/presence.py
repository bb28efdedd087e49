"""Who is there: the viewers whose pages polled lately in this process."""

import time
from collections.abc import Callable

PRESENT = 30.0  # seconds after the latest poll
AGAIN = 5.0  # seconds after which the same is news again: a process that died tells nothing

Sink = Callable[[str, frozenset[str], frozenset[str]], None]


class Presence:
    """Used from one thread. `clock` gives seconds that never run backwards."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: dict[tuple[str, str], int] = {}
        self._latest: dict[tuple[str, str], float] = {}
        self._reported: set[str] = set()
        self._told: dict[str, tuple[frozenset[str], float]] = {}

    def began(self, room: str, viewer: str) -> None:
        """A poll of theirs is held: present until it has `ended`, and for 30 seconds after. A screen ("") never is."""
        if viewer:
            self._held[room, viewer] = self._held.get((room, viewer), 0) + 1

    def ended(self, room: str, viewer: str) -> None:
        if not viewer:
            return
        key = (room, viewer)
        self._latest[key] = self._clock()
        self._held[key] -= 1
        if not self._held[key]:
            del self._held[key]

    def forget(self, room: str, viewer: str) -> None:
        """Gone at once, as far as no other poll of theirs is held: their access was withdrawn."""
        self._latest.pop((room, viewer), None)

    def report(self) -> dict[str, frozenset[str]]:
        """The present by room; a room that has emptied since the last report stands once more, empty."""
        oldest = self._clock() - PRESENT
        self._latest = {key: at for key, at in self._latest.items() if at > oldest}
        rooms: dict[str, set[str]] = {room: set() for room in self._reported}
        for room, viewer in [*self._held, *self._latest]:
            rooms.setdefault(room, set()).add(viewer)
        self._reported = {room for room, viewers in rooms.items() if viewers}
        return {room: frozenset(viewers) for room, viewers in rooms.items()}

    def asking(self, room: str) -> frozenset[str]:
        """Those whose poll is held at this moment: they have the page open, and have not just left it."""
        return frozenset(viewer for place, viewer in self._held if place == room)

    def news(self) -> dict[str, frozenset[str]]:
        """The report, without the rooms that were told to be so less than 5 seconds ago."""
        now, news = self._clock(), {}
        for room, viewers in self.report().items():
            before, at = self._told.pop(room, (frozenset(), now))
            if viewers == before and now - at < AGAIN:
                self._told[room] = before, at
                continue
            news[room] = viewers
            if viewers:
                self._told[room] = viewers, now
        return news
