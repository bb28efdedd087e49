"""A leader builds a platform on a phone, from the first answer to paper; and moves a worry with six handles."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image as pillow
from playwright.sync_api import Page, expect

from goals.platform.demonstration import ANSWERS
from tests.browser.conftest import DESK, PHONE, Axe, Room
from tests.browser.test_access import NARROW, SPACING, overflowing, small_targets
from tests.pdf.accessible import problems, text

pytestmark = pytest.mark.browser


def fetch(page: Page, link: str) -> bytes:
    with page.expect_download() as coming:
        page.get_by_role("link", name=link).click()
    with open(coming.value.path(), "rb") as file:
        return file.read()


def test_from_the_first_answer_to_print(room: Room, axe: Axe) -> None:
    page = room.screen("Ingunn Haugen")
    page.get_by_role("link", name="Begynn på plattformen").tap()
    expect(page.get_by_role("heading", name="Min lederplattform")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="Begynn med spørsmål 1").tap()
    for number, answer in enumerate(ANSWERS, start=1):
        expect(page.locator("#question")).to_contain_text(str(number))
        page.locator("#text").fill(answer)
        if number == 1:
            expect(page.locator("#saved")).to_contain_text(re.compile(r"Lagret \d\d:\d\d"))
            assert axe(page) == []
            assert overflowing(page) == []
            assert small_targets(page) == []
            page.locator("#text").fill("Noe jeg angrer på")
            expect(page.locator("#saved")).to_contain_text("Lagret")
            page.get_by_role("button", name="Angre endringene").tap()
            expect(page.locator("#text")).to_have_value("")
            page.locator("#text").fill(answer)
        page.get_by_role("button", name="Neste" if number < 9 else "Ferdig").tap()
    expect(page.get_by_text("9 av 9 svar.")).to_be_visible()
    assert page.locator(".plat-head polygon.g-1").count() == 9
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert axe(page) == []
        assert overflowing(page) == []

    pdf = fetch(page, "Last ned PDF")
    assert problems(pdf) == []
    said = " ".join(text(pdf).split())
    assert all(answer.split(". ")[0][:25] in said for answer in ANSWERS)
    assert problems(fetch(page, "Setningen som kort")) == []

    page.goto(room.server.address)
    expect(page.locator(".my-sentence")).to_have_text(f"«{ANSWERS[8]}»")


@pytest.mark.thorough
def test_the_cairn_stands_on_a_desk_as_the_source_draws_it(room: Room) -> None:
    page = room.screen("Åse Lid", DESK)
    page.locator("a[href$='/platform/']:visible").first.click()
    expect(page.locator(".plat > li").last).to_be_visible()
    page.wait_for_load_state("load")
    boxes = page.evaluate(
        """() => [...document.querySelectorAll('.plat > li')].map((stone) => {
            const box = stone.getBoundingClientRect();
            return [Number(stone.id.slice(6)), Math.round(box.top), Math.round(box.left)];
        })"""
    )
    rows: dict[int, list[tuple[int, int]]] = {}
    for number, top, left in boxes:
        rows.setdefault(top, []).append((left, number))
    assert [[number for _left, number in sorted(rows[top])] for top in sorted(rows)] == [
        [9],
        [8, 4],
        [7, 3, 6],
        [2, 5],
        [1],
    ]


@pytest.mark.thorough
def test_kept_shared_and_read_by_the_manager(room: Room, axe: Axe) -> None:
    leader, manager = room.screen("Åse Lid", PHONE), room.screen("Gunhild Øygarden", DESK)
    leader.locator("a[href$='/platform/']:visible").first.click()
    leader.get_by_role("link", name="1 utgave").click()
    expect(leader.get_by_text("3 endringer siden utgave 1.")).to_be_visible()
    leader.get_by_role("button", name="Ta vare på den slik den er nå").click()
    expect(leader.get_by_text("Utgave 2 er tatt vare på. Bare du ser den.")).to_be_visible()
    assert axe(leader) == []
    leader.locator(".back").click()
    leader.get_by_role("link", name="Del lederplattformen").click()
    leader.get_by_role("link", name="Del med Gunhild").click()
    assert axe(leader) == []
    leader.get_by_role("button", name="Del", exact=True).click()
    expect(leader.get_by_text("Ingen har åpnet den ennå")).to_be_visible()

    manager.goto(f"{room.server.address}/reports/")
    manager.get_by_role("link", name=re.compile("Åse Lid.*Lederplattform")).click()
    expect(manager.get_by_text(ANSWERS[8])).to_be_visible()
    assert axe(manager) == []
    leader.reload()
    expect(leader.locator(".share-facts")).to_contain_text("Gunhild Øygarden")


@pytest.mark.thorough
def test_a_worry_is_moved_and_nothing_is_set_before(room: Room, axe: Axe) -> None:
    page = room.screen("Ingunn Haugen")
    page.locator("a[href$='/goal-card/']:visible").first.click()
    page.get_by_role("link", name="Verktøy").first.click()
    assert axe(page) == []
    page.get_by_role("link", name="Bekymringsbrøken").click()
    page.get_by_role("link", name="Ta for deg en bekymring").click()
    assert page.locator("[data-unset]").count() == 6
    page.get_by_label("Hva bekymrer deg?").fill("At møtet sprekker")
    for name, value in {"probability": 6, "catastrophe": 5, "awfulness": 7, "mastery": 3, "rescue": 2}.items():
        page.locator(f"#id_{name}").fill(str(value))
    expect(page.locator("#saved")).to_contain_text("Lagret")
    expect(page.locator("#more")).to_contain_text("Sett alle seks")
    page.locator("#div_id_escape input[type=range]").fill("1")
    expect(page.locator("#live b")).to_have_text("12,0")
    expect(page.locator("#more")).to_contain_text("gir 8,0")
    page.locator("#div_id_mastery input[type=range]").fill("9")
    expect(page.locator("#live b")).to_have_text("6,0")
    assert axe(page) == []
    assert overflowing(page) == []
    assert small_targets(page) == []
    page.get_by_role("button", name="Ferdig").tap()
    expect(page.get_by_text("Trussel 6,0")).to_be_visible()


@pytest.mark.thorough
def test_grow_ends_in_an_action_on_the_goal_card(room: Room, axe: Axe) -> None:
    page = room.screen("Bjørg Tveiten")
    page.locator("a[href$='/goal-card/']:visible").first.click()
    page.get_by_role("link", name="Verktøy").first.click()
    page.get_by_role("link", name="GROW").click()
    page.get_by_role("link", name="Begynn en samtale").click()
    page.get_by_label("Hva gjelder det?").fill("Møtene våre")
    page.get_by_label("Tiltaket").fill("Sende saksliste dagen før")
    page.get_by_label("Frist").fill("Innen juni")
    expect(page.locator("#live")).to_contain_text("30. juni")
    assert axe(page) == []
    page.get_by_role("link", name="Legg tiltaket på målkortet").tap()
    page.get_by_label(re.compile("^Jeg ønsker innen 6 måneder")).check()
    assert axe(page) == []
    page.get_by_role("button", name="Legg på målkortet").tap()
    expect(page.locator(".acts-list", has_text="Sende saksliste dagen før")).to_be_visible()


@pytest.mark.thorough
def test_a_picture_of_a_mood_that_goes_along(room: Room, axe: Axe) -> None:
    leader = room.screen("Åse Lid", PHONE)
    leader.locator("a[href$='/platform/']:visible").first.click()
    leader.goto(leader.url.partition("#")[0].removesuffix("platform/") + "tools/moods/")
    leader.locator(".sheet-line").first.click()
    leader.get_by_role("link", name=re.compile("Slik ble det.*Legg til bilde")).click()
    assert axe(leader) == []
    assert overflowing(leader) == []
    leader.locator("[type=file]").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"PK"})
    leader.get_by_label("Hva viser bildet?").fill("Utsikten")
    leader.get_by_role("button", name="Lagre").click()
    expect(leader.get_by_text("Dette er ikke et bilde vi kan bruke.")).to_be_visible()
    expect(leader.get_by_label("Hva viser bildet?")).to_have_value("Utsikten")
    out = io.BytesIO()
    pillow.new("RGB", (1800, 1200), "teal").save(out, "JPEG")
    leader.locator("[type=file]").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()})
    leader.get_by_label("Ta med bildet på utskrift").check()
    leader.get_by_role("button", name="Lagre").click()
    expect(leader.get_by_role("img", name="Utsikten")).to_be_visible()
    expect(leader.get_by_text("Tas med når du deler")).to_be_visible()
    assert axe(leader) == []
    assert overflowing(leader) == []


@pytest.mark.thorough
@pytest.mark.parametrize("options", [{"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_the_pages_in_other_colours_and_narrow(room: Room, axe: Axe, options: dict[str, str]) -> None:
    page = room.screen("Åse Lid", NARROW, bypass_csp=True, **options)
    page.locator("a[href$='/platform/']:visible").first.click()
    platform = page.url.partition("#")[0]
    leader = platform.removesuffix("platform/")
    pages = [platform, f"{platform}9/", f"{platform}editions/", f"{leader}tools/"]
    for kind in ("explanations", "worries", "grow", "moods"):
        page.goto(f"{leader}tools/{kind}/")
        pages += [
            page.url,
            page.url.rstrip("/") + "/" + page.locator(".sheet-line").first.get_attribute("href").split("/")[-2] + "/",
        ]
    wrong = {}
    for address in pages:
        page.goto(address)
        if found := axe(page):
            wrong[address] = found
        page.add_style_tag(content=SPACING)
        if found := overflowing(page):
            wrong[address] = found
    assert wrong == {}
