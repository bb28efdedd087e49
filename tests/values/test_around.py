"""Ways round what is held back of 100 points: values under other names, and people who come and go."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from programmes.contract import NotPossible
from programmes.models import Attendance, Round, Stage
from programmes.services import stage as stages
from tests import world as worlds
from tests.conftest import ALONE, DIAMOND, TOP_THREE, go_to
from tests.values.test_values import open_points
from values.models import PointsResult
from values.queries import points as queries
from values.queries import words as word_queries
from values.services import points, words

pytestmark = pytest.mark.django_db

VALUES = ("Likeverd", "Respekt", "Toleranse", "Trygghet", "Mot")
FIVE = [[40, 20, 20, 10, 10], [30, 30, 20, 10, 10], [20, 20, 20, 20, 20], [50, 20, 10, 10, 10], [25, 25, 25, 15, 10]]
SIXTH = [3, 7, 60, 13, 17]


def act(here: worlds.Place, name: str, **more: object) -> None:
    stage = Stage.objects.get(gathering=here.gathering)
    getattr(stages, name)(stage=stage, revision=stage.revision, by=here.facilitator, **more)


def given(here: worlds.Place, round: Round, rows: dict[int, Sequence[int]]) -> dict[str, dict[str, object]]:
    """The figures of a round in which leaders, by their numbers, give so many points to the round's values in order."""
    for number, row in rows.items():
        points.save(round=round, participation=here.leaders[number], points=row, hand_in=True)
    act(here, "close_round")
    act(here, "reveal")
    return {figure["label"]: figure for figure in queries.values_of(PointsResult.objects.get(round=round))}


def there(here: worlds.Place, numbers: Sequence[int]) -> None:
    for number, seat in enumerate(here.leaders):
        is_there = {"was_there": number in numbers}
        Attendance.objects.update_or_create(gathering=here.gathering, participation=seat, defaults=is_there)


@pytest.fixture
def six(here) -> Round:
    round = open_points(here)
    assert [each.label for each in round.candidates.all()] == list(VALUES)
    given(here, round, dict(enumerate([*FIVE, SIXTH])))
    return round


def merged(here: worlds.Place, six: Round, name: str) -> None:
    """«Likeverd» and «Mot» become one value, and the room is where points are given again."""
    there(here, range(5))
    go_to(here.gathering, DIAMOND, here.facilitator)
    source = word_queries.source(here.gathering.pk)
    keys = [each.key for each in word_queries.values_of(source) if each.label in ("Likeverd", "Mot")]
    words.merge(round=source, keys=keys, label=name)
    go_to(here.gathering, TOP_THREE, here.facilitator)
    go_to(here.gathering, ALONE, here.facilitator)


@pytest.mark.parametrize("name", ["Likeverd i praksis", "Likeverd", "Mot"])
def test_a_value_that_holds_two_does_not_tell_what_who_left_gave_them(here, six, name) -> None:
    merged(here, six, name)
    act(here, "open_round")
    again = six.exercise.rounds.latest("number")
    labels = [each.label for each in again.candidates.all()]
    assert name in labels
    rows = [dict(zip(VALUES, row, strict=True)) for row in FIVE]
    together = [{**row, name: row["Likeverd"] + row["Mot"]} for row in rows]
    found = given(here, again, {n: [row[label] for label in labels] for n, row in enumerate(together)})
    assert (found[name]["mean"], found[name]["withheld"]) == (None, True)


def test_names_do_not_come_beside_a_value_that_only_changed_its_name(here, six) -> None:
    merged(here, six, "Likeverd i praksis")
    with pytest.raises(NotPossible, match="svart på dette uten navn"):
        act(here, "open_round", named=True)


OTHERS = [[35, 15, 20, 20, 10], [20, 30, 30, 10, 10], [10, 40, 20, 20, 10], [30, 10, 30, 20, 10], [15, 25, 25, 25, 10]]
ROWS = dict(enumerate([*FIVE, SIXTH, *OTHERS]))
"""What eleven give, each time the same."""


def again(here: worlds.Place, numbers: Sequence[int], **how: bool) -> dict[str, dict[str, object]]:
    """Another round, in which only these give."""
    there(here, numbers)
    act(here, "open_round", **how)
    return given(here, Round.objects.latest("pk"), {number: ROWS[number] for number in numbers})


@pytest.fixture
def eleven(db) -> worlds.Place:
    here = worlds.place("Seljordmerke", leaders=11)
    open_points(here)
    act(here, "close_round")
    act(here, "reveal")
    return here


@pytest.mark.parametrize(
    "rounds",
    [
        ([*range(6)], [*range(5), *range(6, 11)], [*range(5, 11)]),  # the first and the last less the second
        ([*range(6, 11)], [*range(5), *range(6, 11)], [*range(6)]),  # the first has nobody who is in the last
    ],
)
def test_three_rounds_do_not_tell_of_one(eleven, rounds) -> None:
    shown = [again(eleven, numbers) for numbers in rounds]
    assert all(figure["mean"] is not None for known in shown[:2] for figure in known.values())
    assert [(figure["mean"], figure["as_before"]) for figure in shown[2].values()] == [(None, False)] * 5


def test_what_is_known_by_name_is_taken_out_first(eleven) -> None:
    again(eleven, [*range(5), *range(6, 11)], named=True)
    assert [figure["mean"] for figure in again(eleven, range(6)).values()] == [None] * 5


def test_the_same_people_see_their_means_however_often(eleven) -> None:
    assert all(figure["mean"] is not None for _time in range(3) for figure in again(eleven, range(11)).values())
