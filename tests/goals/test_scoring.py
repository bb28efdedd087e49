"""T: the published figures, and what holds whatever the levels are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.scoring import counted, quadrant, t_change, t_score

# design: all goals at one level, for one to six goals
TABLE = {
    1: (30.0, 40.0, 50.0, 60.0, 70.0),
    2: (25.2, 37.6, 50.0, 62.4, 74.8),
    3: (22.6, 36.3, 50.0, 63.7, 77.4),
    4: (21.0, 35.5, 50.0, 64.5, 79.0),
    5: (19.8, 34.9, 50.0, 65.1, 80.2),
    6: (19.0, 34.5, 50.0, 65.5, 81.0),
}
levels = st.lists(st.integers(1, 5), min_size=1, max_size=10)
weighed = levels.flatmap(
    lambda found: st.tuples(
        st.just(found), st.lists(st.integers(0, 20), min_size=len(found), max_size=len(found)).filter(any)
    )
)


@pytest.mark.parametrize("goals", TABLE)
@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_all_goals_at_one_level(goals, level) -> None:
    assert round(t_score([level] * goals), 1) == TABLE[goals][level - 1]


def test_the_published_medians() -> None:
    assert round(t_score([2] * 5), 1) == 34.9
    assert round(t_score([1] * 4), 1) == 21.0


def test_the_published_weighted_example_is_exactly_55() -> None:
    assert t_score([1, 3, 2, 5, 3, 4], [3, 5, 1, 4, 2, 6]) == pytest.approx(55.0, abs=1e-12)


@given(st.integers(1, 12), st.data())
def test_all_as_expected_is_50_whatever_they_weigh(goals, data) -> None:
    weights = data.draw(st.lists(st.integers(0, 50), min_size=goals, max_size=goals))
    assert t_score([3] * goals, weights) == 50


@given(weighed, st.data())
def test_a_goal_that_comes_further_never_lowers_it(case, data) -> None:
    found, weights = case
    place = data.draw(st.integers(0, len(found) - 1))
    better = [min(level + 1, 5) if number == place else level for number, level in enumerate(found)]
    assert t_score(better, weights) >= t_score(found, weights)
    if weights[place] and found[place] < 5:
        assert t_score(better, weights) > t_score(found, weights)


@given(weighed, st.integers(2, 50))
def test_only_the_proportion_of_the_weights_counts(case, times) -> None:
    found, weights = case
    assert t_score(found, [weight * times for weight in weights]) == pytest.approx(t_score(found, weights))


@given(levels)
def test_without_weights_all_weigh_the_same_and_so_do_nothing_but_zeros(found) -> None:
    assert t_score(found) == t_score(found, [0] * len(found)) == pytest.approx(t_score(found, [7] * len(found)))


def test_a_goal_of_no_weight_is_not_counted_unless_none_has_any() -> None:
    assert (counted([0, 1]), counted([2, 0, 1]), counted([0, 0])) == (1, 2, 2)
    change = t_change([3, 3], [5, 2], [0, 1])
    assert change is not None
    assert change[1] == 1
    assert change[0] == pytest.approx(-10)


@given(weighed)
def test_it_mirrors_around_50(case) -> None:
    found, weights = case
    assert t_score([6 - level for level in found], weights) == pytest.approx(100 - t_score(found, weights))


@given(weighed, st.integers(0, 9), st.integers(0, 20))
def test_a_goal_without_a_level_drops_out_with_its_weight(case, place, weight) -> None:
    found, weights = case
    place = min(place, len(found))
    more = [*found[:place], None, *found[place:]]
    assert t_score(more, [*weights[:place], weight, *weights[place:]]) == t_score(found, weights)


@pytest.mark.parametrize(
    ("found", "weights"),
    [
        ([], None),
        ([None], None),
        ([0], None),
        ([6], None),
        ([-2], None),
        ([2.5], None),
        ([True], None),
        ([3], [-1]),
        ([3], [1.5]),
        ([3, 3], [1]),
        ([3], [1, 1]),
    ],
)
def test_anything_else_is_refused(found, weights) -> None:
    with pytest.raises(ValueError, match=r"level|weight"):
        t_score(found, weights)


def test_change_is_of_the_goals_that_have_both_levels() -> None:
    assert t_change([2, 2], [4, 3]) == (t_score([4, 3]) - t_score([2, 2]), 2)
    assert t_change([2, None, 2], [4, 5, None], [1, 9, 2]) == (t_score([4], [1]) - t_score([2], [1]), 1)
    assert t_change([None], [3]) is None


def test_achievement_beside_effort_in_four() -> None:
    assert [quadrant(*pair) for pair in ((3, 3), (3, 2), (2, 3), (2, 2), (5, 1))] == [
        "reached-worked",
        "reached-idle",
        "short-worked",
        "short-idle",
        "reached-idle",
    ]
