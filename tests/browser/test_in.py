"""Coming in, as a room does at half past eight: the code, the name, the door, and the step that is on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Axe, Room, changes

pytestmark = pytest.mark.browser
INSIDE = re.compile(r"/gatherings/[^/]+/$")


def join(room: Room, code: str) -> Page:
    phone = room.screen(size=PHONE)
    phone.goto(f"{room.server.address}/join/")
    phone.get_by_label("Koden på storskjermen").fill(code)
    phone.get_by_role("button", name="Bli med").click()
    expect(phone.get_by_role("heading", name="Hvem er du?")).to_be_visible()
    return phone


def test_a_leader_and_a_guest_are_let_in_from_the_cockpit(room: Room, axe: Axe) -> None:
    facilitator = room.screen("Marit Solheim", DESK)
    facilitator.get_by_role("link", name="Åpne regien").click()
    facilitator.get_by_role("button", name="Start samlingen").click()
    expect(facilitator.get_by_role("button", name="Sett i gang")).to_be_visible()
    code = facilitator.locator(".code-line .code").inner_text().replace(" ", "")

    kari = join(room, code)
    assert axe(kari) == []
    kari.get_by_label("Søk etter navnet ditt").press_sequentially("moe")
    expect(kari.locator(".names button")).to_have_text(["Geir Moe", "Kari Moen"])
    kari.get_by_role("button", name="Kari Moen").click()
    expect(kari.get_by_text("Du venter som Kari Moen")).to_be_visible()

    facilitator.get_by_role("button", name="Slipp inn Kari Moen").click()
    kari.wait_for_url(INSIDE)
    expect(kari.get_by_text("Du er inne")).to_be_visible()
    facilitator.get_by_role("button", name="Sett i gang").click()
    expect(kari.get_by_text("Snakk sammen i duoer")).to_be_visible()
    expect(facilitator.locator(".door")).to_have_count(0)

    guest, olav = join(room, code), join(room, code)
    guest.get_by_label("Hva heter du?").fill("Per Gjest")
    guest.get_by_label("Hvilken gruppe sitter du med?").select_option(label="Blåveis")
    # What changes while a button is down waits until it is let go: a button that is replaced is never clicked.
    facilitator.locator("#ctrl-pause").hover()
    facilitator.mouse.down()
    with facilitator.expect_response(changes):
        guest.get_by_role("button", name="Be om å bli med").click()
    expect(facilitator.locator(".door li")).to_have_count(0)
    facilitator.mouse.up()
    expect(facilitator.locator("#ctrl-pause")).to_have_text("Start klokka")
    expect(facilitator.locator(".door li")).to_have_count(1)
    olav.get_by_role("button", name="Olav Vik").click()
    expect(facilitator.locator(".door li")).to_have_count(2)
    expect(facilitator.locator(".door")).to_contain_text("ny gjest")
    assert axe(facilitator) == []
    facilitator.get_by_role("button", name="Slipp inn alle (2)").click()
    for phone in (guest, olav):
        phone.wait_for_url(INSIDE)

    # The list of people, and a screen that is taken out.
    facilitator.get_by_role("link", name="Hvem er her").click()
    line = facilitator.locator(".people li", has_text="Per Gjest")
    expect(line.get_by_role("button", name="Til stede")).to_have_attribute("aria-pressed", "true")
    assert axe(facilitator) == []
    line.get_by_role("button", name="Ta ut").click()
    expect(guest.get_by_text("Denne skjermen er ikke med nå")).to_be_visible()
    tick = facilitator.locator(".people li", has_text="Ingunn Haugen").get_by_role("button", name="Fravær")
    tick.click()
    expect(tick).to_have_attribute("aria-pressed", "true")
    expect(facilitator.locator("#people-tally")).to_contain_text("1 har fravær")
    expect(tick).to_be_focused()
