"""A målkort goes to the nearest manager and back, and HR sees only what was handed in."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Axe, Room

pytestmark = pytest.mark.browser


def test_shared_read_talked_about_shared_again_and_withdrawn(room: Room, axe: Axe) -> None:
    leader, manager = room.screen("Bjørg Tveiten", PHONE), room.screen("Sveinung Kåsa", DESK)
    expect(manager.get_by_role("heading", name="Mine ledere")).to_be_visible()

    # The leader shares, and is told who will see what.
    leader.get_by_role("link", name="Åpne målkortet").click()
    leader.get_by_role("link", name="Del målkortet").click()
    expect(leader.get_by_text("Bare du. Ingen andre ser det før du deler.")).to_be_visible()
    leader.get_by_role("link", name="Del med Sveinung").click()
    expect(leader.get_by_role("heading", name="Dele med Sveinung Kåsa?")).to_be_visible()
    leader.get_by_text("Se kopien først").click()
    expect(leader.get_by_role("heading", name="Motivasjon og samarbeid")).to_be_visible()
    assert axe(leader) == []
    leader.get_by_label("Hva skal det brukes til?").fill("Medarbeidersamtalen")
    leader.get_by_role("button", name="Del", exact=True).click()
    expect(leader.get_by_text("Ingen har åpnet den ennå")).to_be_visible()
    assert axe(leader) == []

    # The manager reads and comments.
    manager.reload()
    expect(manager.get_by_role("heading", name="1 målkort venter på deg")).to_be_visible()
    assert axe(manager) == []
    manager.get_by_role("navigation").get_by_role("link", name="Mine ledere").click()
    expect(manager.get_by_text("Ulest")).to_be_visible()
    assert axe(manager) == []
    manager.get_by_role("link", name="Bjørg Tveiten").click()
    expect(manager.get_by_role("heading", name="Motivasjon og samarbeid")).to_be_visible()
    manager.get_by_label("Kommentaren din").fill("Bra mål. Hva trenger du av meg?")
    manager.get_by_role("button", name="Kommenter").click()
    expect(manager.locator(".talk")).to_contain_text("Hva trenger du av meg?")
    assert axe(manager) == []

    # The leader sees that, answers, and shares what has changed since.
    leader.reload()
    expect(leader.locator(".share-facts")).to_contain_text("Sveinung Kåsa")
    leader.get_by_role("link", name="Les, 1 kommentar").click()
    leader.get_by_label("Svaret ditt").fill("En halvtime i uken.")
    leader.get_by_role("button", name="Svar", exact=True).click()
    expect(leader.locator(".talk")).to_contain_text("En halvtime i uken.")
    assert axe(leader) == []
    leader.get_by_role("link", name="Hvem ser målkortet ditt").click()
    expect(leader.get_by_text("Målkortet er likt det du delte.")).to_be_visible()
    leader.locator(".back").click()
    leader.get_by_role("link", name="Rediger").first.click()
    leader.get_by_label("Målformulering").first.fill("Jeg gir konstruktive tilbakemeldinger hver uke")
    leader.get_by_role("button", name="Ferdig").click()
    expect(leader.locator("#area-form")).to_have_count(0)
    leader.get_by_role("link", name="Sveinung Kåsa").click()
    leader.get_by_text("1 endring siden da").click()
    expect(leader.locator(".changes")).to_contain_text("hver uke")
    leader.get_by_role("button", name="Del på nytt").click()
    expect(leader.locator("#main > .shares .share-facts").first).to_contain_text("2, ")

    # The manager sees what is new.
    manager.goto(f"{room.server.address}/reports/")
    expect(manager.get_by_text("Ny utgave")).to_be_visible()
    manager.get_by_role("link", name="Bjørg Tveiten").click()
    expect(
        manager.get_by_role("heading", name=re.compile(r"Nytt siden kopien fra \d\d?\.\d\d\.\d{4}, som du har lest"))
    ).to_be_visible()
    expect(manager.locator(".changes")).to_contain_text("hver uke")
    expect(manager.locator("del")).to_have_count(0)

    # Withdrawn, it is gone; HR never had it.
    leader.locator("summary", has_text="Trekk tilbake").click()
    assert axe(leader) == []
    leader.get_by_role("button", name="Ja, trekk tilbake").click()
    expect(leader.get_by_text("Bare du. Ingen andre ser det før du deler.")).to_be_visible()
    assert manager.reload().status == 404
    hr = room.screen("Hanne Nordbø", DESK)
    hr.get_by_role("link", name="Se leverte målkort").click()
    expect(hr.locator("tr", has_text="Bjørg Tveiten")).to_contain_text("ikke ennå")
    expect(hr.locator("tr", has_text="Åse Lid").get_by_role("link", name="Les")).to_be_visible()
    hr.get_by_role("link", name="Enhet").click()
    assert axe(hr) == []

    # HR fetches all that was handed in, and nothing else.
    hr.get_by_role("link", name="Hent alle").click()
    hr.get_by_role("button", name="Lag filen").click()
    link = hr.get_by_role("link", name="Last ned filen")
    expect(link).to_be_visible(timeout=60_000)
    fetched = hr.request.get(f"{room.server.address}{link.get_attribute('href')}")
    assert fetched.headers["content-disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(fetched.body())) as archive:
        assert [name.partition(" – 2")[0] for name in archive.namelist()] == ["Målkort – Lid, Åse"]
