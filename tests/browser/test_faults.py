"""What goes wrong in a basement: clocks that are off, a line that is cut, a laptop that dies."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect

from programmes.models import Question
from programmes.queries.answered import Part, page_of
from tests.browser.conftest import DESK, ROOT, WALL, Chromium, Room, go, points_anew

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


def test_who_goes_on_as_the_line_comes_back_takes_the_note_along(room: Room, facilitator: Page) -> None:
    safety = "Psykologisk trygghet hos oss"
    go(facilitator, safety, "Individuelt")
    ingunn = phone(room, facilitator, "Ingunn Haugen")
    note = ingunn.get_by_label("Jeg opplever psykologisk trygghet i denne ledergruppen når …", exact=True)
    ingunn.context.set_offline(True)
    note.fill("jeg tør å spørre")
    expect(ingunn.get_by_text("Ikke sendt ennå")).to_be_visible()
    go(facilitator, safety, "I grupper")
    ingunn.context.set_offline(False)
    ingunn.get_by_role("button", name="Bli med").click()
    ingunn.get_by_text("Det du skrev for deg selv").click()
    expect(ingunn.get_by_text("jeg tør å spørre")).to_be_visible()


def test_what_is_done_without_a_line_is_sent_when_it_is_back(room: Room, facilitator: Page) -> None:
    go(facilitator, "Sorter i diamant")
    expect(facilitator.locator(".groups .drift .num")).to_have_text(re.compile("45|54"), timeout=60_000)
    ingunn = phone(room, facilitator, "Ingunn Haugen")  # before the round: else an invented leader answers for her
    go(facilitator, "De tre øverste hos alle")
    missed = ingunn.locator("#own input[type=text]").first
    expect(missed).to_be_visible()
    missed.fill("Raushet i hverdagen")
    missed.blur()
    go(facilitator, "100 poeng", "Individuelt")
    expect(ingunn.get_by_text("Det du har skrevet her, er ikke sendt.")).to_be_visible()
    expect(missed).to_have_value("Raushet i hverdagen")  # what only a press sends is not thrown away
    ingunn.get_by_role("button", name="Bli med").click()
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
    points_anew(room.server, kari, "Kari Moen")
    field = kari.locator("input[name^=points-]").first
    kari.context.set_offline(True)
    field.fill("40")
    expect(kari.get_by_text("Ikke sendt ennå")).to_be_visible()
    facilitator.get_by_role("button", name="Lukk runden").click()
    expect(facilitator.get_by_role("button", name="Vis resultatet")).to_be_visible()
    kari.context.set_offline(False)
    expect(kari.get_by_text("Det kommer ikke flere svar inn")).to_be_visible(timeout=10_000)


OUTSIDE = """html => {
  document.querySelector('.wall-frame').dataset.screen = 'result';
  document.querySelector('#wall').innerHTML = `<div class="wall" data-screen="result">${html}</div>`;
  const answers = document.querySelector('.wall-answers'), edge = answers.getBoundingClientRect();
  return [...answers.querySelectorAll('li, p')].map(each => each.getBoundingClientRect())
    .filter(each => each.right > edge.right + 1 || each.bottom > edge.bottom + 1).length;
}"""
STYLED = """css => document.querySelector("link[href*='wall']").before(
    Object.assign(document.createElement('style'), {textContent: css}))"""
WORDS = [
    "tjenester",
    "innbyggere",
    "trygghet",
    "medarbeidere",
    "utvikling",
    "samarbeid",
    "tillit",
    "kommune",
    "nær",
    "hverdag",
    "mot",
    "og",
    "i",
    "på",
    "en",
]


def invented(chance: random.Random) -> list[Part]:
    """As many answers of such a length as a room may give, some under headings."""
    heads, texts, letters = chance.choice([1, 1, 2, 4, 9]), chance.randint(1, 45), chance.choice([8, 25, 70, 250, 400])
    parts = [Part(f"Gruppe {number} med et langt navn" if heads > 1 else "", []) for number in range(heads)]
    for number in range(texts):
        said = " ".join(chance.choices(WORDS, k=letters))[: chance.randint(letters // 2, letters)]
        parts[number % heads].texts.append(said.strip())
    return parts


def test_no_answer_runs_out_of_the_wall(facilitator: Page, room: Room) -> None:
    """Their size is chosen by arithmetic on letters and lines; only a browser knows how wide letters are."""
    wall = room.screen(size=WALL, bypass_csp=True)
    wall.goto(room.server.address + str(facilitator.locator("a[href*='/projector/']").get_attribute("href")))
    for name in ("questions", "purpose"):
        wall.evaluate(STYLED, (ROOT / f"static/css/{name}.css").read_text())
    chance, sizes = random.Random(3), set()
    for _ in range(60):
        page = page_of(
            Question(text=chance.choice(["Hvorfor?", "Hva er formålet vårt som ledere i kommunen? " * 2])),
            invented(chance),
        )
        sizes.add(page.size)
        for template in ("programmes/questions/wall.html", "values/purpose_wall.html"):
            html = render_to_string(template, {"page": page, "title": page.question.text, "language": "nb"})
            assert wall.evaluate(OUTSIDE, html) == 0, page.parts
    assert sizes >= {"few", "some", "many"}
    shown = wall.evaluate(
        OUTSIDE,
        render_to_string("values/purpose_wall.html", {"page": {"size": "few", "parts": [Part("", ["ord " * 90] * 9)]}}),
    )
    assert shown, "the measure sees what is cut"


@pytest.mark.thorough
def test_what_is_half_written_when_the_day_ends_stays_and_cannot_be_sent(room: Room, facilitator: Page) -> None:
    """The last of these: it ends the day."""
    kari = phone(room, facilitator, "Kari Moen")
    line = facilitator.locator("summary.line", has_text="Evaluering av dagen")
    line.click()
    line.locator("..").get_by_role("button", name="Gå hit").first.click()
    facilitator.get_by_role("button", name="Åpne runden").click()
    field = kari.locator("textarea").first
    field.fill("Halvveis i en setning")
    send = kari.get_by_role("button", name="Send anonymt")
    expect(send).to_be_enabled()
    facilitator.once("dialog", lambda dialog: dialog.accept())
    facilitator.get_by_role("button", name="Avslutt samlingen").click()
    expect(kari.get_by_text("kan ikke sendes nå")).to_be_visible(timeout=10_000)
    expect(send).to_be_disabled()
    expect(field).to_have_value("Halvveis i en setning")
