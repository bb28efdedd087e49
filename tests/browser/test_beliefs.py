"""A mastery belief on a phone: rated, fed from its sources, printed, given to the nearest manager and taken back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, Axe, Room
from tests.browser.test_following import go, root, strained, well
from tests.pdf.accessible import problems

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


def test_from_the_first_number_to_what_the_manager_reads(room: Room, axe: Axe, tmp_path: Path) -> None:
    page, manager = room.screen("Ingunn Haugen"), room.screen("Tor Arne Bakken", DESK)
    go(room, page, f"{root(page)}sources/")
    well(page, axe)
    page.get_by_label("Hva vil du ha mestringstro for?").fill("Å si nei i tide")
    page.get_by_role("button", name="Se på kildene").tap()
    page.get_by_role("group", name="Modellæring").get_by_label("Det kan gi meg dette").fill("Se hvordan Kari gjør det")
    page.get_by_label("En liten neste ting").fill("Spørre Kari")
    well(page, axe)
    page.get_by_role("button", name="Lagre").tap()
    expect(page.get_by_role("heading", name="Å si nei i tide")).to_be_visible()
    page.get_by_label("Hvor sikker er du på at du klarer dette?").fill("40")
    page.get_by_role("button", name="Lagre").tap()
    expect(page.get_by_role("img", name=re.compile(r"Mestringstro over tid: 40\."))).to_be_visible()
    well(page, axe)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Last ned PDF").tap()
    fetched.value.save_as(tmp_path / "mestringstro.pdf")
    assert problems((tmp_path / "mestringstro.pdf").read_bytes()) == []

    page.get_by_role("link", name="Del mestringstroen").tap()
    page.get_by_role("link", name=re.compile("^Del med ")).first.tap()
    expect(page.get_by_text("Kopien viser kurven")).to_be_visible()
    well(page, axe)
    page.get_by_role("button", name="Del", exact=True).tap()
    expect(page.get_by_text("Ingen har åpnet den ennå")).to_be_visible()

    go(room, manager, "/reports/")
    manager.get_by_role("link", name=re.compile("Ingunn Haugen.*Mestringstro: Å si nei i tide")).click()
    expect(manager.get_by_role("img", name=re.compile(r"Mestringstro over tid: 40\."))).to_be_visible()
    expect(manager.get_by_text("Se hvordan Kari gjør det")).to_be_visible()
    manager.get_by_text("Tallene").click()
    expect(manager.get_by_role("cell", name="40")).to_be_visible()
    assert axe(manager) == []
    page.locator("summary", has_text="Trekk tilbake").tap()
    expect(page.get_by_text(re.compile("lese kopien mer"))).to_be_visible()
    page.get_by_role("button", name="Ja, trekk tilbake").tap()
    expect(page.get_by_text("Bare du. Ingen andre ser det før du deler.")).to_be_visible()
    assert manager.reload().status == 404


def test_narrow_spaced_out_and_in_the_dark(room: Room, axe: Axe) -> None:
    page = room.screen("Åse Lid")
    own = root(page)
    go(room, page, f"{own}beliefs/")
    belief = page.locator(".held-list a").first.get_attribute("href")
    assert strained(room, axe, "Åse Lid", [f"{own}beliefs/", f"{own}sources/", belief, f"{belief}sources/"]) == {}
