"""For everybody: narrow and spaced out, in the system's own colours, in the dark, and by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, WALL, Axe, Chromium, Room, go
from tests.browser.test_path import card, slot

pytestmark = pytest.mark.browser
NARROW = {"width": 320, "height": 640}
# WCAG 1.4.12: what a reader may set, and nothing may be lost.
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""


def visit(room: Room, page: Page, name: str) -> None:
    """Opens one of the leader's pages, by its name."""
    page.goto(room.server.address)
    steps: dict[str, Callable[[], Any]] = {
        "start": lambda: None,
        "gathering": lambda: page.locator("a[href^='/gatherings/']:visible").first.click(),
        "goal card": lambda: page.locator("a[href$='/goal-card/']:visible").first.click(),
        "edit": lambda: (
            page.locator("a[href$='/goal-card/']:visible").first.click(),
            page.get_by_text("Rediger").first.click(),
        ),
        "belief": lambda: (
            page.locator("a[href$='/goal-card/']:visible").first.click(),
            page.locator(".belief-line a").first.click(),
        ),
        "share": lambda: (
            page.locator("a[href$='/goal-card/']:visible").first.click(),
            page.locator("a[href$='/share/']").first.click(),
        ),
        "hand in": lambda: (
            page.locator("a[href$='/goal-card/']:visible").first.click(),
            page.goto(f"{page.url.partition('#')[0]}hand-in/"),
        ),
        "join": lambda: page.goto(f"{room.server.address}/join/"),
        "sign in": lambda: (page.context.clear_cookies(), page.goto(f"{room.server.address}/sign-in/")),
        "not found": lambda: page.goto(f"{room.server.address}/ingenting/"),
    }
    steps[name]()
    page.wait_for_load_state()


PAGES = ["start", "gathering", "goal card", "edit", "belief", "share", "hand in", "join", "sign in", "not found"]


def overflowing(page: Page) -> list[str]:
    """Elements that reach past the right edge of the screen."""
    return page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter((e) => {
            const box = e.getBoundingClientRect();
            return box.width > 1 && box.right > innerWidth + 1 && getComputedStyle(e).position !== 'fixed'
              && !e.closest('.vh, .skip');
        }).map((e) => e.tagName + '.' + e.className).slice(0, 5)"""
    )


def small_targets(page: Page) -> list[str]:
    """Buttons, fields and lone links under 44 px in both ways (links in running text may be lower)."""
    return page.evaluate(
        """() => [...document.querySelectorAll('button, input:not([type=hidden]), textarea, summary, a.btn, nav a')].filter((e) => {
            const box = e.getBoundingClientRect();
            return box.width > 1 && !e.closest('.vh, .skip') && (box.height < 43.5 || box.width < 43.5);
        }).map((e) => e.outerHTML.slice(0, 90))"""
    )


@pytest.mark.thorough
def test_narrow_and_spaced_out_nothing_is_lost(room: Room) -> None:
    page = room.screen("Åse Lid", NARROW, bypass_csp=True)
    wrong = {}
    for name in PAGES:
        visit(room, page, name)
        page.add_style_tag(content=SPACING)
        if found := overflowing(page):
            wrong[name] = found
    assert wrong == {}


def test_targets_are_large_enough_for_a_thumb(room: Room) -> None:
    page = room.screen("Åse Lid", PHONE)
    wrong = {}
    for name in PAGES:
        visit(room, page, name)
        if found := small_targets(page):
            wrong[name] = found
    assert wrong == {}


@pytest.mark.thorough
@pytest.mark.parametrize(
    "options", [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"reduced_motion": "reduce"}]
)
def test_in_other_colours_and_without_motion(room: Room, axe: Axe, options: dict[str, str]) -> None:
    page = room.screen("Åse Lid", PHONE, **options)
    wrong = {}
    for name in PAGES:
        visit(room, page, name)
        if found := axe(page):
            wrong[name] = found
    assert wrong == {}


@pytest.fixture(scope="module")
def _diamond_is_on(server: Any, chromium: Chromium) -> Iterator[None]:
    """The day stands at the diamond."""
    room = Room(chromium, server, [], [])
    facilitator = room.screen("Marit Solheim", DESK)
    facilitator.locator("a[href$='/cockpit/']:visible").first.click()
    facilitator.get_by_role("button", name="Start samlingen").click()
    facilitator.get_by_role("button", name="Sett i gang").click()
    expect(facilitator.locator("#now-title")).to_have_text("Påkobling siden sist")
    go(facilitator, "Sorter i diamant")
    yield
    room.close()


@pytest.mark.usefixtures("_diamond_is_on")
class TestDiamond:
    def open(self, page: Page) -> Page:
        page.get_by_role("link", name="Bli med nå").click()
        expect(page.get_by_role("heading", name="Gygrene")).to_be_visible()
        page.wait_for_load_state("load")
        return page

    def test_by_keyboard_alone(self, room: Room) -> None:
        page = self.open(room.screen("Ingunn Haugen", PHONE))
        for _tab in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.dataset.word") == "likeverd":
                break
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
        page.keyboard.press("Enter")
        expect(card(page, "likeverd")).to_have_attribute("aria-pressed", "true")
        for _arrow in range(40):
            if page.evaluate("document.activeElement.closest('[data-slot]').dataset.slot") == "5":
                break
            page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
        expect(slot(page, 5)).to_contain_text("likeverd")
        expect(page.locator("#say")).to_have_text("likeverd er plassert i rad 3.")
        assert page.evaluate("document.activeElement.dataset.word") == "likeverd"
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
        expect(page.locator("[data-release]")).to_be_hidden()

    @pytest.mark.thorough
    def test_an_own_value_joins_the_others(self, room: Room) -> None:
        page = self.open(room.screen("Kari Moen", PHONE))
        page.get_by_label("Savner du en verdi?").fill("Dugnad")
        page.get_by_role("button", name="Foreslå").click()
        expect(card(page, "Dugnad")).to_be_visible()
        expect(page.get_by_label("Savner du en verdi?")).to_have_value("")

    def test_narrow_and_spaced_out(self, room: Room) -> None:
        page = self.open(room.screen("Solveig Bø", NARROW, bypass_csp=True))
        page.add_style_tag(content=SPACING)
        assert overflowing(page) == []

    @pytest.mark.thorough
    @pytest.mark.parametrize("options", [{"color_scheme": "dark"}, {"forced_colors": "active"}])
    def test_in_other_colours(self, room: Room, axe: Axe, options: dict[str, str]) -> None:
        page = self.open(room.screen("Bjørg Tveiten", PHONE, **options))
        card(page, "trygghet").click()
        assert axe(page) == []

    @pytest.mark.thorough
    def test_a_line_that_breaks_is_said_and_mended(self, room: Room) -> None:
        page = self.open(room.screen("Ragnhild Nes", PHONE))
        page.context.set_offline(True)
        expect(page.locator("html")).to_have_attribute("data-offline", "", timeout=15_000)
        expect(page.get_by_text("Frakoblet, prøver igjen.")).to_be_visible()
        page.context.set_offline(False)
        expect(page.locator("html")).not_to_have_attribute("data-offline", "", timeout=15_000)

    def test_cockpit_and_projector_in_the_dark_and_by_remote(self, room: Room, axe: Axe) -> None:
        facilitator = room.screen("Jon Aslak Tveit", DESK, color_scheme="dark")
        facilitator.locator("a[href$='/cockpit/']:visible").first.click()
        expect(facilitator.locator("#now-title")).to_have_text("Sorter i diamant")
        assert axe(facilitator) == []
        wall = room.screen(size=WALL, color_scheme="dark")
        address = facilitator.get_by_role("link", name="Åpne storskjermen").get_attribute("href")
        wall.goto(f"{room.server.address}{address}")
        assert axe(wall) == []
        too_small = wall.evaluate(
            """() => [...document.querySelectorAll('#wall *, .join *')].filter((e) => e.childElementCount === 0
                && e.textContent.trim() && !e.closest('.vh') && parseFloat(getComputedStyle(e).fontSize) < 26)
                .map((e) => e.textContent.trim() + ' ' + getComputedStyle(e).fontSize)"""
        )
        assert too_small == []
        facilitator.keyboard.press("b")
        expect(wall.get_by_role("heading", name="Blank skjerm")).to_be_attached()
        expect(facilitator.locator("#screen-blank")).to_have_attribute("aria-pressed", "true")
        facilitator.keyboard.press("b")
        expect(wall.get_by_text("Bli enige om ni verdier.")).to_be_visible()
        facilitator.keyboard.press("PageDown")
        expect(facilitator.locator(".phases [aria-current] b")).to_have_text("Til plenum")
        facilitator.keyboard.press("PageUp")
        expect(facilitator.locator(".phases [aria-current] b")).to_have_text("I grupper")
