"""For everybody, where points are spread and shown, and on the desks of facilitator and HR."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, WALL, Axe, Chromium, Room, go, points_anew
from tests.browser.test_access import NARROW, SPACING, overflowing, small_targets

pytestmark = pytest.mark.browser
LOOKS: list[dict[str, Any]] = [{"color_scheme": "dark"}, {"forced_colors": "active"}]


@pytest.fixture(scope="module")
def facilitator(server: Any, chromium: Chromium) -> Iterator[Page]:
    """The day stands at the points, and the round is open."""
    room = Room(chromium, server, [], [])
    page = room.screen("Marit Solheim", DESK)
    page.locator("a[href$='/cockpit/']:visible").first.click()
    page.get_by_role("button", name="Start samlingen").click()
    page.get_by_role("button", name="Sett i gang").click()
    expect(page.locator("#now-title")).to_have_text("Påkobling siden sist")
    go(page, "Sorter i diamant")
    expect(page.locator(".groups .drift .num")).to_have_text("54", timeout=60_000)
    go(page, "100 poeng", "Individuelt")
    page.get_by_role("button", name="Åpne anonymt").click()
    expect(page.get_by_role("button", name="Lukk runden")).to_be_visible()
    yield page
    room.close()


def joined(room: Room, name: str, size: dict[str, int] = PHONE, **options: Any) -> Page:
    page = room.screen(name, size, **options)
    page.get_by_role("link", name="Bli med nå").click()
    points_anew(room.server, page, name)
    return page


def begin_anew(page: Page) -> None:
    """Empties what a walk before has left."""
    for field in page.locator("[data-points] input[name^=points-]").all():
        field.fill("")
    expect(page.locator("[data-sum]")).to_have_text("0")


@pytest.mark.thorough
def test_from_open_to_shown_in_every_look(room: Room, axe: Axe, facilitator: Page) -> None:
    phones = [joined(room, name, **look) for name, look in zip(("Ingunn Haugen", "Kari Moen"), LOOKS, strict=True)]
    narrow = joined(room, "Solveig Bø", NARROW, bypass_csp=True)
    narrow.add_style_tag(content=SPACING)
    wall = room.screen(size=WALL, forced_colors="active")
    address = facilitator.get_by_role("link", name="Åpne storskjermen").get_attribute("href")
    wall.goto(f"{room.server.address}{address}")

    def sound() -> None:
        assert [found for page in (*phones, wall, facilitator) for found in axe(page)] == []
        assert overflowing(narrow) == []
        assert small_targets(phones[0]) == []

    for page in (*phones, narrow):
        begin_anew(page)
    sound()
    # Too many, and not a number: said beside the sum, and the page stays one page.
    first = phones[0]
    first.locator("#points-1").fill("100")
    first.locator("#points-2").fill("50")
    expect(first.locator("[data-over]")).to_be_visible()
    expect(first.locator("[data-rest]")).to_have_text("50")
    first.locator("#points-2").fill("150")
    expect(first.locator("#points-2")).to_have_attribute("aria-invalid", "true")
    expect(first.locator("#saved")).to_contain_text("Ikke lagret")
    assert first.locator("[data-points]").count() == 1
    first.locator("#points-2").fill("")
    # By keyboard alone: down the list, and the number is typed.
    narrow.locator("#points-1").focus()
    narrow.keyboard.type("60")
    for _tab in range(4):
        narrow.keyboard.press("Tab")
        if narrow.evaluate("document.activeElement.id") == "points-2":
            break
    assert narrow.evaluate("document.activeElement.id") == "points-2"
    narrow.keyboard.type("40")
    expect(narrow.get_by_text("Akkurat 100. Du kan levere.")).to_be_visible()
    first.get_by_role("button", name="Lever", exact=True).click()
    expect(first.get_by_role("heading", name="Levert")).to_be_visible()
    sound()
    facilitator.get_by_role("button", name="Lukk runden").click()
    expect(phones[1].get_by_text("Runden er lukket")).to_be_visible()
    # Nothing more is taken, so who was writing stands with no open form.
    expect(narrow.get_by_text("Du leverte ikke før runden ble lukket")).to_be_visible()
    sound()
    facilitator.get_by_role("button", name="Vis resultatet").click()
    expect(phones[1].locator(".ranking li")).to_have_count(13)
    expect(wall.locator(".rank tbody tr")).to_have_count(13)
    expect(narrow.locator(".ranking li")).to_have_count(13)
    sound()


@pytest.mark.thorough
@pytest.mark.parametrize("look", LOOKS)
def test_the_desks_of_hr_and_facilitator(room: Room, axe: Axe, look: dict[str, Any]) -> None:
    hr = room.screen("Hanne Nordbø", DESK, **look)
    assert axe(hr) == []
    hr.get_by_role("link", name="Se leverte målkort").click()
    assert axe(hr) == []
    hr.get_by_role("link", name="Les").first.click()
    assert axe(hr) == []
    facilitator = room.screen("Jon Aslak Tveit", PHONE, **look)
    assert axe(facilitator) == []
    facilitator.get_by_role("link", name="Grupper og samlinger").click()
    assert axe(facilitator) == []
    assert overflowing(facilitator) == []
