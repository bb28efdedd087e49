"""Calls side by side: each has its own answer, its own error and its own language, and what all ask is asked once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import translation

from config import fibers

pytestmark = pytest.mark.once


class Oracle:
    """Doubles numbers, and notes how many were asked of it at a time; it has no answer for 13."""

    def __init__(self) -> None:
        self.times: list[int] = []

    def double(self, numbers: Sequence[int]) -> list[int]:
        self.times.append(len(numbers))
        if 13 in numbers:
            raise ValueError("no answer")
        return [2 * number for number in numbers]

    def halve(self, numbers: Sequence[int]) -> list[float]:
        self.times.append(len(numbers))
        return [number / 2 for number in numbers]


def side_by_side(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each gave, or raised."""
    found: dict[int, Any] = {}

    def noted(number: int, call: Callable[[], Any]) -> None:
        try:
            found[number] = call()
        except Exception as error:
            found[number] = error

    fibers.run([partial(noted, number, call) for number, call in enumerate(calls)])
    return [found[number] for number in range(len(calls))]


def test_what_all_ask_is_asked_once() -> None:
    oracle = Oracle()
    calls = [partial(lambda number: fibers.ask(oracle.double, fibers.ask(oracle.double, number)), n) for n in range(5)]
    assert side_by_side(calls) == [0, 4, 8, 12, 16]
    assert oracle.times == [5, 5]


def test_who_is_alone_asks_alone() -> None:
    oracle = Oracle()
    assert fibers.ask(oracle.double, 4) == 8
    assert side_by_side([lambda: fibers.ask(oracle.double, 5)]) == [10]
    assert oracle.times == [1, 1]


def test_different_questions_and_none_at_all() -> None:
    oracle = Oracle()
    calls = [
        lambda: fibers.ask(oracle.double, 4),
        lambda: "nothing to ask",
        lambda: fibers.ask(oracle.halve, 4),
        lambda: fibers.ask(oracle.double, 5),
    ]
    assert side_by_side(calls) == [8, "nothing to ask", 2.0, 10]
    assert sorted(oracle.times) == [1, 2]


def test_an_error_is_ones_own() -> None:
    oracle = Oracle()
    calls = [partial(fibers.ask, oracle.double, number) for number in (1, 13, 2)]
    first, second, third = side_by_side(calls)
    assert (first, third) == (2, 4)
    assert isinstance(second, ValueError)
    assert oracle.times == [3, 1, 1, 1]


def test_a_database_that_is_away_is_asked_once() -> None:
    times: list[int] = []

    def away(arguments: Sequence[int]) -> list[int]:
        times.append(len(arguments))
        raise OperationalError

    found = side_by_side([partial(fibers.ask, away, number) for number in range(4)])
    assert [type(error) for error in found] == [OperationalError] * 4
    assert times == [4]


def test_whoever_catches_the_error_goes_on() -> None:
    oracle = Oracle()

    def again() -> int:
        try:
            return fibers.ask(oracle.double, 13)
        except ValueError:
            return fibers.ask(oracle.double, 7)

    assert side_by_side([again, partial(fibers.ask, oracle.double, 1)]) == [14, 2]


def test_each_has_its_own_language() -> None:
    oracle = Oracle()

    def spoken(language: str) -> str:
        with translation.override(language):
            fibers.ask(oracle.double, 1)
            return translation.gettext("Lever")

    with translation.override("nn"):
        assert side_by_side([partial(spoken, each) for each in ("nb", "en", "nn")]) == ["Lever", "Hand in", "Lever"]
        assert translation.get_language() == "nn"


@pytest.mark.django_db(transaction=True)
def test_nobody_is_let_into_anothers_transaction() -> None:
    oracle, seen = Oracle(), list[bool]()

    def writing() -> None:
        with transaction.atomic():
            fibers.ask(oracle.double, 1)

    def looking() -> None:
        fibers.ask(oracle.halve, 1)
        seen.append(connection.in_atomic_block)

    assert side_by_side([looking, writing, looking]) == [None] * 3
    assert seen == [False, False]
    assert oracle.times == [1, 2], "the writer did not wait for the others"
