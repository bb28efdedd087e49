"""Source 3's day: own ratings that become goals, ratings without names, and cases that are sorted, with six phones."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from efficacy.instruments import Texts
from efficacy.shipped import DYSFUNCTIONS
from tests.browser.conftest import (
    DESK,
    WALL,
    Axe,
    Room,
    Said,
    Server,
    dragged,
    go,
    said_in,
    server_anew,
    speak,
    start_early,
)

pytestmark = pytest.mark.browser
server = server_anew  # each language begins the day anew
in_both_forms = pytest.mark.parametrize("language", ["nb", pytest.param("nn", marks=pytest.mark.thorough)])
WITH_THE_ROOM = ("Ingunn Haugen", "Åse Lid", "Bjørg Tveiten")
IN_THE_OTHER = ("Kari Moen", "Solveig Bø", "Ragnhild Nes")
PROMISE = "Alle ser bare snittet for gruppen, og først når runden er lukket og minst %(floor)s har svart."


@dataclass
class Day:
    """Gathering 4 with a facilitator, the projector, and six phones: three in the room's language, three in the other."""

    facilitator: Page
    wall: Page
    phones: list[Page]
    language: str
    other: str

    @property
    def said(self) -> Said:
        return said_in(self.language)

    @property
    def in_the_other(self) -> Said:
        return said_in(self.other)

    def each(self, texts: Texts) -> list[tuple[Page, str]]:
        """One phone of each language, and an instrument's text as it stands there."""
        return [(self.phones[0], texts[self.language]), (self.phones[3], texts[self.other])]

    def read(self, text: str) -> list[tuple[Page, str]]:
        return [(self.phones[0], self.said(text)), (self.phones[3], self.in_the_other(text))]


def gathering_of(server: Server, number: int) -> str:
    with closing(sqlite3.connect(server.database, timeout=20)) as database:
        found = database.execute("select public_id from programmes_gathering where number = ?", [number])
        return str(found.fetchone()[0])


def read_other(server: Server, language: str) -> None:
    with closing(sqlite3.connect(server.database, timeout=20)) as database, database:
        marks = ", ".join("?" * len(IN_THE_OTHER))
        names = [language, *IN_THE_OTHER]
        database.execute(f"update programmes_person set language = ? where name in ({marks})", names)


def rate(page: Page, key: str, step: int) -> None:
    page.locator(f"input[name='{key}'][value='{step}']").check(force=True)


@pytest.fixture
def day(room: Room, language: str) -> Day:
    said, other = speak(room.server, language), "nb" if language == "nn" else "nn"
    read_other(room.server, other)
    gathering = gathering_of(room.server, 4)
    facilitator = room.screen("Marit Solheim", DESK)
    facilitator.goto(f"{room.server.address}/gatherings/{gathering}/cockpit/")
    start_early(facilitator, said("Start samlingen"))
    facilitator.locator("#ctrl-next").click()
    wall = room.screen(size=WALL)
    link = facilitator.get_by_role("link", name=said("Åpne storskjermen i et eget vindu")).get_attribute("href")
    wall.goto(f"{room.server.address}{link}")
    phones = [room.screen(name) for name in (*WITH_THE_ROOM, *IN_THE_OTHER)]
    for phone in phones:
        phone.goto(f"{room.server.address}/gatherings/{gathering}/")
    return Day(facilitator, wall, phones, language, other)


@pytest.mark.thorough
@in_both_forms
def test_a_group_sorts_its_cases_by_tap_keys_and_drag(day: Day, axe: Axe) -> None:
    facilitator, wall, phones, said = day.facilitator, day.wall, day.phones, day.said
    go(facilitator, "Saksstruktur", said("I grupper"))
    tap, keys, drag = phones[0], phones[3], phones[1]

    def add(page: Page, title: str, minutes: str) -> None:
        page.get_by_label(said("En sak fra dagsordenen vår")).fill(title)
        page.get_by_label(said("Minutter")).fill(minutes)
        page.get_by_role("button", name=said("Legg til")).click()
        expect(held(page, title)).to_be_visible()

    def held(page: Page, title: str):
        return page.locator("#board .case", has_text=title)

    add(tap, "Orientering", "20")
    add(tap, "Felles plan", "25")
    # By tap. While the finger is down, somebody else's case comes; what is tapped stays where it is until then.
    expect(held(drag, "Felles plan")).to_be_visible()
    held(tap, "Orientering").hover()
    tap.mouse.down()
    add(drag, "Pynting", "15")
    drag.wait_for_timeout(1000)
    expect(held(tap, "Pynting")).to_have_count(0)
    tap.mouse.up()
    expect(held(tap, "Pynting")).to_be_visible()
    holding = said("Du holder %%s. Trykk på situasjonen den hører til.").replace("%%s", "Orientering")
    expect(tap.locator("[data-dock-text]")).to_have_text(holding)
    tap.locator("#into-1").click()
    expect(tap.locator("[data-row='I'] .case")).to_contain_text("Orientering")
    # By keys, in the other form of Norwegian, on a phone that follows by itself.
    expect(held(keys, "Felles plan")).to_be_visible()
    for phone, axis in day.read("Felles ansvar for utførelsen"):
        expect(phone.get_by_text(axis, exact=True)).to_be_visible()
    held(keys, "Felles plan").focus()
    keys.keyboard.press("Enter")
    keys.locator("#into-3").focus()
    keys.keyboard.press("Enter")
    expect(keys.locator("[data-row='III'] .case")).to_contain_text("Felles plan")
    # By drag, with a mouse.
    expect(drag.locator("[data-row='III'] .case")).to_contain_text("Felles plan")
    dragged(drag, "#board .case", "Pynting", "[data-row='II']")
    expect(drag.locator("[data-row='II'] .case")).to_contain_text("Pynting")
    # The share of the meeting time is the same on all six: 25 of 60 minutes.
    for phone in phones:
        expect(phone.locator("[data-row='III'] .sum")).to_contain_text("42 %")
    for phone in (tap, keys):
        assert axe(phone) == []
    go(facilitator, "Saksstruktur", said("Sammen"))
    facilitator.get_by_role("button", name=said("Sakene"), exact=True).click()
    expect(wall.locator(".situation.real")).to_contain_text("Felles plan")
    # As the phase was written, in the programme's own words.
    expect(wall.locator(".ask")).to_have_text("Hvor går tiden vår? Hvilke saker skal ut, og hvilke skal få mer tid?")
    assert axe(wall) == []


@in_both_forms
def test_a_group_is_rated_without_names_and_sees_its_pyramid(day: Day, axe: Axe) -> None:
    facilitator, wall, phones, said = day.facilitator, day.wall, day.phones, day.said
    trust = DYSFUNCTIONS.factors[0]
    go(facilitator, "Hvor står ledergruppen nå?", said("Individuelt"))
    for phone, promise in day.read(PROMISE):
        expect(phone.get_by_text(promise % {"floor": 5})).to_be_visible()
    facilitator.get_by_role("button", name=said("Åpne anonymt")).click()
    first = phones[0]
    expect(first.locator("fieldset.scale")).to_have_count(10)
    assert axe(first) == []
    for phone, statement in day.each(trust.items[1].text):
        expect(phone.get_by_text(statement)).to_be_visible()

    # What is missing is pointed at, and what was answered stays; by keys as well as by taps.
    first.locator("input[name='trust-0'][value='1']").focus()
    first.keyboard.press("ArrowRight")
    first.get_by_role("button", name=said("Send anonymt")).click()
    missing = said("Svar på det som er merket, så kan du sende. Ingenting er sendt ennå.")
    expect(first.get_by_role("alert")).to_have_text(missing)
    expect(first.locator("input[name='trust-0'][value='2']")).to_be_checked()
    assert axe(first) == []
    for phone in phones:
        for number, scale in enumerate(phone.locator("fieldset.scale").all()):
            scale.locator("input").nth(4 if number in (2, 7) else 3 - number % 2).check(force=True)
        phone.locator("form.ratings .dock button").click()
        expect(phone.locator("#ratings").get_by_text("Registrert")).to_be_visible()
    # A reload shows that it came, and nothing of what it said.
    first.reload()
    expect(first.get_by_text("Registrert")).to_be_visible()
    expect(first.locator("fieldset")).to_have_count(0)

    expect(facilitator.locator(".groups .drift .num")).to_have_text("36", timeout=60_000)
    facilitator.get_by_role("button", name=said("Lukk runden")).click()
    expect(wall.get_by_text(said("Svarene er slettet, og bare summene er igjen."))).to_be_visible()
    facilitator.get_by_role("button", name=said("Vis resultatet")).click()
    expect(wall.locator(".pyramid tbody tr")).to_have_count(5)
    expect(wall.locator(".pyramid tbody tr").last).to_contain_text(trust.name[day.language])
    answered = said("%(respondents)s av %(asked)s har svart.") % {"respondents": 36, "asked": 36}
    expect(wall.get_by_text(answered)).to_be_visible()
    assert axe(wall) == []
    for phone, name in day.each(trust.name):
        expect(phone.get_by_role("rowheader", name=re.compile(name))).to_be_visible()
        assert axe(phone) == []
    expect(facilitator.locator(".desk-result")).to_contain_text(answered)


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
    read_other(room.server, "nn")
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
