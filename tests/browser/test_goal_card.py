"""A leader writes the first area of source 5's målkort on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Dialog, Page, expect

from goals.demonstration import WORKED
from tests.browser.conftest import Axe, Room

pytestmark = pytest.mark.browser
TITLE, SOURCE, GOAL = WORKED[0]


def write_actions(page: Page) -> None:
    for row, (text, deadline) in enumerate([GOAL.actions[0], GOAL.actions[2]]):
        if row:
            page.get_by_role("button", name="Legg til tiltak").tap()
            expect(page.locator(f"#id_goal1-actions-{row}-text")).to_be_focused()
        page.locator(f"#id_goal1-actions-{row}-text").fill(text)
        page.locator(f"#id_goal1-actions-{row}-deadline").fill(deadline)


def no_overflow(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_leader_writes_an_area_on_a_phone(room: Room, axe: Axe) -> None:
    page = room.screen("Ingunn Haugen")
    page.get_by_role("link", name="Skriv et mål").tap()
    expect(page.get_by_label("Utviklingsområde")).to_be_visible()
    # What is missing is marked until it is there and saved.
    page.get_by_role("button", name="Ferdig").tap()
    expect(page.get_by_label("Utviklingsområde")).to_have_attribute("aria-invalid", "true")
    # Without a name nothing of it is saved: who leaves is asked first.
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.get_by_label("Målformulering").fill("Jeg")
    expect(page.locator("#saved .err")).to_contain_text("området må ha et navn")
    page.get_by_role("link", name="Start", exact=True).tap(no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    page.get_by_label("Utviklingsområde").fill(TITLE)
    expect(page.locator("#area-form :is(.err, .summary, [aria-invalid])")).to_have_count(0)
    page.get_by_label("Hentet fra").fill(f"fra {SOURCE}")
    page.get_by_label("Målformulering").fill(GOAL.text)
    expect(page.get_by_text("Er målet i nåtid?")).to_be_visible()
    page.get_by_role("button", name="La det stå").first.tap()
    expect(page.get_by_text("Er målet i nåtid?")).to_have_count(0)
    write_actions(page)
    expect(page.locator("#read-goal1-actions-0")).to_have_text(re.compile(r"Forstått som \S+dag \d+\. \S+\."))
    expect(page.locator("#read-goal1-actions-1")).to_contain_text("30. juni")
    page.locator("#id_goal1-actions-1-deadline").fill("når det passer")
    expect(page.locator("#read-goal1-actions-1")).to_contain_text("Vi fant ingen dato her.")
    page.locator("#id_goal1-actions-1-deadline").fill("Innen juni")
    expect(page.locator("#read-goal1-actions-1")).to_contain_text("30. juni")
    expect(page.locator("#saved")).to_contain_text("Lagret")
    expect(page.locator("#saved")).to_be_visible()
    no_overflow(page)
    assert axe(page) == []

    page.get_by_role("button", name="Fjern tiltak 2").tap()
    expect(page.locator("#id_goal1-actions-1-text")).to_have_count(0)
    page.get_by_role("button", name="Angre", exact=True).tap()
    expect(page.locator("#id_goal1-actions-1-text")).to_have_value(GOAL.actions[2][0])

    page.get_by_role("button", name="Ferdig").tap()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.get_by_text(f"fra {SOURCE}", exact=True)).to_be_visible()
    page.get_by_role("button", name=re.compile("^Ikke begynt")).first.tap()
    expect(page.get_by_role("button", name=re.compile("^I gang")).first).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name=re.compile("^I gang"))).to_have_count(1)
    no_overflow(page)
    assert axe(page) == []

    # With a name, who leaves before the second is out has the last words saved.
    page.get_by_role("link", name=f"Rediger {TITLE}").tap()
    page.get_by_label("Hentet fra").fill("samtalen med Siv")
    page.get_by_role("link", name="Start", exact=True).tap()
    page.get_by_role("link", name="Mål", exact=True).tap()
    expect(page.get_by_text("samtalen med Siv")).to_be_visible()

    # Loaded again in the middle of a word, the form has the word, and goes on being saved.
    page.get_by_role("link", name=f"Rediger {TITLE}").tap()
    page.get_by_label("Hentet fra").fill("samtalen med Åse")
    page.reload()
    expect(page.get_by_label("Hentet fra")).to_have_value("samtalen med Åse")
    page.wait_for_timeout(700)  # where it was loaded once more, that is over
    page.get_by_label("Hentet fra").fill("samtalen med Åse og Siv")
    expect(page.locator("#saved")).to_contain_text(re.compile("Lagret|lagres", re.IGNORECASE))
    page.get_by_role("button", name="Ferdig").tap()
    expect(page.get_by_text("samtalen med Åse og Siv")).to_be_visible()

    page.get_by_role("link", name=f"Rediger {TITLE}").tap()
    page.get_by_role("button", name="Slett området").tap()
    expect(page.get_by_text(f"«{TITLE}» er slettet.")).to_be_visible()
    page.get_by_role("button", name="Angre").tap()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()


def test_words_in_one_form_are_not_lost_by_sending_another(room: Room) -> None:
    page = room.screen("Åse Lid")
    page.get_by_role("link", name="Mål", exact=True).first.tap()
    page.wait_for_url("**/goal-card/")
    page.goto(page.url.partition("/goal-card/")[0] + "/log/")
    page.locator("#id_text").fill("Spurte mer enn jeg svarte")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.locator("details.two-taps").first.locator("summary").tap()
    page.locator("details.two-taps").first.get_by_role("button").first.tap(no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    expect(page.locator("#id_text")).to_have_value("Spurte mer enn jeg svarte")
    page.get_by_role("button", name="Lagre i loggen").tap()
    expect(page.get_by_text("Spurte mer enn jeg svarte").first).to_be_visible()
    assert asked == ["beforeunload"]


def test_who_is_signed_out_while_writing_loses_nothing(room: Room, axe: Axe) -> None:
    page = room.screen("Åse Lid")
    page.get_by_role("link", name="Mål", exact=True).first.tap()
    page.get_by_role("link", name=re.compile("^Rediger")).first.tap()

    def signed_out() -> None:
        page.context.clear_cookies(name="session")

    def signed_in_elsewhere() -> None:
        other = page.context.new_page()
        other.goto(f"{room.server.address}/demo/")
        other.get_by_role("button", name="Åse Lid", exact=True).click()
        other.wait_for_url(f"{room.server.address}/")
        other.close()

    # What saves itself is saved when its writer is back.
    signed_out()
    page.get_by_label("Hentet fra").fill("samtalen med Siv")
    expect(page.get_by_text("Du er logget ut")).to_be_visible()
    expect(page.get_by_role("link", name="Logg inn i et nytt vindu")).to_be_visible()
    assert axe(page) == []
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.get_by_role("link", name="Start", exact=True).tap(no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    signed_in_elsewhere()
    expect(page.locator("#saved")).to_contain_text("Lagret")
    expect(page.get_by_text("Du er logget ut")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Hentet fra")).to_have_value("samtalen med Siv")

    # What is sent by a button is kept on the page that says so.
    page.get_by_role("button", name="Ferdig").tap()
    page.goto(page.url.partition("/goal-card/")[0] + "/log/")
    page.locator("#id_text").fill("Spurte mer enn jeg svarte")
    signed_out()
    page.get_by_role("button", name="Lagre i loggen").tap()
    expect(page.get_by_role("heading", name="Du er logget ut")).to_be_visible()
    assert axe(page) == []
    signed_in_elsewhere()
    with page.expect_response("**/token/"):
        page.evaluate(
            "document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))"
        )  # the window is seen again
    page.get_by_role("button", name="Send på nytt").tap()
    expect(page.get_by_text("Spurte mer enn jeg svarte").first).to_be_visible()
