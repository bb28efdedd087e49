"""A belief over time with what happened beside it, and its four sources."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from efficacy.drawing import APART, LEFT, RIGHT, WIDTH, draw
from efficacy.models import Belief
from goals.queries import beliefs as queries
from goals.services import cards, ladders, log
from tests.world import Place

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)


def at(here: Place, name: str, *more: str) -> str:
    return reverse(name, args=[here.membership.public_id, *more])


class TestOverTime:
    def test_goals_steps_and_what_is_general_stand_together(self, here, as_person) -> None:
        client = as_person(here.leader)
        response = client.post(at(here, "beliefs"), {"about": "Å lede andre"})
        belief = Belief.objects.get(about="Å lede andre")
        assert response.headers["Location"] == at(here, "belief", belief.public_id)
        client.post(at(here, "beliefs"), {"about": "Å lede andre"})
        goals, steps, general = queries.held(here.membership)
        assert (len(goals), len(steps), [held.text for held in general]) == (3, 5, ["Å lede andre"])

    def test_what_is_general_is_deleted_by_its_leader_and_what_belongs_to_a_goal_is_not(self, here, as_person) -> None:
        client, goal = as_person(here.leader), here.membership.goal_card.areas.first().goals.get()
        client.post(at(here, "beliefs"), {"about": "Å lede andre"})
        general = Belief.objects.get(about="Å lede andre")
        of_goal = cards.believe(goal=goal, membership=here.membership, value=40)
        assert "Slett for godt" in client.get(at(here, "belief", general.public_id)).content.decode()
        assert "Slett for godt" not in client.get(at(here, "belief", of_goal.public_id)).content.decode()
        answers = [client.post(at(here, "belief", each.public_id), {"act": "delete"}) for each in (general, of_goal)]
        assert [answer.status_code for answer in answers] == [303, 409]
        assert not Belief.objects.filter(pk=general.pk).exists()
        assert Belief.objects.filter(pk=of_goal.pk).exists()

    def test_what_happened_stands_beside_it(self, here, as_person) -> None:
        goal = here.membership.goal_card.areas.first().goals.get()
        belief = cards.believe(goal=goal, membership=here.membership, value=40)
        action = goal.actions.first()
        log.note(membership=here.membership, text="Jeg gikk på kurs", of=log.Of(action=action))
        log.note(membership=here.membership, text="Noe annet")
        html = as_person(here.leader).get(at(here, "belief", belief.public_id)).content.decode()
        assert "Jeg gikk på kurs" in html
        assert "Noe annet" not in html
        assert goal.text in html

    def test_a_step_rated_here_keeps_what_was_before_its_try(self, here, as_person) -> None:
        client = as_person(here.leader)
        ladder = ladders.begin(membership=here.membership, title="Ny")
        step = ladders.add_step(ladder=ladder, text="Trinn")
        url = at(here, "belief", step.belief.public_id)
        client.post(url, {"value": "30"})
        log.note(membership=here.membership, text="Prøvd", of=log.Of(step=step))
        client.post(url, {"value": "60"})
        assert [rating.value for rating in step.belief.ratings.all()] == [30, 60]
        assert client.post(url, {"value": "105"}).status_code == 422

    def test_the_belief_of_a_step_that_is_taken_off_is_not_there(self, here, as_person) -> None:
        step = here.membership.ladders.get().steps.first()
        ladders.delete_step(step=step)
        assert as_person(here.leader).get(at(here, "belief", step.belief.public_id)).status_code == 404

    def test_nor_is_that_of_a_goal_whose_area_is_deleted(self, here, as_person) -> None:
        area = here.membership.goal_card.areas.first()
        belief = cards.believe(goal=area.goals.get(), membership=here.membership, value=40)
        cards.delete_area(area=area)
        assert as_person(here.leader).get(at(here, "belief", belief.public_id)).status_code == 404


class TestSources:
    def test_they_are_written_mended_and_emptied(self, here, as_person) -> None:
        client = as_person(here.leader)
        belief = here.membership.ladders.get().steps.first().belief
        url = at(here, "belief-sources", belief.public_id)
        client.post(url, {"mastery-feeds": "Det gikk sist", "model-could": "Se på Kari", "small_next": "Ringe Kari"})
        belief.refresh_from_db()
        assert belief.small_next == "Ringe Kari"
        assert {source.kind: (source.feeds, source.could) for source in belief.sources.all()} == {
            "mastery": ("Det gikk sist", ""),
            "model": ("", "Se på Kari"),
        }
        html = client.get(at(here, "belief", belief.public_id)).content.decode()
        assert "Se på Kari" in html
        client.post(url, {"mastery-feeds": "", "model-could": "Se på Per"})
        assert [source.could for source in belief.sources.all()] == ["Se på Per"]

    def test_too_much_is_pointed_at_and_kept(self, here, as_person) -> None:
        belief = here.membership.ladders.get().steps.first().belief
        response = as_person(here.leader).post(
            at(here, "belief-sources", belief.public_id), {"state-feeds": "å" * 1001, "small_next": "Puste"}
        )
        assert response.status_code == 422
        assert "Kort den ned til høyst 1000." in response.content.decode()
        assert "Puste" in response.content.decode()


class TestDrawing:
    days = st.lists(st.integers(0, 400).map(lambda n: DAY + timedelta(days=n)), max_size=15).map(sorted)

    @given(days, days)
    def test_all_stands_within_and_in_order(self, rated, happened) -> None:
        drawn = draw([(day, 50) for day in rated], happened)
        for places in ([point.x for point in drawn.points], [mark.x for mark in drawn.marks]):
            assert places == sorted(places)
            assert all(LEFT <= place <= WIDTH - RIGHT + 0.1 for place in places)
        xs = [mark.x for mark in drawn.marks]
        assert all(right - left >= APART - 0.2 for left, right in pairwise(xs))

    @given(st.lists(st.integers(0, 400).map(lambda n: DAY + timedelta(days=n)), min_size=16, max_size=120).map(sorted))
    def test_of_too_many_marks_neighbours_share_one_and_none_is_left_out(self, happened) -> None:
        marks = draw([(DAY, 50)], happened).marks
        numbers = [number for mark in marks for number in range(mark.number, mark.last + 1)]
        assert numbers == list(range(1, len(happened) + 1))
        assert all(LEFT <= mark.x <= WIDTH - RIGHT + 0.1 for mark in marks)
        assert all(right.x - left.x >= APART for left, right in pairwise(marks))
        assert all((mark.label == str(mark.number)) != mark.is_many for mark in marks)

    def test_the_first_and_the_last_day_stand_under_the_ends(self) -> None:
        last = DAY + timedelta(days=60)
        assert [(edge.day, edge.anchor) for edge in draw([(DAY, 0)], [last]).edges] == [(DAY, "start"), (last, "end")]
        assert [edge.anchor for edge in draw([(DAY, 0)]).edges] == ["middle"]
        assert draw([]).edges == ()
        assert draw([(DAY, 0)]).height < draw([(DAY, 0)], [DAY]).height

    def test_time_is_the_axis_and_100_is_at_the_top(self) -> None:
        drawn = draw([(DAY, 0), (DAY + timedelta(days=30), 50), (DAY + timedelta(days=120), 100)])
        first, second, third = drawn.points
        assert second.x - first.x == pytest.approx((third.x - first.x) / 4, abs=0.2)
        assert first.y > second.y > third.y
        assert drawn.path.startswith(f"M{LEFT} ")
