"""The chain from diamonds to a hundred points, on source 2's own lists."""

from __future__ import annotations

import itertools
import re

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.live import Audience
from programmes import live
from programmes.contract import NotPossible
from programmes.models import Round, Stage
from programmes.rules import turn_in
from programmes.seljord import GROUPS
from programmes.services import rounds
from programmes.services import stage as stages
from tests import world as worlds
from tests.conftest import ALONE, DIAMOND, TOP_THREE, go_to, lay
from tests.forms import stands
from tests.snapshot import further
from values import chart, scoring
from values.chain import Placed, label_of, top_three
from values.diamond import ROWS, row_of
from values.models import Allocation, Candidate, Card, Diamond, PointsResult, ShortlistValue
from values.queries import points as point_queries
from values.services import diamonds, points

THIRTEEN = [
    "Likeverd", "Respekt", "Toleranse", "Trygghet", "Profesjonalitet", "Troverdighet", "Mot", "Lojalitet",
    "Retning", "Tillit", "Anerkjenne", "Ansvarlig", "Åpenhet",
]  # fmt: skip


class TestTopThree:
    def test_the_six_groups_give_exactly_the_thirteen_in_their_order(self) -> None:
        placed = [
            Placed(number, slot, word)
            for number, (_name, words) in enumerate(GROUPS, start=1)
            for slot, word in enumerate(words, start=1)
        ]
        assert [entry.label for entry in top_three(placed)] == THIRTEEN

    def test_the_order_of_reading_does_not_matter(self) -> None:
        placed = [Placed(2, 1, "b"), Placed(1, 3, "c"), Placed(1, 1, "a"), Placed(2, 2, "a")]
        for order in itertools.permutations(placed):
            assert [entry.label for entry in top_three(order)] == ["A", "C", "B"]

    def test_an_equal_word_is_one_value_with_both_origins(self) -> None:
        entries = top_three([Placed(1, 1, "Tillit "), Placed(2, 3, "TILLIT")])
        assert [(entry.label, len(entry.places)) for entry in entries] == [("Tillit", 2)]

    @pytest.mark.parametrize(
        ("word", "label"), [("mot/modig", "Mot"), ("ansvarlig", "Ansvarlig"), ("åpenhet", "Åpenhet"), ("/x", "/x")]
    )
    def test_labels(self, word: str, label: str) -> None:
        assert label_of(word) == label


class TestConsensus:
    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            ([[50, 50], [50, 50]], 1),
            ([[100, 0, 0], [0, 100, 0], [0, 0, 100]], 0),
            ([[50, 50, 0], [0, 0, 100]], 0),
            ([[40, 30, 20, 10, 0, 0], [10, 20, 30, 40, 0, 0], [25, 25, 25, 25, 0, 0]], 0.897),
            ([[100, 0]], 1),
            ([[100], [100]], 1),
        ],
    )
    def test_vectors(self, rows, expected) -> None:
        assert scoring.consensus(rows) == pytest.approx(expected, abs=0.0005)


class TestWhatMayBeShown:
    EVEN = [[60, 40, 0], [40, 60, 0], [50, 50, 0], [30, 30, 40], [20, 40, 40]]

    def test_below_five_givers_nothing(self) -> None:
        assert scoring.publish([[50, 50]] * 4) == []

    def test_between_five_and_ten_only_the_mean(self) -> None:
        first, second = scoring.publish([[60, 40]] * 5)
        assert (first.mean, second.mean) == (60, 40)
        assert (first.givers, first.median, first.quarter) == (None, None, None)
        assert scoring.agreement([[60, 40]] * 5) == ""

    def test_a_value_of_one_or_two_givers_is_withheld_with_the_next_lowest(self) -> None:
        rows = [[50, 30, 20, 0]] * 4 + [[50, 29, 20, 1]]
        figures = scoring.publish(rows)
        assert [figure.withheld for figure in figures] == [False, False, True, True]
        assert [figure.mean for figure in figures][2:] == [None, None]

    def test_two_that_are_withheld_take_a_third_along(self) -> None:
        rows = [[50, 50, 0, 0], [50, 49, 1, 0], [50, 49, 0, 1], [40, 60, 0, 0], [60, 40, 0, 0]]
        assert [figure.withheld for figure in scoring.publish(rows)] == [False, True, True, True]

    def test_nobody_is_no_secret(self) -> None:
        assert scoring.publish([[60, 40, 0]] * 5)[2].nobody

    def test_when_nearly_all_points_went_one_way_no_number_is_shown(self) -> None:
        for rows in ([[100, 0]] * 5, [[95, 5]] * 5, [[61, 39]] * 5):
            first, second = scoring.publish(rows)
            assert (first.nearly_all, first.mean, second.mean) == (True, None, None)

    def test_from_ten_givers_the_spread_too(self) -> None:
        rows = [[10 * number, 100 - 10 * number] for number in range(1, 11)]
        figure = scoring.publish(rows)[0]
        assert (figure.mean, figure.median, figure.givers) == (55, 55, 10)
        assert figure.quarter < figure.median < figure.three_quarters
        assert scoring.agreement(rows) == "mixed"

    @pytest.mark.parametrize("others", range(5))
    def test_what_nearly_all_gave_alike_has_no_spread_to_tell_it(self, others) -> None:
        rows = [[50, 50]] * (12 - others) + [[60 + number, 40 - number] for number in range(others)]
        first = scoring.publish(rows)[0]
        assert (first.mean is not None, first.median, first.quarter) == (True, None, None)
        assert scoring.agreement(rows) == ""

    def test_no_published_row_depends_on_who_came_when(self) -> None:
        assert all(scoring.publish(order) == scoring.publish(self.EVEN) for order in itertools.permutations(self.EVEN))

    def test_the_axis_holds_every_row(self) -> None:
        figures = [figure.to_json() | {"label": "x"} for figure in scoring.publish([[37, 63]] * 12)]
        rows, axis = chart.lay_out(figures)
        assert all(row.x <= axis[-1].x == chart.WIDTH for row in rows)


@given(
    rows=st.lists(st.lists(st.integers(0, 100), min_size=2, max_size=2), min_size=6, max_size=14),
    left=st.integers(1, 4),
)
def test_of_nearly_the_same_people_no_number_tells_what_those_gave_who_left(rows, left) -> None:
    """Nobody who stays changes anything: then no mean of the second round is shown beside the first."""
    rows = [[min(a, 100 - a // 2), b * (100 - min(a, 100 - a // 2)) // 100] for a, b in rows]
    rows = [[first, second, 100 - first - second] for first, second in rows]
    stay = rows[left:]
    before, after = scoring.publish(rows), scoring.publish(stay)
    if not before or not after:
        return
    known = [[scoring.Earlier(figure.mean, len(rows), left, 0)] if figure.mean is not None else [] for figure in before]
    for figure, old in zip(scoring.beside(after, len(stay), known), before, strict=True):
        assert figure.mean is None or old.mean is None


def test_what_one_who_left_cannot_explain_is_shown_but_three_values_are_not() -> None:
    before = scoring.publish([[60, 30, 10]] * 6)
    after = scoring.publish([[40, 30, 30]] * 5)
    known = [[scoring.Earlier(figure.mean, 6, 1, 0)] for figure in before]
    found = scoring.beside(after, 5, known)
    assert [(each.as_before, each.withheld, each.mean) for each in found] == [
        (False, True, None),
        (True, False, None),
        (False, True, None),
    ]
    assert scoring.beside(after, 5, [[scoring.Earlier(60, 6, 3, 2)]] * 3) == after
    assert scoring.beside(after, 5, [[scoring.Earlier(40, 5, 0, 0)]] * 3) == after


def spreads(values: int, step: int) -> list[tuple[int, ...]]:
    """Every way to spread 100 points over so many values in steps."""
    if values == 1:
        return [(100,)]
    return [
        (first * step, *(points * (100 - first * step) // 100 for points in rest))
        for first in range(100 // step + 1)
        for rest in spreads(values - 1, step)
        if all(points * (100 - first * step) % 100 == 0 for points in rest)
    ]


@pytest.mark.parametrize(
    ("givers", "values", "step"),
    [
        (5, 2, 5),
        (6, 2, 10),
        (7, 2, 10),
        (10, 2, 20),
        (11, 2, 20),
        (12, 2, 25),
        pytest.param(5, 3, 20, marks=pytest.mark.thorough),
    ],
)
def test_from_all_that_is_published_nobodys_points_can_be_told(givers: int, values: int, step: int) -> None:
    """The oracle: every round there can be, from a stranger's chair and from each member's who knows their own.

    For each thing that may be published, the rounds that would publish just that are gathered. Nobody else may have
    given a value the same points in all of them, unless nobody gave it any, which is no secret.
    """
    rounds_by_result: dict[tuple[object, ...], list[tuple[tuple[int, ...], ...]]] = {}
    for world in itertools.combinations_with_replacement(spreads(values, step), givers):
        shown = (*scoring.publish(world), scoring.agreement(world))
        rounds_by_result.setdefault(shown, []).append(world)
    told = []
    for published, possible in rounds_by_result.items():
        for own in (None, *{row for world in possible for row in world}):
            others = [others_of(world, own) for world in possible if own is None or own in world]
            for value in range(values):
                ever = {row[value] for world in others for row in world}
                if len(ever) == 1 and ever != {0}:
                    told.append((published, own, value, ever))
    assert told == []


def others_of(world: tuple[tuple[int, ...], ...], own: tuple[int, ...] | None) -> list[tuple[int, ...]]:
    rest = list(world)
    if own is not None:
        rest.remove(own)
    return rest


@pytest.fixture
def diamond(here) -> Diamond:
    go_to(here.gathering, DIAMOND, here.facilitator)
    return Diamond.objects.select_related("group", "round").get(group=here.groups[0])


@pytest.mark.django_db
class TestDiamond:
    def place(self, diamond: Diamond, word: str, slot: int, expected: str | None = None, by=None) -> Card:
        return diamonds.place(
            diamond=diamond, card=diamond.cards.get(word=word).public_id, slot=slot, expected=expected, by=by
        )

    def laid(self, diamond: Diamond) -> dict[int, str]:
        return dict(diamond.cards.filter(slot__isnull=False).values_list("slot", "word"))

    def test_rows_are_one_two_three_two_one(self) -> None:
        assert [len(row) for row in ROWS] == [1, 2, 3, 2, 1]
        assert [row_of(slot) for slot in range(1, 10)] == [1, 2, 2, 3, 3, 3, 4, 4, 5]

    def test_a_card_goes_where_it_is_put(self, diamond) -> None:
        self.place(diamond, "tillit", 1)
        assert self.laid(diamond) == {1: "tillit"}

    def test_onto_another_they_change_places(self, diamond) -> None:
        self.place(diamond, "tillit", 1)
        self.place(diamond, "respekt", 2)
        self.place(diamond, "respekt", 1)
        assert self.laid(diamond) == {1: "respekt", 2: "tillit"}

    def test_from_the_pool_the_other_goes_back_there(self, diamond) -> None:
        self.place(diamond, "tillit", 1)
        self.place(diamond, "respekt", 1)
        assert self.laid(diamond) == {1: "respekt"}

    def test_zero_is_the_pool(self, diamond) -> None:
        self.place(diamond, "tillit", 5)
        self.place(diamond, "tillit", 0)
        assert self.laid(diamond) == {}

    @pytest.mark.parametrize("slot", [10, -1, 99])
    def test_there_is_no_tenth_place(self, diamond, slot) -> None:
        with pytest.raises(NotPossible):
            self.place(diamond, "tillit", slot)

    def test_two_who_drop_on_one_place_lose_no_card(self, diamond, here) -> None:
        self.place(diamond, "tillit", 4, expected="", by=here.leaders[1])
        with pytest.raises(NotPossible) as late:
            self.place(diamond, "respekt", 4, expected="", by=here.leaders[0])
        assert "tillit" in str(late.value)
        assert self.laid(diamond) == {4: "tillit"}

    def test_a_closed_diamond_stays(self, diamond, here) -> None:
        rounds.close_round(round=diamond.round, by=here.facilitator)
        with pytest.raises(NotPossible):
            self.place(diamond, "tillit", 1)

    def test_another_groups_card_is_not_found(self, diamond, here) -> None:
        other = Diamond.objects.get(group=here.groups[1]).cards.first()
        with pytest.raises(NotPossible):
            diamonds.place(diamond=diamond, card=other.public_id, slot=1, expected=None, by=None)

    def test_an_own_word_joins_the_pool_once(self, diamond) -> None:
        first = diamonds.add_word(diamond=diamond, word="  Kunnskapsbasert ", by=None)
        again = diamonds.add_word(diamond=diamond, word="kunnskapsbasert", by=None)
        assert first == again
        assert first.word == "Kunnskapsbasert"

    def test_there_is_an_end_to_own_words(self, diamond) -> None:
        for number in range(diamonds.MOST_CARDS - diamond.cards.count()):
            diamonds.add_word(diamond=diamond, word=f"verdi {number}", by=None)
        with pytest.raises(NotPossible):
            diamonds.add_word(diamond=diamond, word="en til", by=None)

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(moves=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 9)), max_size=25))
    def test_no_sequence_of_moves_loses_or_doubles_a_card(self, diamond, moves) -> None:
        words = sorted(diamond.cards.values_list("word", flat=True))
        for card, slot in moves:
            self.place(diamond, words[card], slot)
            slots = [slot for slot in diamond.cards.values_list("slot", flat=True) if slot]
            assert len(slots) == len(set(slots)) <= 9
            assert sorted(diamond.cards.values_list("word", flat=True)) == words

    def test_a_move_by_phone_answers_with_the_board(self, diamond, here, as_person) -> None:
        card = diamond.cards.get(word="tillit")
        url = reverse("diamond-place", args=[here.gathering.public_id, diamond.round.public_id])
        response = as_person(here.leader).post(url, {"card": card.public_id, "slot": 1, "expected": ""})
        assert response.status_code == 200
        assert "la <b>tillit</b> i rad 1" in response.content.decode()

    def test_one_never_moves_in_another_groups_diamond(self, diamond, here, as_person) -> None:
        other = Diamond.objects.get(group=here.groups[1])
        card = other.cards.get(word="tillit")
        url = reverse("diamond-place", args=[here.gathering.public_id, diamond.round.public_id])
        assert as_person(here.leader).post(url, {"card": card.public_id, "slot": 1}).status_code == 409
        assert not other.cards.filter(slot__isnull=False).exists()

    def test_a_word_sent_before_the_scripts_were_there_is_kept(self, diamond, here, as_person) -> None:
        url = reverse("diamond-word", args=[here.gathering.public_id, diamond.round.public_id])
        response = as_person(here.leader).post(url, {"word": "Dugnad"})
        assert response.headers["Location"] == reverse("gathering", args=[here.gathering.public_id])
        assert diamond.cards.filter(word="Dugnad").exists()

    @pytest.mark.parametrize(
        "word", ["", " ", "x" * 61, "x" * 10_000, "\x00", "<script>alert(1)</script>", "مرحبا", "🏔️"]
    )
    def test_any_word_gets_an_answer(self, diamond, here, as_person, word) -> None:
        url = reverse("diamond-word", args=[here.gathering.public_id, diamond.round.public_id])
        response = as_person(here.leader).post(url, {"word": word})
        assert response.status_code in (303, 422)
        assert "<script>alert" not in response.content.decode()


@pytest.mark.django_db
def test_the_shortlist_on_the_stage_is_source_twos(db) -> None:
    from programmes.demonstration import build

    programme = build()
    gathering = programme.gatherings.get(number=3)
    facilitator = programme.participations.filter(role="facilitator").first().membership.person
    from programmes.agenda import Way

    ways = {stop.exercise.kind: stop.number for stop in reversed(Way(gathering).stops) if stop.exercise}
    go_to(gathering, ways["diamond"], facilitator)
    lay(gathering, [words for _name, words in GROUPS])
    go_to(gathering, ways["top-three"], facilitator)
    values = ShortlistValue.objects.filter(round__exercise__item__gathering=gathering)
    assert [value.label for value in values] == THIRTEEN
    assert [(origin.group.name, origin.word, origin.slot) for origin in values.get(label="Mot").origins.all()] == [
        ("RLG", "mot/modig", 1)
    ]


@pytest.mark.django_db
def test_a_shortlist_taken_too_early_is_taken_anew(here) -> None:
    go_to(here.gathering, DIAMOND, here.facilitator)
    go_to(here.gathering, TOP_THREE, here.facilitator)
    assert not ShortlistValue.objects.exists()
    go_to(here.gathering, DIAMOND, here.facilitator)
    lay(here.gathering, [("likeverd",), ("mot",)])
    go_to(here.gathering, TOP_THREE, here.facilitator)
    assert list(ShortlistValue.objects.values_list("label", flat=True)) == ["Likeverd", "Mot"]
    go_to(here.gathering, TOP_THREE, here.facilitator)
    assert Round.objects.filter(exercise__kind="top-three").count() == 2


@pytest.fixture
def points_round(here) -> Round:
    return further("points", here, open_points)


def open_points(here: worlds.Place) -> Round:
    go_to(here.gathering, DIAMOND, here.facilitator)
    lay(here.gathering, [("likeverd", "respekt", "toleranse"), ("trygghet", "respekt", "mot")])
    go_to(here.gathering, TOP_THREE, here.facilitator)
    stage = go_to(here.gathering, ALONE, here.facilitator)
    stages.open_round(stage=stage, revision=stage.revision, by=here.facilitator)
    return Round.objects.get(exercise__kind="points")


@pytest.mark.django_db
def test_who_answers_without_a_name_is_told_how_many_guests_are_asked(here, as_person) -> None:
    """Whoever lets in enough of them fills up to five, and one may stand behind several."""
    phone = reverse("gathering", args=[here.gathering.public_id])
    for name in ("Per Gjest", "Pål Gjest"):
        worlds.guest(here, name)
    go_to(here.gathering, DIAMOND, here.facilitator)
    assert "gjester" not in as_person(here.leader).get(phone).content.decode()  # the group's, not without names
    open_points(here)
    assert "2 av dem som blir spurt, er gjester" in as_person(here.leader).get(phone).content.decode()


@pytest.mark.django_db
def test_what_is_kept_of_a_round_for_a_while_is_each_requests_own(here, points_round) -> None:
    """Else what one request finds of the day would be there for the next, although it has changed."""
    mine, theirs = (turn_in(here.leader, here.gathering.public_id, points_round.public_id) for _ in range(2))
    epoch = mine.seat.gathering.stage.epoch
    Stage.objects.filter(gathering=here.gathering).update(epoch=epoch + 1)
    assert theirs.seat.gathering.stage.epoch == epoch + 1
    assert theirs.round.exercise.item.gathering is theirs.seat.gathering


@pytest.mark.django_db
def test_the_wall_asks_what_the_exercise_asks_where_the_phase_does_not_say_it(here) -> None:
    go_to(here.gathering, DIAMOND, here.facilitator)
    exercise = Stage.objects.get(gathering=here.gathering).exercise
    wall = live.render(Audience(here.gathering.public_id, live.PROJECTOR, "nb")).body.decode()
    assert exercise.question
    assert exercise.phases.earliest("position").instruction in wall
    assert exercise.question in wall


@pytest.mark.django_db
class TestNear:
    """One group's diamond fills the projector, so that it is read from the back row."""

    @pytest.fixture
    def shown(self, here) -> Stage:
        go_to(here.gathering, DIAMOND, here.facilitator)
        lay(here.gathering, [("likeverd", "respekt", "toleranse"), ("trygghet", "respekt", "mot")])
        stage = here.gathering.stage
        stage.refresh_from_db()
        return stages.show(stage=stage, revision=stage.revision, screen="result", by=here.facilitator)

    def wall(self, gathering) -> str:
        return live.render(Audience(gathering.public_id, live.PROJECTOR, "nb")).body.decode()

    def press(self, client, here, near: str):
        stage = Stage.objects.get(gathering=here.gathering)
        data = {"act": "show", "screen": "result", "revision": stage.revision, "near": near}
        return client.post(reverse("cockpit", args=[here.gathering.public_id]), data)

    def test_a_press_shows_one_and_another_shows_all(self, here, shown, as_person) -> None:
        client, (first, second) = as_person(here.facilitator), here.groups[:2]
        assert "likeverd" in self.wall(here.gathering)
        assert "trygghet" in self.wall(here.gathering)
        self.press(client, here, second.public_id)
        assert "trygghet" in self.wall(here.gathering)
        assert first.name not in self.wall(here.gathering)
        self.press(client, here, "")
        assert first.name in self.wall(here.gathering)

    @pytest.mark.parametrize("near", ["nobody-there", "²", "\x00", "x" * 400])
    def test_a_group_that_is_not_there_is_none(self, here, shown, as_person, near) -> None:
        assert self.press(as_person(here.facilitator), here, near).status_code < 500
        assert Stage.objects.get(gathering=here.gathering).near is None

    def test_the_next_step_has_everybody(self, here, shown) -> None:
        stage = stages.show(
            stage=shown, revision=shown.revision, screen="result", by=here.facilitator, near=here.groups[0]
        )
        assert stage.near == here.groups[0]
        assert go_to(here.gathering, TOP_THREE, here.facilitator).near is None

    def test_the_cockpit_offers_each_group_where_the_diamonds_are_shown(self, here, shown, as_person) -> None:
        client, url = as_person(here.facilitator), reverse("cockpit", args=[here.gathering.public_id])
        page = client.get(url).content.decode()
        assert all(group.public_id in page for group in here.groups[:2])
        stages.show(stage=shown, revision=shown.revision, screen="blank", by=here.facilitator)
        assert 'id="near-all"' not in client.get(url).content.decode()


@pytest.mark.django_db
class TestPoints:
    EVEN = [20, 20, 20, 20, 20]

    def give(self, round, leader, spread, hand_in=True) -> Allocation:
        return points.save(round=round, participation=leader, points=spread, hand_in=hand_in)

    def close(self, here) -> None:
        for act in (stages.close_round, stages.reveal):
            stage = Stage.objects.get(gathering=here.gathering)
            act(stage=stage, revision=stage.revision, by=here.facilitator)

    def test_a_second_round_of_nearly_the_same_tells_nothing_of_who_left(self, points_round, here, as_person) -> None:
        rows = [
            [40, 20, 20, 10, 10],
            [30, 30, 20, 10, 10],
            [20, 20, 20, 20, 20],
            [50, 20, 10, 10, 10],
            [25, 25, 25, 15, 10],
        ]
        for leader, row in zip(here.leaders, [*rows, [3, 7, 60, 13, 17]], strict=True):
            self.give(points_round, leader, row)
        self.close(here)
        away = {"act": "mark", "who": here.leaders[5].public_id, "mark": "absent"}
        assert (
            as_person(here.facilitator).post(reverse("people", args=[here.gathering.public_id]), away).status_code
            == 303
        )
        stage = Stage.objects.get(gathering=here.gathering)
        stages.open_round(stage=stage, revision=stage.revision, by=here.facilitator)
        again = points_round.exercise.rounds.latest("number")
        assert again.electors.count() == 5
        for leader, row in zip(here.leaders[:5], rows, strict=True):
            self.give(again, leader, row)
        self.close(here)
        ranking = point_queries.ranking(again)
        assert [(row.mean, row.as_before) for row in ranking.rows] == [(None, True)] * 5
        before = [row.before or 0 for row in ranking.rows]
        assert before == sorted(before, reverse=True)
        phone = as_person(here.leader).get(reverse("gathering", args=[here.gathering.public_id])).content.decode()
        assert phone.count('<b class="num">omtrent som før') == 5
        assert "Et tall kunne fortalt hva de ga" in phone

    def test_the_same_people_see_what_has_changed(self, points_round, here) -> None:
        for leader in here.leaders:
            self.give(points_round, leader, self.EVEN)
        self.close(here)
        stage = Stage.objects.get(gathering=here.gathering)
        stages.open_round(stage=stage, revision=stage.revision, by=here.facilitator)
        again = points_round.exercise.rounds.latest("number")
        for leader in here.leaders:
            self.give(again, leader, [30, 20, 20, 20, 10])
        self.close(here)
        assert [row.mean for row in point_queries.ranking(again).rows] == [30, 20, 20, 20, 10]

    def test_who_hands_in_too_late_is_told_that_it_does_not_count(self, points_round, here, as_person) -> None:
        for leader in here.leaders[:5]:
            self.give(points_round, leader, self.EVEN)
        self.close(here)
        sent = {"act": "hand_in"} | {f"points-{number}": "20" for number in range(1, 6)}
        at = reverse("points", args=[here.gathering.public_id, points_round.public_id])
        late, again = (as_person(here.leaders[number].person).post(at, sent) for number in (5, 0))
        assert late.status_code == 409
        assert "Poengene dine er ikke med." in late.content.decode()
        assert again.status_code == 200
        assert "Poengene dine er ikke med." not in again.content.decode()

    def test_the_shortlist_is_frozen_when_it_opens(self, points_round) -> None:
        labels = [candidate.label for candidate in points_round.candidates.all()]
        assert labels == ["Likeverd", "Respekt", "Toleranse", "Trygghet", "Mot"]

    def test_without_a_shortlist_it_does_not_open(self, here) -> None:
        stage = go_to(here.gathering, ALONE, here.facilitator)
        with pytest.raises(NotPossible):
            stages.open_round(stage=stage, revision=stage.revision, by=here.facilitator)
        assert not Round.objects.filter(exercise__kind="points").exists()

    @pytest.mark.parametrize("spread", [[19, 20, 20, 20, 20], [21, 20, 20, 20, 20], [0] * 5])
    def test_other_sums_are_kept_as_drafts(self, points_round, here, spread) -> None:
        allocation = self.give(points_round, here.leaders[0], spread)
        assert (allocation.handed_in, allocation.points) == (False, spread)

    @pytest.mark.parametrize("spread", [[101, -1, 0, 0, 0], [10**9, 0, 0, 0, 0], [50, 50], [20] * 6])
    def test_impossible_points_are_refused(self, points_round, here, spread) -> None:
        with pytest.raises(NotPossible):
            self.give(points_round, here.leaders[0], spread)

    def test_twice_from_two_tabs_is_one(self, points_round, here) -> None:
        self.give(points_round, here.leaders[0], self.EVEN)
        self.give(points_round, here.leaders[0], [100, 0, 0, 0, 0])
        assert Allocation.objects.get(round=points_round).points == [100, 0, 0, 0, 0]

    def test_closing_keeps_the_sums_and_deletes_the_rows(self, points_round, here) -> None:
        for leader in here.leaders[:5]:
            self.give(points_round, leader, self.EVEN)
        self.give(points_round, here.leaders[5], [99, 0, 0, 0, 0])
        stage = here.gathering.stage
        stage.refresh_from_db()
        stages.close_round(stage=stage, revision=stage.revision, by=here.facilitator)
        result = PointsResult.objects.get(round=points_round)
        assert (result.asked, result.givers) == (6, 5)
        assert [figure["mean"] for figure in result.figures[0]["values"]] == [20.0] * 5
        assert not Allocation.objects.exists()

    def test_a_draft_that_comes_late_takes_nothing_back(self, points_round, here) -> None:
        self.give(points_round, here.leaders[0], self.EVEN)
        kept = self.give(points_round, here.leaders[0], [5, 0, 0, 0, 0], hand_in=False)
        assert (kept.handed_in, Allocation.objects.get().points) == (True, self.EVEN)

    def test_after_the_close_the_phone_says_so(self, points_round, here, as_person) -> None:
        rounds.close_round(round=points_round, by=here.facilitator)
        for act in ("hand_in", "change"):
            assert "Runden er lukket" in self.post(as_person(here.leader), here, points_round, act, []).content.decode()

    def test_opening_the_points_locks_the_diamonds(self, points_round) -> None:
        assert not Round.objects.filter(exercise__kind__in=["diamond", "top-three"], closed_at__isnull=True).exists()

    def test_who_runs_the_gathering_is_not_asked_in_it(self, here) -> None:
        worlds.take_part(here.leaders[0].membership, here.programme, worlds.FACILITATOR)
        go_to(here.gathering, DIAMOND, here.facilitator)
        assert not Round.objects.get().electors.filter(participation=here.leaders[0]).exists()

    def test_four_givers_publish_nothing_but_their_number(self, points_round, here) -> None:
        for leader in here.leaders[:4]:
            self.give(points_round, leader, self.EVEN)
        stage = here.gathering.stage
        stage.refresh_from_db()
        stages.close_round(stage=stage, revision=stage.revision, by=here.facilitator)
        result = PointsResult.objects.get(round=points_round)
        assert (result.givers, result.figures) == (4, [])

    def test_after_the_close_nothing_comes_in(self, points_round, here) -> None:
        stage = here.gathering.stage
        stage.refresh_from_db()
        stages.close_round(stage=stage, revision=stage.revision, by=here.facilitator)
        with pytest.raises(NotPossible):
            self.give(points_round, here.leaders[0], self.EVEN)

    def test_before_it_is_shown_no_audience_has_a_figure(self, points_round, here, as_person) -> None:
        for leader in here.leaders:
            self.give(points_round, leader, [96, 1, 1, 1, 1])
        stage = here.gathering.stage
        stage.refresh_from_db()
        stage.join_code = "135724"
        stage.save()
        from programmes.rules import projector_token

        wall = reverse("projector", args=[projector_token(stage)])
        cockpit = reverse("cockpit", args=[here.gathering.public_id])
        for closed in (False, True):
            if closed:
                stages.close_round(stage=stage, revision=stage.revision, by=here.facilitator)
            for client, url in ((as_person(None), wall), (as_person(here.facilitator), cockpit)):
                text = re.sub(r"<[^>]*>", " ", client.get(url).content.decode())
                assert re.findall(r"\b96(?:[,.]0)?\b", text) == []

    def post(self, client, here, round, act: str, spread):
        url = reverse("points", args=[here.gathering.public_id, round.public_id])
        data = {f"points-{number}": value for number, value in enumerate(spread, start=1)}
        return client.post(url, data | {"act": act}, headers={"HX-Request": "true"})

    def test_99_points_are_refused_kindly_and_stay_in_the_fields(self, points_round, here, as_person) -> None:
        response = self.post(as_person(here.leader), here, points_round, "hand_in", [95, 1, 1, 1, 1])
        assert response.status_code == 422
        html = response.content.decode()
        assert "Fordel 1 poeng til, så kan du levere." in html
        assert 'value="95"' in html
        assert not Allocation.objects.get().handed_in

    @pytest.mark.parametrize("typed", ["mange", "-5", "101", "1e9", "1000000000", "2,5", "١٢"])
    def test_what_is_no_number_of_points_is_pointed_at_and_kept(self, points_round, here, as_person, typed) -> None:
        response = self.post(as_person(here.leader), here, points_round, "hand_in", [typed, "20", "20", "20", "20"])
        html = response.content.decode()
        if typed == "١٢":  # another script's twelve is twelve
            assert response.status_code == 422
            return
        assert response.status_code == 422
        assert "Skriv et helt tall fra 0 til 100." in html
        assert f'value="{typed}"' in html
        assert html.count('value="20"') >= 4

    def test_a_draft_says_when_it_was_saved(self, points_round, here, as_person) -> None:
        response = self.post(as_person(here.leader), here, points_round, "draft", [5, 0, 0, 0, 0])
        assert response.content.decode().startswith("Lagret ")
        assert Allocation.objects.get().points == [5, 0, 0, 0, 0]

    def test_a_draft_from_another_screen_shows_what_was_handed_in(self, points_round, here, as_person) -> None:
        client = as_person(here.leader)
        self.post(client, here, points_round, "hand_in", self.EVEN)
        late = self.post(client, here, points_round, "draft", [5, 0, 0, 0, 0])
        assert (late.status_code, late.headers["HX-Trigger"]) == (204, "handed-in")
        assert Allocation.objects.get().points == self.EVEN

    def test_what_was_handed_in_can_be_changed_until_the_close(self, points_round, here, as_person) -> None:
        client = as_person(here.leader)
        assert "Levert" in self.post(client, here, points_round, "hand_in", self.EVEN).content.decode()
        changing = self.post(client, here, points_round, "change", []).content.decode()
        assert "Det du leverte, teller til du leverer på nytt." in changing
        assert 'data-resend="points:changed"' not in changing
        unbalanced = self.post(client, here, points_round, "hand_in", [50, 0, 0, 0, 0])
        assert (unbalanced.status_code, 'value="50"' in unbalanced.content.decode()) == (422, True)
        # What was handed in counts all the while, also where the round is closed in the middle of it.
        assert (Allocation.objects.get().handed_in, Allocation.objects.get().points) == (True, self.EVEN)
        assert "Levert" in self.post(client, here, points_round, "hand_in", [100, 0, 0, 0, 0]).content.decode()
        assert Allocation.objects.get().points == [100, 0, 0, 0, 0]

    def test_who_is_not_asked_has_no_points(self, points_round, here, as_person) -> None:
        points_round.electors.filter(participation=here.leaders[0]).delete()
        assert self.post(as_person(here.leader), here, points_round, "hand_in", self.EVEN).status_code == 404

    def test_candidates_are_never_the_shortlist_of_another_gathering(self, points_round) -> None:
        assert Candidate.objects.exclude(round=points_round).count() == 0


def test_a_diamond_from_paper_takes_the_place_of_what_lies_there(here, as_person) -> None:
    go_to(here.gathering, DIAMOND, here.facilitator)
    round = Round.objects.get()
    diamond = round.diamonds.get(group=here.groups[0])
    moved = diamond.cards.get(word="mot")
    diamonds.place(diamond=diamond, card=moved.public_id, slot=1, expected="", by=here.leaders[0])
    url = reverse("paper", args=[here.gathering.public_id, round.public_id, here.groups[0].public_id])
    client = as_person(here.facilitator)
    assert 'value="mot"' in client.get(url).content.decode()
    words = {"slot-1": "Tillit", "slot-2": "mot", "slot-9": "humor", "slot-5": " "}
    assert client.post(url, words | stands(client, url)).status_code == 303
    lying = dict(diamond.cards.filter(slot__isnull=False).values_list("slot", "word"))
    assert lying == {1: "tillit", 2: "mot", 9: "humor"}
    last = diamond.moves.filter(card=moved).last()
    assert (last.mover, last.from_slot, last.to_slot) == (None, 1, 2)


def test_equal_words_from_paper_are_refused_with_the_form_as_it_was_typed(here, as_person) -> None:
    go_to(here.gathering, DIAMOND, here.facilitator)
    round = Round.objects.get()
    url = reverse("paper", args=[here.gathering.public_id, round.public_id, here.groups[0].public_id])
    client = as_person(here.facilitator)
    words = {"slot-1": "Tillit", "slot-4": "tillit ", "slot-7": "humor"}
    said = client.post(url, words | stands(client, url))
    html = said.content.decode()
    assert said.status_code == 422
    assert "står to ganger" in html
    assert 'value="humor"' in html
    assert not round.diamonds.filter(cards__slot__isnull=False).exists()
