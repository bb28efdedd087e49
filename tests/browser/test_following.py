"""A leader follows their goals up on a phone: the ladder, the table, the circle, the log; and a circle that is led."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, WALL, Axe, Room, press, start_early
from tests.browser.test_access import NARROW, SPACING, overflowing, small_targets
from tests.pdf.accessible import problems

pytestmark = pytest.mark.browser
SIX = ("Ingunn Haugen", "Åse Lid", "Bjørg Tveiten", "Kari Moen", "Solveig Bø", "Ragnhild Nes")
MOST_OF_A_PAGE = 60_000


def root(page: Page) -> str:
    """The leader's own part of the site."""
    card = page.locator("a[href*='/goal-card/']").first.get_attribute("href")
    assert card
    return card.split("goal-card/")[0]


def go(room: Room, page: Page, path: str) -> None:
    page.goto(f"{room.server.address}{path}")


def strained(room: Room, axe: Axe, name: str, paths: list[Any]) -> dict[tuple[str, str], Any]:
    """What leaves the page on a narrow phone with wide spacing, and what is wrong in the dark and in forced colours."""
    narrow = room.screen(name, NARROW, bypass_csp=True)
    coloured = [room.screen(name, PHONE, color_scheme="dark"), room.screen(name, PHONE, forced_colors="active")]
    wrong: dict[tuple[str, str], Any] = {}
    for path in paths:
        go(room, narrow, path)
        narrow.add_style_tag(content=SPACING)
        if found := overflowing(narrow):
            wrong[path, "narrow"] = found
        for page in coloured:
            go(room, page, path)
            if problems := axe(page):
                wrong[path, "colours"] = problems
    return wrong


def well(page: Page, axe: Axe) -> None:
    assert axe(page) == []
    assert overflowing(page) == []
    # A radio button is as large as the label around it.
    assert [each for each in small_targets(page) if 'type="radio"' not in each] == []
    assert page.evaluate("[...document.querySelectorAll('label:has(input)')].every((e) => e.offsetHeight >= 44)")


@pytest.mark.thorough
def test_a_ladder_from_the_goal_to_the_second_rating(room: Room, axe: Axe, tmp_path: Path) -> None:
    page = room.screen("Ingunn Haugen")
    go(room, page, f"{root(page)}ladders/")
    page.get_by_label("Hva er målet?").fill("Jeg sier fra når møtene glir ut")
    well(page, axe)
    page.get_by_role("button", name="Lag trappen").tap()
    for number, text in enumerate(("Jeg ser på klokka", "Jeg sier hvor lang tid vi har igjen"), start=1):
        page.get_by_label("Nytt trinn").fill(text)
        page.get_by_role("button", name=re.compile("Legg")).tap()
        expect(page.locator(".stairs > li")).to_have_count(number)
    page.get_by_role("link", name=re.compile(r"Hvor sikker er du\?.*Jeg ser på klokka")).tap()
    expect(page.get_by_label("Hvor sikker er du på at du klarer dette?")).to_have_value("")
    page.get_by_role("button", name="Lagre").tap()
    expect(page.get_by_text("Velg et tall fra 0 til 100, eller skriv hva som skjedde.")).to_be_visible()
    page.get_by_label("Hvor sikker er du på at du klarer dette?").fill("40")
    page.get_by_role("button", name="Lagre").tap()
    expect(page.locator(".lv .num")).to_have_text("40")
    well(page, axe)

    page.get_by_role("link", name=re.compile("Jeg har prøvd.*Jeg ser på klokka")).tap()
    page.get_by_label("Hvor sikker er du på at du klarer dette?").fill("70")
    page.get_by_label("Har du prøvd? Skriv hva som skjedde").fill("Alle fulgte med")
    well(page, axe)
    page.get_by_role("button", name="Lagre").tap()
    expect(page.locator(".lv .num")).to_have_text("70")
    expect(page.get_by_role("img", name="Mestringstro før 40, nå 70")).to_be_visible()
    expect(page.get_by_text("Alle fulgte med")).to_be_visible()
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Last ned PDF").tap()
    fetched.value.save_as(tmp_path / "trapp.pdf")
    assert problems((tmp_path / "trapp.pdf").read_bytes()) == []


@pytest.mark.thorough
def test_attainment_from_writing_to_review(room: Room, axe: Axe, tmp_path: Path) -> None:
    page = room.screen("Kari Moen")
    go(room, page, f"{root(page)}attainments/")
    page.get_by_label("Hva handler målene om?").fill("Møtene våre")
    page.get_by_label("Når skal du gå gjennom det?").fill("i dag")
    well(page, axe)
    page.get_by_role("button", name="Lag tabellen").tap()
    page.get_by_role("link", name="Skriv det første målet").tap()
    expect(page.get_by_label("3 Som forventet")).to_have_count(2)
    first, second = page.get_by_label("3 Som forventet").all()
    first.fill("Vi slutter i tide i 3 av møtene")
    second.fill("Jeg sier fra 2 ganger i møtet")
    page.locator("summary", has_text="De andre nivåene").first.tap()
    page.get_by_label("4 Mer enn forventet").first.fill("Vi slutter i tide i 3 av møtene")
    well(page, axe)
    page.get_by_role("button", name="Lagre målet").tap()
    expect(page.get_by_text("3 og 4 sier det samme. Hva er forskjellen?")).to_be_visible()
    well(page, axe)

    page.get_by_role("link", name="Gå gjennom målene").tap()
    page.locator(".reach").first.get_by_label("4 Mer enn forventet").check()
    page.locator(".reach").first.get_by_label("Hva skjedde?").fill("Vi sluttet i tide hver gang")
    page.locator(".reach").nth(1).get_by_label("3 Som forventet").check()
    well(page, axe)
    page.get_by_role("button", name="Lagre gjennomgangen").tap()
    expect(page.locator(".t-line")).to_contain_text("T 60,0")
    expect(page.locator(".t-line")).to_contain_text("av 1 mål")
    expect(page.locator(".reached").first).to_contain_text("Vi sluttet i tide hver gang")
    expect(page.get_by_text("Innsatsen ga det du ventet, eller mer")).to_be_visible()
    well(page, axe)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Last ned PDF").tap()
    fetched.value.save_as(tmp_path / "tabell.pdf")
    assert problems((tmp_path / "tabell.pdf").read_bytes()) == []


def test_the_circle_with_a_not_yet_on_the_way(room: Room, axe: Axe) -> None:
    page = room.screen("Solveig Bø")
    go(room, page, f"{root(page)}goal-circle/")
    page.get_by_role("link", name="Jeg sitter godt").tap()
    expect(page.locator(".breath i")).to_have_css("animation-name", "breathe")
    page.get_by_role("link", name="Jeg har pustet").tap()
    page.get_by_role("link", name="Ja", exact=True).tap()
    for _question in range(2):
        page.get_by_role("link", name="Ja", exact=True).tap()
    expect(page.get_by_role("heading", name="Ser du for deg hva du gjør for å nå målet ditt")).to_be_visible()
    well(page, axe)
    assert page.evaluate("document.documentElement.scrollHeight") <= 844
    page.get_by_role("link", name="Ikke ennå").tap()
    expect(page.get_by_role("heading", name="La oss stoppe litt opp.")).to_be_visible()
    well(page, axe)
    page.get_by_role("link", name="Gå et steg tilbake").tap()
    expect(page.get_by_role("heading", name="Ser du for deg detaljer i det du vil oppnå?")).to_be_visible()
    for _question in range(5):
        page.get_by_role("link", name="Ja", exact=True).tap()
    page.get_by_label("Stikkord").fill("Jeg er rolig i møtene")
    well(page, axe)
    page.get_by_role("button", name="Lag et mål på målkortet").tap()
    expect(page.get_by_label("Utviklingsområde")).to_have_value("Jeg er rolig i møtene")


@pytest.mark.thorough
def test_the_breath_is_still_for_who_wants_no_motion(room: Room) -> None:
    page = room.screen("Solveig Bø", reduced_motion="reduce")
    go(room, page, f"{root(page)}goal-circle/?at=breathe")
    expect(page.locator(".breath i")).to_have_css("animation-name", "none")


def test_a_log_line_in_two_taps(room: Room, axe: Axe) -> None:
    page = room.screen("Åse Lid")
    weight = []
    page.on("response", lambda answer: weight.append(int(answer.headers.get("content-length") or 0)))
    go(room, page, f"{root(page)}follow-up/")
    page.wait_for_load_state("networkidle")
    assert 0 < sum(weight) < MOST_OF_A_PAGE
    well(page, axe)
    last = page.locator(".log-item").first
    before = last.inner_text()
    page.locator(".two-taps summary").first.tap()
    page.get_by_role("button", name="Som planlagt").first.tap()
    expect(page.get_by_text("Notert i loggen.")).to_be_visible()
    expect(last).to_contain_text("Som planlagt")
    assert last.inner_text() != before
    well(page, axe)
    page.get_by_role("button", name="Angre").tap()
    expect(page.get_by_text("Linjen er slettet.")).to_be_visible()


@pytest.mark.thorough
def test_narrow_spaced_out_and_in_the_dark(room: Room, axe: Axe) -> None:
    page = room.screen("Bjørg Tveiten")
    own = root(page)
    go(room, page, f"{own}ladders/")
    ladder = page.locator(".ladders a").first.get_attribute("href")
    go(room, page, f"{own}attainments/")
    table = page.locator(".tables a").first.get_attribute("href")
    kinds = ("ladders", "attainments", "follow-up", "log", "plan", "beliefs", "goal-circle")
    lists = [f"{own}{name}/" for name in kinds]
    further = [ladder, table, f"{table}goals/new/", f"{table}reviews/new/", f"{own}goal-circle/?at=q6"]
    assert strained(room, axe, "Bjørg Tveiten", [*lists, *further]) == {}


@pytest.mark.thorough
def test_a_circle_is_led_for_six_phones(room: Room, axe: Axe) -> None:
    facilitator = room.screen("Marit Solheim", DESK)
    facilitator.get_by_role("link", name="Grupper og samlinger").first.click()
    ahead = facilitator.locator("a[href*='/cockpit/']").last.get_attribute("href")
    go(room, facilitator, ahead)
    start_early(facilitator)
    facilitator.get_by_role("button", name="Sett i gang").click()
    expect(facilitator.locator("#now-title")).to_have_text("Velkommen")
    item = facilitator.locator(".agenda details", has_text="Mål og mestringstro")
    item.locator("summary").click()
    item.get_by_role("button").first.click()
    expect(facilitator.locator("#now-title")).to_have_text("Målsirkel")
    wall = room.screen(size=WALL)
    go(room, wall, facilitator.get_by_role("link", name="Åpne storskjermen").get_attribute("href"))
    phones = [room.screen(name) for name in SIX]
    for phone in phones:
        go(room, phone, ahead.replace("cockpit/", ""))
        expect(phone.get_by_text("Sett beina på golvet.")).to_be_visible()
    assert axe(phones[0]) == []
    press(facilitator)
    for phone in phones:
        expect(phone.get_by_role("heading", name="Kan du se for deg hva du vil oppnå?")).to_be_visible()
    expect(wall.get_by_role("heading", name="Kan du se for deg hva du vil oppnå?")).to_be_visible()
    phones[1].get_by_text("Ikke ennå").tap()
    expect(phones[1].get_by_text("La oss stoppe litt opp.")).to_be_visible()
    assert axe(phones[1]) == []
    assert axe(wall) == []
    assert wall.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('.phases'))")
    for _question in range(6):
        before = phones[0].locator("h1.task").inner_text()
        press(facilitator)
        expect(phones[0].locator("h1.task")).not_to_have_text(before)
    words = phones[0].get_by_label("Stikkord")
    words.fill("Jeg er rolig i møtene")
    expect(phones[0].locator("#saved")).to_contain_text("Lagret")
    expect(phones[1].get_by_label("Stikkord")).to_have_value("")
    assert axe(phones[0]) == []
    phones[0].get_by_role("link", name="Lag et mål eller et trinn av stikkordene").tap()
    expect(phones[0].get_by_label("Stikkord")).to_have_value("Jeg er rolig i møtene")
