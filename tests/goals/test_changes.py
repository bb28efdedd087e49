"""What changed between two editions: whatever the two are, it is told once, rightly, and not at all where nothing is."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from goals.changes import Change, How, What, changes, words
from goals.sheet import ActionLine, AreaBlock, GoalBlock, GoalCardSheet, IndicatorLine

WORDS = st.lists(st.sampled_from(["jeg", "gir", "mål", "hver", "uke", "tid"]), min_size=1, max_size=4).map(" ".join)
MAYBE = st.one_of(st.just(""), WORDS)
LINE = st.tuples(MAYBE, MAYBE).filter(any)
INDICATORS = st.lists(LINE.map(lambda pair: IndicatorLine(*pair)), max_size=3).map(tuple)
ACTIONS = st.lists(LINE.map(lambda pair: ActionLine(*pair)), max_size=3).map(tuple)
GOALS = st.lists(st.builds(GoalBlock, text=MAYBE, indicators=INDICATORS, actions=ACTIONS), max_size=2).map(tuple)
AREAS = st.lists(st.builds(AreaBlock, title=WORDS, source=MAYBE, goals=GOALS), max_size=3).map(tuple)


def sheet(*areas: AreaBlock) -> GoalCardSheet:
    return GoalCardSheet("Kari", "Tor", "Seljord", "", "nb", "2026-11-20", areas)


SHEETS = AREAS.map(lambda areas: sheet(*areas))


def normal(card: GoalCardSheet) -> Any:
    """What a reader would call the same: without order, and without goals in which nothing stands."""
    return sorted(
        (
            area.title,
            area.source,
            sorted(
                (
                    goal.text,
                    sorted(words(line) for line in goal.indicators),
                    sorted((line.text, line.deadline) for line in goal.actions),
                )
                for goal in area.goals
                if goal != GoalBlock("", (), ())
            ),
        )
        for area in card.areas
    )


@settings(deadline=None, max_examples=150)
@given(SHEETS, SHEETS)
def test_there_is_a_change_exactly_where_something_reads_otherwise(before: GoalCardSheet, after: GoalCardSheet) -> None:
    found = changes(before, after)
    assert changes(before, before) == []
    if normal(before) == normal(after):
        assert found == []
    for change in found:
        assert change.what in What
        assert change.how in How
        assert (bool(change.before), bool(change.after)) == {
            How.ADDED: (False, True),
            How.REMOVED: (True, False),
            How.CHANGED: (True, True),
        }[change.how]
        assert change.before != change.after


@settings(deadline=None, max_examples=150)
@given(SHEETS, SHEETS)
def test_what_differs_is_always_told(before: GoalCardSheet, after: GoalCardSheet) -> None:
    if normal(before) != normal(after):
        assert changes(before, after)


@settings(deadline=None)
@given(SHEETS, st.randoms())
def test_order_is_no_change(card: GoalCardSheet, random) -> None:
    areas = list(card.areas)
    random.shuffle(areas)
    assert changes(card, sheet(*areas)) == []


def goal(text: str, *actions: tuple[str, str], indicators: tuple[tuple[str, str], ...] = ()) -> GoalBlock:
    return GoalBlock(
        text, tuple(IndicatorLine(*each) for each in indicators), tuple(ActionLine(*each) for each in actions)
    )


OLD = sheet(
    AreaBlock("Motivasjon", "lederevalueringen", (goal("Jeg gir ros", ("Si det", "Innen juni"), ("Øve", "")),)),
    AreaBlock("Delegere", "", (goal("Jeg gir fra meg oppgaver"),)),
)


def test_each_kind_of_change_in_words() -> None:
    new = sheet(
        AreaBlock(
            "Motivasjon og samarbeid",
            "lederevalueringen",
            (goal("Jeg gir ros", ("Si det", "Innen uke 10"), ("Gå på kurs", ""), indicators=(("360", "Over 5"),)),),
        ),
        AreaBlock("Gjøre jobben", "", ()),
    )
    place = "Motivasjon og samarbeid"
    assert changes(OLD, new) == [
        Change(What.AREA, How.CHANGED, "", "Motivasjon", place),
        Change(What.INDICATOR, How.ADDED, place, "", "360 – Over 5"),
        Change(What.DEADLINE, How.CHANGED, "Si det", "Innen juni", "Innen uke 10"),
        Change(What.ACTION, How.ADDED, place, "", "Gå på kurs"),
        Change(What.ACTION, How.REMOVED, place, "Øve", ""),
        Change(What.AREA, How.ADDED, "", "", "Gjøre jobben"),
        Change(What.AREA, How.REMOVED, "", "Delegere", ""),
    ]


def test_a_goal_written_anew_is_the_same_goal() -> None:
    new = sheet(OLD.areas[0], AreaBlock("Delegere", "", (goal("Noe helt annet"),)))
    assert changes(OLD, new) == [
        Change(What.GOAL, How.CHANGED, "Delegere", "Jeg gir fra meg oppgaver", "Noe helt annet")
    ]


def test_an_action_in_other_words_is_known_again() -> None:
    first = sheet(AreaBlock("A", "", (goal("x", ("Gå på kurs i coaching", "Innen juni")),)))
    second = sheet(AreaBlock("A", "", (goal("x", ("Gå på kurs i veiledning", "Innen juni")),)))
    assert changes(first, second) == [
        Change(What.ACTION, How.CHANGED, "A", "Gå på kurs i coaching", "Gå på kurs i veiledning")
    ]
