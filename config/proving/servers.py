"""The shipped server on a database of its own, started and ended as an operator or a power cut would."""

from __future__ import annotations

import os
import resource
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from config import postgres
from config.proving.wire import HOST

ROOT = Path(__file__).resolve().parents[2]
MANAGE = [sys.executable, str(ROOT / "manage.py")]
FILES = 16_384  # open files: a thousand phones on both ends of their connections
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


class NotUp(Exception):
    """A server ended or did not answer in time; the text is what it said."""


@dataclass(frozen=True)
class Site:
    """A folder, a database and a key that belong to one installation."""

    folder: Path
    database: str  # as VARDE_DATABASE takes it
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("VARDE_")}
        return kept | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "VARDE_NO_VENV": "1",
            "VARDE_VAR": str(self.folder),
            "VARDE_DATABASE": self.database,
            **self.settings,
        }

    @property
    def is_postgresql(self) -> bool:
        return self.database.startswith("postgresql:")

    def run(self, *line: str) -> str:
        """What a program says here; CalledProcessError where it fails."""
        done = subprocess.run(  # noqa: S603
            line, env=self.environment, cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE
        )
        return done.stdout

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What another process reads or writes in the database; placeholders are question marks."""
        if self.is_postgresql:
            with psycopg.connect(self.database, autocommit=True) as server:
                cursor = server.execute(query.replace("?", "%s").encode(), values)
                return cursor.fetchall() if cursor.description else []
        with closing(sqlite3.connect(self.database, timeout=20)) as connection, connection:
            return connection.execute(query, values).fetchall()


@contextmanager
def site(database: str = "sqlite", migrated: Path | None = None) -> Iterator[Site]:
    """A new, migrated installation on "sqlite" or on a "postgresql" of its own; nothing of it is left behind.

    `migrated`: an SQLite database that is empty and migrated, to be copied.
    """
    settings = {"VARDE_SECRET_KEY": secrets.token_urlsafe(48)}
    with tempfile.TemporaryDirectory(prefix="varde-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if database == "sqlite":
            place = Site(folder, str(folder / "varde.sqlite3"), settings)
            if migrated:
                shutil.copy(migrated, place.database)
            yield place if migrated else _migrated(place)
            return
        with postgres.cluster(durable=True) as address:
            yield _migrated(Site(folder, address, settings))


def _migrated(site: Site) -> Site:
    site.run(*MANAGE, "migrate", "-v0")
    return site


@dataclass
class Server:
    """One `manage.py serve`. What it says ends up in a file of the site's folder."""

    site: Site
    port: int
    options: Sequence[str] = ()
    line: Sequence[str] = ()  # another command instead
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0  # monotonic time at which the process started

    @property
    def said(self) -> Path:
        return self.site.folder / f"said-{self.port}"

    def start(self) -> None:
        line = self.line or [*MANAGE, "serve", "--port", str(self.port), *self.options]
        with self.said.open("ab") as said:
            self.began = time.monotonic()
            self.process = subprocess.Popen(  # noqa: S603
                line, env=self.site.environment, cwd=ROOT, stdout=said, stderr=said
            )

    def wait(self, seconds: float = 60) -> None:
        """Until it answers. NotUp where it does not within `seconds`."""
        assert self.process
        if not within(seconds, lambda: self._answers() or self._ended()) or self._ended():
            raise NotUp(self.said.read_text(errors="replace")[-2000:])

    def kill(self) -> None:
        """Ends it as a power cut would; what it had started ends by itself."""
        if self.process and not self._ended():
            self.process.kill()
            self.process.wait()

    def stop(self, seconds: float = 15) -> float:
        """Asks it to end as an operator does; gives the seconds that it took."""
        if self.process is None or self._ended():
            return 0.0
        children, begun = self.children, time.monotonic()
        self.process.terminate()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
        spent = time.monotonic() - begun
        end(children)
        return spent

    @property
    def pid(self) -> int:
        return self.process.pid if self.process else 0

    @property
    def children(self) -> list[int]:
        return [pid for pid, (parent, _) in running().items() if parent == self.pid]

    @property
    def cpu(self) -> float:
        """Seconds of processor time since it started, all threads, without what it has started."""
        user, system = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / TICKS

    @property
    def memory(self) -> int:
        """Bytes in its own pages in memory."""
        resident, shared = Path(f"/proc/{self.pid}/statm").read_text().split()[1:3]
        return (int(resident) - int(shared)) * PAGE

    @property
    def threads(self) -> int:
        return len(list(Path(f"/proc/{self.pid}/task").iterdir()))

    def _answers(self) -> bool:
        try:
            socket.create_connection((HOST, self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def _ended(self) -> bool:
        return self.process is None or self.process.poll() is not None


@contextmanager
def serving(site: Site, processes: int = 1, *, worker: bool = True) -> Iterator[list[Server]]:
    """The site behind so many servers, the first of them with the worker of the queue."""
    more_files()
    made = [Server(site, free_port(), () if worker and not number else ("--no-worker",)) for number in range(processes)]
    try:
        for server in made:
            server.start()
        for server in made:
            server.wait()
        yield made
    finally:
        for server in made:
            server.stop()


def more_files() -> None:
    """Lets this process, and what it starts, hold a thousand connections."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def running() -> dict[int, tuple[int, list[str]]]:
    """Every process that has not ended, with its parent and its command."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent, *_ = (folder / "stat").read_text().rpartition(")")[2].split()
            if state != "Z":
                found[int(folder.name)] = (int(parent), (folder / "cmdline").read_text().split("\0")[:-1])
        except OSError:  # it ended just now
            continue
    return found


def within(seconds: float, look: Callable[[], bool]) -> bool:
    """Whether it came to be so in that time; looked at fifty times a second."""
    end = time.monotonic() + seconds
    while not (seen := look()) and time.monotonic() < end:
        time.sleep(0.02)
    return seen


def end(processes: list[int]) -> list[int]:
    """Ends those that have not ended by themselves within two seconds, and says which."""
    within(2, lambda: not running().keys() & set(processes))
    left = [pid for pid in processes if pid in running()]
    for pid in left:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return left
