"""The gallery walk on the stage: the plan, the host, the comments, and what becomes of them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from programmes.contract import kind_of
from programmes.models import Group, Round, Stage
from programmes.services import rounds
from programmes.services import stage as stages
from tests.conftest import go_to
from tests.snapshot import further
from tests.values.scene import gallery_exercise, lines_round
from tests.world import Place
from values import gallery
from values.models import GalleryComment, OwnLine, Stand
from values.queries import gallery as queries
from values.queries import lines as line_queries
from values.services import gallery as services
from values.services import lines


@given(st.integers(1, 19), st.integers(4, 200), st.integers(1, 30), st.integers(0, 15))
def test_the_clock_runs_through_every_visit_without_a_gap(rounds_, minutes, visit, walk) -> None:
    seconds = minutes * 60
    visits = gallery.clock(rounds_, seconds, visit, walk)
    marks = [
        mark for each in visits for span in (each.present, each.comment, each.walk) for mark in (span.since, span.until)
    ]
    assert marks[0] == seconds
    assert marks == sorted(marks, reverse=True)
    assert all(marks[number] == marks[number + 1] for number in range(1, len(marks) - 1, 2))
    assert all(each.present.since - each.comment.until == visit * 60 for each in visits)


@pytest.fixture
def round(here) -> Round:
    return further("walk", here, walk)


def walk(here: Place) -> Round:
    written = lines_round(here)
    lines.write(value=written.line_values.first(), group=here.groups[0], text="gi ansvar")
    return rounds.open_round(exercise=gallery_exercise(here.gathering), by=None)


def first_stop(gathering) -> int:
    return next(
        stop.number for stop in stages.Way(gathering).stops if stop.exercise and stop.exercise.kind == "gallery"
    )


def post(as_person, seat, here, round, name: str, **data):
    url = reverse(name, args=[here.gathering.public_id, round.public_id])
    return as_person(seat.person).post(url, data, headers={"HX-Request": "true", "HX-Target": "comments"})


def phone(as_person, seat, here) -> str:
    return as_person(seat.person).get(reverse("gathering", args=[here.gathering.public_id])).content.decode()


def test_before_anything_is_noted_the_cockpit_counts_what_is_noted(round, here) -> None:
    kind = kind_of(round.exercise)
    assert (kind.progress(round).of, str(kind.progress(round).unit)) == (0, "kommentarer er notert")
    services.note(round=round, group=here.groups[0], text="Konkret og godt")
    assert (kind.progress(round).of, str(kind.progress(round).unit)) == (1, "kommentarer er gått gjennom")


class TestPlan:
    def test_the_two_groups_visit_each_other(self, round, here) -> None:
        plan = queries.plan(round)
        (stop,) = plan.of(here.groups[0])
        assert (stop.host, stop.guest, stop.onward) == (here.groups[1], here.groups[1], None)
        assert (plan.left_out, plan.wanted) == (0, 4)

    def test_what_does_not_fit_is_said_to_the_facilitator_before_it_starts(self, round, here, as_person) -> None:
        for number in range(3, 14):
            group = Group.objects.create(group_set=here.groups[0].group_set, name=f"gruppe {number}", position=number)
            services.set_up(round=round, groups=[group])
        queries.walking(round.exercise)
        round.exercise.phases.filter(position=2).update(minutes=20)
        go_to(here.gathering, first_stop(here.gathering), here.facilitator)
        page = as_person(here.facilitator).get(reverse("cockpit", args=[here.gathering.public_id])).content.decode()
        assert "20 minutter holder til 4 av 12 besøk." in page
        assert "Med 59 minutter kommer alle til alle." in page

    def test_one_group_is_told_what_to_do_instead(self, round, here, as_person) -> None:
        Stand.objects.filter(group=here.groups[1]).delete()
        go_to(here.gathering, first_stop(here.gathering), here.facilitator)
        assert "Dere er bare én gruppe. Les setningene høyt" in phone(as_person, here.leaders[0], here)
        assert queries.plan(round).rotation == []

    def test_minutes_that_are_added_hold_more_visits_and_move_nobody(self, round, here) -> None:
        for number in (3, 4, 5):
            group = Group.objects.create(group_set=here.groups[0].group_set, name=f"gruppe {number}", position=number)
            services.set_up(round=round, groups=[group])
        go_to(here.gathering, first_stop(here.gathering) + 1, here.facilitator)
        before = queries.plan(round)
        Stage.objects.update(seconds_in_all=20 * 60)
        after = queries.plan(round)
        assert (len(before.rotation), len(after.rotation)) == (1, 4)
        assert after.rotation[:1] == before.rotation


class TestWalking:
    def test_a_host_stays_and_another_takes_over_when_they_leave(self, round, here, as_person) -> None:
        go_to(here.gathering, first_stop(here.gathering), here.facilitator)
        assert "Jeg blir igjen som vert" in phone(as_person, here.leaders[0], here)
        assert post(as_person, here.leaders[0], here, round, "gallery-host").status_code == 303
        assert Stand.objects.get(group=here.groups[0]).host == here.leaders[0]
        assert "Du er vert og blir igjen." in phone(as_person, here.leaders[0], here)
        assert "Ta over som vert" in phone(as_person, here.leaders[1], here)
        post(as_person, here.leaders[1], here, round, "gallery-host")
        assert Stand.objects.get(group=here.groups[0]).host == here.leaders[1]

    def test_the_phones_say_where_to_go(self, round, here, as_person) -> None:
        services.stay(round=round, group=here.groups[0], participation=here.leaders[0])
        go_to(here.gathering, first_stop(here.gathering) + 1, here.facilitator)
        other = here.groups[1].name
        host, visitor = phone(as_person, here.leaders[0], here), phone(as_person, here.leaders[1], here)
        assert f"{other} er hos deg" in host
        assert 'id="comment"' in host
        assert f"Dere er hos {other}" in visitor
        assert 'id="comment"' not in visitor
        assert 'data-since="300" data-until="240"' in visitor
        assert "Gå tilbake til egen gruppe" in visitor

    def test_two_hosts_note_at_once_and_each_group_has_its_own(self, round, here, as_person) -> None:
        post(as_person, here.leaders[0], here, round, "gallery-comments", act="note", text="Si det kortere")
        post(as_person, here.leaders[1], here, round, "gallery-comments", act="note", text="Godt eksempel")
        post(as_person, here.leaders[1], here, round, "gallery-comments", act="note", text="Godt eksempel")
        post(as_person, here.leaders[-1], here, round, "gallery-comments", act="note", text="Hva med de unge?")
        said = [[each.text for each in queries.board(round, group).comments] for group in here.groups]
        assert said == [["Si det kortere", "Godt eksempel"], ["Hva med de unge?"]]

    @pytest.mark.parametrize(("text", "says"), [(" ", "Skriv det de sier."), ("x" * 501, "høyst 500 tegn")])
    def test_what_can_not_be_kept_is_said_with_the_field_as_it_was(self, round, here, as_person, text, says) -> None:
        answer = post(as_person, here.leaders[0], here, round, "gallery-comments", act="note", text=text)
        assert answer.status_code == 422
        assert says in answer.content.decode()
        assert text.strip() in answer.content.decode()


class TestHome:
    def test_each_is_worked_in_or_set_aside_with_a_word_and_undone(self, round, here, as_person) -> None:
        first, second = (services.note(round=round, group=here.groups[0], text=text) for text in ("kortere", "lengre"))
        post(as_person, here.leaders[0], here, round, "gallery-comments", act="in", comment=first.public_id)
        silent = post(
            as_person, here.leaders[0], here, round, "gallery-comments", act="aside", comment=second.public_id
        )
        assert silent.status_code == 422
        assert "Skriv et ord om hvorfor" in silent.content.decode()
        said = {"comment": second.public_id, "why": "Vi vil ha den kort"}
        post(as_person, here.leaders[1], here, round, "gallery-comments", act="aside", **said)
        assert [(each.state, each.why) for each in GalleryComment.objects.all()] == [
            ("worked_in", ""),
            ("set_aside", "Vi vil ha den kort"),
        ]
        assert queries.board(round, here.groups[0]).waiting == 0
        post(as_person, here.leaders[1], here, round, "gallery-comments", act="again", comment=second.public_id)
        second.refresh_from_db()
        assert (second.state, second.why) == ("noted", "")

    def test_another_groups_comment_is_not_theirs_to_settle(self, round, here, as_person) -> None:
        comment = services.note(round=round, group=here.groups[0], text="kortere")
        answer = post(as_person, here.leaders[-1], here, round, "gallery-comments", act="in", comment=comment.public_id)
        assert answer.status_code == 409
        comment.refresh_from_db()
        assert comment.state == "noted"

    def test_the_groups_sentences_are_at_hand_to_be_changed(self, round, here, as_person) -> None:
        go_to(here.gathering, first_stop(here.gathering) + 2, here.facilitator)
        page = phone(as_person, here.leaders[0], here)
        assert "gi ansvar" in page
        assert reverse("statements", args=[here.gathering.public_id, lines_round(here).public_id]) in page

    def test_nothing_is_noted_when_the_round_is_closed(self, round, here, as_person) -> None:
        rounds.close_round(round=round, by=None)
        answer = post(as_person, here.leaders[0], here, round, "gallery-comments", act="note", text="for sent")
        assert answer.status_code == 409
        assert not GalleryComment.objects.exists()


def test_the_wall_shows_who_visits_whom(round, here, as_person) -> None:
    from programmes.rules import projector_token

    pages = []
    for number in (0, 1):
        stage = go_to(here.gathering, first_stop(here.gathering) + number, here.facilitator)
        Stage.objects.filter(pk=stage.pk).update(screen="result", ends_at=timezone.now() + timedelta(minutes=5))
        pages.append(as_person(None).get(reverse("projector", args=[projector_token(stage)])).content.decode())
    before, walking = pages
    assert "Hvem besøker hvem" in before
    assert '<th scope="row">Seljordmerke gruppe 1</th><td>Seljordmerke gruppe 2</td>' in before
    assert "data-since" not in before
    assert "Besøk 1: verten legger fram" in walking


def test_the_wall_begins_with_the_route_before_the_walk_only(here) -> None:
    walk(here)
    first, began = first_stop(here.gathering), []
    for number in range(first, first + 4):
        go_to(here.gathering, number, here.facilitator)
        began.append(Stage.objects.get(gathering=here.gathering).screen)
    assert began == ["result", "task", "task", "task"]


def test_of_two_phases_with_one_name_it_is_said_which(round, here, as_person) -> None:
    first, gathering = first_stop(here.gathering), here.gathering
    go_to(gathering, first + 1, here.facilitator)
    page = as_person(here.facilitator).get(reverse("cockpit", args=[gathering.public_id])).content.decode()
    assert re.search(r">Neste: (?!I grupper)[^<]{5,}</button>", page)
    go_to(gathering, first + 3, here.facilitator)
    page = as_person(here.leader).get(reverse("gathering", args=[gathering.public_id])).content.decode()
    assert page.count("Tilbake til «") == 2
    assert "Tilbake til det du gjorde" not in page


def test_a_summary_speaks_of_what_was_settled_only_where_something_was(round, here) -> None:
    services.note(round=round, group=here.groups[0], text="Hva med de nye?")
    assert kind_of(round.exercise).summary(round) == ["Gruppene fikk 1 kommentar fra de andre."]


def test_in_a_rehearsal_each_group_has_a_host_and_a_comment(round, here) -> None:
    kind = kind_of(round.exercise)
    for elector in round.electors.order_by("pk"):
        for step in range(2):
            if not kind.pretend(round, elector, step=step):
                break
    assert all(stand.host for stand in Stand.objects.all())
    assert GalleryComment.objects.count() == 2


def test_in_a_rehearsal_each_group_writes_for_what_it_has(round, here) -> None:
    written = lines_round(here)
    kind = kind_of(written.exercise)
    for elector in written.electors.order_by("pk"):
        for step in range(2):
            if not kind.pretend(written, elector, step=step):
                break
    assert OwnLine.objects.count() == len(here.leaders)
    assert all(each.done for each in line_queries.writing(written))
