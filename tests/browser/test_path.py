"""The path from the first step to a printed målkort, as a room would walk it."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from goals.demonstration import WORKED
from tests.browser.conftest import DESK, WALL, Axe, Room, box, changes, go
from tests.pdf.accessible import problems, text
from tests.values.test_values import THIRTEEN

pytestmark = pytest.mark.browser
GYGRENE = ["likeverd", "respekt", "toleranse", "ærlighet", "åpenhet", "kreativitet", "inkludering", "retning", "tillit"]


def card(page: Page, word: str):
    return page.locator(f"#board [data-word='{word}']")


def slot(page: Page, number: int):
    return page.locator(f"#board li[data-slot='{number}'] button")


def drag(page: Page, word: str, number: int) -> None:
    start, end = box(card(page, word)), box(slot(page, number))
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 30, start["y"] - 30, steps=4)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=8)
    page.mouse.up()


def test_from_the_first_step_to_a_printed_goal_card(room: Room, axe: Axe, tmp_path: Path) -> None:
    # 1–2: the facilitator starts, the projector shows the code, phones land on the step that is on.
    facilitator = room.screen("Marit Solheim", DESK)
    ingunn, kari = room.screen("Ingunn Haugen"), room.screen("Kari Moen")
    facilitator.get_by_role("link", name="Åpne regien").click()
    ingunn.get_by_role("link", name="Se dagsplanen").click()
    expect(ingunn.get_by_text("Vi har ikke begynt ennå")).to_be_visible()
    assert axe(ingunn) == []
    assert axe(facilitator) == []
    facilitator.get_by_role("button", name="Start samlingen").click()
    expect(ingunn.get_by_text("Du er inne")).to_be_visible()
    facilitator.get_by_role("button", name="Sett i gang").click()
    expect(facilitator.locator("#now-title")).to_have_text("Påkobling siden sist")
    expect(ingunn.get_by_text("Snakk sammen i duoer")).to_be_visible()
    code = facilitator.locator(".code-line .code").inner_text().replace(" ", "")
    projector = room.screen(size=WALL)
    wall = facilitator.get_by_role("link", name="Åpne storskjermen").get_attribute("href")
    projector.goto(f"{room.server.address}{wall}")
    expect(projector.locator(".join .code")).to_have_text(re.compile(r"\s*".join(code)))
    expect(projector.get_by_alt_text("QR-kode")).to_be_visible()
    assert axe(projector) == []
    kari.goto(f"{room.server.address}/join/")
    kari.get_by_label("Koden på storskjermen").fill(f"{code[:2]} {code[2:4]} {code[4:]}".lower())
    kari.get_by_role("button", name="Bli med").click()
    expect(kari.get_by_text("Snakk sammen i duoer")).to_be_visible()

    # The phones follow by themselves.
    go(facilitator, "Sorter i diamant")
    expect(ingunn.get_by_role("heading", name="Gygrene")).to_be_visible()
    expect(kari.get_by_role("heading", name="Gygrene")).to_be_visible()
    assert axe(ingunn) == []
    assert axe(facilitator) == []

    # 3: by tap, by drag, by keyboard; what one moves, the other sees.
    card(ingunn, "likeverd").tap()
    expect(ingunn.locator("[data-dock-text]")).to_have_text("Du holder likeverd. Trykk der den skal ligge.")
    slot(ingunn, 1).tap()
    expect(slot(ingunn, 1)).to_contain_text("likeverd")
    expect(slot(kari, 1)).to_contain_text("likeverd")
    expect(kari.get_by_text("Ingunn la likeverd i rad 1")).to_be_visible()
    drag(ingunn, "respekt", 2)
    expect(slot(kari, 2)).to_contain_text("respekt")
    card(kari, "toleranse").focus()
    kari.keyboard.press("Enter")
    slot(kari, 3).focus()
    kari.keyboard.press("Enter")
    expect(slot(ingunn, 3)).to_contain_text("toleranse")
    # One presses where the other is just laying something: nothing moves under the finger, it is said, nothing lost.
    card(kari, "glede").click()
    slot(kari, 4).hover()
    kari.mouse.down()
    card(ingunn, "ærlighet").click()
    with kari.expect_response(changes):
        slot(ingunn, 4).click()
    expect(slot(ingunn, 4)).to_contain_text("ærlighet")
    kari.mouse.up()
    expect(kari.get_by_text("Ingunn la nettopp ærlighet der.")).to_be_visible()
    kari.reload()
    expect(slot(kari, 4)).to_contain_text("ærlighet")
    for number, word in enumerate(GYGRENE[4:], start=5):
        mover = (ingunn, kari)[number % 2]
        card(mover, word).click()
        slot(mover, number).click()
        expect(slot(ingunn, number)).to_contain_text(word)
    expect(ingunn.locator(".board-head")).to_contain_text("9 av 9 plassert")
    expect(facilitator.locator(".groups li", has_text="Gygrene")).to_contain_text("Ferdig")
    slot(kari, 9).click()
    expect(kari.locator("[data-dock-text]")).to_contain_text("Du holder tillit")
    kari.keyboard.press("Escape")
    expect(kari.locator("[data-dock-text]")).to_have_text("Diamanten er full og lagret. Bytt gjerne om.")
    # The other groups' invented leaders do their part by themselves.
    expect(facilitator.locator(".groups .drift .num")).to_have_text("54", timeout=60_000)

    # 4: exactly source 2's thirteen values, in its order.
    facilitator.get_by_role("button", name="Diamantene").click()
    expect(projector.get_by_role("heading", name="Einingsleiarane")).to_be_visible()
    assert axe(projector) == []
    go(facilitator, "De tre øverste hos alle")
    facilitator.get_by_role("button", name="De tre øverste").last.click()
    expect(projector.locator(".wall-shortlist b")).to_have_text(THIRTEEN)
    expect(ingunn.locator(".shortlist b")).to_have_text(THIRTEEN)
    assert axe(projector) == []
    assert axe(ingunn) == []

    # 5: a hundred points, sealed until they are shown.
    go(facilitator, "100 poeng", "Individuelt")
    expect(ingunn.get_by_text("Vent litt. Prosesslederen åpner runden.")).to_be_visible()
    facilitator.get_by_role("button", name="Åpne anonymt").click()
    expect(ingunn.locator("[data-sum]")).to_have_text("0")
    assert axe(ingunn) == []
    for _tap in range(4):
        for number in (1, 2, 4, 10):
            ingunn.locator(f"#points-{number} ~ [data-step='1']").tap()
    expect(ingunn.locator("[data-sum]")).to_have_text("80")
    ingunn.locator("#points-13").fill("19")
    expect(ingunn.get_by_text("Fordel 1 poeng til, så kan du levere.")).to_be_visible()
    ingunn.locator("#points-13").fill("20")
    expect(ingunn.get_by_text("Akkurat 100. Du kan levere.")).to_be_visible()
    expect(ingunn.locator("#saved")).to_contain_text("Lagret")
    expect(ingunn.locator("#saved")).to_be_visible()
    ingunn.reload()
    expect(ingunn.locator("[data-sum]")).to_have_text("100")
    ingunn.get_by_role("button", name="Lever", exact=True).click()
    expect(ingunn.get_by_role("heading", name="Levert")).to_be_visible()
    expect(facilitator.locator(".groups .drift .num")).to_have_text(re.compile(r"3[3-6]"), timeout=60_000)
    expect(projector.locator(".wall-done")).to_contain_text("har levert")
    facilitator.get_by_role("button", name="Lukk runden").click()
    expect(ingunn.get_by_text("Runden er lukket")).to_be_visible()
    expect(projector.get_by_text("står sterkest hos oss")).not_to_be_visible()
    facilitator.get_by_role("button", name="Vis resultatet").click()
    expect(projector.locator(".wall-finding")).to_contain_text("sterkest hos oss")
    expect(projector.locator(".rank tbody tr")).to_have_count(13)
    expect(ingunn.locator(".ranking li")).to_have_count(13)
    assert axe(projector) == []
    assert axe(facilitator) == []

    # 6: a leader writes the worked målkort, hands it in, and gets it as PDF.
    ingunn.goto(room.server.address)
    ingunn.get_by_role("link", name="Skriv et mål").click()
    for number, (title, source, goal) in enumerate(WORKED):
        if number:
            ingunn.get_by_role("link", name="Legg til utviklingsområde").click()
        ingunn.get_by_label("Utviklingsområde").fill(title)
        ingunn.get_by_label("Hentet fra").fill(source)
        ingunn.get_by_label("Målformulering").fill(goal.text)
        for row, (words, target) in enumerate(goal.indicators):
            if row:
                ingunn.get_by_role("button", name="Legg til indikator").click()
                expect(ingunn.locator(f"#id_goal1-indicators-{row}-text")).to_be_focused()
            ingunn.locator(f"#id_goal1-indicators-{row}-text").fill(words)
            ingunn.locator(f"#id_goal1-indicators-{row}-target").fill(target)
        for row, (words, deadline) in enumerate(goal.actions):
            if row:
                ingunn.get_by_role("button", name="Legg til tiltak").click()
                expect(ingunn.locator(f"#id_goal1-actions-{row}-text")).to_be_focused()
            ingunn.locator(f"#id_goal1-actions-{row}-text").fill(words)
            ingunn.locator(f"#id_goal1-actions-{row}-deadline").fill(deadline)
        if not number:
            expect(ingunn.locator("#saved")).to_contain_text("Lagret")
            assert axe(ingunn) == []
        ingunn.get_by_role("button", name="Ferdig").click()
        expect(ingunn.get_by_role("heading", name=title)).to_be_visible()
    assert axe(ingunn) == []

    hr = room.screen("Hanne Nordbø", DESK)
    hr.get_by_role("link", name="Se leverte målkort").click()
    expect(hr.locator("tr", has_text="Ingunn Haugen")).to_contain_text("ikke ennå")
    expect(hr.locator("tr", has_text="Ingunn Haugen").get_by_role("link")).to_have_count(0)
    ingunn.get_by_role("link", name="Del målkortet").click()
    assert axe(ingunn) == []
    ingunn.get_by_role("link", name="Lever til HR").click()
    assert axe(ingunn) == []
    ingunn.get_by_role("button", name="Lever", exact=True).click()
    expect(ingunn.get_by_text("Ingen har åpnet den ennå")).to_be_visible()
    assert axe(ingunn) == []
    ingunn.get_by_role("link", name="Målkort").first.click()
    with ingunn.expect_download() as own:
        ingunn.get_by_role("link", name="Last ned PDF").click()
    assert own.value.suggested_filename == f"Målkort – Haugen, Ingunn – {time.strftime('%Y-%m-%d')}.pdf"

    # HR gets what was handed in.
    hr.reload()
    assert axe(hr) == []
    with hr.expect_download() as fetched:
        hr.locator("tr", has_text="Ingunn Haugen").get_by_role("button", name="PDF").click()
    target = tmp_path / "card.pdf"
    fetched.value.save_as(target)
    content = target.read_bytes()
    assert problems(content) == []
    printed = " ".join(text(content).split())
    for title, _source, goal in WORKED:
        # The page's text runs across the columns, so words are looked for one by one.
        words = [title.split()[0], *(word for action in goal.actions for text in action for word in text.split())]
        assert [word for word in words if word not in printed] == []
    ingunn.get_by_role("link", name="HR", exact=True).click()
    expect(ingunn.get_by_text("Hanne Nordbø", exact=True)).to_be_visible()
    expect(ingunn.get_by_text("HR har hentet kopien, og den kan være arkivert.")).to_be_visible()
    expect(ingunn.get_by_text("Trekk tilbake")).to_have_count(0)
