"""The server's entry: Django as WSGI in a fixed number of threads. Live pages are answered before, by the protocol.

Run by uvicorn with `config.live.endpoint.Protocol` as its HTTP.
"""

import logging
import os
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import django

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

# After Django's set-up, since they read its settings and what the apps registered.
from config import memory  # noqa: E402
from config.handler import Handler  # noqa: E402
from config.live import endpoint, runtime  # noqa: E402
from config.threads import Threads  # noqa: E402

wsgi = Handler()
pages: Any = Threads(wsgi, workers=4)

# Seconds that a thread may keep the interpreter from the others: the event loop is one among them.
sys.setswitchinterval(0.001)


def without_tokens(record: logging.LogRecord) -> bool:
    """A poll's address opens what it shows, so it stays out of the access log."""
    return f" {endpoint.PREFIX}" not in record.getMessage()


logging.getLogger("uvicorn.access").addFilter(without_tokens)


async def application(scope: Message, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
    else:
        await pages(scope, receive, send)


def let_go() -> None:
    """Answers held polls, so that the server need not wait for them to end; called in the event loop's thread."""
    runtime.serving().hub.let_go()


async def lifespan(receive: Receive, send: Send) -> None:
    await receive()
    live = runtime.begin()
    memory.settle()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await live.stop()
    await send({"type": "lifespan.shutdown.complete"})
