"""What is asked about a goal, in three languages: mild, and silent where there is nothing to ask."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.observations import ENGLISH, NORWEGIAN, written_in
from goals.demonstration import WORKED
from goals.observations import CODES, observe, observe_in

NB, NN, EN = "nb", "nn", "en"
# Language, the goal, and what is asked where it has neither indicator nor deadline.
GOALS = [
    (NB, "Jeg gir hver medarbeider en konkret tilbakemelding i uken, slik at alle vet hvor de står", []),
    (NB, "Jeg ønsker innen 6 måneder å bli bedre på å gi konstruktive tilbakemeldinger", ["not_present_tense", "effort_missing"]),
    (NB, "Jeg skal lytte mer på møtene", ["not_present_tense", "nothing_to_measure", "no_time"]),
    (NB, "Bedre samarbeid i ledergruppa", ["not_first_person", "effort_missing", "nothing_to_measure", "no_time"]),
    (NB, "Jeg snakker med hver medarbeider", ["achievement_missing", "no_time"]),
    (NB, "Jeg leser én fagbok innen juni for å forstå økonomi", []),
    (NN, "Eg gjev kvar medarbeidar ei tilbakemelding kvar veke, slik at alle veit kvar dei står", []),
    (NN, "Eg ynskjer å bli betre til å delegere i løpet av hausten", ["not_present_tense", "nothing_to_measure"]),
    (NN, "Meir tid til leiing innan jul", ["not_first_person", "effort_missing", "nothing_to_measure"]),
    (EN, "I give every colleague one concrete piece of feedback each week, so that all know where they stand", []),
    (EN, "I want to become better at delegating by June", ["not_present_tense", "effort_missing", "nothing_to_measure"]),
    (EN, "Better meetings with the team", ["not_first_person", "effort_missing", "nothing_to_measure", "no_time"]),
    (EN, "I read one book a month", ["achievement_missing"]),
    (NB, "", []),
    (NB, "Bedre møter", []),
    (NB, "<script>alert(1)</script> {{7*7}} ok da", ["not_first_person", "no_time"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "asked"), GOALS, ids=[text[:40] or "nothing" for _l, text, _a in GOALS])
def test_what_is_asked(language: str, text: str, asked: list[str]) -> None:
    assert [each.code for each in observe(text, language, has_due=False, has_indicator=False)] == asked


@pytest.mark.parametrize(("written", "text", "asked"), GOALS, ids=[text[:40] or "nothing" for _l, text, _a in GOALS])
@pytest.mark.parametrize("languages", [["nb"], ["nn", "en"], ["nb", "en"], ["en"]])
def test_a_goal_is_read_in_its_own_language(written: str, text: str, asked: list[str], languages: list[str]) -> None:
    """An English goal in a Norwegian municipality, and the other way round; a few words may be of either."""
    seen = [each.code for each in observe_in(text, languages, has_due=False, has_indicator=False)]
    assert seen == asked if written_in(text) else set(seen) <= set(CODES)


def test_what_tells_no_language_is_read_in_both() -> None:
    assert [
        written_in(text) for (text,) in (("",), ("Trivsel 2027",), ("I møte med alle",), ("I listen to the team",))
    ] == [
        "",
        "",
        NORWEGIAN,
        ENGLISH,
    ]


def test_an_indicator_measures_and_a_deadline_names_a_time() -> None:
    text = "Jeg lytter mer på møtene"
    codes = [each.code for each in observe(text, NB, has_due=True, has_indicator=True)]
    assert "no_time" not in codes
    assert "nothing_to_measure" not in codes


def test_each_question_is_a_question_or_a_piece_of_advice_in_words() -> None:
    seen = {each.code: str(each.question) for _t, _s, goal in WORKED for each in observe(goal.text, NB, has_due=False, has_indicator=False)}  # fmt: skip
    assert set(seen) <= set(CODES)
    assert all("?" in text for text in seen.values())


@given(st.text(max_size=300), st.sampled_from([NB, NN, EN]), st.booleans(), st.booleans())
def test_any_text_is_observed_without_an_error(text: str, language: str, due: bool, indicator: bool) -> None:
    codes = [each.code for each in observe(text, language, has_due=due, has_indicator=indicator)]
    assert codes == [code for code in CODES if code in codes]


def test_a_long_text_is_observed_at_once() -> None:
    begun = time.perf_counter()
    observe("jeg skal by ing " * 2000, EN, has_due=False, has_indicator=False)
    assert time.perf_counter() - begun < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Jeg gir hver medarbeider en konkret tilbakemelding i uken, så de opplever mestring",
        "Eg gir kvar medarbeidar ei konkret tilbakemelding i veka, så dei opplever meistring",
        "I give each member of staff one piece of specific feedback a week, so that they experience mastery",
    ],
)
def test_the_pages_own_example_is_asked_nothing_whichever_language_one_reads(text) -> None:
    language = EN if text.startswith("I ") else NB
    for reader in (NB, NN, EN):
        assert observe_in(text, {language, reader}, has_due=False, has_indicator=False) == []
    assert observe_in("Vi skal bli bedre på det", {NB, EN}, has_due=False, has_indicator=False)
