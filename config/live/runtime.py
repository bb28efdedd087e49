"""The live half of one server process: what an app registered, and the hub with its background tasks."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import close_old_connections, connections
from django.utils import translation

from config.live import hints
from config.live.hub import Gap, Hub, Rendered, Renderer, describe, logger, same_gap
from config.live.presence import Presence, Sink
from config.live.tokens import Audience

LOOK = 1.0  # seconds between two looks at who is present
HOLD = 20.0  # seconds that a poll waits; below the half minute after which proxies and phones give up


def no_rooms(_: Audience) -> Rendered | None:
    return None


_registered: tuple[Renderer, Gap, Sink | None] = no_rooms, same_gap, None


def register(renderer: Renderer, *, gap: Gap = same_gap, presence: Sink | None = None) -> None:
    """Says how rooms are rendered; called once, from an app's `ready`.

    `renderer` gives what an audience sees, or None where there is no such room. It is called in a thread
    of its own, with the audience's language active and without a request; it may use the database.
    `gap` gives the seconds between two renders of an audience for changes that aren't urgent.
    `presence` is called in the same thread with a room, its viewers in this process, and those of them whose poll is
    held just then: within a second of a change, else every 5 seconds, and once more when the last one left.
    """
    global _registered
    _registered = renderer, gap, presence


class Live:
    """Serves what is registered, from now until `stop`, in the event loop it is made in."""

    def __init__(self, *, hold: float = HOLD) -> None:
        self.hold = hold
        self._renderer, gap, sink = _registered
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="live")
        self.presence = Presence()
        self.hub = Hub(self._render, self._thread, gap=gap)
        self._tasks = [asyncio.create_task(hints.listen(self.hub))]
        if sink:
            self._tasks.append(asyncio.create_task(self._report(sink)))

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.hub.stop()
        self._thread.submit(connections.close_all)
        self._thread.shutdown(wait=False)

    async def _report(self, sink: Sink) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(LOOK)
            for room, viewers in self.presence.news().items():
                try:
                    await loop.run_in_executor(
                        self._thread, self._tell, sink, room, viewers, self.presence.asking(room)
                    )
                except Exception as error:
                    logger.error("Presence in %s was not kept: %s", room, describe(error))

    def _render(self, audience: Audience) -> Rendered | None:
        with database(), translation.override(audience.language):
            return self._renderer(audience)

    def _tell(self, sink: Sink, room: str, viewers: frozenset[str], asking: frozenset[str]) -> None:
        with database():
            sink(room, viewers, asking)


_live: Live | None = None


def begin() -> Live:
    """This process serves live pages from now on."""
    global _live
    _live = Live()
    return _live


def serving() -> Live:
    """What serves this process's live pages."""
    assert _live, "the server has not begun"
    return _live


@contextmanager
def database() -> Iterator[None]:
    """A request's care for connections, where there is no request."""
    close_old_connections()
    try:
        yield
    finally:
        close_old_connections()
