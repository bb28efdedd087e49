"""The case sorter: the group's own cases, two questions, four situations."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from efficacy import situations
from efficacy.models import Case, CaseBoard
from efficacy.queries import cases as queries
from efficacy.services import cases as services
from programmes.contract import NotPossible, kind_of
from programmes.models import Round
from programmes.services import rounds
from tests import world as worlds
from tests.efficacy.rooms import HTMX, act, arrive, exercise_of
from tests.snapshot import further

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(here) -> Round:
    return further("cases", here, sorting)


def sorting(here: worlds.Place) -> Round:
    exercise = exercise_of(here.gathering, "cases", "Saksstruktur")
    arrive(here, exercise)
    return exercise.rounds.get()


@pytest.fixture
def board(here, round) -> CaseBoard:
    return CaseBoard.objects.select_related("round__exercise__item__gathering").get(group=here.groups[0])


def post(here: worlds.Place, round: Round, as_person, name: str, seat: int = 0, **data: object):
    url = reverse(f"case-{name}", args=[here.gathering.public_id, round.public_id])
    return as_person(here.leaders[seat].person).post(url, data, headers=HTMX)


class TestSituations:
    @pytest.mark.parametrize(
        ("mutual", "shared", "roman", "total"),
        [
            (False, False, "I", "1 + 1 + 1 = 3"),
            (True, False, "II", "1 + 1 + 1 < 3"),
            (True, True, "III", "1 + 1 + 1 > 3"),
            (False, True, "IV", "1 + 1 + 1 < 3"),
        ],
    )
    def test_two_answers_make_one_situation(self, mutual, shared, roman, total) -> None:
        (found,) = (each for each in situations.SITUATIONS if (each.mutual, each.shared) == (mutual, shared))
        assert (found.roman, found.sum) == (roman, total)

    def test_shares_are_whole_and_make_a_hundred(self) -> None:
        assert situations.shares([(1, 20), (3, 20), (4, 20), (2, None), (0, 500)]) == {1: 34, 2: 0, 3: 33, 4: 33}
        assert situations.shares([(1, None), (0, 10)]) == {}

    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.tuples(st.integers(0, 4), st.none() | st.integers(1, 600)), max_size=24))
    def test_any_cases_make_a_hundred_or_nothing(self, minutes) -> None:
        found = situations.shares(minutes)
        assert not found or (sum(found.values()) == 100 and min(found.values()) >= 0)


class TestSorting:
    def test_anybody_in_the_group_adds_and_lays(self, here, round, board, as_person) -> None:
        added = post(here, round, as_person, "new", title="  Felles   plan ", minutes="25")
        assert added.status_code == 200
        case = Case.objects.get()
        assert (case.title, case.minutes, case.situation) == ("Felles plan", 25, 0)
        laid = post(here, round, as_person, "place", 1, card=case.public_id, slot="3", expected="")
        html = laid.content.decode()
        assert "100 %" in html
        case.refresh_from_db()
        assert (case.situation, case.mover) == (3, here.leaders[1])

    def test_what_is_taken_off_is_taken_back_where_it_lay(self, here, round, board, as_person) -> None:
        case = services.add(board=board, title="Budsjettet", minutes=20)
        services.place(board=board, case=case.public_id, situation=3, by=None)
        html = post(here, round, as_person, "remove", case=case.public_id).content.decode()
        assert "«Budsjettet» er tatt bort." in html
        assert not board.cases.exists()
        undo = dict(re.findall(r'name="(title|minutes|slot)" value="([^"]*)"', html))
        for _twice in range(2):
            again = post(here, round, as_person, "new", **undo).content.decode()
        assert "er tatt bort" not in again
        assert list(board.cases.values_list("title", "minutes", "situation")) == [("Budsjettet", 20, 3)]
        services.place(board=board, case=board.cases.get().public_id, situation=1, by=None)
        post(here, round, as_person, "new", **undo)  # a late undo moves nothing
        assert board.cases.get().situation == 1

    def test_nothing_is_taken_back_after_the_close(self, here, round, board, as_person) -> None:
        rounds.close_round(round=round, by=None)
        answer = post(here, round, as_person, "new", title="Budsjettet", slot="3")
        assert answer.status_code == 409
        assert not board.cases.exists()

    def test_zero_lays_it_back_and_it_can_be_removed(self, here, round, board, as_person) -> None:
        case = services.add(board=board, title="Plan", minutes=None)
        services.place(board=board, case=case.public_id, situation=2, by=None)
        assert post(here, round, as_person, "place", card=case.public_id, slot="0").status_code == 200
        assert Case.objects.get().situation == 0
        assert post(here, round, as_person, "remove", case=case.public_id).status_code == 200
        assert not Case.objects.exists()
        gone = post(here, round, as_person, "place", card=case.public_id, slot="1")
        assert gone.status_code == 409
        assert "tatt bort av en annen" in gone.content.decode()

    def test_the_same_case_twice_is_one(self, board) -> None:
        first = services.add(board=board, title="Budsjett", minutes=None)
        again = services.add(board=board, title=" BUDSJETT ", minutes=15)
        assert first.pk == again.pk
        assert Case.objects.get().minutes == 15

    def test_there_is_an_end_to_cases(self, board) -> None:
        for number in range(services.MOST_CASES):
            services.add(board=board, title=f"Sak {number}", minutes=None)
        with pytest.raises(NotPossible):
            services.add(board=board, title="En til", minutes=None)

    @pytest.mark.parametrize("slot", ["5", "-1", "x", "", "9" * 50])
    def test_there_is_no_fifth_situation(self, here, round, board, as_person, slot) -> None:
        case = services.add(board=board, title="Plan", minutes=None)
        assert post(here, round, as_person, "place", card=case.public_id, slot=slot).status_code == 422
        assert Case.objects.get().situation == 0

    @pytest.mark.parametrize(
        ("title", "minutes"), [("", ""), ("  ", ""), ("x" * 81, ""), ("Plan", "0"), ("Plan", "601"), ("Plan", "mye")]
    )
    def test_what_is_no_case_is_refused_with_what_to_do(self, here, round, as_person, title, minutes) -> None:
        said = post(here, round, as_person, "new", title=title, minutes=minutes)
        assert said.status_code == 422
        assert "Skriv" in said.content.decode()
        assert not Case.objects.exists()

    def test_one_never_moves_another_groups_case(self, here, round, as_person) -> None:
        other = CaseBoard.objects.select_related("round__exercise__item__gathering").get(group=here.groups[1])
        case = services.add(board=other, title="Deres sak", minutes=None)
        for name, data in (("place", {"card": case.public_id, "slot": "1"}), ("remove", {"case": case.public_id})):
            assert post(here, round, as_person, name, **data).status_code == 409
        assert Case.objects.get().situation == 0

    def test_a_closed_board_stays(self, here, round, board) -> None:
        case = services.add(board=board, title="Plan", minutes=None)
        rounds.close_round(round=round, by=here.facilitator)
        for change in (
            lambda: services.add(board=board, title="Ny", minutes=None),
            lambda: services.place(board=board, case=case.public_id, situation=1, by=None),
            lambda: services.remove(board=board, case=case.public_id),
        ):
            with pytest.raises(NotPossible):
                change()
        assert Case.objects.get().situation == 0

    def test_without_scripts_the_case_is_kept(self, here, round, as_person) -> None:
        url = reverse("case-new", args=[here.gathering.public_id, round.public_id])
        assert as_person(here.leader).post(url, {"title": "Plan"}).status_code == 303
        assert Case.objects.get().title == "Plan"


class TestWhatIsSeen:
    def test_the_groups_see_their_own_board(self, here, round, board) -> None:
        services.add(board=board, title="Vår sak", minutes=None)
        kind = kind_of(round.exercise)
        counts = [kind.board(round, group).context["sorted"].count for group in here.groups]
        assert counts == [1, 0]

    def test_the_wall_shows_all_groups_and_where_the_time_goes(self, here, round, board) -> None:
        other = CaseBoard.objects.select_related("round__exercise__item__gathering").get(group=here.groups[1])
        for where, title, minutes, situation in ((board, "Plan", 30, 3), (other, "Info", 10, 1), (other, "Løst", 5, 0)):
            case = services.add(board=where, title=title, minutes=minutes)
            services.place(board=where, case=case.public_id, situation=situation, by=None)
        together = queries.together(round)
        assert [quarter.share for quarter in together.quarters] == [25, 0, 75, 0]
        assert (together.count, together.unsorted) == (2, 1)
        progress = kind_of(round.exercise).progress(round)
        assert (progress.done, progress.of) == (2, 3)

    def test_boards_cost_the_same_with_many_cases(self, here, round, board, django_assert_num_queries) -> None:
        for number in range(3):
            services.add(board=board, title=f"Sak {number}", minutes=None)
        with django_assert_num_queries(2):
            queries.boards(round)
        for number in range(3, 20):
            services.add(board=board, title=f"Sak {number}", minutes=None)
        with django_assert_num_queries(2):
            queries.boards(round)

    def test_the_phone_and_the_wall_at_each_phase(self, here, round, board, as_person) -> None:
        services.add(board=board, title="<b>Plan</b>", minutes=10)
        url = reverse("gathering", args=[here.gathering.public_id])
        page = as_person(here.leader).get(url).content.decode()
        assert "&lt;b&gt;Plan&lt;/b&gt;" in page
        assert "er vår lesning av modellen" in page
        arrive(here, round.exercise, 2)
        act(here, "show", screen="result")
        still = as_person(here.leader).get(url).content.decode()
        assert "Gruppens egentlige saker" in still

    def test_pretenders_fill_a_board(self, here, round) -> None:
        kind = kind_of(round.exercise)
        for elector in round.electors.select_related("participation", "group"):
            kind.pretend(round, elector, step=0)
        assert Case.objects.filter(situation__gte=1).count() == 6
