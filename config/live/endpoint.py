"""GET /live/<token>?v=<version>: the long poll, answered where the connection is.

A room's phones are told all at once. As ASGI each of them would cost two tasks and the making of an answer; here a
poll is one object in uvicorn's own protocol, and its answer one write of the bytes that all get. No database and no
middleware on this path.
"""

from __future__ import annotations

import time
from functools import cache
from http import HTTPStatus
from urllib.parse import unquote

from django.conf import settings
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from config.live import runtime
from config.live.hub import Answer, Poll
from config.live.tokens import BadTicket, Ticket, read

PREFIX = "/live/"

# A page's own say in half a kilobyte what its scripts may do; where nothing may run, this says it all.
SECURITY_HEADERS = {
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


class Protocol(HttpToolsProtocol):
    """uvicorn's HTTP for everything else."""

    def on_headers_complete(self) -> None:
        if not self.url.startswith(PREFIX.encode()) or self.parser.should_upgrade():
            super().on_headers_complete()
            return
        before, exchange = self.cycle, Exchange(self)
        self.cycle = exchange  # type: ignore[assignment]
        if before is None or before.response_complete:
            exchange.begin()
        else:
            # Sent before what was asked first is answered: its turn comes after that.
            self.flow.pause_reading()
            self.pipeline.appendleft((exchange, self.app))  # type: ignore[arg-type]


class Exchange:
    """A request for what an audience sees, and its answer: in the place of uvicorn's own RequestResponseCycle."""

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol
        self.live = runtime.serving()
        self.method = protocol.parser.get_method()
        self.keep_alive = protocol.parser.get_http_version() != "1.0" and protocol.parser.should_keep_alive()
        self.path, _, query = protocol.url.decode("latin-1").partition("?")
        self.seen = query.partition("v=")[2]
        self.body = bytearray()  # what comes with it is not read
        self.message_event = self  # uvicorn sets it when something has come, or the connection is lost
        self.disconnected = self.response_complete = False
        self.status = 0
        self.poll: Poll | None = None

    async def run_asgi(self, _: object) -> None:
        """How uvicorn begins what had to wait for its turn."""
        self.begin()

    def set(self) -> None:
        if self.disconnected and self.poll:
            self.live.hub.leave(self.poll)
            self._ended(self.poll.ticket)

    def begin(self) -> None:
        if self.method != b"GET":
            self._refuse(Answer(405))
            return
        try:
            ticket = read(unquote(self.path.removeprefix(PREFIX)))
        except BadTicket:
            self._refuse(Answer(403))
            return
        self.live.presence.began(ticket.audience.room, ticket.viewer)
        self.poll = Poll(ticket, self.seen, self.live.hold, self.tell, self.told)
        self.live.hub.ask(self.poll)

    def tell(self, answer: Answer) -> None:
        """Writes, and no more: the others in the room are waiting for theirs."""
        self.status = answer.status
        transport = self.protocol.transport
        if transport.is_closing():
            return
        sent = answer.written.get(self.keep_alive)
        if sent is None:
            sent = written(answer, self.protocol.server_state.default_headers, keep_alive=self.keep_alive)
            answer.written[self.keep_alive] = sent
        transport.write(sent)
        if not self.keep_alive:
            transport.close()

    def told(self) -> None:
        """What waited for its turn on this connection, has it."""
        self.response_complete = True
        if self.poll:
            ticket = self.poll.ticket
            self._ended(ticket)
            if self.status == 403:
                self.live.presence.forget(ticket.audience.room, ticket.viewer)
        self.protocol.on_response_complete()

    def _refuse(self, answer: Answer) -> None:
        self.tell(answer)
        self.protocol.loop.call_soon(self.told)

    def _ended(self, ticket: Ticket) -> None:
        self.poll = None
        self.live.presence.ended(ticket.audience.room, ticket.viewer)


def written(answer: Answer, more: list[tuple[bytes, bytes]], *, keep_alive: bool) -> bytes:
    """The answer as it is sent now, with uvicorn's own headers: the same bytes for all whom it is given to."""
    headers = {**common_headers(), **{name.decode(): value.decode() for name, value in more}}
    headers["x-now"] = str(time.time_ns() // 1_000_000)
    if not keep_alive:
        headers["connection"] = "close"
    if answer.status == 200:
        headers |= {"content-type": "text/html; charset=utf-8", "x-version": answer.version}
    if answer.status == 405:
        headers["allow"] = "GET"
    if answer.status != 204:
        headers["content-length"] = str(len(answer.body))
    first = f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}"
    return "\r\n".join([first, *[f"{name}: {value}" for name, value in headers.items()], "\r\n"]).encode() + answer.body


@cache
def common_headers() -> dict[str, str]:
    """What every answer carries; HSTS too, which Django's own middleware adds elsewhere."""
    headers = {"cache-control": "no-store", **SECURITY_HEADERS}
    if settings.SECURE_HSTS_SECONDS:
        headers["strict-transport-security"] = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"
    return headers
