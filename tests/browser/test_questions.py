"""Source 2's task on psychological safety, as a room does it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, WALL, Axe, Room, go

pytestmark = pytest.mark.browser
TASK = "Psykologisk trygghet hos oss"


def field(page: Page, question: str):
    return page.get_by_label(question, exact=True)


@pytest.mark.thorough
def test_safety_is_noted_alone_said_aloud_and_shared_by_the_group(room: Room, axe: Axe) -> None:
    facilitator = room.screen("Marit Solheim", DESK)
    ingunn, kari, svein = (room.screen(name) for name in ("Ingunn Haugen", "Kari Moen", "Svein Nordli"))
    facilitator.get_by_role("link", name="Åpne regien").click()
    gathering = facilitator.url.split("/gatherings/")[1].split("/")[0]
    facilitator.get_by_role("button", name="Start samlingen").click()
    facilitator.get_by_role("button", name="Sett i gang").click()
    expect(facilitator.locator("#now-title")).to_have_text("Påkobling siden sist")
    projector = room.screen(size=WALL)
    projector.goto(
        f"{room.server.address}{facilitator.get_by_role('link', name='Åpne storskjermen').get_attribute('href')}"
    )
    for phone in (ingunn, kari, svein):
        phone.goto(f"{room.server.address}/gatherings/{gathering}/")
    expect(kari.get_by_role("heading", name="Hva har du vært opptatt av siden sist?")).to_be_visible()

    # Alone: three notes that are kept by themselves.
    go(facilitator, TASK, "Individuelt")
    when = "Jeg opplever psykologisk trygghet i denne ledergruppen når …"
    field(ingunn, when).fill("noen spør videre")
    expect(ingunn.locator("#saved")).to_contain_text("Lagret")
    assert axe(ingunn) == []
    # The same person writes on two screens at once: both texts are there, and the writer decides.
    tablet = ingunn.context.new_page()
    tablet.goto(ingunn.url)
    field(tablet, when).fill("jeg tør å spørre")
    expect(tablet.locator("#saved")).to_contain_text("Lagret")
    field(ingunn, when).fill("noen spør videre, og venter")
    expect(ingunn.get_by_text("Du har skrevet noe nyere på en annen skjerm.")).to_be_visible()
    expect(ingunn.locator("blockquote")).to_have_text("jeg tør å spørre")
    expect(field(ingunn, when)).to_have_value("noen spør videre, og venter")
    ingunn.get_by_role("button", name="Lagre det som står i feltet").click()
    expect(ingunn.locator("blockquote")).to_have_count(0)
    expect(ingunn.locator("#saved")).to_contain_text("Lagret")
    tablet.close()
    ingunn.get_by_role("heading").first.click()

    # In the group: said aloud; one's own words are at hand, and nobody else has them.
    go(facilitator, TASK, "I grupper")
    ingunn.get_by_text("Det du skrev for deg selv").click()
    expect(ingunn.get_by_text("noen spør videre, og venter")).to_be_visible()
    expect(kari.get_by_text("Si det til hverandre etter tur")).to_be_visible()
    expect(kari.get_by_text("Det du skrev for deg selv")).to_have_count(0)

    # To plenary: what one writes comes into the others' fields, but for whoever has the pen in theirs.
    go(facilitator, TASK, "Til plenum")
    share = "Hva vil vi dele i plenum?"
    field(ingunn, share).fill("Vi spør")
    expect(field(kari, share)).to_have_value("Vi spør")
    # Two write in the same field at once, and nothing is lost without a word.
    field(kari, share).focus()
    field(ingunn, share).fill("Vi spør mer.")
    expect(kari.locator("#answers")).to_contain_text("Vi spør mer.")
    expect(field(kari, share)).to_be_focused()
    expect(field(kari, share)).to_have_value("Vi spør")
    field(kari, share).fill("Vi lytter mer.")
    expect(kari.get_by_text("Noen i gruppen har skrevet noe nyere.")).to_be_visible()
    expect(field(kari, share)).to_have_value("Vi lytter mer.")
    field(kari, share).fill("Vi spør mer. Vi lytter mer.")
    expect(ingunn.locator("#answers")).to_contain_text("Vi lytter mer.")
    kari.get_by_label("Vis dette i plenum").check()
    expect(ingunn.locator("#answers")).to_contain_text("Vises i plenum")
    expect(svein.locator("#answers")).not_to_contain_text("Vi lytter mer.")
    expect(facilitator.locator(".groups")).to_contain_text("av 6 svar skrevet")
    assert axe(kari) == []

    # Together: the wall shows what was shared, and nothing that was not.
    field(svein, share).fill("Ikke delt av oss")
    svein.get_by_label("Vis dette i plenum").uncheck()
    expect(svein.locator("#saved")).to_contain_text("Lagret")
    go(facilitator, TASK, "Sammen")
    expect(projector.get_by_role("heading", name="Hva vil vi dele i plenum?")).to_be_visible()
    expect(projector.locator("#wall")).to_contain_text("Vi spør mer. Vi lytter mer.")
    expect(projector.locator("#wall")).not_to_contain_text("Ikke delt av oss")
    assert axe(projector) == []
