"""Django as WSGI behind an ASGI server, in a fixed number of threads.

a2wsgi's bridge waits for the event loop at each piece of a request and an answer: five changes of thread for a
vote, each of which may have to wait for the interpreter. Here what is short crosses over once each way.
"""

import asyncio
import contextvars
from typing import Any

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi import Body, WSGIResponder, build_environ

AHEAD = 8  # pieces of an answer that a thread makes before the first is sent, and then between it and the reader


class Threads(WSGIMiddleware):
    """The ASGI application that answers each request in one of `workers` threads."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await Responder(self.app, self.executor, AHEAD)(scope, receive, send)


class Responder(WSGIResponder):
    """One request. A short answer is sent when it is whole; a long one flows as it is read."""

    flow: asyncio.Task[None] | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.made: list[Any] = []
        self.to = send
        environ = build_environ(scope, await begun(Body(self.loop, receive)))
        try:
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
            if self.flow:
                self.flow.cancel()

    def send(self, message: Any) -> None:
        """Called in the thread."""
        self.made.append(message)
        if len(self.made) <= AHEAD and not self.flow:
            return
        if not self.flow:
            asyncio.run_coroutine_threadsafe(self.begin(), self.loop).result()
        made, self.made = self.made, []
        for each in made:
            super().send(each)

    async def begin(self) -> None:
        self.flow = self.loop.create_task(self.sender(self.to))


async def begun(body: Body) -> Body:
    """The body with its first piece, which is the whole of a short one."""
    message: Any = await body.receive()
    body.buffer.extend(message.get("body", b""))
    body._has_more = message.get("more_body", False)
    return body
