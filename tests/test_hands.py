"""The one that worked last works first; all work when there is much to do; and an error is whose job it was."""

from __future__ import annotations

import threading
from concurrent.futures import Future

import pytest

from config.hands import Hands

pytestmark = pytest.mark.once


def test_the_one_that_worked_last_works_first() -> None:
    hands = Hands(3)
    first = hands.submit(threading.get_ident).result(5)
    settled(hands, 3)
    assert hands.submit(threading.get_ident).result(5) == first


def test_all_work_when_there_is_much_to_do() -> None:
    hands, together = Hands(3), threading.Barrier(3)
    waiting = [hands.submit(together.wait, 5) for _ in range(9)]
    assert sorted(each.result(10) for each in waiting) == sorted([0, 1, 2] * 3)


def test_an_error_is_whose_job_it_was() -> None:
    hands = Hands(1)
    failing: Future[float] = hands.submit(lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        failing.result(5)
    assert hands.submit(lambda number, more: number + more, 1, more=2).result(5) == 3


def test_what_nobody_waits_for_any_more_is_not_begun() -> None:
    hands, go_on = Hands(1), threading.Event()
    begun: list[int] = []
    busy = hands.submit(go_on.wait, 5)
    dropped = hands.submit(begun.append, 1)
    kept = hands.submit(begun.append, 2)
    assert dropped.cancel()
    go_on.set()
    assert busy.result(5)
    kept.result(5)
    assert begun == [2]


def settled(hands: Hands, number: int) -> None:
    """All have come back to wait."""
    for _ in range(500):
        with hands._lock:
            if len(hands._idle) == number:
                return
        threading.Event().wait(0.01)
    raise AssertionError("somebody did not come back")
