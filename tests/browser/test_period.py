"""A period plan on a phone: made, looked over, shared, and read by the nearest manager with its picture."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.conftest import Axe, Room
from tests.browser.test_following import MOST_OF_A_PAGE, go, root, strained, well

pytestmark = pytest.mark.browser


def weighed(page: Page) -> list[tuple[str, int]]:
    """What is asked for from now on: its kind, and its bytes."""
    found: list[tuple[str, int]] = []

    def keep(answer: Response) -> None:
        kind = answer.headers.get("content-type", "").split("/")[0]
        found.append((kind, int(answer.headers.get("content-length") or 0)))

    page.on("response", keep)
    return found


def test_a_plan_becomes_a_sheet_that_is_looked_over(room: Room, axe: Axe) -> None:
    page = room.screen("Ingunn Haugen")
    go(room, page, f"{root(page)}plan/")
    well(page, axe)
    page.get_by_role("link", name="Legg til i planen").tap()
    page.get_by_label("Hva skal du gjøre?").fill("Jeg spør én medarbeider hver dag")
    page.get_by_label("Hvor mange ganger i uken?").fill("5")
    page.get_by_role("button", name="Lagre").tap()
    expect(page.get_by_text("5 ganger i uken")).to_be_visible()
    well(page, axe)
    page.get_by_role("button", name="Lag arket").tap()
    expect(page.get_by_role("heading", name="Periodeplan", exact=True)).to_be_visible()
    expect(page.locator(".period-week")).to_have_count(1)
    well(page, axe)
    page.get_by_label("Hvor mange uker?").fill("0")
    page.get_by_role("button", name="Endre ukene").tap()
    expect(page.get_by_text("Skriv et helt tall fra 1 til 26.")).to_be_visible()
    page.get_by_role("button", name="Slett arket").tap()
    page.get_by_role("button", name="Angre").tap()
    expect(page.get_by_role("link", name="Del periodeplanen")).to_be_visible()


@pytest.mark.thorough
def test_the_manager_s_page_is_light_and_its_picture_comes_when_it_is_seen(room: Room, axe: Axe) -> None:
    page = room.screen("Gunhild Øygarden")
    page.goto(f"{room.server.address}/reports/")
    there = page.get_by_role("link", name=re.compile("Periodeplan")).get_attribute("href")
    asked = weighed(page)
    go(room, page, there)
    page.wait_for_load_state("networkidle")
    assert 0 < sum(size for kind, size in asked if kind != "image") < MOST_OF_A_PAGE
    shown = page.locator(".log-picture img")
    shown.scroll_into_view_if_needed()
    page.wait_for_function("e => e.complete && e.naturalWidth === 720", arg=shown.element_handle())
    well(page, axe)


@pytest.mark.thorough
def test_narrow_spaced_out_and_in_the_dark(room: Room, axe: Axe) -> None:
    page = room.screen("Åse Lid")
    go(room, page, f"{root(page)}plan/")
    sheet = page.locator(".sheets-of a").first.get_attribute("href")
    assert strained(room, axe, "Åse Lid", [f"{root(page)}plan/", sheet]) == {}
