"""A fixed number of threads, of which the one that worked last works first.

Its connection is warm: the database has planned there what is asked again. Threads that take turns would each be asked the
same too seldom for that.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, TypeVar

T = TypeVar("T")
Job = Callable[[], None]


class Hands(Executor):
    """They live from the beginning: nobody waits for one to come to life. They end with the process."""

    def __init__(self, number: int) -> None:
        self._lock = Lock()
        self._idle: list[SimpleQueue[Job]] = []  # where each waits for a job, the last one to do so at the end
        self._jobs: deque[Job] = deque()  # those for which nobody was idle
        for _ in range(number):
            Thread(target=self._work, name="hand", daemon=True).start()

    def submit(self, call: Callable[..., T], /, *args: Any, **named: Any) -> Future[T]:
        future: Future[T] = Future()
        job = partial(done, future, partial(call, *args, **named))
        with self._lock:
            if not self._idle:
                self._jobs.append(job)
                return future
            hand = self._idle.pop()
        hand.put(job)
        return future

    def _work(self) -> None:
        mine: SimpleQueue[Job] = SimpleQueue()
        while True:
            self._next(mine)()

    def _next(self, mine: SimpleQueue[Job]) -> Job:
        with self._lock:
            if self._jobs:
                return self._jobs.popleft()
            self._idle.append(mine)
        return mine.get()


def done(future: Future[T], call: Callable[[], T]) -> None:
    """Does it, unless nobody waits for it any more."""
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = call()
    except BaseException as error:
        future.set_exception(error)
    else:
        future.set_result(result)
