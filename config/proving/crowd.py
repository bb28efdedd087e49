"""Many phones that follow one gathering."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from config.proving.wire import Reply, Viewer

PATIENCE = 20.0  # seconds that a wave may take to reach the last


class Wave:
    """Something that everybody is to see: an answer with `marker` in it."""

    def __init__(self, viewers: Sequence[Viewer], marker: bytes) -> None:
        self.marker = marker
        self.waiting = set(viewers)
        self.last = 0.0  # monotonic time at which the latest of them saw it
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def reach(self, viewer: Viewer, reply: Reply) -> None:
        if viewer in self.waiting and self.marker in reply.body:
            self.waiting.remove(viewer)
            self.last = reply.at
            if not self.waiting and not self.over.done():
                self.over.set_result(None)


class Crowd:
    """Phones that have tickets for the same audience, spread over the servers' ports."""

    def __init__(self, ports: Sequence[int], tickets: Sequence[str]) -> None:
        self.errors: list[str] = []
        self.viewers = [
            Viewer(ports[index % len(ports)], ticket, self._hear, self.errors) for index, ticket in enumerate(tickets)
        ]
        self.latest: Reply | None = None
        self._wave: Wave | None = None

    def wave(self, marker: bytes = b"") -> Wave:
        """From now on: who sees it. The next answer with the marker counts, or any where it is empty."""
        self._wave = Wave(self.viewers, marker)
        return self._wave

    async def passed(self, wave: Wave) -> float:
        """The monotonic time at which it reached the last; those it never reaches are errors."""
        try:
            async with asyncio.timeout(PATIENCE):
                await wave.over
        except TimeoutError:
            self.errors.append(f"{len(wave.waiting)} of {len(self.viewers)} were not reached")
            return time.monotonic()
        return wave.last

    @contextmanager
    def here(self) -> Iterator[None]:
        for viewer in self.viewers:
            viewer.start()
        try:
            yield
        finally:
            for viewer in self.viewers:
                viewer.stop()

    def _hear(self, viewer: Viewer, reply: Reply) -> None:
        self.latest = reply
        if self._wave:
            self._wave.reach(viewer, reply)


class Screen:
    """A projector: which number it showed when."""

    def __init__(self, port: int, ticket: str, number: re.Pattern[bytes]) -> None:
        self.errors: list[str] = []
        self.viewer = Viewer(port, ticket, self._hear, self.errors)
        self.shown: list[tuple[float, int]] = []  # monotonic time, number
        self._number = number

    @property
    def now(self) -> int:
        """The number that stands there; -1 where there is none."""
        return self.shown[-1][1] if self.shown else -1

    async def shows(self, number: int, seconds: float = 4.0) -> bool:
        """Whether the number comes to stand there in time."""
        ends = time.monotonic() + seconds
        while self.now != number and time.monotonic() < ends:
            await asyncio.sleep(0.01)
        return self.now == number

    def delays(self, sent: Sequence[float]) -> list[float]:
        """Seconds from each vote, in the order they were sent, to the first count that holds as many."""
        found, counts = list[float](), iter(self.shown)
        at, count = next(counts, (0.0, -1))
        for number, begun in enumerate(sent, start=1):
            while count < number or at < begun:
                following = next(counts, None)
                if following is None:
                    return found
                at, count = following
            found.append(at - begun)
        return found

    @contextmanager
    def here(self) -> Iterator[None]:
        self.viewer.start()
        try:
            yield
        finally:
            self.viewer.stop()

    def _hear(self, viewer: Viewer, reply: Reply) -> None:
        found = self._number.search(reply.body)
        self.shown.append((reply.at, int(found[1]) if found else -1))
