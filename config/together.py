"""Requests that come from a whole room at once, answered side by side in one thread.

For the view nothing is changed: policy, form and answer are each request's own. What several ask the database at the same
time is asked for all of them in one statement (`config.fibers`). One that comes alone waits for nobody.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from django.urls import URLResolver, get_resolver

from config import fibers
from config.live.hub import describe

logger = logging.getLogger("varde.together")
MOST = 32  # at a time, since the first of them waits for the last

View = TypeVar("View", bound=Callable[..., Any])


def together(view: View) -> View:
    """A whole room asks for this at once."""
    view.is_together = True  # type: ignore[attr-defined]
    return view


def is_marked(path: str) -> bool:
    return bool(marked().fullmatch(path))


@cache
def marked() -> re.Pattern[str]:
    """The paths of the marked views."""
    return re.compile("|".join(routes(get_resolver(), "/")))


def routes(resolver: URLResolver, prefix: str) -> Iterator[str]:
    for each in resolver.url_patterns:
        route = f"{prefix}{each.pattern}"
        if isinstance(each, URLResolver):
            yield from routes(each, route)
        elif getattr(each.callback, "is_together", False):
            yield re.sub("<[^>]+>", "[^/]+", route)


class Together:
    """The thread. It belongs to the event loop in which it is first asked."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[Piece] = SimpleQueue()
        self._loop: asyncio.AbstractEventLoop | None = None

    def do(self, work: Callable[[], None]) -> asyncio.Future[None]:
        """Done when `work` is; raises what it raised."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            Thread(target=self._run, args=[self._loop], name="together", daemon=True).start()
        piece = Piece(work, self._loop.create_future())
        self._waiting.put(piece)
        return piece.done

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        while True:
            try:
                self._serve(loop)
            except Exception as error:
                logger.error("Requests that came together were not answered: %s", describe(error))

    def _serve(self, loop: asyncio.AbstractEventLoop) -> None:
        came = [self._waiting.get()]
        with suppress(Empty):
            while len(came) < MOST:
                came.append(self._waiting.get_nowait())
        try:
            fibers.run([piece.run for piece in came])
        finally:
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(tell, came)


class Piece:
    """Work, and who waits for it."""

    def __init__(self, work: Callable[[], None], done: asyncio.Future[None]) -> None:
        self.work, self.done = work, done
        self.error: BaseException | None = RuntimeError("it was not done")

    def run(self) -> None:
        try:
            self.work()
        except BaseException as error:
            self.error = error
        else:
            self.error = None


def tell(pieces: list[Piece]) -> None:
    """Called in the event loop; who no longer waits was cancelled."""
    for piece in pieces:
        if piece.done.done():
            continue
        if piece.error:
            piece.done.set_exception(piece.error)
        else:
            piece.done.set_result(None)
