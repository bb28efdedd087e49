"""The bridge from the event loop to Django's threads: every piece, in order, and no more than somebody reads."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from config import intake, threads
from config.threads import PIECES, Threads

pytestmark = pytest.mark.portable

SCOPE = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "http_version": "1.1", "headers": []}
App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


async def asked(app: App, pieces: list[bytes], send: Callable[[dict[str, Any]], Any]) -> None:
    """Ask `app` with a body in pieces; each message of the answer goes to `send`."""
    came = iter(pieces)
    left = len(pieces)

    async def receive() -> dict[str, Any]:
        nonlocal left
        left -= 1
        return {"type": "http.request", "body": next(came), "more_body": left > 0}

    await Threads(app, workers=1)(SCOPE, receive, send)


async def half(app: App, last: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Asks with half a body, and then what `last` is; None: nothing more comes. Gives what was answered."""
    answer: list[dict[str, Any]] = []
    messages = [{"type": "http.request", "body": b"half", "more_body": True}, *([last] if last else [])]

    async def receive() -> dict[str, Any]:
        return messages.pop(0) if messages else await asyncio.Event().wait()  # type: ignore[return-value]

    async def send(message: dict[str, Any]) -> None:
        answer.append(message)

    await Threads(app, workers=1)(SCOPE, receive, send)
    return answer


@pytest.mark.parametrize(
    ("last", "status"),
    [
        ({"type": "http.disconnect"}, None),
        (None, 408),
        ({"type": "http.request", "body": b"x" * 100, "more_body": False}, 413),
    ],
)
def test_half_a_body_reaches_nobody(monkeypatch, last: dict[str, Any] | None, status: int | None) -> None:
    monkeypatch.setattr(intake, "PATIENCE", 0.05)
    monkeypatch.setattr(intake, "MOST", 50)
    asked = []
    answer = asyncio.run(half(lambda environ, _: asked.append(environ) or [], last))
    assert asked == []
    assert [message["status"] for message in answer if "status" in message] == ([status] if status else [])


def test_a_long_body_goes_by_a_file_and_is_read_by_lines(monkeypatch) -> None:
    monkeypatch.setattr(intake, "IN_MEMORY", 10)
    lines: list[bytes] = []

    def reading(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        lines.extend(environ["wsgi.input"])
        start("204 No Content", [])
        return []

    async def send(_: dict[str, Any]) -> None: ...

    asyncio.run(asked(reading, [b"one\ntw", b"o\n" * 10, b"three"], send))
    assert b"".join(lines) == b"one\ntw" + b"o\n" * 10 + b"three"
    assert len(lines) == 12


def echo(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    body = environ["wsgi.input"].read()
    start("200 OK", [("Content-Length", str(len(body)))])
    return [body]


@pytest.mark.parametrize("pieces", [[b""], [b"one"], [b"one", b" two", b" three"]])
def test_a_body_arrives_whole(pieces: list[bytes]) -> None:
    answer: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        answer.append(message)

    asyncio.run(asked(echo, pieces, send))
    assert [message["type"] for message in answer] == ["http.response.start", *["http.response.body"] * 2]
    assert b"".join(message.get("body", b"") for message in answer) == b"".join(pieces)
    assert not answer[-1].get("more_body")


def test_a_long_answer_keeps_its_order_and_waits_for_its_reader(monkeypatch) -> None:
    monkeypatch.setattr(threads, "AHEAD", 20)
    made: list[int] = []
    furthest, read = 0, 0

    def counting(_: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [])
        for number in range(200):
            made.append(number)
            yield b"%d " % number

    bodies: list[bytes] = []

    async def send(message: dict[str, Any]) -> None:
        nonlocal furthest, read
        await asyncio.sleep(0.001)
        bodies.append(message.get("body", b""))
        read += 1
        furthest = max(furthest, len(made) - read)

    asyncio.run(asked(counting, [b""], send))
    assert b"".join(bodies).split() == [b"%d" % number for number in range(200)]
    assert furthest <= 3 * PIECES


def test_an_error_reaches_the_server_and_frees_the_thread() -> None:
    def failing(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        raise LookupError("nothing here")

    async def twice() -> list[str]:
        app = Threads(failing, workers=1)
        found = []
        for _ in range(2):
            try:
                await app(SCOPE, empty, ignore)
            except LookupError as error:
                found.append(str(error))
        return found

    async def empty() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def ignore(_: dict[str, Any]) -> None: ...

    assert asyncio.run(twice()) == ["nothing here"] * 2
