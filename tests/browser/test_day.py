"""A whole day of gathering 3 at speed: rehearsed, opened, run, re-planned, voted, evaluated, ended."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, WALL, Room, go
from tests.browser.test_in import INSIDE, join

pytestmark = pytest.mark.browser
NOTE = "Jeg opplever psykologisk trygghet i denne ledergruppen når …"


def rehearse(facilitator: Page, leader: Page) -> None:
    facilitator.get_by_role("button", name="Øv først").click()
    expect(facilitator.get_by_role("heading", name="Øving")).to_be_visible()
    go(facilitator, "Mestringsorientert ledelse")
    expect(leader.get_by_text("Vi har ikke begynt ennå")).to_be_visible()
    facilitator.once("dialog", lambda dialog: dialog.accept())
    facilitator.get_by_role("button", name="Avslutt øvingen").click()
    expect(facilitator.get_by_role("button", name="Start samlingen")).to_be_visible()


def clock(page: Page, place: str) -> int:
    minutes, _, seconds = page.locator(place).first.inner_text().partition(":")
    return int(minutes) * 60 + int(seconds)


@pytest.mark.thorough
def test_a_day(room: Room) -> None:
    address = room.server.address
    facilitator = room.screen("Marit Solheim", DESK)
    facilitator.locator("a[href$='/cockpit/']:visible").first.click()
    day = facilitator.url.replace("cockpit/", "")
    ingunn = room.screen("Ingunn Haugen")
    ingunn.goto(day)
    rehearse(facilitator, ingunn)

    # 08:20: the doors open; three have signed in, two come by the code, and one of them is a guest.
    facilitator.get_by_role("button", name="Start samlingen").click()
    wall = room.screen(size=WALL)
    wall.goto(address + str(facilitator.get_by_role("link", name="Åpne storskjermen").get_attribute("href")))
    expect(wall.get_by_alt_text("QR-kode")).to_be_visible()
    code = wall.locator(".join .code").inner_text().replace("\n", "").replace(" ", "")
    expect(ingunn.get_by_text("Du er inne")).to_be_visible()
    olav, svein = room.screen("Olav Vik"), room.screen("Svein Nordli")
    for phone in (olav, svein):
        phone.goto(day)
    kari, guest = join(room, code), join(room, code)
    kari.get_by_role("button", name="Kari Moen").click()
    guest.get_by_label("Hva heter du?").fill("Per Gjest")
    guest.get_by_label("Hvilken gruppe sitter du med?").select_option(label="Gygrene")
    guest.get_by_role("button", name="Be om å bli med").click()
    facilitator.get_by_role("button", name="Slipp inn alle (2)").click()
    for phone in (kari, guest):
        phone.wait_for_url(INSIDE)

    # 08:30: the clock is the same on every screen.
    facilitator.get_by_role("button", name="Sett i gang").click()
    for phone in (ingunn, olav, svein, kari, guest):
        expect(phone.get_by_text("Snakk sammen i duoer")).to_be_visible()
        assert abs(clock(phone, "#strip .clock") - clock(facilitator, ".big-clock .clock")) <= 2
    assert abs(clock(wall, ".wall-clock .clock") - clock(facilitator, ".big-clock .clock")) <= 2

    # Alone: a phone that locks has its note when it wakes, one without a line sends it when the line is back.
    go(facilitator, "Psykologisk trygghet hos oss", "Individuelt")
    ingunn.get_by_label(NOTE, exact=True).fill("noen spør videre")
    expect(ingunn.locator("#saved")).to_contain_text("Lagret")
    ingunn.goto("about:blank")
    kari.context.set_offline(True)
    kari.get_by_label(NOTE, exact=True).fill("jeg tør å spørre")
    expect(kari.get_by_text("Ikke sendt ennå")).to_be_visible()

    # In the group: the room moves on, nobody is thrown out of what they write, and a late one is told where it is.
    go(facilitator, "Psykologisk trygghet hos oss", "I grupper")
    late = room.screen("Åse Lid")
    late.goto(day)
    expect(late.get_by_text("Fint at du er her. Vi er i «Psykologisk trygghet hos oss».")).to_be_visible()
    ingunn.goto(day)
    ingunn.get_by_text("Det du skrev for deg selv").click()
    expect(ingunn.get_by_text("noen spør videre")).to_be_visible()
    kari.context.set_offline(False)
    expect(kari.get_by_role("button", name="Bli med")).to_be_visible(timeout=15_000)
    expect(kari.get_by_label(NOTE, exact=True)).to_have_value("jeg tør å spørre")
    kari.get_by_role("button", name="Bli med").click()
    kari.get_by_text("Det du skrev for deg selv").click()
    expect(kari.get_by_text("jeg tør å spørre")).to_be_visible()
    kari.get_by_role("link", name="Tilbake til det du gjorde individuelt").click()
    expect(kari.get_by_label(NOTE, exact=True)).to_have_value("jeg tør å spørre")
    kari.get_by_role("link", name="Tilbake til der vi er nå").click()

    # To plenary and together: the wall shows what a group shares.
    go(facilitator, "Psykologisk trygghet hos oss", "Til plenum")
    late.get_by_label("Hva vil vi dele i plenum?", exact=True).fill("Vi spør hverandre mer.")
    expect(guest.locator("#answers")).to_contain_text("Vi spør hverandre mer.")
    late.get_by_label("Vis dette i plenum").check()
    expect(guest.locator("#answers")).to_contain_text("Vises i plenum")
    go(facilitator, "Psykologisk trygghet hos oss", "Sammen")
    expect(wall.locator("#wall")).to_contain_text("Vi spør hverandre mer.")

    # The afternoon is planned anew: an item is taken out.
    go(facilitator, "Pause")
    facilitator.get_by_role("link", name="Planlegg resten på nytt").click()
    row = facilitator.locator(".replan-rows li", has_text="Lærende organisasjoner")
    with facilitator.expect_response(re.compile("drop=")):
        row.get_by_label("Ta ut").check()
    facilitator.get_by_role("button", name="Bruk planen").click()
    expect(facilitator.get_by_text("Resten av dagen er planlagt på nytt.")).to_be_visible()
    go(facilitator, "Lunsj")

    # The six groups lay their values; five and more spread a hundred points, and the room sees what came of it.
    go(facilitator, "Sorter i diamant")
    expect(facilitator.locator(".groups .drift .num")).to_have_text("27", timeout=60_000)
    go(facilitator, "De tre øverste hos alle")
    go(facilitator, "100 poeng", "Individuelt")
    facilitator.get_by_role("button", name="Åpne anonymt").click()
    for phone in (ingunn, olav, svein, kari, guest, late):
        phone.locator("input[name^=points-]").first.fill("100")
        phone.get_by_role("button", name="Lever").click()
        expect(phone.get_by_role("heading", name="Levert")).to_be_visible()
    expect(facilitator.locator(".groups .drift .num")).to_have_text(re.compile("3[0-9]"), timeout=60_000)
    facilitator.get_by_role("button", name="Lukk runden").click()
    facilitator.get_by_role("button", name="Vis resultatet").click()
    expect(wall.locator(".rank tbody tr").first).to_be_visible()
    expect(facilitator.locator(".desk-result")).to_be_visible()

    # The evaluation: sent once, read by the facilitator when the round is closed.
    go(facilitator, "Evaluering av dagen")
    facilitator.get_by_role("button", name="Åpne runden").click()
    for each, phone in enumerate((ingunn, olav, svein, kari, guest, late)):
        expect(phone.locator(".ballot textarea")).to_have_count(2)
        for field in phone.locator(".ballot textarea").all():
            field.fill(f"Svar {each}")
        if phone is not late:
            phone.get_by_role("button", name="Send anonymt").click()
            expect(phone.get_by_text("Registrert")).to_be_visible()
    expect(facilitator.locator(".groups .drift .num")).to_have_text(
        re.compile(r"^([5-9]|[1-3]\d)$")
    )  # else it asks first
    facilitator.get_by_role("button", name="Lukk runden").click()
    expect(late.get_by_text("Det du har skrevet her, er ikke sendt.")).to_be_visible()
    expect(late.locator(".ballot textarea").first).to_have_value("Svar 5")
    late.get_by_role("button", name="Bli med").click()
    expect(late.locator(".ballot")).to_have_count(0)
    facilitator.locator("#ctrl-next", has_text="svarene").click()
    expect(facilitator.locator("main")).to_contain_text("Svar 0")
    facilitator.go_back()
    expect(facilitator.locator("#ctrl-next")).not_to_contain_text("svarene")  # the screen has caught up
    facilitator.once("dialog", lambda dialog: dialog.accept())
    facilitator.get_by_role("button", name="Avslutt samlingen").click()
    for phone in (ingunn, svein, late, kari, guest):
        expect(phone.get_by_role("heading", name="Takk for i dag")).to_be_visible()
    expect(wall.get_by_text("Takk for i dag")).to_be_visible()
    ingunn.get_by_role("link", name="Mine notater").click()
    expect(ingunn.get_by_label(NOTE, exact=True)).to_have_value("noen spør videre")
