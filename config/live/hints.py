"""Hints that a room changed, from any thread to every process. The hub's repair makes up for a lost one."""

from __future__ import annotations

import asyncio
import os
import secrets
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from config.live.hub import ANY_ROOM, GAP, Hub, describe, logger

LOOK = 0.05  # seconds between two looks at SQLite's data_version
RECONNECT = 1.0  # seconds
# A dead network shows within half a minute, where the connection would else wait for ever.
KEEPALIVES = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}

Forward = Callable[[list[str]], Awaitable[None]]

_teller: Teller | None = None  # this process's own, while it serves
_token = secrets.token_hex(4)


def origin() -> str:
    """This process: its own notifications come back to it, and it knows of them already."""
    return f"{os.getpid()}-{_token}"


def announce(room: str, *, urgent: bool = True, with_statement: bool = False) -> None:
    """Tells everybody who watches `room` that it changed, once the transaction has been committed.

    From any thread of Django's, inside or outside a transaction. An urgent change (a step) is rendered at once, another
    (a counter) when the audience's gap is over. A failure to tell is logged, never raised: what was saved is saved. Only
    an urgent change in a transaction of PostgreSQL is told by a statement of that transaction, and fails with it.
    `with_statement`: what wrote it was given `telling`, and has told other processes where the database does that.
    """
    is_postgresql = connection.vendor == "postgresql"
    told = is_postgresql and (with_statement or (urgent and connection.in_atomic_block))
    if told and not with_statement:
        notify(room, urgent=True)  # it goes out with the commit itself; of votes there are too many for that

    def tell() -> None:
        if _teller:
            _teller.from_thread(room, urgent=urgent, forward=not told)
        elif is_postgresql and not told:
            notify(room, urgent=urgent)

    transaction.on_commit(tell, robust=True)


def telling(room: str) -> tuple[str, list[str]]:
    """What a statement of PostgreSQL says, so that with its commit the other processes hear of an urgent change."""
    return "pg_notify('live', %s)", [payload(room, urgent=True)]


def notify(room: str, *, urgent: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify('live', %s)", [payload(room, urgent=urgent)])


def payload(room: str, *, urgent: bool) -> str:
    return f"{origin()} {int(urgent)} {room}"


class Teller:
    """Carries this process's announcements to its own hub at once, and on to the other processes by `forward`.

    What is not urgent goes on at most once in `GAP` seconds, however many voted. Belongs to the event loop it is made in.
    """

    def __init__(self, hub: Hub, forward: Forward | None) -> None:
        self._hub, self._forward = hub, forward
        self._loop = asyncio.get_running_loop()
        self._news: dict[str, bool] = {}  # rooms, and whether it is urgent
        self._wake = asyncio.Event()
        self._urgent = asyncio.Event()

    def from_thread(self, room: str, *, urgent: bool, forward: bool = True) -> None:
        """From any thread; nothing happens when the loop has ended."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(partial(self.tell, room, urgent=urgent, forward=forward))

    def tell(self, room: str, *, urgent: bool, forward: bool = True) -> None:
        self._hub.touch(room, urgent=urgent)
        if self._forward and forward:
            self._news[room] = self._news.get(room, False) or urgent
            self._wake.set()
            if urgent:
                self._urgent.set()

    async def run(self) -> None:
        """Forwards until cancelled. What can't be sent is let go: the others' repair makes up for it."""
        if self._forward is None:
            return
        while True:
            await self._wake.wait()
            self._wake.clear()
            self._urgent.clear()
            news, self._news = self._news, {}
            await self._forward([payload(room, urgent=urgent) for room, urgent in news.items()])
            with suppress(TimeoutError):
                await asyncio.wait_for(self._urgent.wait(), GAP)


class Wire:
    """A connection of its own to PostgreSQL, on which a process notifies the others; made anew when it was lost."""

    def __init__(self) -> None:
        self._connection: Any = None
        self._lost = False

    async def send(self, payloads: list[str]) -> None:
        try:
            if self._connection is None or self._connection.closed:
                self._connection = await connected()
            await self._connection.execute("SELECT pg_notify('live', each) FROM unnest(%s::text[]) each", [payloads])
            self._lost = False
        except Exception as error:
            if not self._lost:  # said once, not at every vote
                logger.warning("No hints to other processes: %s", describe(error))
            self._lost = True
            await self.close()

    async def close(self) -> None:
        if self._connection:
            await self._connection.close()
        self._connection = None


async def listen(hub: Hub) -> None:
    """Lets announcements of this and other processes reach `hub` until cancelled; reconnects after a loss."""
    global _teller
    wire = Wire() if connection.vendor == "postgresql" else None
    _teller = Teller(hub, wire.send if wire else None)
    forwarding = asyncio.create_task(_teller.run())
    lost = False
    try:
        while True:
            try:
                async for room, urgent in _postgresql() if wire else _sqlite(hub):
                    lost = False
                    hub.touch(room, urgent=urgent)
            except Exception as error:
                if not lost:  # said once, not every second
                    logger.warning("No hints from other processes: %s", describe(error))
                lost = True
            await asyncio.sleep(RECONNECT)
    finally:
        _teller = None
        forwarding.cancel()
        if wire:
            await wire.close()


async def connected() -> Any:
    """A connection to the database that the event loop uses, beside those of Django's threads."""
    import psycopg  # here: a server on SQLite starts without it

    known: dict[str, Any] = connection.get_connection_params()
    database = {name: value for name, value in known.items() if name not in ("cursor_factory", "context")}
    return await psycopg.AsyncConnection.connect(**KEEPALIVES | database, autocommit=True)


async def _postgresql() -> AsyncIterator[tuple[str, bool]]:
    """What other processes notify, with a connection of its own."""
    async with await connected() as listener:
        await listener.execute("LISTEN live")
        yield ANY_ROOM, False  # what was notified before is lost
        async for notification in listener.notifies():
            sender, _, change = notification.payload.partition(" ")
            urgent, _, room = change.partition(" ")
            if sender != origin():
                yield room, urgent == "1"


async def _sqlite(hub: Hub) -> AsyncIterator[tuple[str, bool]]:
    """Any other connection's commit raises data_version; whose room it was cannot be seen."""
    address = f"{Path(connection.settings_dict['NAME']).absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=0, isolation_level=None)) as watcher:
        known = None
        while True:
            if hub.watched:
                (version,) = watcher.execute("PRAGMA data_version").fetchone()
                if version != known:
                    known = version
                    yield ANY_ROOM, False
            await asyncio.sleep(LOOK)
