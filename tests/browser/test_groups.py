"""A group of three phones: roles by chance, the floor in turn, and somebody who is moved in the middle."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, Axe, Room, Server, go

pytestmark = pytest.mark.browser
TASK = "Psykologisk trygghet hos oss"


def speak_in_turn(server: Server) -> None:
    """Makes the talk in groups a rekkefremlegg in which the secretary writes."""
    with closing(sqlite3.connect(server.database)) as database, database:
        database.execute(
            "UPDATE programmes_phase SET in_turn = 1, writer = 'secretary' WHERE mode = 'groups' AND exercise_id IN "
            "(SELECT id FROM programmes_exercise WHERE title = ?)",
            [TASK],
        )


def role(phone: Page, name: str):
    return phone.locator(".by-chance li", has_text=name)


@pytest.mark.thorough
def test_three_phones_take_roles_and_speak_in_turn(room: Room, axe: Axe) -> None:
    speak_in_turn(room.server)
    facilitator = room.screen("Marit Solheim", DESK)
    facilitator.get_by_role("link", name="Åpne regien").click()
    facilitator.get_by_role("button", name="Start samlingen").click()
    facilitator.get_by_role("button", name="Sett i gang").click()
    go(facilitator, "Psykologisk trygghet hos oss", "I grupper")
    phones = [room.screen(name) for name in ("Ingunn Haugen", "Kari Moen", "Åse Lid")]
    ingunn, kari, aase = phones
    for phone in phones:
        phone.locator("a", has_text=re.compile("samlingen|Bli med", re.I)).first.click()
        expect(phone.locator("#floor-title")).to_have_text("Bjørg har ordet")
    assert axe(ingunn) == []

    # Roles: one gets it, all see it, anybody may let it go; the secretary is who is left with the shortest name.
    for phone in phones:
        phone.locator(".by-chance summary").tap()
    role(kari, "Ordstyrer").get_by_role("button").tap()
    role(aase, "Viddevakt").get_by_role("button").tap()
    expect(role(ingunn, "Ordstyrer")).to_contain_text("Kari")
    expect(role(ingunn, "Sekretær")).to_contain_text("Det er visst Bjørg.")
    role(ingunn, "Viddevakt").get_by_role("button", name="Gi fra deg").tap()
    role(aase, "Viddevakt").get_by_role("button", name="Jeg tar den").tap()
    role(ingunn, "Sekretær").get_by_role("button", name="Jeg tar den").tap()
    expect(kari.locator(".by-chance summary")).to_contain_text("Viddevakt Åse".lower(), ignore_case=True)

    # The floor: two taps are one step.
    kari.get_by_role("button", name="Neste", exact=True).dblclick()
    expect(ingunn.locator("#floor-title")).to_have_text("Ingunn har ordet")
    expect(ingunn.locator(".floor-then")).to_have_text("Deretter Kari. De andre lytter.")

    # Kari, who is next, is moved: her phone follows, her role is free, and nobody is skipped.
    facilitator.goto(re.sub("cockpit/$", "groups/", facilitator.url))
    assert axe(facilitator) == []
    seat = facilitator.locator(".g-seat", has_text="Kari Moen")
    seat.locator("select").select_option(label="RLG")
    seat.get_by_role("button", name="Flytt").click()
    expect(facilitator.locator(".g-table", has=facilitator.get_by_role("heading", name="RLG"))).to_contain_text("Kari")
    expect(facilitator.locator("#toast")).to_have_text("Kari Moen sitter i RLG nå.")
    expect(kari.get_by_text("Du er i RLG.")).to_be_visible()
    expect(kari.locator("#floor-title")).to_have_text("Berit har ordet")
    expect(role(ingunn, "Ordstyrer")).to_contain_text("Mørkest hår")
    expect(ingunn.locator("#floor-title")).to_have_text("Ingunn har ordet")
    expect(ingunn.locator(".floor-then")).to_contain_text("Deretter Ragnhild")
