"""Ways round what is held back: other rounds, other people there, the questionnaire changed meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from efficacy import instruments
from efficacy.earlier import Kinship, is_repeated, shared
from efficacy.models import AssessmentResult, Instrument
from efficacy.services import assessment as services
from programmes.contract import NotPossible
from programmes.models import Attendance, Round
from programmes.services import belongings
from tests import world as worlds
from tests.efficacy.rooms import act, opened
from tests.efficacy.test_assessment import assessment_with

pytestmark = pytest.mark.django_db

TRUST, CANDOUR, OTHER = "Vi stoler på hverandre i ledergruppen", "Vi sier fra til hverandre", "Vi møtes hver uke"
GIVEN = [2, 2, 3, 2, 3, 5]
"""What six answer. The sixth is not there the second time, and the others answer as before."""
WORD = {"nb": "ord"}

Statement = tuple[str, bool]


def asking(*themes: Sequence[Statement]) -> instruments.Instrument:
    factors = tuple(
        instruments.Factor(
            f"f{number}", {"nb": theme[0][0]}, tuple(instruments.Item({"nb": text}, turned) for text, turned in theme)
        )
        for number, theme in enumerate(themes, start=1)
    )
    return instruments.Instrument("eget", 1, WORD, WORD, WORD, WORD, WORD, factors, licence="fri")


def written(here: worlds.Place, *themes: Sequence[Statement], of: Instrument | None = None) -> Instrument:
    return services.write(municipality=here.municipality, data=asking(*themes), of=of)


def answered(here: worlds.Place, instrument: Instrument, answers: dict[int, list[list[int]]], **how: bool) -> Round:
    """A round in which only these leaders are, by their numbers: their answers to each theme."""
    for number, seat in enumerate(here.leaders):
        is_there = {"was_there": number in answers}
        Attendance.objects.update_or_create(gathering=here.gathering, participation=seat, defaults=is_there)
    round = opened(here, assessment_with(here, instrument), **how)
    for number, themes in answers.items():
        given = {f"f{position}": items for position, items in enumerate(themes, start=1)}
        services.answer(round=round, participation=here.leaders[number], answers=given)
    act(here, "close_round")
    act(here, "reveal")
    return round


def figures(round: Round) -> dict[str, dict[str, object]]:
    return AssessmentResult.objects.get(round=round).figures


@pytest.fixture
def six(here) -> Instrument:
    own = written(here, [(TRUST, False)])
    assert figures(answered(here, own, {n: [[each]] for n, each in enumerate(GIVEN)}))["f1"]["mean"] == 2.8
    return own


def test_a_statement_that_is_turned_is_the_same_statement(here, six) -> None:
    turned = written(here, [(TRUST, True)], of=six)
    figure = figures(answered(here, turned, {n: [[each]] for n, each in enumerate(GIVEN[:5])}))["f1"]
    assert (figure["mean"], figure["as_before"]) == (None, True)


def test_a_theme_with_a_statement_more_holds_the_old_one(here, six) -> None:
    longer = written(here, [(TRUST, False), (OTHER, False)], of=six)
    figure = figures(answered(here, longer, {n: [[each, 4]] for n, each in enumerate(GIVEN[:5])}))["f1"]
    assert (figure["mean"], figure["withheld"]) == (None, True)


def test_a_theme_that_was_divided_is_in_both_halves(here) -> None:
    both = written(here, [(TRUST, False), (CANDOUR, False)])
    answered(here, both, {n: [[each, each]] for n, each in enumerate(GIVEN)})
    halves = written(here, [(TRUST, False)], [(CANDOUR, False)], of=both)
    found = figures(answered(here, halves, {n: [[each], [each]] for n, each in enumerate(GIVEN[:5])}))
    assert [(each["mean"], each["withheld"]) for each in found.values()] == [(None, True)] * 2


def test_the_same_people_see_what_a_changed_theme_gives(here, six) -> None:
    longer = written(here, [(TRUST, False), (OTHER, False)], of=six)
    figure = figures(answered(here, longer, {n: [[each, 4]] for n, each in enumerate(GIVEN)}))["f1"]
    assert figure["mean"] is not None


def test_names_do_not_come_beside_a_theme_that_only_grew(here, six) -> None:
    longer = written(here, [(TRUST, False), (OTHER, False)], of=six)
    with pytest.raises(NotPossible, match="svart på dette uten navn"):
        answered(here, longer, {n: [[each, 4]] for n, each in enumerate(GIVEN[:5])}, named=True)


GROUP = [3, 2, 4, 3, 2, 5, 4, 4, 3, 5, 2]
"""What eleven answer, each time the same: five, one, and five more."""
SOME, ONE, OTHERS = range(5), 5, range(6, 11)


@pytest.fixture
def eleven(db) -> worlds.Place:
    return worlds.place("Seljordmerke", leaders=11)


def shown(here: worlds.Place, own: Instrument, there: Sequence[int], **how: bool) -> dict[str, object]:
    return figures(answered(here, own, {number: [[GROUP[number]]] for number in there}, **how))["f1"]


@pytest.mark.parametrize(
    "rounds",
    [
        ([*SOME, ONE], [*SOME, *OTHERS], [ONE, *OTHERS]),  # the first and the last less the second are twice the one
        (OTHERS, [*SOME, *OTHERS], [*SOME, ONE]),  # the first has nobody who is in the last
    ],
)
def test_three_rounds_do_not_tell_of_one(eleven, rounds) -> None:
    own = written(eleven, [(TRUST, False)])
    found = [shown(eleven, own, there) for there in rounds]
    assert [each["mean"] is not None for each in found] == [True, True, False]
    assert found[2]["withheld"]


def test_nor_when_somebody_is_deleted_in_between(eleven) -> None:
    own = written(eleven, [(TRUST, False)])
    for there in ([*SOME, ONE], [*SOME, *OTHERS]):
        shown(eleven, own, there)
    belongings.erase(eleven.leaders.pop(0).membership)
    left = dict(enumerate(GROUP[1:]))
    there = [number - 1 for number in (ONE, *OTHERS)]
    last = answered(eleven, own, {number: [[left[number]]] for number in there})
    assert figures(last)["f1"]["mean"] is None


def test_nor_when_the_words_were_mended_so_that_their_order_changed(eleven) -> None:
    own = written(eleven, [(CANDOUR, False), (TRUST, False)])
    for there in ([*SOME, ONE], [*SOME, *OTHERS]):
        answered(eleven, own, {number: [[GROUP[number]] * 2] for number in there})
    mended = written(eleven, [(CANDOUR, False), (f"Her: {TRUST}", False)], of=own)
    last = answered(eleven, mended, {number: [[GROUP[number]] * 2] for number in (ONE, *OTHERS)})
    assert figures(last)["f1"]["mean"] is None


def test_what_is_known_by_name_is_taken_out_first(eleven) -> None:
    """Ten have answered openly: of five of them and one more, the mean would tell the one."""
    own = written(eleven, [(TRUST, False)])
    answered(eleven, own, {number: [[GROUP[number]]] for number in (*SOME, *OTHERS)}, named=True)
    assert shown(eleven, own, [*SOME, ONE])["mean"] is None


def test_who_only_follows_after_others_has_not_answered_before(eleven) -> None:
    own = written(eleven, [(TRUST, False)])
    shown(eleven, own, OTHERS)
    for numbers, is_again in (([*SOME, ONE], False), (OTHERS, True)):
        for number, seat in enumerate(eleven.leaders):
            Attendance.objects.filter(participation=seat).update(was_there=number in numbers)
        round = opened(eleven, assessment_with(eleven, own))
        assert is_repeated(round, own) == is_again
        act(eleven, "close_round")


def test_the_same_eleven_see_their_means_however_often(eleven) -> None:
    own = written(eleven, [(TRUST, False)])
    assert all(shown(eleven, own, range(11))["mean"] is not None for _time in range(3))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_statement_is_the_same_whichever_language_it_is_said_to_be_in(language) -> None:
    one, other = (
        instruments.Factor("f1", {each: "n"}, (instruments.Item({each: TRUST}),)) for each in ("nb", language)
    )
    assert shared(one, other) == Kinship.SAME
