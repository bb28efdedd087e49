"""The bridge from the event loop to Django's threads: every piece, in order, and no more than somebody reads."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from config.threads import AHEAD, Threads

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


def test_a_long_answer_keeps_its_order_and_waits_for_its_reader() -> None:
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
    assert furthest <= 3 * AHEAD


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
