"""Hints that a room changed, from any thread to every process. The hub's repair makes up for a lost one."""

import asyncio
import os
import secrets
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from config.live.hub import ANY_ROOM, Hub, describe, logger

LOOK = 0.05  # seconds between two looks at SQLite's data_version
RECONNECT = 1.0  # seconds
# A dead network shows within half a minute, where the connection would else wait for ever.
KEEPALIVES = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}

_hub: Hub | None = None  # this process's own, while it serves
_token = secrets.token_hex(4)


def origin() -> str:
    """This process: its own notifications come back to it, and it knows of them already."""
    return f"{os.getpid()}-{_token}"


def announce(room: str, *, urgent: bool = True) -> None:
    """Tells everybody who watches `room` that it changed, once the transaction has been committed.

    From any thread of Django's, inside or outside a transaction; on PostgreSQL it costs a statement.
    An urgent change (a step) is rendered at once, another (a counter) when the audience's gap is over.
    A failure to tell is logged, never raised: what was saved is saved.
    """

    def tell() -> None:
        if _hub:
            _hub.touch_from_thread(room, urgent=urgent)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_notify('live', %s)", [f"{origin()} {int(urgent)} {room}"])

    transaction.on_commit(tell, robust=True)


async def listen(hub: Hub) -> None:
    """Lets announcements of this and other processes reach `hub` until cancelled; reconnects after a loss."""
    global _hub
    _hub = hub
    postgresql = connection.vendor == "postgresql"
    lost = False
    try:
        while True:
            try:
                async for room, urgent in _postgresql() if postgresql else _sqlite(hub):
                    lost = False
                    hub.touch(room, urgent=urgent)
            except Exception as error:
                if not lost:  # said once, not every second
                    logger.warning("No hints from other processes: %s", describe(error))
                lost = True
            await asyncio.sleep(RECONNECT)
    finally:
        _hub = None


async def _postgresql() -> AsyncIterator[tuple[str, bool]]:
    """What other processes notify, with a connection of its own."""
    import psycopg  # here: a server on SQLite starts without it

    known: dict[str, Any] = connection.get_connection_params()
    database = {name: value for name, value in known.items() if name not in ("cursor_factory", "context")}
    async with await psycopg.AsyncConnection.connect(**KEEPALIVES | database, autocommit=True) as listener:
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
