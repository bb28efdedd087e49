"""The leaders' own sheets as exercises: each writes alone, and nothing of it reaches the room."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goals.platform.demonstration import ANSWERS
from programmes.agenda import Way
from programmes.contract import kinds
from programmes.models import Exercise, Phase, Round
from programmes.own_sheets import OwnSheet
from programmes.rules import projector_token
from programmes.services import rounds
from tests import world as worlds
from tests.conftest import go_to
from tests.efficacy.rooms import exercise_of
from tests.test_pages import Page
from tests.world import Place

HTMX = {"HX-Request": "true"}
pytestmark = pytest.mark.django_db
OWN = {slug: kind for slug, kind in kinds().items() if isinstance(kind, OwnSheet)}


def stand_at(here: Place, slug: str) -> Exercise:
    """The day has this exercise, with the phases that its kind begins with, and stands at its first."""
    item = here.gathering.items.get(position=1)
    exercise = Exercise.objects.create(item=item, position=1, kind=slug, title=str(OWN[slug].name))
    for number, plan in enumerate(OWN[slug].phases, start=1):
        Phase.objects.create(
            exercise=exercise,
            position=number,
            mode=plan.mode,
            minutes=plan.minutes,
            instruction=str(plan.instruction),
            writer=plan.writer,
            in_turn=plan.in_turn,
        )
    stop = next(stop for stop in Way(here.gathering).stops if stop.exercise == exercise)
    go_to(here.gathering, stop.number, here.facilitator)
    return exercise


def test_the_platform_and_every_worksheet_are_there() -> None:
    assert sorted(OWN) == [
        "attainment",
        "belief",
        "ladder",
        "period",
        "platform",
        "sources",
        "tool-explanations",
        "tool-grow",
        "tool-moods",
        "tool-worries",
    ]
    assert all(kind.about and kind.phases for kind in OWN.values())


@pytest.mark.parametrize("slug", OWN)
def test_the_phone_leads_to_ones_own_sheet(here, as_person, slug: str) -> None:
    stand_at(here, slug)
    client = as_person(here.leader)
    html = client.get(reverse("gathering", args=[here.gathering.public_id])).content.decode()
    address = OWN[slug].address(here.membership)
    assert f'href="{address}"' in html
    assert client.get(address).status_code == 200
    assert str(OWN[slug].phases[0].instruction) in html
    assert Page(html).problems == []


def test_nothing_of_it_reaches_cockpit_or_projector(here, as_person) -> None:
    worlds.worried(here.membership, "Hemmelig")
    for slug in ("platform", "tool-worries"):
        stand_at(here, slug)
        here.gathering.stage.refresh_from_db()
        wall = as_person(None).get(reverse("projector", args=[projector_token(here.gathering.stage)])).content.decode()
        deck = as_person(here.facilitator).get(reverse("cockpit", args=[here.gathering.public_id])).content.decode()
        for html in (wall, deck):
            assert not any(answer in html for answer in (*ANSWERS, "Hemmelig"))
        Exercise.objects.filter(kind=slug).update(position=90 if slug == "platform" else 91)


def round_of(exercise: Exercise) -> Round:
    return Round.objects.get(exercise=exercise)


@pytest.mark.parametrize("slug", OWN)
def test_that_one_is_done_is_counted_in_the_cockpit_and_nowhere_else(here, as_person, slug: str) -> None:
    round = round_of(stand_at(here, slug))
    here.gathering.stage.refresh_from_db()
    url = reverse("own-sheet-done", args=[here.gathering.public_id, round.public_id])
    client, asked = as_person(here.leader), round.electors.count()
    cockpit = reverse("cockpit", args=[here.gathering.public_id])
    assert f'<b class="num">0</b><span>av {asked} har sagt at de er ferdige' in (
        as_person(here.facilitator).get(cockpit).content.decode()
    )
    for _twice in range(2):  # a double tap counts once
        assert "Du har sagt at du er ferdig." in client.post(url, {"act": "done"}, headers=HTMX).content.decode()
    assert list(round.electors.filter(has_answered=True)) == [
        round.electors.get(participation__membership=here.membership)
    ]
    deck = as_person(here.facilitator).get(cockpit).content.decode()
    assert f'<b class="num">1</b><span>av {asked} har sagt at de er ferdige' in deck
    wall = as_person(None).get(reverse("projector", args=[projector_token(here.gathering.stage)])).content.decode()
    assert "ferdige" not in wall
    assert str(OWN[slug].phases[0].instruction) in wall
    phone = reverse("gathering", args=[here.gathering.public_id])
    assert "Ikke ferdig likevel" in client.get(phone).content.decode()
    assert client.post(url, {"act": "undo"}).headers["Location"] == phone
    assert not round.electors.filter(has_answered=True).exists()
    assert "Jeg er ferdig" in client.get(phone).content.decode()


def test_done_is_said_only_while_it_is_open_and_only_of_ones_own_sheets(here, as_person) -> None:
    round = round_of(stand_at(here, "ladder"))
    rounds.close_round(round=round, by=None)
    client = as_person(here.leader)
    url = reverse("own-sheet-done", args=[here.gathering.public_id, round.public_id])
    assert client.post(url, {"act": "done"}).status_code == 409
    assert client.get(url).status_code == 405
    assert not round.electors.filter(has_answered=True).exists()
    cases = rounds.open_round(exercise=exercise_of(here.gathering, "cases"), by=None)
    elsewhere = reverse("own-sheet-done", args=[here.gathering.public_id, cases.public_id])
    assert client.post(elsewhere, {"act": "done"}).status_code == 404


def test_a_rehearsed_phone_says_that_it_is_done_and_writes_nothing(here) -> None:
    round = round_of(stand_at(here, "attainment"))
    elector = round.electors.get(participation__membership=here.membership)
    tables = here.membership.attainments.count()
    assert OWN["attainment"].pretend(round, elector, step=0) is False
    assert OWN["attainment"].progress(round).done == 1
    assert here.membership.attainments.count() == tables


def test_who_was_let_in_without_signing_in_is_told_to_and_a_guest_writes_on_paper(here, as_person) -> None:
    stand_at(here, "platform")
    address = reverse("gathering", args=[here.gathering.public_id])
    let_in = as_person(worlds.device(here.leaders[2], here.gathering)).get(address).content.decode()
    assert "Du må logge inn for å åpne det." in let_in
    guest = as_person(worlds.device(worlds.guest(here, "Per"), here.gathering)).get(address).content.decode()
    assert "Skriv på et papir" in guest
    assert "/platform/" not in guest
