"""The summary of the gathering before, on the projector and on the phones when the next one begins."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from programmes.contract import NotPossible
from programmes.models import Gathering, Stage
from programmes.queries import stage as stage_queries
from programmes.queries import summaries as queries
from programmes.queries.summaries import ROWS, SCREEN
from programmes.rules import Seat, projector_token
from programmes.services import stage as stages
from programmes.services import summaries as services
from programmes.views.stage import recap
from tests import world as worlds
from tests.conftest import DIAMOND, go_to
from tests.programmes.test_summary import url, written

TITLE = "Oppsummering fra samling 3"


@pytest.fixture
def later(here) -> Gathering:
    return worlds.agenda(here.programme, "Neste", number=4)


@pytest.fixture
def stage(here, later) -> Stage:
    """The next day has opened its doors, and the day before is summed up under two headings."""
    parts = [
        {"heading": "Verdiene", "text": "Tillit og mot."},
        {"heading": "Veien videre", "text": "Vi prøver det ut."},
    ]
    services.publish(summary=services.save(gathering=here.gathering, parts=parts, revision=0, by=here.facilitator))
    return stages.start(gathering=later, by=here.facilitator)


def shown(stage: Stage, page: int, by) -> Stage:
    return stages.show(stage=stage, revision=stage.revision, screen="summary", recap_page=page, by=by)


def wall(client, stage: Stage) -> str:
    return client.get(reverse("projector", args=[projector_token(stage)])).content.decode()


def press(client, stage: Stage, **data: str):
    return client.post(url("cockpit", stage.gathering), {"revision": str(stage.revision), **data})


@pytest.mark.django_db
def test_the_cockpit_puts_it_on_the_projector_and_turns_its_pages(here, stage, as_person) -> None:
    client, anybody = as_person(here.facilitator), as_person(None)
    assert "Forrige oppsummering" in client.get(url("cockpit", stage.gathering)).content.decode()
    assert "Tillit og mot." not in wall(anybody, stage)
    assert press(client, stage, act="show", screen="summary").status_code == 303
    assert "Tillit og mot." in wall(anybody, stage)
    assert 'data-screen="input"' in wall(anybody, stage)
    cockpit = client.get(url("cockpit", stage.gathering)).content.decode()
    assert "Side 1 av 2 vises:" in cockpit
    stage.refresh_from_db()
    assert press(client, stage, act="show", screen="summary", page="1").status_code == 303
    assert "Vi prøver det ut." in wall(anybody, stage)
    assert "Tillit og mot." not in wall(anybody, stage)


@pytest.mark.django_db
def test_only_what_is_published_reaches_the_projector(here, stage, as_person) -> None:
    shown(stage, 0, here.facilitator)
    summary = here.gathering.summary
    services.save(
        gathering=here.gathering, parts=[{"heading": "Ny", "text": "I kladden"}], revision=1, by=here.facilitator
    )
    assert "I kladden" not in wall(as_person(None), stage)
    services.withdraw(summary=summary)
    text = wall(as_person(None), stage)
    assert "Tillit og mot." not in text
    assert 'data-screen="input"' not in text


@pytest.mark.django_db
def test_where_nothing_is_published_there_is_nothing_to_show(here, later, as_person) -> None:
    stage = stages.start(gathering=later, by=here.facilitator)
    client = as_person(here.facilitator)
    assert "Forrige oppsummering" not in client.get(url("cockpit", later)).content.decode()
    assert press(client, stage, act="show", screen="summary").status_code == 409
    with pytest.raises(NotPossible, match="publisert oppsummering"):
        shown(stage, 0, here.facilitator)


@pytest.mark.django_db
def test_a_page_too_far_is_the_last_and_a_move_takes_it_down(here, stage) -> None:
    stage = shown(stage, 99, here.facilitator)
    found = queries.recap(stage.gathering, stage.recap_page)
    assert (found.page, found.before, found.after) == (1, 0, None)
    stage = go_to(stage.gathering, DIAMOND, here.facilitator)
    assert stage.screen == Stage.Screen.TASK
    assert stage.recap_page == 0


@pytest.mark.django_db
def test_phones_get_the_way_to_it_while_it_is_shown_and_nobody_works(here, stage, as_person) -> None:
    stage = stages.begin(stage=stage, revision=stage.revision, by=here.facilitator)
    phone = as_person(here.leader)
    before = stage_queries.now(stage.gathering).step
    assert TITLE not in phone.get(url("gathering", stage.gathering)).content.decode()
    stage = shown(stage, 0, here.facilitator)
    assert stage_queries.now(stage.gathering).step != before
    assert url("summary", here.gathering) in phone.get(url("gathering", stage.gathering)).content.decode()
    stage = go_to(stage.gathering, DIAMOND, here.facilitator)
    working = stage_queries.now(stage.gathering).step
    stage = shown(stage, 0, here.facilitator)
    assert stage_queries.now(stage.gathering).step == working
    assert TITLE not in phone.get(url("gathering", stage.gathering)).content.decode()


@pytest.mark.django_db
def test_a_device_that_was_let_in_gets_no_way_to_it(here, stage) -> None:
    stage = stages.begin(stage=stage, revision=stage.revision, by=here.facilitator)
    stage = shown(stage, 0, here.facilitator)
    now, seat = stage_queries.now(stage.gathering), Seat(stage.gathering, here.leaders[0])
    assert recap(now, seat)
    assert recap(now, replace(seat, admission="abcdefghjkmn")) is None


@pytest.mark.django_db
def test_another_programmes_summary_is_never_shown(world) -> None:
    written(world.elsewhere.gathering, world.elsewhere.facilitator)
    later = worlds.agenda(world.here.programme, "Neste", number=4)
    assert queries.recap(later, 0) is None


@given(
    some.lists(some.tuples(some.text(min_size=1, max_size=20), some.text(alphabet="ab \n–", max_size=4000)), max_size=5)
)
def test_screens_hold_what_a_room_can_read_and_lose_no_word(parts) -> None:
    found = queries.screens([{"heading": heading, "text": text} for heading, text in parts])
    assert [word for part in found for word in part["text"].split()] == "".join(
        word + " " for _heading, text in parts for word in text.split()
    ).split() or any(len(word) > SCREEN for _heading, text in parts for word in text.split())
    for part in found:
        assert len(part["text"].replace("\n", "")) <= SCREEN
        assert len(part["text"].split("\n")) <= ROWS
    assert len(found) >= len(parts)
