"""A day that is called off is not started by accident, and one that runs can be ended early."""

from __future__ import annotations

import pytest
from django.urls import reverse

from programmes.contract import NotPossible
from programmes.models import Gathering, Round, Stage
from programmes.services import day_invitations, rehearsal
from programmes.services import stage as stages
from tests.conftest import DIAMOND, go_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def off(here) -> Gathering:
    day_invitations.call_off(gathering=here.gathering, by=here.facilitator)
    return Gathering.objects.get(pk=here.gathering.pk)


def cockpit(gathering: Gathering) -> str:
    return reverse("cockpit", args=[gathering.public_id])


def test_the_cockpit_says_so_and_has_no_start(here, off, as_person) -> None:
    client = as_person(here.facilitator)
    page = client.get(cockpit(off)).content.decode()
    assert "Samlingen er avlyst" in page
    assert '"act": "start"' not in page
    assert reverse("day-invitations", args=[off.public_id]) in page
    assert client.post(cockpit(off), {"act": "start", "revision": "0"}).status_code == 409
    assert not Stage.objects.filter(gathering=off, state=Stage.State.RUNNING).exists()


def test_neither_it_nor_a_rehearsal_starts_even_with_an_old_page(here, off) -> None:
    with pytest.raises(NotPossible, match="avlyst"):
        stages.start(gathering=here.gathering, by=here.facilitator)  # read before it was called off
    with pytest.raises(NotPossible, match="avlyst"):
        rehearsal.begin(gathering=off, by=here.facilitator, phones=2)


def test_held_after_all_it_starts(here, off, as_person) -> None:
    day_invitations.hold(gathering=off, by=here.facilitator)
    client = as_person(here.facilitator)
    assert '"act": "start"' in client.get(cockpit(off)).content.decode()
    assert stages.start(gathering=off, by=here.facilitator).is_running


def test_the_phones_are_told(here, off, as_person) -> None:
    page = as_person(here.leader).get(reverse("gathering", args=[off.public_id])).content.decode()
    assert "Samlingen er avlyst." in page
    assert "når prosesslederen starter" not in page


def test_a_running_day_is_ended_from_any_step(here, as_person) -> None:
    stage = go_to(here.gathering, DIAMOND, here.facilitator)
    client = as_person(here.facilitator)
    assert "Avslutt samlingen nå" in client.get(cockpit(here.gathering)).content.decode()
    client.post(cockpit(here.gathering), {"act": "end", "revision": str(stage.revision)})
    stage.refresh_from_db()
    assert stage.state == Stage.State.ENDED
    assert not Round.objects.filter(closed_at__isnull=True).exists()


def test_a_rehearsal_is_not_ended_that_way(here, as_person) -> None:
    rehearsal.begin(gathering=here.gathering, by=here.facilitator, phones=2)
    assert "Avslutt samlingen nå" not in as_person(here.facilitator).get(cockpit(here.gathering)).content.decode()
