"""From the decided values of gathering 3 to the published platform and its papers, in both forms of Norwegian."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, ROOT, Axe, Room, Server, environment
from tests.browser.test_chain import press, speak
from tests.pdf import accessible

pytestmark = pytest.mark.browser
# The values are decided as tests/browser/test_chain.py walks it.
DECIDED = """
import django; django.setup()
from programmes.models import Exercise
from programmes.services import rounds
from values.models import DecidedValue, Decision
round = rounds.open_round(exercise=Exercise.objects.get(kind="decision"), by=None)
decision = Decision.objects.create(round=round, number=1, reason="De bærer de andre.")
for position, label in enumerate(("Tillit", "Respekt", "Åpenhet"), start=1):
    DecidedValue.objects.create(decision=decision, position=position, label=label, mean=18 - position)
"""


def decide(server: Server) -> None:
    variables = environment(server.database.parent)
    subprocess.run([sys.executable, "-c", DECIDED], env=variables, check=True, cwd=ROOT)


def write_own(page: Page, text: str) -> None:
    page.locator(".add-line textarea").first.fill(text)
    page.locator(".add-line button").first.click()
    expect(page.locator(".own-list")).to_contain_text(text)


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    return Path(waiting.value.path()).read_bytes()


@pytest.mark.thorough
def test_from_decided_values_to_the_published_platform(server: Server, room: Room, axe: Axe) -> None:
    said = speak(server, "nb")
    decide(server)
    facilitator, ingunn, kari = (
        room.screen("Marit Solheim", DESK),
        room.screen("Ingunn Haugen"),
        room.screen("Kari Moen"),
    )
    facilitator.get_by_role("link", name=said("Åpne regien")).click()
    facilitator.get_by_role("button", name=said("Start samlingen")).click()
    facilitator.locator("#ctrl-next").click()
    for phone in (ingunn, kari):
        phone.locator("#main a[href*='/gatherings/']").first.click()

    # V9: alone, then put forward, taken into the group's wording, and changed there.
    press(facilitator, "Som leder skal jeg …", said("Individuelt"))
    write_own(ingunn, "gi ansvar før jeg kontrollerer")
    write_own(kari, "alltid si fra når jeg selv tar feil")
    expect(kari.locator(".asks")).to_be_visible()
    assert axe(kari) == []
    press(facilitator, "Som leder skal jeg …", said("I grupper"))
    for phone in (ingunn, kari):
        phone.get_by_role("button", name=said("Legg fram")).click()
    forward = ingunn.locator("#board .forward li")
    expect(forward).to_have_count(2)
    forward.filter(has_text="gi ansvar").get_by_role("button", name=said("Ta med")).click()
    expect(kari.locator("#board .statements li")).to_have_count(1)
    kari.locator("#board [id^='into-']").click()
    expect(ingunn.locator("#board .from")).to_contain_text("2")
    ingunn.locator("#board [id^='edit-']").click()
    ingunn.locator("#statement-text").fill("gi ansvar før jeg kontrollerer, og si fra når jeg tar feil")
    assert axe(ingunn) == []
    ingunn.locator("#writing button").click()
    expect(kari.locator("#board .statements")).to_contain_text("og si fra når jeg tar feil")

    # V10: who stays, where the others go, and what they say.
    press(facilitator, "Gallerivandring", said("Sammen"))
    ingunn.get_by_role("button", name=said("Jeg blir igjen som vert")).click()
    expect(ingunn.get_by_text(said("Du er vert og blir igjen."))).to_be_visible()
    facilitator.locator("#ctrl-next").click()
    expect(kari.locator(".walk-now:not([hidden]) .go")).to_contain_text("Einingsleiarane")
    ingunn.locator("#comment").fill("Si det kortere")
    ingunn.locator("#comments button").click()
    expect(ingunn.locator("#board")).to_contain_text("Si det kortere")
    for phone in (ingunn, kari):
        assert axe(phone) == []
    facilitator.locator("#ctrl-next").click()
    expect(kari.locator("#board")).to_contain_text("Si det kortere")
    kari.get_by_role("button", name=said("Innarbeidet")).first.click()
    expect(ingunn.locator("#board .tag").first).to_have_text(said("innarbeidet"))

    # V11: fetched, agreed and published; then a new edition in nynorsk.
    facilitator.goto(f"{server.address}/")
    facilitator.get_by_role("link", name=said("Skriv på plattformen")).click()
    facilitator.get_by_role("button", name=said("Hent verdier og setninger")).click()
    facilitator.get_by_label(said("Foreslå en kort setning")).fill("Vi spiller hverandre gode.")
    facilitator.get_by_role("button", name=said("Lagre"), exact=True).click()
    facilitator.get_by_role("button", name=said("Vedta"), exact=False).first.click()
    facilitator.get_by_label(said("Ny verdi")).fill("Mot")
    facilitator.locator("[value='publish']").click()
    expect(facilitator.get_by_role("alert")).to_contain_text("«Mot»")
    facilitator.get_by_label(said("Ny handling")).last.fill("ta den vanskelige samtalen samme uke")
    facilitator.locator("[value='publish']").click()
    facilitator.locator("[value='open']").click()
    assert axe(facilitator) == []
    address = facilitator.locator(".address a").get_attribute("href")
    assert address
    is_read(room, axe, address, said, "nb")
    said = speak(server, "nn")
    facilitator.reload()
    facilitator.get_by_label(said("Ny handling")).nth(1).fill("møte førebudd")
    facilitator.locator("[value='publish']").click()
    is_read(room, axe, address, said, "nn")
    ingunn.goto(f"{server.address}/")
    ingunn.get_by_role("link", name=said("Se plattformen")).click()
    expect(ingunn.locator(".changes ins")).to_have_text("møte førebudd")
    assert axe(ingunn) == []


def is_read(room: Room, axe: Axe, address: str, said: Callable[[str], str], language: str) -> None:
    """Anybody reads it, where each value comes from, and takes both papers along."""
    visitor = room.screen()
    visitor.goto(address)
    expect(visitor.get_by_role("heading", name=said("Slik leder vi"))).to_be_visible()
    expect(visitor.locator("html")).to_have_attribute("lang", language)
    expect(visitor.locator(".lead-in").first).to_have_text(said("Som leder skal jeg"))
    visitor.locator(".origin summary").first.click()
    expect(visitor.locator(".origin li").first).to_be_visible()
    assert axe(visitor) == []
    for name in ("Last ned som dokument (PDF)", "Last ned plakaten, A3 (PDF)"):
        pdf = downloaded(visitor, said(name))
        assert accessible.problems(pdf) == []
        assert said("Som leder skal jeg").split()[-1] in " ".join(accessible.text(pdf).split())
