"""What several sums tell together."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.combining import NOW, readings

A, B, C = ([f"{name}{number}" for number in range(5)] for name in "abc")
PEOPLE = [*A, *B, *C, "l"]
ANSWERS = st.lists(st.integers(1, 6), min_size=len(PEOPLE), max_size=len(PEOPLE))


def told(answers: dict[str, int], *rounds: list[str], now: list[str]) -> bool:
    everybody = {NOW: now, **dict(enumerate(rounds, start=1))}
    sums = {key: (Fraction(sum(answers[who] for who in people)),) * 2 for key, people in everybody.items()}
    known = tuple((key, frozenset(people)) for key, people in enumerate(rounds, start=1))
    return any(each.is_explained(sums, least=1, most=6) for each in readings(frozenset(now), known))


@pytest.mark.parametrize(
    "rounds",
    [
        ([*A, "l"], [*A, *B], ["l", *B]),
        ([*A, *B], [*A, "l"], ["l", *B]),
        (B, [*A, *B], [*A, "l"]),  # the first shares nobody with the last
        ([*A, "l"], A),
        ([*A, *B], [*B, *C], [*A, *C], [*A, *B, *C, "l"]),  # half of the first three, and the fourth less that
    ],
)
@given(ANSWERS)
def test_one_who_can_be_told_from_up_to_four_is_not_told_of(rounds, given_) -> None:
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
@given(ANSWERS)
def test_where_nobody_can_be_told_nothing_is_held_back(rounds, given_) -> None:
    answers = dict(zip(PEOPLE, given_, strict=True))
    assert not told(answers, *rounds[:-1], now=rounds[-1])


def test_where_somebody_must_have_changed_their_mind_nothing_is_told() -> None:
    (reading,) = [
        each
        for each in readings(frozenset(["l", *B]), ((1, frozenset([*A, "l"])), (2, frozenset([*A, *B]))))
        if len(each.rounds) == 3
    ]
    low = {1: (Fraction(6), Fraction(6)), 2: (Fraction(10), Fraction(10))}
    assert reading.is_explained({**low, NOW: (Fraction(6), Fraction(6))}, least=1, most=6)
    assert not reading.is_explained({**low, NOW: (Fraction(36), Fraction(36))}, least=1, most=6)


BLOCKS = {"a": A, "b": B, "c": C, "l": ["l"], "few": A[:2]}
ROOM = (
    st.sets(st.sampled_from(sorted(BLOCKS)), min_size=1)
    .map(lambda names: sorted({who for name in names for who in BLOCKS[name]}))
    .filter(lambda people: len(people) >= 5)  # of fewer nothing is known
)


@given(st.lists(ROOM, min_size=4, max_size=6), ANSWERS, st.lists(st.integers(-3, 3), min_size=3, max_size=3))
def test_no_three_others_leave_few_that_it_did_not_see(rounds, given_, times) -> None:
    """Whatever a stranger counts of known sums against the new one: few are left only where it says so."""
    answers = dict(zip(PEOPLE, given_, strict=True))
    now, others = rounds[0], rounds[1:4]
    left = {who: (who in now) + sum(n * (who in each) for n, each in zip(times, others, strict=True)) for who in PEOPLE}
    if 0 < sum(map(bool, left.values())) < 5:
        assert told(answers, *others, now=now)


def test_forty_who_come_and_go_over_nine_rounds_are_looked_through_at_once() -> None:
    """A close waits for it: some thousand ways are tried, whoever comes and goes."""
    chance = random.Random(7)
    rooms = [frozenset(number for number in range(40) if chance.random() < 0.55) for _ in range(9)]
    readings.cache_clear()
    assert readings(rooms[0], tuple(enumerate(rooms[1:], start=1))) == ()
