"""From the six groups' diamonds to decided values, in both forms of Norwegian, by touch, keyboard and two at once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from programmes.seljord import GROUPS
from tests.browser.conftest import DESK, WALL, Axe, Room, go, server_anew, speak
from tests.browser.test_path import slot
from tests.values.test_values import THIRTEEN

pytestmark = pytest.mark.browser
GYGRENE = dict(GROUPS)["Gygrene"]


server = server_anew  # each language begins the day anew


def propose(page: Page, text: str) -> None:
    page.locator("#own-word").fill(text)
    page.locator(".own-word button").click()
    expect(page.locator(f"#board [data-word='{text}']")).to_be_visible()


def lay(page: Page, text: str, number: int, *, by_keys: bool) -> None:
    stone = page.locator(f"#board [data-word='{text}']")
    if by_keys:
        stone.focus()
        page.keyboard.press("Enter")
        slot(page, number).focus()
        page.keyboard.press("Enter")
    else:
        stone.tap()
        slot(page, number).tap()
    expect(slot(page, number)).to_contain_text(text)


@pytest.mark.thorough
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_from_diamonds_to_a_decision(room: Room, axe: Axe, language: str) -> None:
    said = speak(room.server, language)
    facilitator, ingunn, kari = (
        room.screen("Marit Solheim", DESK),
        room.screen("Ingunn Haugen"),
        room.screen("Kari Moen"),
    )
    facilitator.get_by_role("link", name=said("Åpne regien")).click()
    facilitator.get_by_role("button", name=said("Start samlingen")).click()
    facilitator.locator("#ctrl-next").click()
    wall = room.screen(size=WALL)
    href = facilitator.get_by_role("link", name=said("Åpne storskjermen i et eget vindu")).get_attribute("href")
    wall.goto(f"{room.server.address}{href}")
    for phone in (ingunn, kari):
        phone.locator("#main a[href*='/gatherings/']").first.click()
    go(facilitator, "Sorter i diamant")

    # V3: two in one diamond, one by touch and one by keys; own words are proposed, moves taken back, all agree.
    expect(ingunn.get_by_role("heading", name="Gygrene")).to_be_visible()
    for number, text in enumerate(GYGRENE, start=1):
        mover = (ingunn, kari)[number % 2]
        if number > 1:  # each sees what the other laid before laying the next: else the board moves under the finger
            expect(slot(mover, number - 1)).to_contain_text(GYGRENE[number - 2])
        if not mover.locator(f"#board [data-word='{text}']").count():
            propose(mover, text)
        lay(mover, text, number, by_keys=mover is kari)
    expect(slot(ingunn, 9)).to_contain_text(GYGRENE[8])
    kari.get_by_role("button", name=said("Angre")).click()
    expect(ingunn.locator("#board li[data-slot='9'] [data-free]")).to_be_visible()
    lay(ingunn, GYGRENE[8], 9, by_keys=False)
    assert axe(ingunn) == []
    for phone in (ingunn, kari):
        phone.get_by_role("button", name=said("Jeg er enig")).click()
        expect(phone.get_by_role("button", name=said("Ikke enig likevel"))).to_be_visible()
    expect(kari.locator(".agreed")).to_contain_text("Ingunn, Kari")
    expect(facilitator.locator(".groups .drift .num")).to_have_text("54", timeout=60_000)

    # A value that is there already is said to be, for a while, though the board goes on.
    propose(ingunn, GYGRENE[0])
    expect(ingunn.locator(".toast")).to_be_visible()
    lay(kari, GYGRENE[8], 8, by_keys=True)
    expect(ingunn.locator(".toast")).to_have_count(0, timeout=12_000)
    # V4: the cloud; V6: the thirteen, in their order.
    go(facilitator, "Ordsky")
    expect(wall.locator(".cloud text")).to_have_count(29)
    expect(ingunn.locator(".cloud-list b").first).to_have_text("Respekt")
    assert axe(wall) == []
    assert axe(ingunn) == []
    go(facilitator, "De tre øverste hos alle")
    expect(wall.locator(".wall-shortlist b")).to_have_text(THIRTEEN)
    expect(ingunn.locator(".shortlist b")).to_have_text(THIRTEEN)

    # V5 and what was missed: merged, named, split; proposed with a reason, taken in.
    ingunn.get_by_label(said("Verdien")).fill("bærekraft")
    ingunn.get_by_label(said("Hvorfor bør den med?")).fill("Vi forvalter for dem som kommer etter oss.")
    ingunn.locator("form.missed button").click()
    expect(ingunn.get_by_role("heading", name=said("Det du har foreslått"))).to_be_visible()
    assert axe(ingunn) == []
    facilitator.get_by_role("link", name=said("Slå sammen verdier")).click()
    assert axe(facilitator) == []
    merge = facilitator.locator(".proposal", has_text="mot/modig").get_by_role("button", name=said("Slå sammen"))
    merge.click()
    expect(facilitator.locator(".merged li", has_text="mot/modig, modig")).to_be_visible()
    facilitator.get_by_label(said("Heter")).fill("Mot til å stå i det")
    facilitator.get_by_role("button", name=said("Lagre navnet")).click()
    expect(wall.locator(".wall-shortlist b").nth(6)).to_have_text("Mot til å stå i det")
    facilitator.get_by_role("button", name=said("Del opp igjen")).click()
    expect(wall.locator(".wall-shortlist b")).to_have_text(THIRTEEN)
    facilitator.locator("li", has_text="Bærekraft").get_by_role(
        "button", name=said("Ta med"), exact=False
    ).first.click()
    expect(wall.locator(".wall-shortlist b")).to_have_text([*THIRTEEN, "Bærekraft"])
    expect(kari.locator(".shortlist li").last).to_contain_text("Vi forvalter for dem som kommer etter oss.")
    facilitator.locator("a.back").click()

    # V7: steps of five and of one, sealed, shown.
    go(facilitator, "100 poeng", said("Individuelt"))
    facilitator.locator("#ctrl-next").click()
    ingunn.locator("[data-by][value='5']").check()
    for _tap in range(19):
        ingunn.locator("#points-10 ~ [data-step='1']").tap()
    ingunn.locator("[data-by][value='1']").check()
    for _tap in range(5):
        ingunn.locator("#points-14 ~ [data-step='1']").tap()
    expect(ingunn.locator("[data-sum]")).to_have_text("100")
    ingunn.locator("[data-hand-in]").click()
    expect(facilitator.locator(".groups .drift .num")).to_have_text(re.compile("3[3-6]"), timeout=60_000)
    facilitator.locator("#ctrl-next").click()
    facilitator.get_by_role("button", name=said("Vis resultatet")).click()
    expect(wall.locator(".rank tbody tr")).to_have_count(14)

    # V8: decided on those figures, with a reason.
    go(facilitator, "Beslutning")
    expect(wall.get_by_role("heading", name="Hvilke verdier velger vi, og hvorfor disse?")).to_be_visible()
    facilitator.get_by_role("link", name=said("Velg verdiene")).click()
    facilitator.get_by_role("button", name=said("Beslutt"), exact=True).click()
    expect(facilitator.get_by_text(said("Velg minst én verdi."))).to_be_visible()
    assert axe(facilitator) == []
    for label in ("Tillit", "Respekt", "Åpenhet"):
        facilitator.get_by_label(label).check()
    facilitator.get_by_label(said("Hvorfor disse?")).fill("De bærer de andre.")
    facilitator.get_by_role("button", name=said("Beslutt"), exact=True).click()
    expect(facilitator.locator(".decided .stone")).to_have_count(3)
    facilitator.locator("a.back").click()
    facilitator.get_by_role("button", name=said("Verdiene våre")).click()
    expect(wall.locator(".wall-decided .stone")).to_have_count(3)
    expect(wall.get_by_text("De bærer de andre.")).to_be_visible()
    expect(kari.locator(".decided .stone")).to_have_count(3)
    assert axe(wall) == []
    assert axe(kari) == []
