"""Calls that run side by side in one thread, and ask the database together.

Each call has a fiber of its own. It runs as far as a question that others may have too (`ask`) and waits there. When all
wait, each question is put once for all who have it, and they go on.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextvars import copy_context
from functools import partial
from typing import Any, TypeVar, cast

from django.db import InterfaceError, OperationalError, connection
from greenlet import getcurrent, greenlet

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
Call = Callable[[], None]


class Fiber(greenlet):  # type: ignore[misc]
    """A call, and what it asks while it waits."""

    question: Hashable = None
    argument: object = None

    def __init__(self, call: Call) -> None:
        super().__init__(call)
        self.gr_context = copy_context()


def ask(question: Callable[[Sequence[Asked]], Sequence[Answer]], argument: Asked) -> Answer:
    """What `question` answers, which takes several arguments at once and answers each as it would alone.

    At once, outside a fiber and where a transaction is open: all fibers of a thread share its connection, and what
    another writes would be part of it.
    """
    here = getcurrent()
    if not isinstance(here, Fiber) or connection.in_atomic_block:
        (answer,) = question([argument])
        return answer
    here.question, here.argument = question, argument
    assert here.parent
    return cast(Answer, here.parent.switch())


def run(calls: Sequence[Call]) -> None:
    """Runs all to their ends. None of them may raise."""
    fibers = [Fiber(call) for call in calls]
    for fiber in fibers:
        fiber.switch()
    while waiting := [fiber for fiber in fibers if not fiber.dead]:
        alike: dict[Any, list[Fiber]] = {}
        for fiber in waiting:
            alike.setdefault(fiber.question, []).append(fiber)
        for question, asking in alike.items():
            for go_on in list(answered(question, asking)):
                go_on()


def answered(question: Any, asking: Sequence[Fiber]) -> Iterator[Call]:
    """How each goes on: with its answer, or with an error that is its own and nobody else's.

    But a database that is away is away for all: it is not waited for once more for each.
    """
    try:
        answers = question([fiber.argument for fiber in asking])
    except (InterfaceError, OperationalError) as error:
        for fiber in asking:
            yield partial(fiber.throw, error)
    except Exception as error:
        if len(asking) == 1:
            yield partial(asking[0].throw, error)
        else:
            for fiber in asking:
                yield from answered(question, [fiber])
    else:
        for fiber, answer in zip(asking, answers, strict=True):
            yield partial(fiber.switch, answer)
