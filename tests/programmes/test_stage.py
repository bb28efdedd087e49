"""How the stage moves, and that two facilitators never skip a step."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from programmes.agenda import Way
from programmes.contract import NotPossible
from programmes.jobs import end_forgotten
from programmes.models import (
    AgendaItem,
    Elector,
    Exercise,
    GroupSet,
    Programme,
    Question,
    Replan,
    Round,
    Stage,
    Trail,
    Visit,
)
from programmes.queries import room as rooms
from programmes.queries import stage as queries
from programmes.rules import projector_token
from programmes.services import rehearsal, rounds, screens
from programmes.services import stage as stages
from tests import world as worlds
from tests.conftest import ALONE, DIAMOND, TALK, TOGETHER, TOP_THREE, WELCOME, go_to, lay
from values.models import Diamond
from values.services import diamonds

pytestmark = pytest.mark.django_db


def test_the_way_has_a_stop_for_each_item_and_each_phase(here) -> None:
    way = Way(here.gathering)
    assert [(stop.item.position, stop.exercise.kind if stop.exercise else "") for stop in way.stops] == [
        (1, ""),
        (2, "diamond"),
        (2, "top-three"),
        (2, "points"),
        (2, "points"),
        (2, "points"),
    ]


def begun(here) -> Stage:
    stage = stages.start(gathering=here.gathering, by=here.facilitator)
    return stages.begin(stage=stage, revision=stage.revision, by=here.facilitator)


def test_starting_opens_the_first_stop_and_keeps_the_planned_code(here) -> None:
    planned = here.gathering.stage.join_code
    stage = stages.start(gathering=here.gathering, by=here.facilitator)
    assert (stage.state, stage.join_code, Way(here.gathering).at(stage).number) == ("running", planned, WELCOME)
    again = stages.start(gathering=here.gathering, by=here.facilitator)
    assert again.revision == stage.revision
    assert (stage.is_at_the_door, stage.ends_at, stage.seconds_left) == (True, None, 1800)
    assert Visit.objects.filter(gathering=here.gathering).count() == 0


def test_the_clock_stands_until_the_day_is_set_going(here) -> None:
    stage = begun(here)
    assert (stage.is_at_the_door, stage.seconds_left, Way(here.gathering).at(stage).number) == (False, None, WELCOME)
    assert 1795 <= (stage.ends_at - timezone.now()).total_seconds() <= 1800
    assert Visit.objects.filter(gathering=here.gathering).count() == 1
    with pytest.raises(NotPossible):
        stages.begin(stage=stage, revision=stage.revision, by=here.facilitator)


def test_starting_the_clock_at_the_door_sets_the_day_going(here) -> None:
    stage = stages.start(gathering=here.gathering, by=here.facilitator)
    stage = stages.resume(stage=stage, revision=stage.revision, by=here.facilitator)
    assert (stage.is_at_the_door, stage.is_paused) == (False, False)


def test_an_empty_day_cannot_start(here) -> None:
    here.gathering.items.all().delete()
    with pytest.raises(NotPossible):
        stages.start(gathering=here.gathering, by=here.facilitator)


def test_two_facilitators_at_one_revision_move_one_step(here) -> None:
    stage = stages.start(gathering=here.gathering, by=here.facilitator)
    second = Way(here.gathering).number(1)
    stages.move(stage=stage, revision=stage.revision, to=second, by=here.facilitator)
    with pytest.raises(stages.StageMoved) as moved:
        stages.move(stage=stage, revision=stage.revision, to=Way(here.gathering).number(2), by=here.facilitator)
    assert Way(here.gathering).at(moved.value.stage).number == 1
    assert moved.value.stage.moved_by == here.facilitator


def test_the_late_one_is_told_who_was_first(here, as_person) -> None:
    stage = stages.start(gathering=here.gathering, by=here.facilitator)
    second = worlds.person("Andre Prosess")
    worlds.take_part(worlds.member(second, here.municipality), here.programme, worlds.FACILITATOR)
    url = reverse("cockpit", args=[here.gathering.public_id])
    act = {"act": "move", "revision": stage.revision, "to": 1}
    assert as_person(here.facilitator).post(url, act, headers={"HX-Request": "true"}).status_code == 204
    late = as_person(second).post(url, act, headers={"HX-Request": "true"})
    assert late.status_code == 409
    assert late.headers["HX-Retarget"] == "#toast"
    assert "var først" in late.content.decode()


def test_a_double_tap_moves_one_step_and_says_nothing(here, as_person) -> None:
    stage = stages.start(gathering=here.gathering, by=here.facilitator)
    client, url = as_person(here.facilitator), reverse("cockpit", args=[here.gathering.public_id])
    act = {"act": "move", "revision": stage.revision, "to": 1}
    answers = [client.post(url, act, headers={"HX-Request": "true"}).status_code for _tap in range(2)]
    assert answers == [204, 204]
    assert queries.now(here.gathering).stop.number == 1


class TestOnesOwnOlderScreen:
    """Somebody presses on a screen that is behind what they have done themselves."""

    @pytest.fixture
    def press(self, here, as_person):
        client, url = as_person(here.facilitator), reverse("cockpit", args=[here.gathering.public_id])

        def press(act: str, revision: int, **more: object):
            return client.post(url, {"act": act, "revision": revision, **more}, headers={"HX-Request": "true"})

        return press

    def before_the_points(self, here) -> Stage:
        go_to(here.gathering, DIAMOND, here.facilitator)
        lay(here.gathering, [("likeverd",), ("mot",)])
        go_to(here.gathering, TOP_THREE, here.facilitator)
        return go_to(here.gathering, ALONE, here.facilitator)

    def test_closes_no_other_round_than_the_one_it_showed(self, here, press) -> None:
        seen = self.before_the_points(here)
        stages.open_round(stage=seen, revision=seen.revision, by=here.facilitator)
        answer = press("close_round", seen.revision)
        assert (answer.status_code, "Skjermen var ikke oppdatert" in answer.content.decode()) == (409, True)
        assert Round.objects.get(exercise__kind="points").is_open

    def test_does_nothing_twice_and_says_nothing(self, here, press) -> None:
        stage = self.before_the_points(here)
        for act in ("open_round", "close_round", "reveal"):
            stage.refresh_from_db()
            assert [press(act, stage.revision).status_code for _tap in range(2)] == [204, 204]
        assert Round.objects.filter(exercise__kind="points").count() == 1

    def test_does_what_means_the_same_anywhere(self, here, press) -> None:
        stage = begun(here)
        assert press("add_minutes", stage.revision, minutes=2).status_code == 204
        assert press("move", stage.revision, to=DIAMOND).status_code == 204
        assert press("pause", stage.revision).status_code == 204
        assert queries.now(here.gathering).stop.number == DIAMOND
        assert queries.now(here.gathering).stage.is_paused

    def test_leads_nobody_back_where_the_day_has_gone_further(self, here, press) -> None:
        stage = begun(here)
        for number in (DIAMOND, TOP_THREE, TALK):
            go_to(here.gathering, number, here.facilitator)
        assert press("move", stage.revision, to=DIAMOND).status_code == 409
        assert queries.now(here.gathering).stop.number == TALK

    def test_ends_no_day_and_is_never_an_error(self, here, press) -> None:
        stage = begun(here)
        moved = go_to(here.gathering, DIAMOND, here.facilitator)
        for act in ("end", "close_round", "reveal", "open_round"):
            assert press(act, stage.revision).status_code in (204, 409, 422)
        back = stages.move(stage=moved, revision=moved.revision, to=Way(here.gathering).number(0), by=here.facilitator)
        for act in ("end", "close_round", "reveal", "open_round"):
            assert press(act, stage.revision).status_code in (409, 422)
        assert (back.state, Stage.objects.get().is_running) == ("running", True)

    def test_goes_nowhere_by_a_number_from_before_the_day_was_changed(self, here, press) -> None:
        stage = begun(here)
        stages.look_again(here.gathering)
        answer = press("move", stage.revision, to=DIAMOND)
        assert (answer.status_code, "Dagen er endret siden" in answer.content.decode()) == (409, True)


def test_a_pause_keeps_what_is_left_and_going_on_gives_it_back(here) -> None:
    stage = begun(here)
    stage = stages.pause(stage=stage, revision=stage.revision, by=here.facilitator)
    assert stage.ends_at is None
    assert 1795 <= stage.seconds_left <= 1800
    stage = stages.add_minutes(stage=stage, revision=stage.revision, minutes=1, by=here.facilitator)
    assert 1855 <= stage.seconds_left <= 1860
    stage = stages.resume(stage=stage, revision=stage.revision, by=here.facilitator)
    assert stage.seconds_left is None
    assert 1850 <= (stage.ends_at - timezone.now()).total_seconds() <= 1860


def test_a_clock_that_ran_out_gets_its_minute_from_now(here) -> None:
    stage = begun(here)
    Stage.objects.update(ends_at=timezone.now() - timedelta(minutes=9))
    stage.refresh_from_db()
    stage = stages.add_minutes(stage=stage, revision=stage.revision, minutes=1, by=here.facilitator)
    assert 55 <= (stage.ends_at - timezone.now()).total_seconds() <= 60


def test_arriving_at_the_diamond_opens_its_round_with_the_electorate(here) -> None:
    go_to(here.gathering, DIAMOND, here.facilitator)
    round = Round.objects.get(exercise__kind="diamond")
    assert round.is_open
    electors = Elector.objects.filter(round=round)
    assert {elector.participation for elector in electors} == set(here.leaders)
    assert {elector.group for elector in electors} == set(here.groups)


def test_going_back_deletes_nothing_and_opens_nothing_anew(here) -> None:
    stage = go_to(here.gathering, DIAMOND, here.facilitator)
    first = Round.objects.get(exercise__kind="diamond")
    stage = go_to(here.gathering, WELCOME, here.facilitator)
    go_to(here.gathering, DIAMOND, here.facilitator)
    assert list(Round.objects.filter(exercise__kind="diamond")) == [first]
    assert stage.revision > 0


def test_points_wait_for_the_facilitator_to_open(here) -> None:
    go_to(here.gathering, TOP_THREE, here.facilitator)
    go_to(here.gathering, ALONE, here.facilitator)
    now = queries.now(here.gathering)
    assert now.task.asks
    assert not Round.objects.filter(exercise__kind="points").exists()
    go_to(here.gathering, TALK, here.facilitator)
    assert not queries.now(here.gathering).task.asks


def test_a_round_is_shown_only_after_it_is_closed(here) -> None:
    go_to(here.gathering, DIAMOND, here.facilitator)
    round = Round.objects.get()
    with pytest.raises(NotPossible):
        rounds.reveal(round=round, by=here.facilitator)
    closed = rounds.close_round(round=round, by=here.facilitator)
    assert rounds.reveal(round=closed, by=here.facilitator).state == "revealed"


def test_the_end_closes_what_is_open_and_kills_the_code(here) -> None:
    stage = go_to(here.gathering, DIAMOND, here.facilitator)
    epoch = stage.epoch
    stage = stages.end(stage=stage, revision=stage.revision, by=here.facilitator)
    assert (stage.state, stage.join_code, stage.epoch) == ("ended", "", epoch + 1)
    assert not Round.objects.filter(closed_at__isnull=True).exists()


def test_acts_leave_a_trail_without_content(here) -> None:
    stage = go_to(here.gathering, DIAMOND, here.facilitator)
    stages.end(stage=stage, revision=stage.revision, by=here.facilitator)
    acts = list(Trail.objects.filter(municipality=here.municipality).order_by("pk").values_list("act", flat=True))
    assert [act for act in acts if "goalcard" not in act] == ["stage.start", "round.open", "round.close", "stage.end"]


def test_a_day_that_has_ended_stays_so(here) -> None:
    stage = go_to(here.gathering, DIAMOND, here.facilitator)
    stages.end(stage=stage, revision=stage.revision, by=here.facilitator)
    with pytest.raises(NotPossible):
        stages.start(gathering=here.gathering, by=here.facilitator)


def test_a_day_that_nobody_ended_ends_by_itself(here) -> None:
    stages.start(gathering=here.gathering, by=here.facilitator)
    end_forgotten(None)
    assert queries.now(here.gathering).stage.is_running
    Stage.objects.update(entered_at=timezone.now() - timedelta(days=2))
    end_forgotten(None)
    assert not queries.now(here.gathering).stage.is_running


def test_a_day_that_cannot_be_ended_stops_no_other(world, monkeypatch) -> None:
    days = [place.gathering for place in (world.here, world.elsewhere)]
    for place in (world.here, world.elsewhere):
        stages.start(gathering=place.gathering, by=place.facilitator)
    Stage.objects.update(entered_at=timezone.now() - timedelta(days=2))
    close = rounds.close_all

    def fails_for_the_first(*, gathering, by) -> None:
        if gathering == days[0]:
            raise ZeroDivisionError
        close(gathering=gathering, by=by)

    monkeypatch.setattr(rounds, "close_all", fails_for_the_first)
    with pytest.raises(ExceptionGroup):
        end_forgotten(None)
    assert [queries.now(day).stage.is_running for day in days] == [True, False]


def test_no_round_opens_before_the_day_is_set_going(here) -> None:
    stage = stages.start(gathering=here.gathering, by=here.facilitator)
    with pytest.raises(NotPossible):
        stages.open_round(stage=stage, revision=stage.revision, by=here.facilitator)
    assert Stage.objects.get().revision == stage.revision


def test_together_the_projector_shows_what_there_is_to_look_at(here) -> None:
    assert go_to(here.gathering, DIAMOND, here.facilitator).screen == "task"
    assert go_to(here.gathering, TOP_THREE, here.facilitator).screen == "result"
    assert go_to(here.gathering, TOGETHER, here.facilitator).screen == "task"


def test_showing_a_result_that_is_not_there_is_refused(here) -> None:
    stage = stages.start(gathering=here.gathering, by=here.facilitator)
    with pytest.raises(NotPossible):
        stages.show(stage=stage, revision=stage.revision, screen="result", by=here.facilitator)


def test_presence_counts_the_leaders_of_this_programme_only(here) -> None:
    names = frozenset([here.leaders[0].public_id, here.leaders[1].public_id, "somebodyelse"])
    screens.connected(room=here.gathering.public_id, process="one", viewers=names)
    screens.connected(room=here.gathering.public_id, process="two", viewers=frozenset([here.leaders[1].public_id]))
    assert rooms.room(here.gathering) == rooms.Room(present=2, expected=6)


def test_the_projector_never_names_anybody(here, as_person) -> None:
    from programmes.rules import projector_token

    for stop in (WELCOME, DIAMOND, TOP_THREE, TALK, ALONE, TOGETHER):
        stage = go_to(here.gathering, stop, here.facilitator)
        if stop == DIAMOND:
            diamond = Diamond.objects.get(group=here.groups[0])
            card = diamond.cards.get(word="tillit").public_id
            diamonds.place(diamond=diamond, card=card, slot=1, expected="", by=here.leaders[0])
        if (task := queries.now(here.gathering).task) and task.asks:
            stage = stages.open_round(stage=stage, revision=stage.revision, by=here.facilitator)
        html = as_person(None).get(reverse("projector", args=[projector_token(stage)])).content.decode()
        named = [leader.name for leader in here.leaders if leader.name in html]
        assert named == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "running"},
        {"state": "ended"},
        {"state": "planned", "ends_at": timezone.now()},
        {"state": "asleep", "join_code": ""},
        {"screen": "cinema"},
    ],
)
def test_the_database_keeps_the_stages_laws(here, wrong) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Stage.objects.filter(gathering=here.gathering).update(**wrong)


def test_the_wall_speaks_the_programmes_language_whatever_the_browser_asks(here, as_person) -> None:
    Programme.objects.filter(pk=here.programme.pk).update(language="nn")
    go_to(here.gathering, DIAMOND, here.facilitator)
    stage = Stage.objects.select_related("gathering__programme").get(gathering=here.gathering)
    address = reverse("projector", args=[projector_token(stage)])
    answer = as_person(None).get(address, headers={"Accept-Language": "nb"})
    assert answer.headers["Content-Language"] == "nn"
    assert '<html lang="nn"' in answer.content.decode()


def test_who_sits_in_no_group_is_told_and_so_is_the_cockpit(here, as_person) -> None:
    cockpit = reverse("cockpit", args=[here.gathering.public_id])
    phone = reverse("gathering", args=[here.gathering.public_id])
    leader, facilitator = as_person(here.leader), as_person(here.facilitator)
    go_to(here.gathering, DIAMOND, here.facilitator)
    for client, url, told in (
        (leader, phone, "Du er ikke i en gruppe ennå."),
        (facilitator, cockpit, "ingen er satt i gruppe ennå"),
    ):
        assert told not in client.get(url).content.decode()
    GroupSet.objects.filter(programme=here.programme).delete()
    for client, url, told in (
        (leader, phone, "Du er ikke i en gruppe ennå."),
        (facilitator, cockpit, "ingen er satt i gruppe ennå"),
    ):
        assert client.get(url).content.decode().count(told) == 1


def test_where_there_is_nothing_to_ask_about_no_round_is_offered(here, as_person) -> None:
    begun(here)
    stage = go_to(here.gathering, ALONE, by=here.facilitator)
    cockpit = reverse("cockpit", args=[here.gathering.public_id])
    text = as_person(here.facilitator).get(cockpit).content.decode()
    assert "Det er ingen verdier å fordele poeng på ennå." in text
    assert "open_round" not in text
    with pytest.raises(NotPossible, match="Gå tilbake til diamanten"):
        stages.open_round(stage=stage, revision=stage.revision, by=here.facilitator)
    assert not Round.objects.filter(exercise__kind="points").exists()


def test_a_diamond_that_nobody_sits_in_speaks_of_no_sealed_sums(here, as_person) -> None:
    GroupSet.objects.all().delete()
    begun(here)
    go_to(here.gathering, DIAMOND, by=here.facilitator)
    text = as_person(here.facilitator).get(reverse("cockpit", args=[here.gathering.public_id])).content.decode()
    assert "ingen er satt i gruppe ennå" in text
    assert "Resultatet regnes ut når runden lukkes" not in text


def test_a_phase_that_was_given_more_time_says_so(here, as_person) -> None:
    go_to(here.gathering, TALK, here.facilitator)
    stage = Stage.objects.get(gathering=here.gathering)
    planned = stage.phase.minutes
    stages.add_minutes(stage=stage, revision=stage.revision, minutes=2, by=here.facilitator)
    stage.refresh_from_db()
    wall = as_person(None).get(reverse("projector", args=[projector_token(stage)])).content.decode()
    assert f"<small>{planned + 2} min</small>" in wall.partition('aria-current="step"')[2].partition("</li>")[0]


def test_the_menu_of_ones_own_pages_says_that_the_day_is_on(here, as_person) -> None:
    client, own = as_person(here.leader), reverse("start")
    assert "i gang nå" not in client.get(own).content.decode()
    rehearsal.begin(gathering=here.gathering, by=here.facilitator)
    assert "i gang nå" not in client.get(own).content.decode()
    stage = Stage.objects.get(gathering=here.gathering)
    rehearsal.finish(stage=stage, revision=stage.revision, by=here.facilitator)
    stages.start(gathering=here.gathering, by=here.facilitator)
    assert "i gang nå" in client.get(own).content.decode()
    assert "i gang nå" not in client.get(reverse("gathering", args=[here.gathering.public_id])).content.decode()


def test_what_is_left_out_while_it_is_planned_is_told_to_nobody(here, as_person) -> None:
    left_out = here.gathering.items.get(position=1)
    AgendaItem.objects.filter(pk=left_out.pk).update(is_left_out=True)
    client, day = as_person(here.leader), reverse("gathering", args=[here.gathering.public_id])
    assert "tatt ut" not in client.get(day).content.decode()
    # One that was in the plan, and was taken out of it while the day ran, is.
    was = {"item": left_out.pk, "is_left_out": False}
    Replan.objects.create(gathering=here.gathering, before=[was])
    assert "tatt ut" in client.get(day).content.decode()


def test_pretend_phones_that_can_answer_nothing_are_not_asked_to(here, as_person) -> None:
    exercise = here.gathering.items.get(position=2).exercises.first()
    Exercise.objects.filter(pk=exercise.pk).update(kind="questions")
    Question.objects.create(exercise=exercise, position=1, text="Hva nå?", answer="own")
    rehearsal.begin(gathering=here.gathering, by=here.facilitator)
    go_to(here.gathering, DIAMOND, here.facilitator)
    client = as_person(here.facilitator)
    assert (
        "La prøvetelefonene svare"
        not in client.get(reverse("cockpit", args=[here.gathering.public_id])).content.decode()
    )
    refused = client.post(reverse("rehearsal-answer", args=[here.gathering.public_id]))
    assert (refused.status_code, "ikke noe prøvetelefonene kan svare" in refused.content.decode()) == (409, True)
