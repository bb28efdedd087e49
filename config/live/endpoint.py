"""GET /live/<token>?v=<version>: the long poll, as raw ASGI. No database and no middleware on this path."""

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping
from functools import cache
from typing import Any

from django.conf import settings

from config.live.hub import Answer
from config.live.runtime import Live
from config.live.tokens import BadTicket, Ticket, read

PREFIX = "/live/"
HOLD = 20.0  # seconds; below the half minute after which proxies and phones give up

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


# A page's own say in half a kilobyte what its scripts may do; where nothing may run, this says it all.
SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@cache
def common_headers() -> list[tuple[bytes, bytes]]:
    """What every answer carries; HSTS too, which Django's own middleware adds elsewhere."""
    headers = {"Cache-Control": "no-store", **SECURITY_HEADERS}
    if settings.SECURE_HSTS_SECONDS:
        year = f"max-age={settings.SECURE_HSTS_SECONDS}"
        headers["Strict-Transport-Security"] = f"{year}; includeSubDomains; preload"
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


async def poll(live: Live, scope: Message, receive: Receive, send: Send, *, hold: float = HOLD) -> None:
    """Answers one poll: 200 with x-version, or 204 after `hold` seconds; x-now is epoch milliseconds."""
    try:
        ticket = read(scope["path"].removeprefix(PREFIX))
    except BadTicket:
        ticket = None
    if scope["method"] != "GET":
        await _send(send, Answer(405))
    elif ticket is None:
        await _send(send, Answer(403))
    else:
        await _send(send, await _answer(live, ticket, scope, receive, hold))


async def _answer(live: Live, ticket: Ticket, scope: Message, receive: Receive, hold: float) -> Answer:
    seen = scope["query_string"].partition(b"v=")[2].decode("latin-1")
    left = asyncio.ensure_future(_disconnected(receive))
    try:
        with live.presence.poll(ticket.audience.room, ticket.viewer):
            answer = await live.hub.answer(ticket, seen, hold=hold, left=left)
    except asyncio.CancelledError:
        # The server is stopping: let the page go in peace, so that it asks the next process.
        return Answer(204)
    finally:
        left.cancel()
    if answer.status == 403:
        live.presence.forget(ticket.audience.room, ticket.viewer)
    return answer


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send(send: Send, answer: Answer) -> None:
    headers = [*common_headers(), (b"x-now", str(time.time_ns() // 1_000_000).encode())]
    if answer.status == 200:
        headers.append((b"content-type", b"text/html; charset=utf-8"))
        headers.append((b"x-version", answer.version.encode()))
    if answer.status == 405:
        headers.append((b"allow", b"GET"))
    if answer.status != 204:
        headers.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
