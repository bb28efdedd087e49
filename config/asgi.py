"""The server's entry: the long poll in front, Django as WSGI in a fixed number of threads behind it.

Run by uvicorn with `timeout_graceful_shutdown=2`: else it waits for held polls before it stops.
"""

import logging
import os
import sys
from typing import Any

from django.core.wsgi import get_wsgi_application

from config.threads import Threads

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
wsgi: Any = get_wsgi_application()
django: Any = Threads(wsgi, workers=4)

# After Django's set-up, since they read its settings and what the apps registered.
from config import memory  # noqa: E402
from config.live import endpoint  # noqa: E402
from config.live.runtime import Live  # noqa: E402

_live: Live
# Seconds that a thread may keep the interpreter from the others: the event loop is one among them.
sys.setswitchinterval(0.001)


def without_tokens(record: logging.LogRecord) -> bool:
    """A poll's address opens what it shows, so it stays out of the access log."""
    return f" {endpoint.PREFIX}" not in record.getMessage()


logging.getLogger("uvicorn.access").addFilter(without_tokens)


async def application(scope: endpoint.Message, receive: endpoint.Receive, send: endpoint.Send) -> None:
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
    elif scope["type"] == "http" and scope["path"].startswith(endpoint.PREFIX):
        await endpoint.poll(_live, scope, receive, send)
    else:
        await django(scope, receive, send)


def let_go() -> None:
    """Answers held polls, so that the server need not wait for them to end; called in the event loop's thread."""
    _live.hub.let_go()


async def lifespan(receive: endpoint.Receive, send: endpoint.Send) -> None:
    global _live
    await receive()
    _live = Live()
    memory.settle()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await _live.stop()
    await send({"type": "lifespan.shutdown.complete"})
