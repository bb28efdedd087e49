"""The rotation's promises, for all groups and any minutes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from values.gallery import left_out, minutes_for, rotation, visits_in

GROUPS = st.integers(2, 20)
MINUTES = st.integers(-10, 300)
VISIT, WALK = st.integers(1, 30), st.integers(0, 15)


@given(GROUPS, MINUTES, VISIT, WALK)
def test_everybody_visits_another_each_round_and_none_twice(groups: int, minutes: int, visit: int, walk: int) -> None:
    plan = rotation(groups, minutes, visit, walk)
    everybody = set(range(groups))
    for each in plan:
        assert set(each) == everybody
        assert set(each.values()) == everybody  # one visiting group at each host
        assert all(guest != host for guest, host in each.items())
    for group in everybody:
        visited = [each[group] for each in plan]
        assert len(set(visited)) == len(visited)


@given(GROUPS, MINUTES, VISIT, WALK)
def test_as_many_rounds_as_the_minutes_hold_and_no_more(groups: int, minutes: int, visit: int, walk: int) -> None:
    rounds = len(rotation(groups, minutes, visit, walk))
    assert rounds * visit + max(0, rounds - 1) * walk <= max(0, minutes)
    assert rounds == groups - 1 or (rounds + 1) * visit + rounds * walk > minutes
    assert rounds + left_out(groups, minutes, visit, walk) == groups - 1
    assert minutes_for(rounds, visit, walk) <= max(0, minutes)


@given(GROUPS, VISIT, WALK)
def test_with_time_enough_everybody_has_been_everywhere(groups: int, visit: int, walk: int) -> None:
    plan = rotation(groups, minutes_for(groups - 1, visit, walk), visit, walk)
    pairs = [pair for each in plan for pair in each.items()]
    assert sorted(pairs) == [(guest, host) for guest in range(groups) for host in range(groups) if guest != host]


@pytest.mark.parametrize("groups", [-1, 0, 1])
def test_with_nobody_to_visit_there_is_no_round(groups: int) -> None:
    assert rotation(groups, 300) == []
    assert left_out(groups, 0) == 0


def test_two_groups_visit_each_other_once() -> None:
    assert rotation(2, 20) == [{0: 1, 1: 0}]


def test_twenty_minutes_hold_five_visits_of_four_and_no_walking() -> None:
    assert len(rotation(6, 20, walk=0)) == 5
    assert len(rotation(6, 20)) == 4
    assert (left_out(6, 20), left_out(6, 20, walk=0), minutes_for(5)) == (1, 0, 24)


def test_thirteen_groups_in_twenty_minutes_meet_four_others() -> None:
    assert len(rotation(13, 20)) == 4
    assert left_out(13, 20) == 8


@pytest.mark.parametrize(("visit", "walk"), [(0, 1), (-1, 1), (4, -1)])
def test_a_visit_without_time_is_refused(visit: int, walk: int) -> None:
    with pytest.raises(ValueError, match="a visit takes a minute"):
        rotation(6, 20, visit, walk)


def test_no_time_holds_no_visit() -> None:
    assert [visits_in(minutes) for minutes in (-5, 0, 3, 4, 8, 9)] == [0, 0, 0, 1, 1, 2]
