"""The hub: renders what each audience sees, at most once per gap, and wakes those who wait for it.

Everything runs in one event loop but the renderer, which has a thread of its own. No coroutines: each waits for a turn
of the loop, and a room for all of them.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
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
        if ticket.epoch != self.epoch:
            return False
        if not self.withdrawn and self.only is None:
            return True
        who = ticket.viewer.partition(".")[0]
        if self.only is not None and who not in self.only:
            return False
        return not self.withdrawn & {ticket.viewer, who}


@dataclass(frozen=True, slots=True)
class Answer:
    """200 a new body, 204 nothing new, 403 not for this ticket (any more), 410 no such room, 503 later."""

    status: int
    body: bytes = b""
    version: str = ""
    # As it goes out, for connections that are kept and for those that aren't: made for the first who gets it.
    written: dict[bool, bytes] = field(default_factory=dict, compare=False, repr=False)


@dataclass(eq=False, slots=True)
class Poll:
    """Somebody who has the version `seen`, and waits at most `hold` seconds to be told of another.

    `tell` is called once, in the event loop, and then `told`, when everybody has been; never after the poll has left.
    Neither may raise.
    """

    ticket: Ticket
    seen: str
    hold: float
    tell: Callable[[Answer], None]
    told: Callable[[], None]
    timer: asyncio.TimerHandle | None = None  # while it is held


Renderer = Callable[[Audience], Rendered | None]
Rendering = Future[Rendered | None]
Gap = Callable[[Audience], float]


def same_gap(_: Audience) -> float:
    return GAP


def let_run_out(poll: Poll) -> None:
    if poll.timer:
        poll.timer.cancel()
        poll.timer = None


def digest(body: bytes) -> str:
    return blake2b(body, digest_size=8).hexdigest()


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
    rendering: bool = False  # the render is under way, or waits for its turn
    waiters: dict[Poll, None] = field(default_factory=dict)  # those that are held, in the order they came
    asking: list[Poll] = field(default_factory=list)  # are judged by the next render
    judged: list[Poll] = field(default_factory=list)  # are judged by the render under way
    early: list[Poll] = field(default_factory=list)  # came during the very first render


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
        self._turns: deque[Channel] = deque()  # whose turn it is to be rendered, and those who come after
        self._busy = False  # the thread renders for the first of them
        self._closing = False

    @property
    def watched(self) -> bool:
        return bool(self._rooms)

    def touch(self, room: str, *, urgent: bool = False) -> None:
        """The room (or any) changed: render what is watched of it, urgently or when its gap is over."""
        for channels in self._rooms.values() if room == ANY_ROOM else [self._rooms.get(room, {})]:
            # What most are waiting for comes first: the others wait for it in the renderer's one thread.
            for channel in sorted(channels.values(), key=lambda channel: -len(channel.waiters)):
                self._touch(channel, urgent)

    def ask(self, poll: Poll) -> None:
        """Tells the poll what its audience sees: at once if that is not what it has, else when it changes."""
        channel = self._channel(poll.ticket.audience)
        if channel.rendered is None and channel.rendering:
            channel.early.append(poll)  # after a restart everybody comes now
            return
        answer = self._judge(channel, poll)
        if answer is not None and answer.status >= 400:
            # Never refused on an old render: the ticket may be newer than what we last read.
            channel.asking.append(poll)
            self._touch(channel, urgent=False)
        else:
            self._settle(channel, poll, answer)

    def leave(self, poll: Poll) -> None:
        """Nobody is there any more to be told."""
        let_run_out(poll)
        channel = self._rooms.get(poll.ticket.audience.room, {}).get(poll.ticket.audience)
        if channel is None:
            return  # stopped: it has been told
        channel.viewed = self._loop.time()
        channel.waiters.pop(poll, None)
        for waiting in (channel.asking, channel.judged, channel.early):
            if poll in waiting:
                waiting.remove(poll)

    def let_go(self) -> None:
        """The server is about to end: held polls are answered now, and no more are held."""
        self._closing = True
        for channel in self._channels():
            for poll in list(channel.waiters):
                self._expire(channel, poll)

    def stop(self) -> None:
        """Lets everybody go; a render under way is not waited for."""
        channels = self._channels()
        self._rooms.clear()
        self._turns.clear()
        for channel in channels:
            if channel.timer:
                channel.timer.cancel()
            self._tell([*channel.waiters, *channel.asking, *channel.judged, *channel.early], Answer(204))

    def _channels(self) -> list[Channel]:
        return [channel for channels in self._rooms.values() for channel in channels.values()]

    def _channel(self, audience: Audience) -> Channel:
        channels = self._rooms.setdefault(audience.room, {})
        channel = channels.setdefault(audience, Channel(audience))
        channel.viewed = self._loop.time()
        return channel

    def _judge(self, channel: Channel, poll: Poll) -> Answer | None:
        """The answer that can be given now, or None where there is nothing new."""
        if channel.rendered is None:
            return Answer(410 if channel.gone else 503)
        if not channel.rendered.admits(poll.ticket):
            return Answer(403)
        if channel.version != poll.seen:
            return Answer(200, channel.rendered.body, channel.version)
        return None

    def _settle(self, channel: Channel, poll: Poll, answer: Answer | None) -> None:
        """Gives the answer, or holds the poll until there is one."""
        if answer is None and not self._closing:
            poll.timer = self._loop.call_later(poll.hold, self._expire, channel, poll)
            channel.waiters[poll] = None
        else:
            self._tell([poll], answer or Answer(204))

    def _expire(self, channel: Channel, poll: Poll) -> None:
        if poll in channel.waiters:
            del channel.waiters[poll]
            channel.viewed = self._loop.time()
            self._tell([poll], Answer(204))

    def _tell(self, polls: Sequence[Poll], answer: Answer) -> None:
        """All get their answer before anything else is done for any of them."""
        for poll in polls:
            poll.tell(answer)
        self._loop.call_soon(self._afterwards, polls)

    def _afterwards(self, polls: Sequence[Poll]) -> None:
        for poll in polls:
            let_run_out(poll)
            poll.told()

    def _touch(self, channel: Channel, urgent: bool) -> None:
        if channel.rendering:
            channel.again, channel.urgent = True, channel.urgent or urgent
        elif urgent:
            if channel.timer:
                channel.timer.cancel()
            self._start(channel)
        else:
            self._plan(channel, channel.started + self._gap(channel.audience))

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
            channel.started, channel.rendering = now, True
            self._turns.append(channel)
            self._render()
            return
        channels = self._rooms[channel.audience.room]
        del channels[channel.audience]
        if not channels:
            del self._rooms[channel.audience.room]

    def _render(self) -> None:
        """The next in turn, when the thread is free."""
        if self._busy or not self._turns:
            return
        self._busy, channel = True, self._turns[0]
        channel.judged, channel.asking = channel.asking, []
        rendering = self._thread.submit(self._renderer, channel.audience)
        rendering.add_done_callback(partial(self._has_rendered, channel))

    def _has_rendered(self, channel: Channel, rendering: Rendering) -> None:
        """Called in the renderer's thread."""
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._rendered, channel, rendering)

    def _rendered(self, channel: Channel, rendering: Rendering) -> None:
        if not self._turns:
            return  # stopped
        error = rendering.exception()
        if error:
            if not channel.failing:  # said once, not every two seconds
                place = f"{channel.audience.name} in {channel.audience.room}"
                logger.error("Rendering for %s failed: %s", place, describe(error))
            channel.failing = True
        else:
            channel.failing = False
            self._accept(channel, rendering.result())
        judged, channel.judged = channel.judged, []
        for poll in judged:
            self._settle(channel, poll, self._judge(channel, poll))
        channel.rendering = False
        self._go_on(channel)
        self._turns.popleft()
        self._busy = False
        # The bytes are on their way before another thread wants the interpreter.
        self._loop.call_soon(self._render)

    def _go_on(self, channel: Channel) -> None:
        """What came to the channel meanwhile, and its next render."""
        early, channel.early = channel.early, []
        for poll in early:
            self.ask(poll)
        again, urgent = channel.again, channel.urgent
        channel.again = channel.urgent = False
        if not channel.rendering:
            self._plan(channel, channel.started + self._repair)
        if again:
            self._touch(channel, urgent)

    def _accept(self, channel: Channel, rendered: Rendered | None) -> None:
        """Takes over a render; wakes everybody if it is another, else only those it no longer admits."""
        version = digest(rendered.body) if rendered else ""
        changed = version != channel.version or (rendered is None) != channel.gone
        channel.rendered, channel.version, channel.gone = rendered, version, rendered is None
        shut_out = [poll for poll in channel.waiters if rendered and not rendered.admits(poll.ticket)]
        for poll in shut_out:
            del channel.waiters[poll]
        if changed and channel.waiters:
            polls, channel.waiters = list(channel.waiters), {}
            channel.viewed = self._loop.time()
            self._tell(polls, Answer(200, rendered.body, version) if rendered else Answer(410))
        if shut_out:
            self._tell(shut_out, Answer(403))
