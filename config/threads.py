"""Django as WSGI behind an ASGI server, in a fixed number of threads.

a2wsgi's bridge waits for the event loop at each piece of a request and an answer: five changes of thread for a
vote, each of which may have to wait for the interpreter. Here what is short crosses over in one piece each way.
"""

import contextvars
from typing import Any

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi import Body, WSGIResponder, build_environ

AHEAD = 8  # pieces of an answer that a thread hands over before it waits for the reader


class Threads(WSGIMiddleware):
    """The ASGI application that answers each request in one of `workers` threads."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await Responder(self.app, self.executor, 2 * AHEAD)(scope, receive, send)


class Responder(WSGIResponder):
    """One request. The queue is twice as long as what is handed over unasked, so that it never overflows."""

    handed_over = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        environ = build_environ(scope, await begun(Body(self.loop, receive)))
        sender = self.loop.create_task(self.sender(send))
        try:
            context = contextvars.copy_context()
            await self.loop.run_in_executor(self.executor, context.run, self.wsgi, environ, self.start_response)
            await self.send_queue.put(None)
            await sender
            if self.exc_info is not None:
                raise self.exc_info[0].with_traceback(self.exc_info[1], self.exc_info[2])
        finally:
            sender.cancel()

    def send(self, message: Any) -> None:
        if self.handed_over < AHEAD:
            self.handed_over += 1
            self.loop.call_soon_threadsafe(self.send_queue.put_nowait, message)
        else:
            super().send(message)


async def begun(body: Body) -> Body:
    """The body with its first piece, which is the whole of a short one."""
    message: Any = await body.receive()
    body.buffer.extend(message.get("body", b""))
    body._has_more = message.get("more_body", False)
    return body
