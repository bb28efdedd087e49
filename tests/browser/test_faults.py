"""What goes wrong in a basement: clocks that are off, a line that is cut, a laptop that dies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, WALL, Chromium, Room, go

pytestmark = pytest.mark.browser

OFF_BY = """(() => {
  const Real = Date;
  const off = %d * 3600000;
  window.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() + off); }
    static now() { return Real.now() + off; }
  };
})()"""


@pytest.fixture(scope="module")
def facilitator(server: Any, chromium: Chromium) -> Iterator[Page]:
    """The day has begun, with its cockpit on a desk."""
    room = Room(chromium, server, [], [])
    page = room.screen("Marit Solheim", DESK)
    page.locator("a[href$='/cockpit/']:visible").first.click()
    page.get_by_role("button", name="Start samlingen").click()
    page.get_by_role("button", name="Sett i gang").click()
    expect(page.locator("#now-title")).to_have_text("Påkobling siden sist")
    yield page
    room.close()


def seconds(page: Page, clock: str) -> int:
    minutes, _, rest = page.locator(clock).first.inner_text().partition(":")
    return int(minutes) * 60 + int(rest)


def phone(room: Room, facilitator: Page, name: str) -> Page:
    page = room.screen(name)
    page.goto(facilitator.url.replace("cockpit/", ""))
    return page


@pytest.mark.thorough
def test_a_phone_whose_clock_is_hours_off_shows_the_right_time(room: Room, facilitator: Page) -> None:
    for hours, name in ((2, "Ingunn Haugen"), (-2, "Kari Moen")):
        page = room.screen(name)
        page.add_init_script(OFF_BY % hours)
        page.goto(facilitator.url.replace("cockpit/", ""))
        expect(page.locator("#strip .clock")).not_to_have_text("")
        assert abs(seconds(page, "#strip .clock") - seconds(facilitator, ".big-clock .clock")) <= 2


@pytest.mark.thorough
def test_another_facilitator_goes_on_when_the_first_ones_laptop_dies(room: Room, facilitator: Page) -> None:
    wall = room.screen(size=WALL)
    wall.goto(room.server.address + str(facilitator.locator("a[href*='/projector/']").get_attribute("href")))
    ingunn = phone(room, facilitator, "Ingunn Haugen")
    facilitator.context.set_offline(True)
    second = room.screen("Jon Aslak Tveit", DESK)
    second.goto(facilitator.url)
    expect(second.get_by_text("Sist styrt av Marit.")).to_be_visible()
    second.keyboard.press("PageDown")
    for screen, place in ((second, "#now-title"), (wall, "h1"), (ingunn, "h1")):
        expect(screen.locator(place).first).to_contain_text(re.compile("mestringsorientert|Gå gjennom|Mestrings"))
    facilitator.context.set_offline(False)
    expect(facilitator.locator("#now-title")).to_have_text("Mestringsorientert ledelse")
    expect(facilitator.get_by_text("Sist styrt av Jon.")).to_be_visible()


def test_what_is_done_without_a_line_is_sent_when_it_is_back(room: Room, facilitator: Page) -> None:
    go(facilitator, "Sorter i diamant")
    expect(facilitator.locator(".groups .drift .num")).to_have_text(re.compile("45|54"), timeout=60_000)
    ingunn = phone(room, facilitator, "Ingunn Haugen")  # before the round: else an invented leader answers for her
    go(facilitator, "100 poeng", "Individuelt")
    facilitator.get_by_role("button", name="Åpne anonymt").click()
    field = ingunn.locator("input[name^=points-]").first
    expect(field).to_be_visible()
    ingunn.context.set_offline(True)
    field.fill("100")
    ingunn.get_by_role("button", name="Lever").click()
    expect(ingunn.get_by_text("Ikke sendt ennå")).to_be_visible()
    expect(field).to_have_value("100")
    ingunn.context.set_offline(False)
    expect(ingunn.get_by_role("heading", name="Levert")).to_be_visible(timeout=10_000)


def test_a_vote_that_comes_after_the_close_is_refused_in_words(room: Room, facilitator: Page) -> None:
    kari = phone(room, facilitator, "Kari Moen")
    field, change = kari.locator("input[name^=points-]").first, kari.get_by_role("button", name="Endre")
    expect(field.or_(change)).to_be_visible()
    if change.is_visible():  # an invented leader sat in her chair until she came
        change.click()
    kari.context.set_offline(True)
    field.fill("40")
    expect(kari.get_by_text("Ikke sendt ennå")).to_be_visible()
    facilitator.get_by_role("button", name="Lukk runden").click()
    expect(facilitator.get_by_role("button", name="Vis resultatet")).to_be_visible()
    kari.context.set_offline(False)
    expect(kari.get_by_text("Det kommer ikke flere svar inn")).to_be_visible(timeout=10_000)
