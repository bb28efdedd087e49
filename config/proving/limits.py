"""The limits: what this machine can do at most, where nothing of ours stands in the way."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from importlib.util import find_spec

import psycopg

from config.proving.servers import Server, Site, free_port
from config.proving.wire import Asker
from config.settings import database

THREADS = 8  # of each process that is measured against
LINES = 16  # connections that ask without a pause
UPSERT = (
    "INSERT INTO upserts (id, points, total, handed_in) VALUES (?, ?, 100, 1)"
    " ON CONFLICT (id) DO UPDATE SET points = excluded.points, total = excluded.total"
)
TABLE = "CREATE TABLE IF NOT EXISTS upserts (id integer PRIMARY KEY, points text, total integer, handed_in integer)"
POINTS = "[%d, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]"  # another each time: what is the same, SQLite does not write


async def rate(lines: Sequence[Asker], seconds: float, request: Callable[[int], bytes]) -> float:
    """Answers a second when every connection asks again at once; `request` gives the question by number.

    AssertionError where an answer is not 200.
    """
    numbers, ends = iter(range(10**9)), time.monotonic() + seconds

    async def ask(line: Asker) -> int:
        answered = 0
        while time.monotonic() < ends:
            reply = await line.ask(request(next(numbers)))
            assert reply is not None
            assert reply.status == 200, reply.status
            answered += 1
        return answered

    begun = time.monotonic()
    counts = await asyncio.gather(*[ask(line) for line in lines])
    return sum(counts) / (time.monotonic() - begun)


def upserts(site: Site, *, rows: int, seconds: float, processes: int) -> float:
    """Upserts a second into a bare table in the site's database, each one a transaction."""
    if not site.is_postgresql:
        return _sqlite_upserts(site, rows, seconds)
    site.rows(TABLE)
    writers = THREADS * processes
    with ThreadPoolExecutor(writers) as hands:
        rates = hands.map(lambda writer: _postgresql_upserts(site, rows, seconds, writer), range(writers))
        return sum(rates)


def _sqlite_upserts(site: Site, rows: int, seconds: float) -> float:
    options = database("")["OPTIONS"]
    assert isinstance(options, dict)
    with closing(sqlite3.connect(site.folder / "upserts.sqlite3", isolation_level=None)) as connection:
        connection.executescript(options["init_command"])
        connection.execute(TABLE)
        return _repeat(seconds, lambda number: connection.execute(UPSERT, (number % rows, POINTS % number)))


def _postgresql_upserts(site: Site, rows: int, seconds: float, writer: int) -> float:
    statement = UPSERT.replace("?", "%s").encode()
    with psycopg.connect(site.database, autocommit=True) as connection:
        return _repeat(
            seconds, lambda number: connection.execute(statement, ((writer + number * 16) % rows, POINTS % number))
        )


def _repeat(seconds: float, act: Callable[[int], object]) -> float:
    begun, done = time.monotonic(), 0
    while time.monotonic() < begun + seconds:
        act(done)
        done += 1
    return done / (time.monotonic() - begun)


@contextmanager
def broadcast(site: Site, length: int) -> Iterator[Server]:
    """A server that does nothing but give everybody the same so many bytes."""
    port = free_port()
    server = Server(site, port, line=[sys.executable, "-m", "config.proving.bare", str(port), str(length)])
    with _running(server):
        yield server


def has_gunicorn() -> bool:
    return find_spec("gunicorn") is not None


@contextmanager
def gunicorn(site: Site, processes: int) -> Iterator[Server]:
    """The same site behind gunicorn's threads."""
    port = free_port()
    options = ["-k", "gthread", "--threads", str(THREADS), "-w", str(processes), "--keep-alive", "30"]
    entry = ["-b", f"127.0.0.1:{port}", "--log-level", "warning", "django.core.wsgi:get_wsgi_application()"]
    server = Server(site, port, line=[sys.executable, "-m", "gunicorn", *options, *entry])
    with _running(server):
        yield server


@contextmanager
def _running(server: Server) -> Iterator[None]:
    server.start()
    try:
        server.wait()
        yield
    finally:
        server.stop()
