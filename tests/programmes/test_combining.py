"""What several sums tell together."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.combining import Sum, tells_of_few

A, B, C = ([f"{name}{number}" for number in range(5)] for name in "abc")
PEOPLE = [*A, *B, *C, "l"]


def summed(answers: dict[str, int], people: list[str]) -> Sum:
    total = Fraction(sum(answers[who] for who in people))
    return Sum(frozenset(people), total, total)


def told(answers: dict[str, int], *rounds: list[str], now: list[str]) -> bool:
    return tells_of_few(summed(answers, now), [summed(answers, people) for people in rounds], least=1, most=6)


@pytest.mark.parametrize(
    "rounds",
    [
        ([*A, "l"], [*A, *B], ["l", *B]),
        ([*A, *B], [*A, "l"], ["l", *B]),
        ([*A, *B], [*B, *C], [*A, *C], [*A, *B, *C, "l"]),  # half of the first three, and the fourth less that
    ],
)
@given(st.lists(st.integers(1, 6), min_size=len(PEOPLE), max_size=len(PEOPLE)))
def test_one_who_can_be_told_from_three_or_four_is_not_told_of(rounds, given_) -> None:
    answers = dict(zip(PEOPLE, given_, strict=True))
    assert told(answers, *rounds[:-1], now=rounds[-1])


@pytest.mark.parametrize(
    "rounds",
    [
        ([*A, *B], [*B, *C], [*A, *C]),  # five at the least, whichever way
        ([*A, *B], [*A, *B], [*A, *B]),  # always the same
        ([*A, "l"], [*A, "l"]),
        ([*A, "l"], [*B, "l"], [*C, "l"]),
    ],
)
@given(st.lists(st.integers(1, 6), min_size=len(PEOPLE), max_size=len(PEOPLE)))
def test_where_nobody_can_be_told_nothing_is_held_back(rounds, given_) -> None:
    answers = dict(zip(PEOPLE, given_, strict=True))
    assert not told(answers, *rounds[:-1], now=rounds[-1])


def test_where_somebody_must_have_changed_their_mind_nothing_is_told() -> None:
    low, high = dict.fromkeys(PEOPLE, 1), dict.fromkeys(PEOPLE, 6)
    rounds = [summed(low, [*A, "l"]), summed(low, [*A, *B])]
    assert not tells_of_few(summed(high, ["l", *B]), rounds, least=1, most=6)
    assert tells_of_few(summed(low, ["l", *B]), rounds, least=1, most=6)


BLOCKS = {"a": A, "b": B, "c": C, "l": ["l"], "few": A[:2]}
ROOM = (
    st.sets(st.sampled_from(sorted(BLOCKS)), min_size=1)
    .map(lambda names: sorted({who for name in names for who in BLOCKS[name]}))
    .filter(lambda people: len(people) >= 5)  # of fewer nothing is known
)


@given(
    st.lists(ROOM, min_size=3, max_size=5),
    st.lists(st.integers(1, 6), min_size=len(PEOPLE), max_size=len(PEOPLE)),
    st.integers(-3, 3),
    st.integers(-3, 3),
)
def test_no_two_others_leave_few_that_it_did_not_see(rounds, given_, one, other) -> None:
    """Whatever a stranger counts of two known sums against the new one: fewer than five are left only where it says so."""
    answers = dict(zip(PEOPLE, given_, strict=True))
    first, second, now = rounds[:3]
    left = {who: (who in now) + one * (who in first) + other * (who in second) for who in PEOPLE}
    few = [who for who, times in left.items() if times]
    if 0 < len(few) < 5 and one and other:
        assert told(answers, first, second, now=now)
