"""A gathering is planned: its day from another's, forty people from Excel, a lunch that stays, paper and calendar."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Axe, Room, box
from tests.programmes.test_roster import excel

pytestmark = pytest.mark.browser
HEAD = ("Navn", "E-post", "Enhet", "Gruppe", "Nærmeste leder")
UNITS = ("Seljord skule", "Flatdal barnehage", "Heimetenesta", "Teknisk drift")


def forty(path: Path, *, manager: str = "Tor Arne Bakken", place: str = "seljord") -> Path:
    """Forty leaders of four units, five of them with something wrong."""
    rows = [[f"Ny Leder {n}", f"ny{n}@{place}.example", UNITS[n % 4], "", manager] for n in range(1, 41)]
    rows[4][1] = f"ny5 at {place}"
    rows[9][0] = ""
    rows[14][1] = rows[13][1]
    rows[24][4] = "Ukjent Sjef"
    file = path / "ledere.xlsx"
    file.write_bytes(excel([HEAD, *rows]))
    return file


def bring_in(
    page: Page, file: Path, *, place: str = "seljord", manager: str = "Gunhild Øygarden", axe: Axe | None = None
) -> None:
    """Five rows of the forty are faulty: reported, mended on the page, and all taken in."""
    page.get_by_role("link", name="Ta inn ledere").first.click()
    if axe:
        assert axe(page) == []
    page.get_by_label("Fil fra Excel").set_input_files(file)
    page.get_by_role("button", name="Se over listen").click()
    expect(page.get_by_text("5 rader må rettes.")).to_be_visible()
    if axe:
        assert axe(page) == []
    for row, label, text in (
        (6, "E-post", f"ny5@{place}.example"),
        (11, "Navn", "Ny Leder 10"),
        (16, "E-post", f"ny15@{place}.example"),
        (26, "Nærmeste leder", manager),
    ):
        group = page.get_by_role("group", name=f"Rad {row}", exact=False).filter(has_text=f"Rad {row}").first
        group.get_by_label(label, exact=True).fill(text)
    page.locator(".acts").get_by_role("button", name="Se over på nytt").first.click()
    expect(page.get_by_text("Alle radene kan tas inn.")).to_be_visible()
    page.get_by_role("button", name="Ta inn listen").click()
    expect(page.get_by_text("40 nye ledere er tatt inn.")).to_be_visible()


def spread(page: Page) -> None:
    """Ten of each unit, two or three of them in each of four groups."""
    page.get_by_label("Blandet, så de fra samme enhet spres").check()
    page.locator("input[name=number]").fill("4")
    page.get_by_role("button", name="Se forslaget").click()
    seats = page.locator(".g-seats").all()
    for unit in UNITS:
        counts = [seat.get_by_text(unit).count() for seat in seats]
        assert (sum(counts), max(counts) - min(counts) <= 1) == (10, True), (unit, counts)


def new_gathering(facilitator: Page) -> None:
    facilitator.get_by_role("link", name="Grupper og samlinger").click()
    facilitator.get_by_role("link", name="Ny samling").click()
    facilitator.get_by_label("Dato").fill("24.9.2027")
    facilitator.get_by_label("Sted").fill("Fyresdal")
    facilitator.get_by_label("Hovedtema").fill("Vi går videre")
    facilitator.get_by_label("Dagsplan").select_option(
        label="Samling 3: Mestringsorientert ledelse (Lederutviklingsprogram)"
    )
    facilitator.get_by_role("button", name="Lag samlingen").click()
    expect(facilitator.get_by_role("heading", level=1)).to_contain_text("Dagsplan")


def titles(page: Page) -> list[str]:
    return [field.input_value() for field in page.locator(".plan-what > input[id]").all()]


def test_a_day_is_planned_from_another(room: Room, axe: Axe) -> None:
    facilitator = room.screen("Marit Solheim", DESK)
    new_gathering(facilitator)
    assert axe(facilitator) == []
    lunch = facilitator.locator(".plan-rows > .lunch")
    lunch.get_by_role("button", name="La stå fast").click()
    expect(lunch.get_by_label("Fast kl.")).to_have_value("11:30")
    facilitator.get_by_role("button", name="Lagre dagsplanen").click()
    expect(facilitator.get_by_text("Dagsplanen er lagret.")).to_be_visible()
    agenda = facilitator.url

    # An exercise becomes longer than its item: the item grows, and what is before lunch no longer fits.
    facilitator.get_by_role("link", name="Oppgavene i dagen").click()
    facilitator.get_by_role("link", name="Endre Psykologisk trygghet hos oss").click()
    facilitator.locator("#id_phase-1-minutes").fill("45")
    facilitator.get_by_role("button", name="Lagre", exact=True).last.click()
    facilitator.goto(agenda)
    facilitator.get_by_role("button", name="Gi den 71 min").click()
    expect(facilitator.get_by_text("Lunsj står fast 11:30. Det er 11 minutter for mye")).to_be_visible()
    expect(lunch.locator(".plan-when")).to_have_text("11:30–12:15")
    facilitator.get_by_role("button", name="Kort ned det som kommer før").click()
    expect(facilitator.get_by_text("Planen går ikke opp.")).to_have_count(0)
    expect(lunch.locator(".plan-when")).to_have_text("11:30–12:15")

    # By keyboard, and by hand.
    facilitator.get_by_role("button", name="Flytt ned Velkommen").press("Enter")
    expect(facilitator.locator(".plan-what > input[id]").nth(1)).to_have_value("Velkommen! Påkobling siden sist")
    expect(facilitator.get_by_role("button", name="Flytt ned Velkommen")).to_be_focused()
    grip, top = facilitator.locator("[data-grip]").nth(1), facilitator.locator("[data-row]").nth(0)
    grip.scroll_into_view_if_needed()
    start, end = box(grip), box(top)
    facilitator.mouse.move(start["x"] + 10, start["y"] + 10)
    facilitator.mouse.down()
    facilitator.mouse.move(end["x"] + 200, end["y"] + 3, steps=5)
    facilitator.mouse.up()
    expect(facilitator.locator(".plan-what > input[id]").nth(0)).to_have_value("Velkommen! Påkobling siden sist")
    facilitator.get_by_role("button", name="Lagre dagsplanen").click()
    expect(facilitator.get_by_text("Dagsplanen er lagret.")).to_be_visible()
    assert titles(facilitator)[:2] == ["Velkommen! Påkobling siden sist", "Mestringsorientert ledelse"]

    files = [facilitator.get_by_role("link", name=name) for name in ("For deg, med", "For lederne", "Kalenderfil")]
    full, short, calendar = (
        facilitator.request.get(f"{room.server.address}{link.get_attribute('href')}").body() for link in files
    )
    assert full.startswith(b"%PDF")
    assert short.startswith(b"%PDF")
    [event] = Calendar.from_ical(calendar).walk("VEVENT")
    assert f"{event.decoded('dtstart'):%Y-%m-%d %H:%M}" == "2027-09-24 06:30"
    assert event["location"] == "Fyresdal"


@pytest.mark.thorough
def test_forty_come_from_excel_and_five_are_mended_on_the_page(room: Room, axe: Axe, tmp_path: Path) -> None:
    facilitator = room.screen("Marit Solheim", DESK)
    facilitator.get_by_role("link", name="Grupper og samlinger").click()
    bring_in(facilitator, forty(tmp_path), axe=axe)


@pytest.mark.thorough
def test_the_day_plan_stands_on_a_phone(room: Room, axe: Axe) -> None:
    facilitator = room.screen("Jon Aslak Tveit", PHONE)
    facilitator.get_by_role("link", name="Planlegg dagen").tap()
    expect(facilitator.get_by_role("heading", level=1)).to_contain_text("Dagsplan")
    assert facilitator.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert axe(facilitator) == []
    facilitator.get_by_role("button", name="La stå fast Lunsj").tap()
    expect(facilitator.get_by_label("Fast kl.")).to_have_value("11:30")
    assert facilitator.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_forty_come_into_a_new_programme_and_sit_across_the_units(room: Room, axe: Axe, tmp_path: Path) -> None:
    facilitator = room.screen("Marit Solheim", DESK)
    facilitator.get_by_role("link", name="Nytt program").click()
    facilitator.get_by_label("Kommune", exact=True).select_option(label="Ny kommune …")
    facilitator.get_by_label("Navn på kommunen").fill("Fyresdal kommune")
    facilitator.get_by_label("Hovedfarge").fill("#ffcc00")
    facilitator.get_by_role("button", name="den samme fargen, men mørkere").click()
    expect(facilitator.get_by_text("Kan leses godt på hvitt")).to_be_visible()
    assert axe(facilitator) == []
    facilitator.get_by_label("Navn på programmet").fill("Leiarprogram")
    facilitator.get_by_label("Målform").select_option(label="Nynorsk")
    facilitator.get_by_role("button", name="Lag programmet").click()
    expect(facilitator.get_by_role("heading", name="Slik kommer dere i gang")).to_be_visible()
    assert axe(facilitator) == []
    programme = facilitator.url.partition("?")[0]

    # Five rows of forty are faulty: the list is reported, mended, and taken in whole. The manager is new there.
    file = forty(tmp_path, manager="Tor Arne Bakken <tor.arne@fyresdal.example>", place="fyresdal")
    bring_in(facilitator, file, place="fyresdal", manager="")

    # A gathering, and its groups with the units spread: ten of each unit make two or three of it in each of four.
    facilitator.goto(programme)
    facilitator.get_by_role("link", name="Ny samling").click()
    facilitator.get_by_label("Dato").fill("24.9.2027")
    facilitator.get_by_role("button", name="Lag samlingen").click()
    facilitator.goto(programme)
    facilitator.get_by_role("link", name="Regi").first.click()
    facilitator.goto(facilitator.url.replace("/cockpit/", "/groups/new/"))
    spread(facilitator)

    # One tap invites them all, and can be undone within the minute.
    facilitator.goto(f"{programme}people/")
    assert axe(facilitator) == []
    facilitator.get_by_role("button", name="Inviter alle 40 som ikke er invitert").click()
    expect(facilitator.get_by_text("Invitasjonene går ut om et minutt.")).to_be_visible()
    facilitator.get_by_role("button", name="Angre").click()
    expect(facilitator.get_by_role("button", name="Inviter alle 40")).to_be_visible()


def test_somebody_changes_manager_on_a_phone_and_it_is_undone(room: Room, axe: Axe) -> None:
    facilitator = room.screen("Jon Aslak Tveit", PHONE)
    facilitator.get_by_role("link", name="Grupper og samlinger").tap()
    expect(facilitator.get_by_role("link", name="Oppsummering").first).to_be_visible()
    assert facilitator.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    facilitator.get_by_role("link", name="Ledere", exact=True).tap()
    facilitator.get_by_role("link", name="Ingunn Haugen").tap()
    expect(facilitator.get_by_role("heading", level=1)).to_have_text("Ingunn Haugen")
    assert axe(facilitator) == []
    facilitator.get_by_role("link", name="Ny nærmeste leder").tap()
    facilitator.get_by_label("Ny nærmeste leder").select_option(label="Gunhild Øygarden")
    facilitator.get_by_role("button", name="Se hva det betyr").tap()
    expect(facilitator.get_by_text("Gunhild Øygarden ser ingenting før Ingunn Haugen deler på nytt.")).to_be_visible()
    assert axe(facilitator) == []
    assert facilitator.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    facilitator.get_by_role("button", name="Ja, lagre det").tap()
    expect(facilitator.get_by_text("Endringen er lagret.")).to_be_visible()
    facilitator.get_by_role("button", name="Angre").tap()
    expect(facilitator.get_by_text("Endringen er angret.")).to_be_visible()


def test_what_is_written_while_the_times_are_worked_out_stays(room: Room) -> None:
    """The answer holds the whole plan as it was sent: it comes too late for who has gone on writing."""
    page = room.screen("Marit Solheim", DESK)
    page.locator("a[href$='/cockpit/']:visible").first.click()
    page.goto(page.url.replace("/cockpit/", "/agenda/"))
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 700, "downloadThroughput": -1, "uploadThroughput": -1}
    line.send("Network.emulateNetworkConditions", slow)
    minutes, title = page.locator("#id_item-1-minutes"), page.locator("#id_item-1-title")
    before = page.locator("#id_item-2-title").evaluate("each => each.closest('li').innerText")
    minutes.fill(str(int(minutes.input_value()) + 5))
    title.click()
    title.press("End")
    title.press_sequentially(" og det vi skrev imens", delay=60)
    expect(title).to_have_value(re.compile(" og det vi skrev imens$"))
    page.locator("#id_item-2-title").click()
    page.wait_for_function(
        "before => document.querySelector('#id_item-2-title').closest('li').innerText !== before", arg=before
    )
    expect(title).to_have_value(re.compile(" og det vi skrev imens$"))
