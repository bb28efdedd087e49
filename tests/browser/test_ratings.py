"""Source 3's day: own ratings that become goals, ratings without names, and cases that are sorted, with six phones."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, WALL, Axe, Room, Server

pytestmark = pytest.mark.browser
BOKMAAL = ("Ingunn Haugen", "Åse Lid", "Bjørg Tveiten")
NYNORSK = ("Kari Moen", "Solveig Bø", "Ragnhild Nes")
HERE = """() => ['#now-title', '.phases [aria-current] b'].map((place) => document.querySelector(place)?.innerText)"""


def prepared(server: Server) -> str:
    """Half of the group reads nynorsk; the public id of gathering 4."""
    with closing(sqlite3.connect(server.database, timeout=20)) as database:
        marks = ", ".join("?" * len(NYNORSK))
        database.execute(f"UPDATE programmes_person SET language = 'nn' WHERE name IN ({marks})", NYNORSK)
        database.commit()
        return str(database.execute("SELECT public_id FROM programmes_gathering WHERE number = 4").fetchone()[0])


def go(facilitator: Page, title: str, mode: str) -> None:
    """Presses Neste, or what stands in its place, until that is on."""
    for _step in range(40):
        here = facilitator.evaluate(HERE)
        if here == [title, mode]:
            return
        facilitator.locator("#ctrl-skip, #ctrl-next").first.click()
        facilitator.wait_for_function(f"before => String(({HERE})()) !== String(before)", arg=here)
    raise AssertionError(f"never came to {title}, {mode}")


def rate(page: Page, key: str, step: int) -> None:
    page.locator(f"input[name='{key}'][value='{step}']").check(force=True)


@pytest.fixture
def day(room: Room) -> tuple[Page, Page, list[Page]]:
    """Gathering 4 with a facilitator, the projector, and six phones in two languages."""
    gathering = prepared(room.server)
    facilitator = room.screen("Marit Solheim", DESK)
    facilitator.goto(f"{room.server.address}/gatherings/{gathering}/cockpit/")
    start = facilitator.get_by_role("button", name="Start samlingen")
    if start.count():
        start.click()
        facilitator.get_by_role("button", name="Sett i gang").click()
    wall = room.screen(size=WALL)
    link = facilitator.get_by_role("link", name="Åpne storskjermen").get_attribute("href")
    wall.goto(f"{room.server.address}{link}")
    phones = [room.screen(name) for name in (*BOKMAAL, *NYNORSK)]
    for phone in phones:
        phone.goto(f"{room.server.address}/gatherings/{gathering}/")
    return facilitator, wall, phones


@pytest.mark.thorough
def test_a_group_sorts_its_cases_by_tap_keys_and_drag(day: tuple[Page, Page, list[Page]], axe: Axe) -> None:
    facilitator, wall, phones = day
    go(facilitator, "Saksstruktur", "I grupper")
    tap, keys, drag = phones[0], phones[3], phones[1]
    for phone, title, minutes in ((tap, "Orientering", "20"), (tap, "Felles plan", "25"), (tap, "Pynting", "15")):
        phone.get_by_label("En sak fra dagsordenen vår").fill(title)
        phone.get_by_label("Minutter").fill(minutes)
        phone.get_by_role("button", name="Legg til").click()
        expect(phone.locator(".cases-pool .case", has_text=title)).to_be_visible()

    def held(page: Page, title: str):
        return page.locator("#board .case", has_text=title)

    # By tap.
    held(tap, "Orientering").click()
    expect(tap.locator("[data-dock-text]")).to_have_text(re.compile("Du holder Orientering"))
    tap.locator("#into-1").click()
    expect(tap.locator("[data-row='I'] .case")).to_contain_text("Orientering")
    # By keys, in nynorsk, on a phone that follows by itself.
    expect(held(keys, "Felles plan")).to_be_visible()
    expect(keys.get_by_text("Felles ansvar for utføringa", exact=True)).to_be_visible()
    held(keys, "Felles plan").focus()
    keys.keyboard.press("Enter")
    keys.locator("#into-3").focus()
    keys.keyboard.press("Enter")
    expect(keys.locator("[data-row='III'] .case")).to_contain_text("Felles plan")
    # By drag, with a mouse.
    expect(drag.locator("[data-row='III'] .case")).to_contain_text("Felles plan")
    start = held(drag, "Pynting").bounding_box()
    assert start
    drag.mouse.move(start["x"] + 20, start["y"] + 10)
    drag.mouse.down()
    drag.mouse.move(start["x"] + 40, start["y"] + 40, steps=4)
    end = drag.locator("[data-row='II']").bounding_box()
    assert end
    drag.mouse.move(end["x"] + 40, end["y"] + 30, steps=8)
    drag.mouse.up()
    expect(drag.locator("[data-row='II'] .case")).to_contain_text("Pynting")
    # The share of the meeting time is the same on all six: 25 of 60 minutes.
    for phone in phones:
        expect(phone.locator("[data-row='III'] .sum")).to_contain_text("42 %")
    assert axe(tap) == []
    go(facilitator, "Saksstruktur", "Sammen")
    facilitator.get_by_role("button", name="Sakene", exact=True).click()
    expect(wall.locator(".situation.real")).to_contain_text("Felles plan")
    assert axe(wall) == []


def test_a_group_is_rated_without_names_and_sees_its_pyramid(day: tuple[Page, Page, list[Page]], axe: Axe) -> None:
    facilitator, wall, phones = day
    go(facilitator, "Hvor står ledergruppen nå?", "Individuelt")
    for phone, promise in ((phones[0], "Alle ser bare snittet for gruppen"), (phones[3], "Alle ser berre snittet")):
        expect(phone.get_by_text(promise)).to_be_visible()
    facilitator.get_by_role("button", name="Åpne anonymt").click()
    first = phones[0]
    expect(first.locator("fieldset.scale")).to_have_count(10)
    assert axe(first) == []
    expect(phones[3].get_by_text("Hos oss går det fint å be om hjelp.")).to_be_visible()

    # What is missing is pointed at, and what was answered stays; by keys as well as by taps.
    first.locator("input[name='trust-0'][value='1']").focus()
    first.keyboard.press("ArrowRight")
    first.get_by_role("button", name="Send anonymt").click()
    expect(first.get_by_role("alert")).to_contain_text("Ingenting er sendt ennå")
    expect(first.locator("input[name='trust-0'][value='2']")).to_be_checked()
    assert axe(first) == []
    for phone in phones:
        for number, scale in enumerate(phone.locator("fieldset.scale").all()):
            scale.locator("input").nth(4 if number in (2, 7) else 3 - number % 2).check(force=True)
        phone.get_by_role("button", name="Send anonymt").click()
        expect(phone.get_by_text("Registrert")).to_be_visible()
    # A reload shows that it came, and nothing of what it said.
    first.reload()
    expect(first.get_by_text("Registrert")).to_be_visible()
    expect(first.locator("fieldset")).to_have_count(0)

    expect(facilitator.locator(".groups .drift .num")).to_have_text("36", timeout=60_000)
    facilitator.get_by_role("button", name="Lukk runden").click()
    expect(wall.get_by_text("Svarene er slettet, og bare summene er igjen.")).to_be_visible()
    facilitator.get_by_role("button", name="Vis resultatet").click()
    expect(wall.locator(".pyramid tbody tr")).to_have_count(5)
    expect(wall.locator(".pyramid tbody tr").last).to_contain_text("Fravær av tillit")
    expect(wall.get_by_text("36 av 36 har svart.")).to_be_visible()
    assert axe(wall) == []
    for phone, name in ((phones[0], "Fravær av tillit"), (phones[3], "Fråvær av tillit")):
        expect(phone.get_by_role("rowheader", name=re.compile(name))).to_be_visible()
    assert axe(phones[0]) == []
    expect(facilitator.locator(".desk-result")).to_contain_text("36 av 36 har svart.")


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("name", "begin", "again", "goal", "put", "from_"),
    [
        ("Ingunn Haugen", "Begrunnelse", "Lag et utviklingsmål", "Målet mitt", "Legg på målkortet", "egenvurderingen"),
        ("Kari Moen", "Grunngiving", "Lag eit utviklingsmål", "Målet mitt", "Legg på målkortet", "eigenvurderinga"),
    ],
    ids=["bokmål", "nynorsk"],
)
def test_from_a_rating_to_a_row_on_the_goal_card(
    room: Room, axe: Axe, name: str, begin: str, again: str, goal: str, put: str, from_: str
) -> None:
    prepared(room.server)
    page = room.screen(name)
    leader = str(page.locator("a[href*='/goal-card/']").first.get_attribute("href")).split("/")[2]
    page.goto(f"{room.server.address}/leaders/{leader}/self-ratings/today/")
    expect(page.locator("fieldset.scale")).to_have_count(9)
    expect(page.locator("fieldset input:checked")).to_have_count(0)
    rate(page, "value-praise", 2)
    page.locator("#reason-praise").fill("Jeg glemmer det.")
    expect(page.locator("label[for='reason-praise']")).to_contain_text(begin)
    page.locator("#training").fill("På mandagsmøtet")
    expect(page.locator("#saved")).to_contain_text(re.compile("Lagr[ea]"))
    expect(page.locator("#saved")).to_contain_text(re.compile(r"\d\d:\d\d"))
    assert axe(page) == []
    # A locked phone has it when it wakes.
    page.goto("about:blank")
    page.goto(f"{room.server.address}/leaders/{leader}/self-ratings/today/")
    expect(page.locator("input[name='value-praise'][value='2']")).to_be_checked()
    page.locator("form.self button.btn").last.click()
    expect(page.locator(".squares .on")).to_have_count(2)
    assert axe(page) == []
    page.get_by_role("link", name=again).click()
    page.get_by_label(goal).fill("Jeg gir ros hver dag.")
    page.get_by_role("button", name=put).click()
    page.wait_for_url(re.compile("goal-card/#area-"))
    row = page.locator(".mk-area", has_text="Jeg gir ros hver dag.")
    expect(row).to_contain_text(from_)
    expect(row).to_contain_text("På mandagsmøtet")
