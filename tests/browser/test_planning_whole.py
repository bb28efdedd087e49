"""A gathering planned from nothing: a ready-made programme, its people, its groups, its day, its slides, its papers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, Axe, Room
from tests.browser.test_planning import bring_in, forty, spread
from tests.pdf import accessible
from tests.programmes.test_input import pdf

pytestmark = pytest.mark.browser
THEME = "Mestringsorientert ledelse"


# Its parts are walked each by itself in test_planning.py.
@pytest.mark.thorough
def test_gathering_3_from_nothing(room: Room, axe: Axe, tmp_path: Path) -> None:
    facilitator = room.screen("Marit Solheim", DESK)
    programme = begin(facilitator, axe)
    bring_in(facilitator, forty(tmp_path))
    facilitator.goto(programme)
    facilitator.get_by_role("link", name=f"3 {THEME}").click()
    expect(facilitator.get_by_role("heading", level=1)).to_contain_text("Dagsplan")
    agenda = facilitator.url

    pin_lunch(facilitator)
    lengthen(facilitator, agenda)
    bring_slides(facilitator, agenda, tmp_path)
    facilitator.goto(agenda.replace("/agenda/", "/groups/new/"))
    spread(facilitator)
    assert axe(facilitator) == []
    facilitator.goto(agenda)
    assert axe(facilitator) == []
    papers(room, facilitator)


def begin(facilitator: Page, axe: Axe) -> str:
    """A new programme from source 2; its address."""
    facilitator.get_by_role("link", name="Nytt program").click()
    facilitator.get_by_role("link", name="Begynn heller med et ferdig program").click()
    facilitator.locator("#shipped ~ ul a").first.click()
    expect(facilitator.get_by_role("link", name="Ta det i bruk")).to_be_visible()
    assert axe(facilitator) == []
    facilitator.get_by_label("Navn på programmet").fill("Lederskolen")
    facilitator.get_by_role("button", name="Lag samlingene").click()
    expect(facilitator.get_by_role("heading", level=1)).to_have_text("Lederskolen")
    return facilitator.url.partition("?")[0]


def pin_lunch(facilitator: Page) -> None:
    lunch = facilitator.locator(".plan-rows > .lunch")
    lunch.get_by_role("button", name="La stå fast").click()
    expect(lunch.get_by_label("Fast kl.")).to_have_value("11:30")
    facilitator.get_by_role("button", name="Lagre dagsplanen").click()
    expect(facilitator.get_by_text("Dagsplanen er lagret.")).to_be_visible()


def lengthen(facilitator: Page, agenda: str) -> None:
    """Fifteen minutes more for an exercise: its item grows, lunch stays, and what comes before it is cut down."""
    facilitator.get_by_role("link", name="Oppgavene i dagen").click()
    facilitator.get_by_role("link", name=f"Endre {THEME}").click()
    minutes = facilitator.locator("#id_phase-1-minutes")
    minutes.fill(str(int(minutes.input_value()) + 15))
    facilitator.get_by_role("button", name="Lagre", exact=True).last.click()
    facilitator.goto(agenda)
    facilitator.get_by_role("button", name="Gi den").click()
    expect(facilitator.get_by_text("Lunsj står fast 11:30. Det er")).to_be_visible()
    facilitator.get_by_role("button", name="Kort ned det som kommer før").click()
    expect(facilitator.get_by_text("Planen går ikke opp.")).to_have_count(0)
    expect(facilitator.locator(".plan-rows > .lunch .plan-when")).to_have_text("11:30–12:15")
    facilitator.get_by_role("button", name="Lagre dagsplanen").click()
    expect(facilitator.get_by_text("Dagsplanen er lagret.")).to_be_visible()


def bring_slides(facilitator: Page, agenda: str, folder: Path) -> None:
    file = folder / "lysbilder.pdf"
    file.write_bytes(pdf("Hva er psykologisk trygghet?", "Fire trinn", "Vår egen uke"))
    facilitator.goto(agenda.replace("/agenda/", "/input/slides/"))
    facilitator.locator("input[type=file]").set_input_files(file)
    facilitator.get_by_role("button", name="Hent lysbildene").click()
    expect(facilitator.get_by_text("3 sider er lagt inn.")).to_be_visible()
    facilitator.get_by_role("link", name="Se sidene").click()
    expect(facilitator.get_by_role("link", name="Fire trinn", exact=True)).to_be_visible()


def papers(room: Room, facilitator: Page) -> None:
    files = [facilitator.get_by_role("link", name=name) for name in ("For deg, med", "For lederne", "Kalenderfil")]
    full, short, calendar = (
        facilitator.request.get(f"{room.server.address}{link.get_attribute('href')}").body() for link in files
    )
    for document in (full, short):
        assert re.search(r"11:30\D{1,3}12:15\s+Lunsj", accessible.text(document))
    assert "Rekkefremlegg" in accessible.text(full)
    assert "Rekkefremlegg" not in accessible.text(short)
    [event] = Calendar.from_ical(calendar).walk("VEVENT")
    assert THEME in str(event["summary"])
    assert event.decoded("dtstart").tzinfo is not None
