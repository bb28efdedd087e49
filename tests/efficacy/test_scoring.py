"""What may be published of ratings, and the oracle that tries to tell an answer from it."""

from __future__ import annotations

import random
from functools import partial
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from efficacy import oracle, proofs, scoring, shipped
from efficacy.instruments import HIGHEST, LANGUAGES, Factor, Instrument, Item
from efficacy.oracle import Change
from efficacy.scoring import Band, Earlier, Figure, Measure

SIX = Measure(1, 6)


class TestWhatMayBeShown:
    def test_below_five_nothing(self) -> None:
        assert scoring.publish([3, 3, 3, 3], SIX) is None

    def test_from_five_a_mean_with_one_decimal_and_a_word(self) -> None:
        assert scoring.publish([3, 3, 4, 4, 4], SIX) == Figure(3.6, "", "united")
        assert scoring.publish([1, 1, 6, 6, 3], SIX) == Figure(3.4, "", "divided")

    def test_the_ends_are_those_of_the_formula(self) -> None:
        seven = Measure(1, 7)
        assert (seven.low_end(5), seven.high_end(5)) == (12, 28)
        assert scoring.publish([1, 1, 1, 1, 1], seven) == Figure(2.4, "low")
        assert scoring.publish([7, 7, 7, 7, 7], seven) == Figure(5.6, "high")

    @pytest.mark.parametrize("high", HIGHEST)
    @pytest.mark.parametrize("respondents", [5, 6, 7, 8, 9, 10, 12, 40])
    def test_unanimous_and_all_but_one_at_an_end_say_no_more_than_the_end(self, high, respondents) -> None:
        measure = Measure(1, high)
        for end, word, others in ((1, "low", range(1, high + 1)), (high, "high", range(1, high + 1))):
            for last in others:
                figure = scoring.publish([end] * (respondents - 1) + [last], measure)
                assert (figure.end, figure.spread, figure.bands) == (word, "", ())

    def test_several_items_are_measured_on_the_scale(self) -> None:
        # Five who answered 3 and 4 to a factor's two items.
        assert scoring.publish([7] * 5, Measure(1, 6, 2)) == Figure(3.5, "", "united")

    def test_a_mean_is_rounded_half_up(self) -> None:
        assert scoring.publish([3] * 19 + [4], SIX).mean == 3.1  # 3.05

    def test_from_ten_also_how_many_stand_where(self) -> None:
        figure = scoring.publish([1, 2, 2, 3, 3, 4, 4, 5, 6, 6, 6], SIX)
        assert figure.bands == (Band(1, 2, 3), Band(3, 4, 4), Band(5, 6, 4))
        assert scoring.publish([3] * 9, SIX).bands == ()

    def test_a_cell_of_fewer_than_three_goes_with_its_neighbour(self) -> None:
        assert scoring.bands([1, 2, 3, 3, 4, 4, 5, 6, 6, 6], SIX) == (Band(1, 4, 6), Band(5, 6, 4))
        assert scoring.bands([1, 1, 1, 3, 6, 6, 6, 6, 6, 6], SIX) == (Band(1, 4, 4), Band(5, 6, 6))
        assert scoring.bands([4] * 12, SIX) == ()

    @given(st.lists(st.integers(1, 6), min_size=10, max_size=40))
    def test_no_cell_ever_holds_one_or_two(self, scores) -> None:
        cells = scoring.bands(scores, SIX)
        assert all(cell.count >= scoring.FEW for cell in cells)
        assert not cells or sum(cell.count for cell in cells) == len(scores)

    @given(st.lists(st.integers(2, 12), min_size=5, max_size=20), st.randoms())
    def test_the_order_of_the_answers_changes_nothing(self, scores, chance) -> None:
        other = list(scores)
        chance.shuffle(other)
        measure = Measure(1, 6, 2)
        assert scoring.publish(other, measure) == scoring.publish(scores, measure)

    @given(st.lists(st.integers(1, 6), min_size=5, max_size=30))
    def test_what_is_kept_is_what_was_published(self, scores) -> None:
        figure = scoring.publish(scores, SIX)
        assert Figure.from_json(figure.to_json()) == figure
        known = scoring.known_sums(figure, len(scores), SIX)
        assert known is not None
        assert known[0] <= sum(scores) <= known[1]


# The suite takes those that are quick; `manage.py prove oracle` takes them all.
@pytest.mark.parametrize("high", HIGHEST)
@pytest.mark.parametrize("respondents", [5, 6, 7, 8])
def test_from_what_is_published_of_a_factor_nobody_can_be_told(high: int, respondents: int) -> None:
    measure = Measure(1, high)
    found = oracle.ask(
        oracle.worlds_of(oracle.rows_of(1, high, 1), respondents),
        lambda world: scoring.publish([row[0] for row in world], measure),
    )
    assert found.rounds > 100
    assert found.told == []


@pytest.mark.parametrize("high", [5, 6])
def test_from_ten_the_bands_tell_nobody_either(high: int) -> None:
    measure = Measure(1, high)
    found = oracle.ask(
        oracle.worlds_of(oracle.rows_of(1, high, 1), 10),
        lambda world: scoring.publish([row[0] for row in world], measure),
    )
    assert found.told == []


@pytest.mark.parametrize(("high", "items", "respondents"), [(5, 2, 5), (5, 2, 6), (6, 2, 5), (6, 2, 6), (5, 3, 5)])
def test_from_a_factor_of_several_items_no_score_can_be_told(high: int, items: int, respondents: int) -> None:
    assert proofs.one_factor(Measure(1, high, items), respondents).told == []


def test_from_several_factors_together_nobody_can_be_told() -> None:
    found = proofs.two_factors(Measure(1, 5), 5)
    assert found.rounds == 118_755
    assert found.told == []


def test_a_word_at_the_end_of_the_scale_would_tell_somebody() -> None:
    """Why there is none: with two items, one who answered high among low ones would know all the others."""
    measure = Measure(1, 5, 2)

    def wordy(world: oracle.World) -> object:
        scores = [row[0] for row in world]
        return scoring.publish(scores, measure), scoring.spread_of(scores, measure)

    assert oracle.ask(oracle.worlds_of([(score,) for score in range(2, 11)], 5), wordy).told != []


def test_other_limits_of_the_word_would_tell_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oracle finds what is wrong: a spread word with a careless limit, and fixed ends at 1.5 and 6.5."""
    seven = Measure(1, 7)
    worlds = list(oracle.worlds_of(oracle.rows_of(1, 7, 1), 5))

    def careless(world: oracle.World) -> object:
        scores = [row[0] for row in world]
        mean = sum(scores) / 5
        end = "low" if mean <= 1.5 else "high" if mean >= 6.5 else mean
        return end, scoring.spread_of(scores, seven)

    assert oracle.ask(worlds, careless).told != []
    assert oracle.ask(worlds, lambda world: sum(row[0] for row in world)).told != []


@pytest.mark.parametrize(
    "change",
    [Change(5, leave=1), Change(5, leave=2), Change(5, join=1), Change(5, leave=1, join=1), Change(6, leave=1)],
    ids=["six, one leaves", "seven and five of them", "five, one joins", "one for another", "seven, one leaves"],
)
def test_two_rounds_with_somebody_leaving_between_tell_nobody(change: Change) -> None:
    found = proofs.two_rounds(change, Measure(1, 5))
    assert found.rounds > 500
    assert found.told == []


def test_two_plain_means_would_tell_who_left() -> None:
    """What the rule is for: both means shown, in an unchanged group, give the answer of the one who left."""
    change, measure = Change(5, leave=1), Measure(1, 6)
    found = oracle.ask_of_two(
        change, measure, lambda first, second: (scoring.publish(first, measure), scoring.publish(second, measure))
    )
    assert any(told[2] == 1 for told in found.told)


def second_after(known: list[Earlier], measure: Measure, world: oracle.World) -> Figure | None:
    return scoring.publish([row[0] for row in world], measure, known)


def test_answers_that_are_free_each_time_are_told_by_no_pair_of_rounds() -> None:
    """Whatever the first round published, the second alone tells nobody of those who answer it."""
    measure = Measure(1, 5)
    firsts = {
        scoring.publish(scores, measure) for scores in product(range(1, 6), repeat=6) if list(scores) == sorted(scores)
    }
    worlds = list(oracle.worlds_of(oracle.rows_of(1, 5, 1), 5))
    for first in firsts:
        publish = partial(second_after, [Earlier(first, 6, 1, 0)], measure)
        assert oracle.ask(worlds, publish).told == []


def test_a_real_change_is_shown() -> None:
    before = scoring.publish([2, 2, 3, 3, 3, 2], SIX)
    after = scoring.publish([5, 4, 5, 4, 5], SIX, [Earlier(before, 6, 1, 0)])
    assert (after.mean, after.as_before) == (4.6, False)
    assert scoring.publish([3, 3, 3, 2, 2], SIX, [Earlier(before, 6, 1, 0)]) == Figure(as_before=True)
    # The same six again: whatever has changed is their own.
    assert scoring.publish([2, 2, 3, 3, 3, 3], SIX, [Earlier(before, 6, 0, 0)]).mean == 2.7


def test_live_updating_would_tell_every_answer_after_the_fifth() -> None:
    """The counter-proof, on the same rounds: released once, nothing; updated live, everything."""
    chance = random.Random(7)
    for _round in range(50):
        answers = tuple(chance.randint(1, 7) for _respondent in range(8))
        told = oracle.told_by_live(answers, Measure(1, 7))
        assert [len(possible) for possible in told] == [1, 1, 1]
        assert [possible[0] for possible in told] == list(answers[5:])


class TestInstruments:
    def test_the_shipped_ones_hold_what_the_sources_do(self) -> None:
        assert len(shipped.MASTERY_LEADER.factors) == 9
        assert [factor.name["nb"] for factor in shipped.DYSFUNCTIONS.factors] == [
            "Fravær av tillit",
            "Frykt for konflikt",
            "Manglende forpliktelse",
            "Unnvikelse av ansvar",
            "Manglende resultater",
        ]
        parts = [factor.section for factor in shipped.CONDITIONS.factors]
        assert [parts.count(part) for part in ("conditions", "processes", "results")] == [3, 5, 3]

    @pytest.mark.parametrize("instrument", shipped.ALL.values(), ids=list(shipped.ALL))
    def test_each_is_whole_in_three_languages_and_comes_back_from_json(self, instrument: Instrument) -> None:
        assert Instrument.from_json(instrument.to_json()) == instrument
        texts = [instrument.name, instrument.about, instrument.question, instrument.low_word, instrument.high_word]
        texts += [instrument.reference, *(factor.name for factor in instrument.factors)] + [
            item.text for _f, _n, item in instrument.items
        ]
        assert all(set(text) == set(LANGUAGES) and all(text.values()) for text in texts)
        keys = [factor.key for factor in instrument.factors]
        assert len(set(keys)) == len(keys)
        assert max(map(len, keys)) <= 12
        assert instrument.high in HIGHEST
        assert instrument.licence

    @pytest.mark.parametrize("instrument", shipped.ALL.values(), ids=list(shipped.ALL))
    def test_answers_that_are_all_best_give_the_maximum(self, instrument: Instrument) -> None:
        for factor in instrument.factors:
            best = [instrument.low if item.is_reversed else instrument.high for item in factor.items]
            assert instrument.score(factor, best) == instrument.high * len(factor.items)

    def test_seven_items_of_which_three_are_reversed(self) -> None:
        """As Edmondson's common order has them: 1, 3 and 5. The flag is the text's: a positive wording has none."""

        def seven(reversed_: set[int]) -> Factor:
            return Factor(
                "safety", {"nb": "Trygghet"}, tuple(Item({"nb": str(n)}, n in reversed_) for n in range(1, 8))
            )

        text = {"nb": "x"}
        for turned in ({1, 3, 5}, {3, 5}):
            factor = seven(turned)
            instrument = Instrument("own", 1, text, text, text, text, text, (factor,), high=7)
            best = [1 if number in turned else 7 for number in range(1, 8)]
            assert instrument.score(factor, best) == 49
            assert instrument.score(factor, [8 - answer for answer in best]) == 7

    @pytest.mark.parametrize("answers", [[], [1], [0, 1], [1, 7], [1, "2"], [1, True], None, "12", [1.0, 2]])
    def test_what_is_no_answer_is_not_taken(self, answers) -> None:
        factor = shipped.DYSFUNCTIONS.factors[0]
        assert not shipped.DYSFUNCTIONS.takes(factor, answers)
        assert shipped.DYSFUNCTIONS.takes(factor, [1, 6])


@settings(max_examples=40, deadline=None)
@given(st.integers(5, 60), st.sampled_from(HIGHEST), st.integers(1, 7), st.randoms())
def test_any_round_publishes_what_fits_its_scale(respondents, high, items, chance) -> None:
    measure = Measure(1, high, items)
    scores = [sum(chance.randint(1, high) for _item in range(items)) for _respondent in range(respondents)]
    figure = scoring.publish(scores, measure)
    assert 1 <= figure.mean <= high
    assert figure.spread in (("united", "divided") if not figure.end else ("",))
