"""Django as WSGI behind an ASGI server, in a fixed number of threads.

a2wsgi's bridge waits for the event loop at each piece of a request and an answer: five changes of thread for a
vote, each of which may have to wait for the interpreter. Here a request crosses over whole, and a short answer too.
"""

import asyncio
import contextvars
from functools import partial
from typing import Any

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi import WSGIResponder, build_environ

from config import intake
from config.hands import Hands
from config.together import Together, is_marked

# Bytes of an answer that a thread makes before it waits for who reads it: more than any page, picture or font has, so that
# a slow reader holds up a thread only with a document of their own.
AHEAD = 2_000_000
PIECES = 8  # of a longer answer, between the thread and its reader


class Threads(WSGIMiddleware):
    """The ASGI application that answers each request in one of `workers` threads, or with others of its kind in one."""

    def __init__(self, app: Any, workers: int) -> None:
        super().__init__(app)
        self.hands = Hands(workers)
        self.together = Together()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        together = self.together if is_marked(scope["path"]) else None
        await Responder(self.app, self.hands, PIECES, together)(scope, receive, send)


class Responder(WSGIResponder):
    """One request. A short answer is sent when it is whole; a long one flows as it is read."""

    flow: asyncio.Task[None] | None = None

    def __init__(self, app: Any, hands: Any, pieces: int, together: Together | None) -> None:
        super().__init__(app, hands, pieces)
        self.together = together

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.made: list[Any] = []
        self.size = 0
        self.to = send
        try:
            body = await intake.body(receive)
        except intake.NotWhole as problem:
            await refuse(problem.status, send)
            return
        environ = build_environ(scope, body)  # type: ignore[arg-type]
        try:
            if self.together:
                await self.together.do(partial(self.wsgi, environ, self.start_response))
            else:
                context = contextvars.copy_context()
                await self.loop.run_in_executor(self.executor, context.run, self.wsgi, environ, self.start_response)
            if self.flow:
                await self.send_queue.put(None)
                await self.flow
            for message in self.made:
                await send(message)
            if self.exc_info is not None:
                raise self.exc_info[0].with_traceback(self.exc_info[1], self.exc_info[2])
        finally:
            body.close()
            if self.flow:
                self.flow.cancel()

    def send(self, message: Any) -> None:
        """Called in the thread."""
        self.made.append(message)
        self.size += len(message.get("body", b""))
        if self.size <= AHEAD and not self.flow:
            return
        if not self.flow:
            asyncio.run_coroutine_threadsafe(self.begin(), self.loop).result()
        made, self.made = self.made, []
        for each in made:
            super().send(each)

    async def begin(self) -> None:
        self.flow = self.loop.create_task(self.sender(self.to))


async def refuse(status: int, send: Any) -> None:
    """Says why to whoever is still there; the connection can't be used for more."""
    if not status:
        return
    headers = [(b"content-length", b"0"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
