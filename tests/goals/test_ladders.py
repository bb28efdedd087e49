"""Endringstrappen: built from the foot, tried, rated again; and nothing lost on the way."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from efficacy.models import Belief, Rating
from goals import papers
from goals.ladder_sheet import FORMAT, LadderSheet, StepLine
from goals.models import Ladder, LadderStep, LogLine
from goals.queries import ladders as queries
from goals.services import ladders, log
from goals.source_one import STEPS
from goals.staircase import GAUGE, Scale, lay_out
from programmes.contract import NotPossible

pytestmark = pytest.mark.django_db


@pytest.fixture
def ladder(here) -> Ladder:
    return here.membership.ladders.get()


def at(ladder: Ladder, name: str = "ladder", *more: str) -> str:
    return reverse(name, args=[ladder.membership.public_id, ladder.public_id, *more])


def texts(ladder: Ladder) -> list[str]:
    return [stair.step.text for stair in queries.stairs(ladder)]


class TestSourceOne:
    def test_the_example_stands_whole_before_and_a_month_later(self, ladder) -> None:
        stairs = queries.stairs(ladder)
        assert [(stair.step.text, stair.before or stair.now) for stair in stairs] == [each[:2] for each in STEPS]
        assert [stair.now for stair in stairs] == [100, 90, 70, 60, 20]
        assert [len(stair.tries) for stair in stairs] == [1, 1, 1, 1, 0]

    def test_it_comes_back_from_json_as_it_was(self, ladder) -> None:
        sheet = queries.sheet(ladder, queries.stairs(ladder))
        assert LadderSheet.from_json(sheet.to_json(), format=FORMAT) == sheet
        with pytest.raises(ValueError, match="format 9"):
            LadderSheet.from_json({}, format=9)

    def test_the_mean_waits_for_all_steps(self, ladder) -> None:
        sheet = queries.sheet(ladder, queries.stairs(ladder))
        assert (sheet.strength_before, sheet.strength) == (52, 68)
        ladders.add_step(ladder=ladder, text="Ett til")
        assert queries.sheet(ladder, queries.stairs(ladder)).strength is None


class TestBuilding:
    def test_from_goal_to_second_rating_on_one_day(self, here, as_person) -> None:
        client = as_person(here.leader)
        response = client.post(reverse("ladders", args=[here.membership.public_id]), {"title": "Jeg sier fra"})
        made = Ladder.objects.get(title="Jeg sier fra")
        assert response.headers["Location"] == at(made)
        client.post(at(made), {"act": "add", "step-text": "Jeg sier fra til én"})
        step = made.steps.get()
        url = at(made, "ladder-step", step.public_id)
        assert client.post(url, {"value": "40"}).status_code == 303
        assert client.post(url, {"value": "70", "told": "Det gikk bra"}).status_code == 303
        stair = queries.stairs(made)[0]
        assert (stair.before, stair.now, [line.text for line in stair.tries]) == (40, 70, ["Det gikk bra"])
        assert client.post(url, {"value": "80"}).status_code == 303
        assert [rating.value for rating in step.belief.ratings.all()] == [40, 80]

    def test_a_step_without_text_is_pointed_at(self, ladder, as_person) -> None:
        response = as_person(ladder.membership.person).post(at(ladder), {"act": "add", "step-text": " "})
        assert response.status_code == 422
        assert "Skriv hva du gjør på dette trinnet." in response.content.decode()
        assert ladder.steps.count() == len(STEPS)

    @pytest.mark.parametrize(
        ("value", "says"),
        [("105", "0 til 100"), ("-10", "0 til 100"), ("55", "hele tiere"), ("mye", "0 til 100"), ("", "0 til 100")],
    )
    def test_a_belief_that_is_none_is_pointed_at_and_what_was_told_is_kept(
        self, ladder, as_person, value, says
    ) -> None:
        step = ladder.steps.first()
        before = Rating.objects.count()
        told = {} if value == "" else {"told": "Det jeg skrev"}
        response = as_person(ladder.membership.person).post(
            at(ladder, "ladder-step", step.public_id), {"value": value} | told
        )
        html = response.content.decode()
        assert response.status_code == 422
        assert says in html
        assert ("Det jeg skrev" in html) == bool(told)
        assert Rating.objects.count() == before

    def test_nothing_is_set_before_it_is_set(self, ladder, as_person) -> None:
        step = ladders.add_step(ladder=ladder, text="Nytt")
        html = as_person(ladder.membership.person).get(at(ladder, "ladder-step", step.public_id)).content.decode()
        assert "data-unset" in html
        assert 'name="value" value=' not in html

    def test_ten_steps_are_enough(self, ladder, as_person) -> None:
        for number in range(len(STEPS), 10):
            ladders.add_step(ladder=ladder, text=f"Trinn {number}")
        with pytest.raises(NotPossible):
            ladders.add_step(ladder=ladder, text="Det ellevte")
        response = as_person(ladder.membership.person).post(at(ladder), {"act": "add", "step-text": "Det ellevte"})
        assert response.status_code == 409
        assert "høyst ti trinn" in response.content.decode()

    def test_a_double_tap_is_one_step_one_ladder_and_one_try(self, here, ladder, as_person) -> None:
        client = as_person(here.leader)
        html = client.get(at(ladder)).content.decode()
        name = re.search(r'name="name" value="(\w{12})"', html)[1]
        for _tap in range(2):
            client.post(at(ladder), {"act": "add", "step-text": "Nytt", "name": name})
            client.post(reverse("ladders", args=[here.membership.public_id]), {"title": "En til", "name": name})
        step = LadderStep.objects.get(text="Nytt")
        for _tap in range(2):
            client.post(at(ladder, "ladder-step", step.public_id), {"value": "50", "told": "Prøvd", "name": name})
        assert Ladder.objects.filter(title="En til").count() == 1
        assert (step.log_lines.count(), step.belief.ratings.count()) == (1, 1)

    def test_steps_change_places_and_stop_at_the_ends(self, ladder, as_person) -> None:
        client = as_person(ladder.membership.person)
        first, second, *_rest = queries.stairs(ladder)
        client.post(at(ladder, "ladder-step", first.step.public_id), {"act": "up"})
        assert texts(ladder)[:2] == [second.step.text, first.step.text]
        client.post(at(ladder, "ladder-step", second.step.public_id), {"act": "down"})
        assert texts(ladder)[:2] == [second.step.text, first.step.text]

    def test_a_harder_step_rated_above_an_easier_is_asked_about(self, ladder, as_person) -> None:
        client = as_person(ladder.membership.person)
        assert "riktig rekkefølge" not in client.get(at(ladder)).content.decode()
        last = queries.stairs(ladder)[-1]
        ladders.take_step(step=last.step, value=90)
        assert "Du er sikrere på trinn 5" in client.get(at(ladder)).content.decode()

    def test_a_step_is_taken_off_and_put_back_with_all_that_was_noted(self, ladder, as_person) -> None:
        client = as_person(ladder.membership.person)
        step = queries.stairs(ladder)[1].step
        response = client.post(at(ladder, "ladder-step", step.public_id), {"act": "delete"})
        assert step.text not in texts(ladder)
        assert "er slettet" in client.get(response.headers["Location"]).content.decode()
        assert client.get(at(ladder, "ladder-step", step.public_id)).status_code == 404
        assert client.post(at(ladder, "ladder-step", step.public_id), {"act": "up"}).status_code == 404
        client.post(at(ladder, "ladder-step", step.public_id), {"act": "restore"})
        assert texts(ladder) == [each[0] for each in STEPS]
        assert queries.stairs(ladder)[1].now == 90

    @pytest.mark.parametrize("sent", [{"act": "write", "edit-text": "Nytt"}, {"value": "50", "told": "Gikk bra"}])
    def test_what_is_written_on_a_step_that_another_tab_took_off_brings_it_back(self, ladder, as_person, sent) -> None:
        step = queries.stairs(ladder)[1].step
        ladders.delete_step(step=step)
        answer = as_person(ladder.membership.person).post(at(ladder, "ladder-step", step.public_id), sent)
        assert answer.status_code == 303
        step.refresh_from_db()
        assert step.deleted_at is None
        assert step.text == sent.get("edit-text", step.text)

    def test_what_is_written_on_a_ladder_that_another_tab_deleted_brings_it_back(self, ladder, as_person) -> None:
        client, step = as_person(ladder.membership.person), queries.stairs(ladder)[0].step
        for url, sent in (
            (at(ladder), {"act": "add", "step-text": "Et trinn til"}),
            (at(ladder, "ladder-step", step.public_id), {"act": "write", "edit-text": "Nytt"}),
        ):
            ladders.delete(ladder=ladder)
            assert client.post(url, sent).status_code == 303
            ladder.refresh_from_db()
            assert ladder.deleted_at is None
        ladders.delete(ladder=ladder)
        assert client.get(at(ladder, "ladder-step", step.public_id)).status_code == 404

    def test_words_for_a_step_that_has_no_room_are_kept(self, ladder, as_person) -> None:
        step = queries.stairs(ladder)[0].step
        ladders.delete_step(step=step)
        for number in range(10 - len(queries.stairs(ladder))):
            ladders.add_step(ladder=ladder, text=f"Trinn {number}")
        sent = {"act": "write", "edit-text": "Ordene mine"}
        full = as_person(ladder.membership.person).post(at(ladder, "ladder-step", step.public_id), sent)
        assert full.status_code == 409
        assert "Ordene mine" in full.content.decode()

    def test_one_whose_place_was_taken_comes_back_as_the_highest(self, ladder) -> None:
        highest = queries.stairs(ladder)[-1].step
        ladders.delete_step(step=highest)
        ladders.add_step(ladder=ladder, text="Nytt øverst")
        ladders.restore_step(step=highest)
        assert texts(ladder)[-2:] == ["Nytt øverst", highest.text]

    def test_a_ladder_is_taken_away_back_and_cleared_with_its_beliefs(self, ladder, as_person) -> None:
        client = as_person(ladder.membership.person)
        response = client.post(at(ladder), {"act": "delete"})
        assert client.get(at(ladder)).status_code == 404
        assert "Angre" in client.get(response.headers["Location"]).content.decode()
        later = client.get(reverse("ladders", args=[ladder.membership.public_id])).content.decode()
        assert "Du kan hente det tilbake til i morgen tidlig." in later
        client.post(at(ladder), {"act": "restore"})
        assert client.get(at(ladder)).status_code == 200
        ladders.delete(ladder=ladder)
        log.clear_deleted(None)
        assert Ladder.objects.filter(pk=ladder.pk).exists()
        Ladder.objects.update(deleted_at=timezone.now() - timedelta(days=1))
        beliefs = Belief.objects.filter(step__ladder=ladder)
        kept = Belief.objects.count() - beliefs.count()
        log.clear_deleted(None)
        assert not Ladder.objects.filter(pk=ladder.pk).exists()
        assert Belief.objects.count() == kept
        assert LogLine.objects.filter(text=STEPS[0][3]).exists()

    def test_a_page_costs_the_same_with_ten_steps_as_with_one(self, here, as_person) -> None:
        costs = []
        for count in (1, 10):
            made = ladders.begin(membership=here.membership, title=f"{count}")
            for number in range(count):
                step = ladders.add_step(ladder=made, text=f"{number}")
                ladders.take_step(step=step, value=50, told="Prøvd")
            client = as_person(here.leader)
            with CaptureQueriesContext(connection) as captured:
                client.get(at(made))
            costs.append(len(captured))
        assert costs[0] == costs[1] <= 16


class TestGeometry:
    values = st.lists(
        st.tuples(
            st.none() | st.integers(0, 10).map(lambda n: n * 10), st.none() | st.integers(0, 10).map(lambda n: n * 10)
        ),
        min_size=1,
        max_size=10,
    )

    @given(values)
    def test_the_stair_rises_from_left_to_right_and_all_stands_within(self, found) -> None:
        drawn = lay_out(found)
        treads = drawn.treads
        assert len(treads) == len(found)
        assert all(right.x > left.x and right.y < left.y for left, right in pairwise(treads))
        for tread in treads:
            assert tread.top >= 0
            assert tread.x + tread.width <= drawn.width + 1
            assert tread.y + tread.height == pytest.approx(drawn.height, abs=0.2)
            for value, y in ((tread.before, tread.before_y), (tread.now, tread.now_y)):
                assert (y is None) == (value is None)
                if y is not None:
                    assert y == pytest.approx(tread.y - GAUGE * value / 100, abs=0.1)

    def test_the_scale_goes_from_end_to_end(self) -> None:
        assert (Scale(0, 100).before_x, Scale(0, 100).now_x) == (6, 254)
        assert Scale(None, 50).before_x is None


@pytest.mark.pdf
class TestPrint:
    def test_it_is_accessible_and_archivable(self, here, ladder, as_person) -> None:
        from tests.pdf.accessible import fonts, problems, qpdf_check, text

        response = as_person(here.leader).get(at(ladder, "ladder-pdf"))
        assert response.headers["Content-Type"] == "application/pdf"
        assert problems(response.content) == []
        assert qpdf_check(response.content) in ("", None, [])
        assert fonts(response.content) <= {"Inter", "Inter-Bold", "DejaVu-Sans"}
        words = " ".join(text(response.content).split())
        assert "Det var lettere enn jeg trodde." in words
        assert "første gang" in words

    def test_an_empty_one_and_one_full_of_long_words_are_sound(self, here, as_person) -> None:
        from tests.pdf.accessible import problems

        empty = ladders.begin(membership=here.membership, title="x")
        assert problems(as_person(here.leader).get(at(empty, "ladder-pdf")).content) == []
        long = "<b>{{7*7}}</b>" + "ø" * 280
        tries = tuple(queries.Try("2026-01-01", "lang historie " * 140) for _try in range(3))
        sheet = queries.sheet(empty, [])
        full = LadderSheet(**{**sheet.__dict__, "steps": tuple(StepLine(long, 0, 100, tries) for _ in range(10))})
        assert problems(papers.ladder(full, colour="#0a4a56").pdf()) == []
