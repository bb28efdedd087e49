"""Målsirkelen: breathing first, six questions, a pause at not yet; and what becomes of the keywords."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goals import circle
from goals.circle import place
from goals.models import Area, Goal, Ladder
from goals.services import ladders
from programmes.contract import kinds
from programmes.models import AgendaItem, Exercise, Note, Phase, Question
from tests.conftest import go_to
from tests.world import Place

pytestmark = pytest.mark.django_db


def url(here: Place) -> str:
    return reverse("goal-circle", args=[here.membership.public_id])


class TestWay:
    def test_it_goes_from_breathing_through_six_questions_to_words(self) -> None:
        at, way = place(""), []
        while at.next:
            way.append(at.at)
            at = place(at.next)
        assert [*way, at.at] == list(circle.WAY)
        assert [place(name).number for name in circle.ASKED] == [1, 2, 3, 4, 5, 6]

    def test_a_pause_is_only_where_something_is_asked(self) -> None:
        assert place("q2", paused=True).is_paused
        assert place("floor", paused=True).is_paused
        assert not place("breathe", paused=True).is_paused
        assert place("nowhere").at == circle.SIT

    def test_stones_stand_around_and_say_how_far(self) -> None:
        assert [stone.state for stone in circle.stones(3)] == ["done", "done", "now", "later", "later", "later"]
        assert len({(stone.x, stone.y) for stone in circle.stones(1)}) == 6

    def test_at_not_yet_one_is_asked_again_or_goes_a_step_back(self, here, as_person) -> None:
        client = as_person(here.leader)
        asked = client.get(url(here) + "?at=q3").content.decode()
        assert "?at=q3&amp;pause=1" in asked
        assert "?at=q4" in asked
        paused = client.get(url(here) + "?at=q3&pause=1").content.decode()
        assert "La oss stoppe litt opp." in paused
        assert 'href="' + url(here) + '?at=q3"' in paused
        assert 'href="' + url(here) + '?at=q2"' in paused

    def test_nothing_of_the_way_round_is_asked_or_kept(self, here, as_person) -> None:
        client = as_person(here.leader)
        for name in circle.WAY[:-1]:
            assert "<textarea" not in client.get(f"{url(here)}?at={name}").content.decode()


class TestWords:
    def test_they_become_a_goal(self, here, as_person) -> None:
        client = as_person(here.leader)
        for _tap in range(2):
            response = client.post(
                url(here), {"act": "goal", "text": "Jeg ser meg selv\nrolig", "name": "222222222222"}
            )
        area = Area.objects.get(title="Jeg ser meg selv")
        assert response.headers["Location"] == reverse("area-edit", args=[here.membership.public_id, area.public_id])
        assert Goal.objects.get(area=area).text == "Jeg ser meg selv\nrolig"

    def test_they_become_a_step_or_a_new_ladder(self, here, as_person) -> None:
        client, ladder = as_person(here.leader), here.membership.ladders.get()
        client.post(url(here), {"act": "step", "text": "Et trinn", "ladder": ladder.public_id})
        assert ladder.steps.last().text == "Et trinn"
        client.post(url(here), {"act": "step", "text": "Et mål øverst", "ladder": "new"})
        assert Ladder.objects.get(title="Et mål øverst").steps.count() == 0

    @pytest.mark.parametrize(
        ("sent", "says"),
        [
            ({"act": "goal", "text": ""}, "Skriv noen stikkord, eller gå uten å lagre."),
            ({"act": "step", "text": "x" * 301, "ladder": "new"}, "Et trinn har plass til 300 tegn."),
            ({"act": "step", "text": "x", "ladder": "222222222222"}, "Velg en trapp fra listen."),
        ],
    )
    def test_what_cannot_be_kept_is_pointed_at(self, here, as_person, sent, says) -> None:
        response = as_person(here.leader).post(url(here), sent)
        assert response.status_code == 422
        assert says in response.content.decode()

    def test_a_full_ladder_says_so_and_the_words_stand(self, here, as_person) -> None:
        ladder = here.membership.ladders.get()
        while ladder.steps.count() < 10:
            ladders.add_step(ladder=ladder, text="x")
        sent = {"act": "step", "text": "Mine ord", "ladder": ladder.public_id}
        response = as_person(here.leader).post(url(here), sent)
        assert response.status_code == 422
        assert "høyst ti trinn" in response.content.decode()
        assert "Mine ord" in response.content.decode()


@pytest.fixture
def led(here) -> Exercise:
    """The goal circle as the last item of the day, as a new one begins."""
    item = AgendaItem.objects.create(
        gathering=here.gathering, position=9, starts="10:30", minutes=30, title="Vi ser for oss målet"
    )
    exercise = Exercise.objects.create(item=item, position=1, kind="goal-circle", title="Målsirkel")
    for position, plan in enumerate(kinds()["goal-circle"].phases, start=1):
        Phase.objects.create(
            exercise=exercise,
            position=position,
            mode=plan.mode,
            minutes=plan.minutes,
            instruction=str(plan.instruction),
            writer=plan.writer,
        )
    return exercise


class TestLed:
    def phone(self, here: Place, as_person, phase: int, who: int = 0) -> str:
        go_to(here.gathering, 6 + phase, here.facilitator)
        client = as_person(here.leaders[who].person)
        return client.get(reverse("gathering", args=[here.gathering.public_id])).content.decode()

    def test_breathing_questions_and_words_come_to_the_phone(self, here, led, as_person) -> None:
        assert "Sett beina på golvet." in self.phone(here, as_person, 0)
        for number, question in enumerate(circle.QUESTIONS, start=1):
            html = self.phone(here, as_person, number)
            assert str(question) in html
            assert "Ikke ennå" in html
            assert "<textarea" not in html
        assert "<textarea" in self.phone(here, as_person, 7)

    def test_what_one_writes_is_ones_own_and_becomes_a_goal(self, here, led, as_person) -> None:
        self.phone(here, as_person, 7)
        question = Question.objects.get(exercise=led)
        client = as_person(here.leader)
        note = reverse("note", args=[here.gathering.public_id, question.public_id])
        assert client.post(note, {"text": "Mine stikkord", "revision": "0"}).status_code in (200, 303)
        assert Note.objects.get(question=question).text == "Mine stikkord"
        assert "Mine stikkord" not in self.phone(here, as_person, 7, who=1)
        onward = client.get(f"{url(here)}?at=words&note={question.public_id}").content.decode()
        assert "Mine stikkord" in onward
        other = reverse("goal-circle", args=[here.leaders[1].membership.public_id])
        theirs = as_person(here.leaders[1].person).get(f"{other}?at=words&note={question.public_id}")
        assert "Mine stikkord" not in theirs.content.decode()

    def test_the_room_sees_the_question_and_nobodys_answer(self, here, led, as_person) -> None:
        from programmes.rules import projector_token

        stage = go_to(here.gathering, 9, here.facilitator)
        wall = as_person(None).get(reverse("projector", args=[projector_token(stage)])).content.decode()
        assert str(circle.QUESTIONS[2]) in wall
        assert "Ikke ennå" not in wall

    def test_the_own_line_of_the_day_is_there_for_its_writer_only(self, here, led, as_person) -> None:
        self.phone(here, as_person, 7)
        kind, round = kinds()["goal-circle"], led.rounds.get()
        question = Question.objects.get(exercise=led)
        Note.objects.create(question=question, participation=here.leaders[0], text="Mine stikkord")
        assert kind.own_lines(round, here.leaders[0]).context["text"] == "Mine stikkord"
        assert kind.own_lines(round, here.leaders[1]) is None
