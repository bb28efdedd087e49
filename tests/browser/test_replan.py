"""A rehearsal that leaves nothing behind, and a late day that is planned anew and put back."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, Axe, Room, Server, server_anew

pytestmark = pytest.mark.browser
server = server_anew  # both begin the day
# Not compared: what was noted of acts, sign-in, and the queue.
PASSING = ("programmes_trail", "config_job", "config_session", "sqlite_sequence")


def dump(server: Server) -> dict[str, list[Any]]:
    """Every table's rows; of a stage not how often it was changed."""
    with closing(sqlite3.connect(server.database)) as database:
        database.row_factory = sqlite3.Row
        names = [row[0] for row in database.execute("select name from sqlite_master where type = 'table'")]
        tables = {name: database.execute(f'select * from "{name}"').fetchall() for name in names}
    ignored = {"epoch", "revision", "changes", "last_login", "last_used"}
    return {
        name: [[value for key, value in dict(row).items() if key not in ignored] for row in rows]
        for name, rows in tables.items()
        if name not in PASSING and name != "programmes_presence"
    }


def plan_of(server: Server, *, second_began: datetime) -> None:
    """The day's plan, so that its second item was to begin then."""
    first = second_began - timedelta(minutes=30)
    with closing(sqlite3.connect(server.database)) as database, database:
        day = "select id from programmes_gathering where number = 3"
        database.execute(f"update programmes_gathering set date = ? where id = ({day})", [first.date().isoformat()])
        items = database.execute(
            f"select id, minutes from programmes_agendaitem where gathering_id = ({day}) order by position"
        ).fetchall()
        for item, minutes in items:
            database.execute("update programmes_agendaitem set starts = ? where id = ?", [f"{first:%H:%M:00}", item])
            first += timedelta(minutes=minutes)


def jump(facilitator: Page, line: int, title: str) -> None:
    facilitator.locator(f"#line-{line} summary").click()
    facilitator.locator(f"#line-{line} .stops button", has_text=title).first.click()
    expect(facilitator.locator("#now-title")).to_have_text(title)


def cockpit(room: Room) -> Page:
    """The third gathering's, also just after midnight, when its day is behind."""
    facilitator = room.screen("Marit Solheim", DESK)
    facilitator.get_by_role("link", name="Program", exact=True).first.click()
    facilitator.locator("tr", has_text="Mestringsorientert ledelse").get_by_role("link", name="Regi").click()
    return facilitator


def test_two_pretend_phones_and_nothing_left(room: Room, axe: Axe) -> None:
    facilitator = cockpit(room)
    before = dump(room.server)
    facilitator.get_by_role("button", name="Øv først").click()
    expect(facilitator.get_by_role("heading", name="Øving")).to_be_visible()
    assert axe(facilitator) == []
    phones = []
    for number in (1, 2):
        phone = room.screen()
        link = facilitator.get_by_role("link", name=f"Prøvetelefon {number}").get_attribute("href")
        phone.goto(f"{room.server.address}{link}")
        assert axe(phone) == []
        phone.get_by_role("button", name="Åpne prøvetelefonen").click()
        expect(phone.locator("#own")).to_be_visible()
        phones.append(phone)
    wall = facilitator.context.new_page()
    link = facilitator.get_by_role("link", name="Åpne storskjermen").get_attribute("href")
    wall.goto(f"{room.server.address}{link}")
    jump(facilitator, 8, "Sorter i diamant")
    for phone, group in zip(phones, ("Gygrene", "Einingsleiarane"), strict=True):
        expect(phone.get_by_role("heading", name=group)).to_be_visible()
    facilitator.get_by_role("button", name="La prøvetelefonene svare").click()
    expect(phones[0].locator("#board li[data-slot='3'] button")).to_contain_text("toleranse")
    facilitator.once("dialog", lambda dialog: dialog.accept())
    facilitator.get_by_role("button", name="Avslutt øvingen").click()
    expect(facilitator.get_by_role("button", name="Start samlingen")).to_be_visible()
    assert dump(room.server) == before
    expect(wall.get_by_text("Øvingen er slutt.")).to_be_visible()
    assert axe(wall) == []
    facilitator.once("dialog", lambda dialog: dialog.accept())
    facilitator.get_by_role("button", name="Start samlingen").click()
    expect(wall.locator("aside.join .code")).to_be_visible()


@pytest.mark.thorough
def test_a_late_day_is_planned_anew_and_put_back(room: Room, axe: Axe) -> None:
    planned = datetime.now(ZoneInfo("Europe/Oslo")) - timedelta(minutes=20)
    plan_of(room.server, second_began=planned)
    facilitator = cockpit(room)
    facilitator.get_by_role("button", name="Start samlingen").click()
    jump(facilitator, 2, "Mestringsorientert ledelse")
    expect(facilitator.locator(".plan .drift .num")).to_have_text(re.compile(r"^2\d$"))
    lunch = facilitator.locator(".agenda > li").nth(6).locator("time")
    late = lunch.inner_text()
    facilitator.get_by_role("link", name="Planlegg resten på nytt").click()
    assert axe(facilitator) == []
    row = facilitator.locator(".replan-rows li", has_text="Lunsj")
    was = row.locator(".was s").inner_text()
    expect(row.locator(".becomes")).to_contain_text(late)
    facilitator.get_by_role("checkbox", name="Kort ned pausene").check()
    expect(row.locator(".becomes")).not_to_contain_text(late)
    with facilitator.expect_response(re.compile("pin=7")):
        row.get_by_label("Står fast").check()
    facilitator.get_by_role("button", name="Bruk planen").click()
    expect(facilitator.get_by_text("Resten av dagen er planlagt på nytt.")).to_be_visible()
    expect(facilitator.locator(".plan .drift .num")).to_have_text(re.compile(r"^\d$"))
    expect(lunch).to_have_text(was.split("–")[0])
    facilitator.get_by_role("button", name="Angre").click()
    expect(facilitator.get_by_text("Resten av dagen er planlagt på nytt.")).to_have_count(0)
    expect(lunch).to_have_text(late)
