"""A light HTTP client: one connection, one question at a time, and little work for each answer."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urlencode

HOST = "127.0.0.1"
CSRF = "0" * 32  # any secret will do: what counts is that cookie and header are the same
PATIENCE = 30.0  # seconds
RETRY = (0.05, 0.2)  # seconds, between which a phone waits before it connects again


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    head: bytes
    body: bytes
    at: float  # monotonic time

    def header(self, name: bytes) -> str:
        """The value of a header, whose name is given in lower case; empty where it is not there."""
        _, found, rest = self.head.partition(b"\r\n" + name + b": ")
        return rest.partition(b"\r\n")[0].decode() if found else ""


Heard = Callable[[Reply | None], None]


class Line(asyncio.Protocol):
    """One kept connection. `heard` gets every answer, and None when the connection is lost."""

    def __init__(self, heard: Heard) -> None:
        self.heard = heard
        self.transport: asyncio.Transport | None = None
        self._came = b""

    async def connect(self, port: int) -> Line:
        """Raises OSError where nobody listens."""
        await asyncio.get_running_loop().create_connection(lambda: self, HOST, port)
        return self

    def ask(self, request: bytes) -> None:
        if self.transport:
            self.transport.write(request)

    def close(self) -> None:
        if self.transport:
            self.transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self.transport = None
        self.heard(None)

    def data_received(self, data: bytes) -> None:
        self._came = self._came + data if self._came else data
        if reply := parse(self._came):
            self._came = b""
            self.heard(reply)


def parse(came: bytes) -> Reply | None:
    """The answer, once it is there as a whole. Its length must be told, unless it has no body."""
    end = came.find(b"\r\n\r\n")
    if end < 0:
        return None
    status, head = int(came[9:12]), came[:end].lower() + b"\r\n"
    body = came[end + 4 :]
    at = time.monotonic()  # not uvloop's, which counts whole milliseconds
    if status in (204, 304):
        return Reply(status, head, b"", at)
    length = head.partition(b"\r\ncontent-length: ")[2].partition(b"\r\n")[0]
    return Reply(status, head, body, at) if len(body) >= int(length) else None


class Asker:
    """A connection for questions that are waited for, one at a time; made anew when it was lost."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._line: Line | None = None
        self._answer: asyncio.Future[Reply | None] | None = None

    async def ask(self, request: bytes) -> Reply | None:
        """The answer; None where the connection was refused or lost before it came, or it never came."""
        if self._line is None:
            try:
                self._line = await Line(self._heard).connect(self.port)
            except OSError:
                return None
        self._answer = asyncio.get_running_loop().create_future()
        self._line.ask(request)
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._answer
        except TimeoutError:
            self.close()
            return None

    def close(self) -> None:
        if self._line:
            self._line.close()

    def _heard(self, reply: Reply | None) -> None:
        if reply is None or reply.header(b"connection") == "close":
            self._line = None
        if self._answer and not self._answer.done():
            self._answer.set_result(reply)


@contextmanager
def askers(ports: Sequence[int], number: int) -> Iterator[list[Asker]]:
    """So many connections, spread over the ports."""
    made = [Asker(ports[index % len(ports)]) for index in range(number)]
    try:
        yield made
    finally:
        for asker in made:
            asker.close()


@dataclass(frozen=True)
class Visitor:
    """A browser that is signed in: what it sends with everything."""

    session: str = ""

    def get(self, path: str, **headers: str) -> bytes:
        return self._request("GET", path, headers)

    def post(self, path: str, form: dict[str, str | int]) -> bytes:
        """As HTMX sends a form."""
        headers = {"HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded"}
        return self._request("POST", path, headers, urlencode(form))

    def _request(self, method: str, path: str, headers: dict[str, str], body: str = "") -> bytes:
        lines = {"Host": "localhost", **headers}
        if self.session:
            lines |= {"Cookie": f"session={self.session}; csrf={CSRF}", "X-CSRFToken": CSRF}
        if body:
            lines["Content-Length"] = str(len(body))
        head = "\r\n".join(f"{name}: {value}" for name, value in lines.items())
        return f"{method} {path} HTTP/1.1\r\n{head}\r\n\r\n{body}".encode()


@dataclass(eq=False)
class Viewer:
    """A page that follows its audience by long polls, and comes back after 50 to 200 ms when the line is lost."""

    port: int
    token: str
    heard: Callable[[Viewer, Reply], None]  # each new state
    errors: list[str] = field(default_factory=list)
    version: str = ""
    _line: Line | None = None
    _over: bool = False
    _again: asyncio.TimerHandle | None = None
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def start(self) -> None:
        self._again = None
        task = asyncio.ensure_future(self._connect())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def stop(self) -> None:
        self._over = True
        if self._again:
            self._again.cancel()
        if self._line:
            self._line.close()

    async def _connect(self) -> None:
        try:
            self._line = await Line(self._hear).connect(self.port)
        except OSError:
            self._retry()
        else:
            self._ask()

    def _ask(self) -> None:
        if self._line and not self._over:
            self._line.ask(b"GET /live/%b?v=%b HTTP/1.1\r\nHost: localhost\r\n\r\n" % _bytes(self.token, self.version))

    def _hear(self, reply: Reply | None) -> None:
        if reply is None:
            self.version = ""  # as a page does: be answered at once, since much may have happened
            self._retry()
            return
        if reply.status == 200:
            self.version = reply.header(b"x-version")
            self.heard(self, reply)
        elif reply.status != 204:
            self.errors.append(f"a poll was answered {reply.status}")
        if reply.header(b"connection") != "close":
            self._ask()

    def _retry(self) -> None:
        self._line = None
        if not self._over:
            delay = random.uniform(*RETRY)  # noqa: S311
            self._again = asyncio.get_running_loop().call_later(delay, self.start)


def _bytes(*texts: str) -> tuple[bytes, ...]:
    return tuple(text.encode() for text in texts)
