"""The hub: renders what each audience sees, at most once per gap, and wakes those who wait for it.

Pure asyncio: everything runs in one event loop but the renderer, which has a thread of its own.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from traceback import extract_tb

from config.live.tokens import Audience, Ticket

GAP = 0.1  # seconds between two renders of a channel
REPAIR = 2.0  # seconds after which a channel is rendered again whatever was announced
FORGET = 60.0  # seconds without a viewer after which a channel is dropped
ANY_ROOM = ""  # in place of a room, where it isn't known which

logger = logging.getLogger("varde.live")


@dataclass(frozen=True, slots=True)
class Rendered:
    """What an audience sees, the room's epoch when it was read, and who may no longer see it.

    Where only some may see it at all, these are named as well: a viewer may be gone altogether.
    """

    body: bytes
    epoch: int
    withdrawn: frozenset[str] = frozenset()
    only: frozenset[str] | None = None

    def admits(self, ticket: Ticket) -> bool:
        who = ticket.viewer.partition(".")[0]
        if self.only is not None and who not in self.only:
            return False
        return ticket.epoch == self.epoch and not self.withdrawn & {ticket.viewer, who}


@dataclass(frozen=True, slots=True)
class Answer:
    """200 a new body, 204 nothing new, 403 not for this ticket (any more), 410 no such room, 503 later."""

    status: int
    body: bytes = b""
    version: str = ""


Renderer = Callable[[Audience], Rendered | None]
Gap = Callable[[Audience], float]


def same_gap(_: Audience) -> float:
    return GAP


def digest(body: bytes) -> str:
    return blake2b(body, digest_size=8).hexdigest()


def release(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)


def describe(error: BaseException) -> str:
    """Type and place of an error, without its message: that may quote what somebody wrote."""
    place = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {place.filename}:{place.lineno}"


@dataclass(eq=False, slots=True)
class Channel:
    audience: Audience
    viewed: float = 0.0  # loop time of the latest poll
    started: float = float("-inf")  # loop time at which the latest render began
    rendered: Rendered | None = None
    version: str = ""
    gone: bool = False  # the renderer knows no such room
    failing: bool = False
    again: bool = False  # touched during a render, which may have read the state before
    urgent: bool = False
    timer: asyncio.TimerHandle | None = None  # the next render, at the latest the repair
    due: float = 0.0  # when the timer ends
    task: asyncio.Task[None] | None = None  # the render under way
    waiters: dict[asyncio.Future[None], Ticket] = field(default_factory=dict)  # held polls
    asking: list[asyncio.Future[None]] = field(default_factory=list)  # wait for the next render to end


class Hub:
    """Belongs to the event loop it is made in; calls `renderer` in `thread`, an executor of one thread."""

    def __init__(
        self,
        renderer: Renderer,
        thread: Executor,
        *,
        gap: Gap = same_gap,
        repair: float = REPAIR,
        forget: float = FORGET,
    ) -> None:
        self._renderer, self._thread, self._gap = renderer, thread, gap
        self._repair, self._forget = repair, forget
        self._loop = asyncio.get_running_loop()
        self._rooms: dict[str, dict[Audience, Channel]] = {}
        self._turn = asyncio.Lock()
        self._closing = False

    @property
    def watched(self) -> bool:
        return bool(self._rooms)

    def touch_from_thread(self, room: str, *, urgent: bool) -> None:
        """As `touch`, from any thread; nothing happens when the loop has ended."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(partial(self.touch, room, urgent=urgent))

    def touch(self, room: str, *, urgent: bool = False) -> None:
        """The room (or any) changed: render what is watched of it, urgently or when its gap is over."""
        for channels in self._rooms.values() if room == ANY_ROOM else [self._rooms.get(room, {})]:
            # What most are waiting for comes first: the others wait for it in the renderer's one thread.
            for channel in sorted(channels.values(), key=lambda channel: -len(channel.waiters)):
                self._touch(channel, urgent)

    async def answer(self, ticket: Ticket, seen: str, *, hold: float, left: asyncio.Future[None]) -> Answer:
        """What to tell somebody who has version `seen`: at once if it is another, else within `hold` seconds.

        Returns early with 204 when `left` is done, since nobody is there to read it.
        """
        channel = self._channel(ticket.audience)
        if channel.rendered is None and channel.task:
            await asyncio.wait([channel.task])  # the first of all: after a restart everybody comes during it
        answer = self._judge(channel, ticket, seen)
        if answer is not None and answer.status >= 400:
            # Never refused on an old render: the ticket may be newer than what we last read.
            await self._fresh(channel)
            answer = self._judge(channel, ticket, seen)
        if answer is None:
            await self._wait(channel, ticket, hold, left)
            answer = self._judge(channel, ticket, seen)
        channel.viewed = self._loop.time()
        return answer or Answer(204)

    def let_go(self) -> None:
        """The server is about to end: held polls are answered now, and no more are held."""
        self._closing = True
        for channels in self._rooms.values():
            for channel in channels.values():
                for waiter in list(channel.waiters):
                    release(waiter)

    def stop(self) -> None:
        """Lets everybody go; a render under way is not waited for."""
        for channel in [channel for channels in self._rooms.values() for channel in channels.values()]:
            if channel.timer:
                channel.timer.cancel()
            if channel.task:
                channel.task.cancel()
            for waiter in [*channel.waiters, *channel.asking]:
                release(waiter)
        self._rooms.clear()

    def _channel(self, audience: Audience) -> Channel:
        channels = self._rooms.setdefault(audience.room, {})
        channel = channels.setdefault(audience, Channel(audience))
        channel.viewed = self._loop.time()
        return channel

    def _judge(self, channel: Channel, ticket: Ticket, seen: str) -> Answer | None:
        """The answer that can be given now, or None where there is nothing new."""
        if channel.rendered is None:
            return Answer(410 if channel.gone else 503)
        if not channel.rendered.admits(ticket):
            return Answer(403)
        if channel.version != seen:
            return Answer(200, channel.rendered.body, channel.version)
        return None

    async def _fresh(self, channel: Channel) -> None:
        """Waits for a render that begins after now; many who ask share one, and the gap holds."""
        asking = self._loop.create_future()
        channel.asking.append(asking)
        self._touch(channel, urgent=False)
        await asking

    async def _wait(self, channel: Channel, ticket: Ticket, hold: float, left: asyncio.Future[None]) -> None:
        if self._closing:
            return
        waiter: asyncio.Future[None] = self._loop.create_future()

        def leave(_: object) -> None:
            release(waiter)

        # A timer and two callbacks: a thousand held polls cost no more tasks than that.
        timer = self._loop.call_later(hold, release, waiter)
        left.add_done_callback(leave)
        channel.waiters[waiter] = ticket
        try:
            await waiter
        finally:
            timer.cancel()
            left.remove_done_callback(leave)
            channel.waiters.pop(waiter, None)

    def _touch(self, channel: Channel, urgent: bool) -> None:
        if channel.task:
            channel.again, channel.urgent = True, channel.urgent or urgent
        else:
            wait = 0.0 if urgent else self._gap(channel.audience)
            self._plan(channel, channel.started + wait)

    def _plan(self, channel: Channel, due: float) -> None:
        """Renders at loop time `due`, or before if that was planned already."""
        due = max(due, self._loop.time())
        if channel.timer:
            if channel.due <= due:
                return
            channel.timer.cancel()
        channel.due = due  # kept here: uvloop's handles don't all tell
        channel.timer = self._loop.call_at(due, self._start, channel)

    def _start(self, channel: Channel) -> None:
        channel.timer = None
        now = self._loop.time()
        if channel.waiters or channel.asking or now - channel.viewed < self._forget:
            channel.started = now
            channel.task = self._loop.create_task(self._render(channel))
            return
        channels = self._rooms[channel.audience.room]
        del channels[channel.audience]
        if not channels:
            del self._rooms[channel.audience.room]

    async def _render(self, channel: Channel) -> None:
        # Who is woken is answered before the next audience is rendered: the two would share the interpreter.
        async with self._turn:
            await self._render_now(channel)
            await asyncio.sleep(0)
        channel.task = None
        again, urgent = channel.again, channel.urgent
        channel.again = channel.urgent = False
        self._plan(channel, channel.started + self._repair)
        if again:
            self._touch(channel, urgent)

    async def _render_now(self, channel: Channel) -> None:
        asking, channel.asking = channel.asking, []
        try:
            rendered = await self._loop.run_in_executor(self._thread, self._renderer, channel.audience)
        except Exception as error:
            if not channel.failing:  # said once, not every two seconds
                place = f"{channel.audience.name} in {channel.audience.room}"
                logger.error("Rendering for %s failed: %s", place, describe(error))
            channel.failing = True
        else:
            channel.failing = False
            self._accept(channel, rendered)
        finally:
            for waiter in asking:
                release(waiter)

    def _accept(self, channel: Channel, rendered: Rendered | None) -> None:
        """Takes over a render; wakes everybody if it is another, else only those it no longer admits."""
        version = digest(rendered.body) if rendered else ""
        changed = version != channel.version or (rendered is None) != channel.gone
        channel.rendered, channel.version, channel.gone = rendered, version, rendered is None
        for waiter, ticket in channel.waiters.items():
            if changed or not (rendered and rendered.admits(ticket)):
                release(waiter)
