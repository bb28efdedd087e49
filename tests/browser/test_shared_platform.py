"""From the decided values of gathering 3 to the published platform and its papers, in both forms of Norwegian."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from programmes.seljord import GROUPS
from tests.browser.conftest import DESK, WALL, Axe, Room, Said, dragged, go, run_in, server_anew, speak
from tests.pdf import accessible

pytestmark = pytest.mark.browser
server = server_anew  # each language begins the day anew
in_both_forms = pytest.mark.parametrize("language", ["nb", "nn"])
LEADERS = ("Ingunn Haugen", "Kari Moen", "Åse Lid", "Bjørg Tveiten", "Solveig Bø", "Ragnhild Nes")
IDEAS = ("å vise vei", "å hjelpe hverandre", "å dele på tvers", "å tenke helhet", "å se folk", "å gjøre det enkelt")
# The values are decided as tests/browser/test_chain.py walks it.
DECIDED = """
from programmes.models import Exercise
from programmes.services import rounds
from values.models import DecidedValue, Decision
round = rounds.open_round(exercise=Exercise.objects.get(kind="decision"), by=None)
decision = Decision.objects.create(round=round, number=1, reason="De bærer de andre.")
for position, label in enumerate(("Tillit", "Respekt", "Åpenhet"), start=1):
    DecidedValue.objects.create(decision=decision, position=position, label=label, mean=18 - position)
"""


# The purpose is asked for first thing that day.
PURPOSE = """
from django.utils import translation
from programmes.contract import kind_of
from programmes.models import Exercise, Gathering, Phase
item = Gathering.objects.get(number=3).items.get(position=1)
translation.activate(item.gathering.programme.language)
exercise = Exercise.objects.create(item=item, position=0, kind="purpose", title="Formål for oss")
kind = kind_of(exercise)
for number, plan in enumerate(kind.phases, start=1):
    Phase.objects.create(exercise=exercise, position=number, mode=plan.mode, minutes=plan.minutes,
                         instruction=str(plan.instruction), writer=plan.writer)
form = kind.options(exercise)
form = kind.options(exercise, dict(form.initial))
assert form.is_valid()
kind.keep_options(exercise, form)
"""


def opened(room: Room, said: Said) -> tuple[Page, Page]:
    """The cockpit of gathering 3 when the doors are open, and its projector."""
    facilitator = room.screen("Marit Solheim", DESK)
    facilitator.get_by_role("link", name=said("Åpne regien")).click()
    facilitator.get_by_role("button", name=said("Start samlingen")).click()
    facilitator.locator("#ctrl-next").click()
    wall = room.screen(size=WALL)
    href = facilitator.get_by_role("link", name=said("Åpne storskjermen i et eget vindu")).get_attribute("href")
    wall.goto(f"{room.server.address}{href}")
    return facilitator, wall


def at(room: Room, name: str) -> Page:
    """A leader's phone in the gathering."""
    phone = room.screen(name)
    phone.locator("#main a[href*='/gatherings/']").first.click()
    return phone


def write_own(page: Page, text: str) -> None:
    page.locator(".add-line textarea").first.fill(text)
    page.locator(".add-line button").first.click()
    expect(page.locator(".own-list")).to_contain_text(text)


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    return Path(waiting.value.path()).read_bytes()


@pytest.mark.thorough
@in_both_forms
def test_from_decided_values_to_the_published_platform(room: Room, axe: Axe, language: str) -> None:
    said = speak(room.server, language)
    run_in(room.server, DECIDED)
    facilitator, wall = opened(room, said)
    ingunn, kari = at(room, "Ingunn Haugen"), at(room, "Kari Moen")

    # V9: alone, then put forward, taken into the group's wording, and changed there.
    go(facilitator, "Som leder skal jeg …", said("Individuelt"))
    write_own(ingunn, "gi ansvar før jeg kontrollerer")
    write_own(kari, "alltid si fra når jeg selv tar feil")
    expect(kari.locator(".asks")).to_be_visible()
    assert axe(kari) == []
    go(facilitator, "Som leder skal jeg …", said("I grupper"))
    for phone in (ingunn, kari):
        phone.get_by_role("button", name=said("Legg fram")).click()
    forward = ingunn.locator("#board .forward li")
    expect(forward).to_have_count(2)
    forward.filter(has_text="gi ansvar").get_by_role("button", name=said("Ta med")).click()
    expect(kari.locator("#board .wordings li")).to_have_count(1)
    kari.locator("#board [id^='into-']").click()
    expect(ingunn.locator("#board .from")).to_contain_text("2")
    ingunn.locator("#board [id^='edit-']").click()
    ingunn.locator("#statement-text").fill("gi ansvar før jeg kontrollerer, og si fra når jeg tar feil")
    assert axe(ingunn) == []
    ingunn.locator("#writing button").click()
    expect(kari.locator("#board .wordings")).to_contain_text("og si fra når jeg tar feil")
    facilitator.get_by_role("button", name=said("Setningene"), exact=True).click()
    expect(wall.get_by_role("heading", name=said("Som leder skal jeg …"))).to_be_visible()
    expect(wall.locator("#wall")).to_contain_text("og si fra når jeg tar feil")
    assert axe(wall) == []

    # V10: who stays, where the others go, and what they say.
    go(facilitator, "Gallerivandring", said("Sammen"))
    facilitator.get_by_role("button", name=said("Ruteplanen"), exact=True).click()
    expect(wall.locator(".walk-table tbody tr")).to_have_count(6)
    ingunn.get_by_role("button", name=said("Jeg blir igjen som vert")).click()
    expect(ingunn.get_by_text(said("Du er vert og blir igjen."))).to_be_visible()
    facilitator.locator("#ctrl-next").click()
    facilitator.get_by_role("button", name=said("Ruteplanen"), exact=True).click()
    hosts = said("Dere er hos %(group)s") % {"group": GROUPS[1][0]}
    expect(kari.locator(".walk-now:not([hidden]) .go")).to_have_text(hosts)
    expect(wall.locator(".walk-wall:not([hidden]) .lab:not([hidden])")).to_have_text(
        said("Besøk %(number)s: verten legger fram") % {"number": 1}
    )
    expect(wall.locator(".walk-wall:not([hidden]) li")).to_have_count(6)
    assert axe(wall) == []
    ingunn.locator("#comment").fill("Si det kortere")
    ingunn.locator("#comments button").click()
    expect(ingunn.locator("#board")).to_contain_text("Si det kortere")
    for phone in (ingunn, kari):
        assert axe(phone) == []
    facilitator.locator("#ctrl-next").click()
    expect(kari.locator("#board")).to_contain_text("Si det kortere")
    kari.get_by_role("button", name=said("Innarbeidet")).first.click()
    expect(ingunn.locator("#board .tag").first).to_have_text(said("innarbeidet"))

    # V11: fetched, agreed and published; then a new edition.
    facilitator.goto(f"{room.server.address}/")
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
    expect(facilitator.locator(".note[role='status']")).to_contain_text(said("Se hvordan den ble"))
    facilitator.locator("[value='open']").click()
    expect(facilitator.locator(".address a")).to_be_visible()
    assert axe(facilitator) == []
    address = facilitator.locator(".address a").get_attribute("href")
    assert address
    is_read(room, axe, address, said, language)
    facilitator.get_by_label(said("Ny handling")).nth(1).fill("møte forberedt")
    facilitator.locator("[value='publish']").click()
    expect(facilitator.locator(".note[role='status']")).to_contain_text(said("Se hvordan den ble"))
    is_read(room, axe, address, said, language)
    ingunn.goto(f"{room.server.address}/")
    ingunn.get_by_role("link", name=said("Se plattformen")).click()
    expect(ingunn.locator(".changes ins")).to_have_text("møte forberedt")
    assert axe(ingunn) == []
    ingunn.get_by_role("link", name=said("Hva er lederplattform for oss? De seks trinnene")).click()
    wheel = ingunn.locator(".steps > li")
    expect(ingunn.locator(".steps [aria-current='step']")).to_have_count(0)  # all six have brought something
    expect(wheel.nth(3)).to_contain_text("3 verdi")
    expect(wheel.last).to_contain_text(said("Fornyet med utgave %(number)s.") % {"number": 2})
    assert axe(ingunn) == []


def is_read(room: Room, axe: Axe, address: str, said: Said, language: str) -> None:
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


@pytest.mark.thorough
@in_both_forms
def test_ideas_alone_become_a_purpose_together(room: Room, axe: Axe, language: str) -> None:
    said = speak(room.server, language)
    run_in(room.server, PURPOSE)
    facilitator, wall = opened(room, said)
    phones = [at(room, name) for name in LEADERS]
    first, other = phones[0], phones[1]

    # Alone and without a name: nothing is sent before it is sent, and it can't be read anywhere meanwhile.
    go(facilitator, "Formål for oss", said("Individuelt"))
    expect(first.get_by_text(said("Svarene vises for alle, uten navn, når minst fem har svart."))).to_be_visible()
    facilitator.locator("#ctrl-next").click()
    expect(first.locator("form.ballot textarea")).to_have_count(3)
    assert axe(first) == []
    for number, phone in enumerate(phones):
        for question, field in enumerate(phone.locator("form.ballot textarea").all()):
            field.fill(f"{IDEAS[number]} {'abc'[question]}")
        phone.get_by_role("button", name=said("Send anonymt")).click()
        expect(phone.get_by_text(said("Registrert"))).to_be_visible()
    expect(wall.locator("#wall")).not_to_contain_text(IDEAS[0])
    expect(facilitator.locator(".groups .drift .num")).to_have_text("36", timeout=60_000)

    # Gathered: the room reads them.
    facilitator.locator("#ctrl-next").click()
    facilitator.get_by_role("button", name=said("Les og grupper ideene")).click()
    expect(facilitator.locator("#board .idea").first).to_be_visible()
    facilitator.locator("a.back").click()
    go(facilitator, "Formål for oss", said("Sammen"))
    facilitator.get_by_role("button", name=said("Ideene"), exact=True).click()
    expect(wall.locator(".wall-piles")).to_be_visible()
    desk = facilitator
    desk.get_by_role("link", name=said("Grupper ideene, og skriv formålet")).click()
    expect(desk.locator("#board .idea")).to_have_count(108)
    assert axe(desk) == []

    # Grouped by tap, by keys and by drag; the wall has a pile as soon as something lies in it.
    for heading in ("Retning", "Samspill"):
        desk.get_by_label(said("Ny bunke")).fill(heading)
        desk.locator(".new-pile button").click()
        expect(desk.locator(".pile h2", has_text=heading)).to_be_visible()
    direction, together = (
        desk.locator(".pile", has=desk.locator("h2", has_text=text)) for text in ("Retning", "Samspill")
    )
    desk.locator(".idea", has_text=f"{IDEAS[0]} a").click()
    expect(desk.locator("[data-dock-text]")).to_contain_text(f"«{IDEAS[0]} a»")
    direction.locator(".into").click()
    expect(direction.locator(".idea")).to_have_count(1)
    expect(wall.locator(".wall-piles h2").first).to_have_text("Retning")
    desk.locator(".idea", has_text=f"{IDEAS[1]} a").focus()
    desk.keyboard.press("Enter")
    together.locator(".into").focus()
    desk.keyboard.press("Enter")
    expect(together.locator(".idea")).to_have_text(f"{IDEAS[1]} a")
    dragged(desk, ".idea", f"{IDEAS[2]} a", ".pile:has(h2:text('Samspill')) .pile-ideas")
    expect(together.locator(".idea")).to_have_count(2)
    expect(wall.locator(".wall-piles section", has_text="Samspill")).to_contain_text(f"{IDEAS[2]} a")
    # A pile is taken away, with its ideas loose, and brought back with them.
    together.locator("summary").click()
    together.get_by_role("button", name=said("Ta bort bunken")).click()
    expect(desk.locator(".pile")).to_have_count(1)
    desk.get_by_role("button", name=said("Angre")).click()
    expect(together.locator(".idea")).to_have_count(2)
    assert axe(desk) == []

    # Agreed: only that is the room's, and it stands in the platform's draft.
    for text in ("Vi gir retning.", "Vi spiller hverandre gode."):
        desk.get_by_label(said("Foreslå en kort setning")).fill(text)
        desk.locator(".purpose-draft form .btn").first.click()
        expect(desk.locator(".draft-lines li", has_text=text)).to_be_visible()
    expect(wall.locator(".wall-purpose")).to_have_count(0)
    desk.locator(".draft-lines li", has_text="gode").get_by_role("button", name=re.compile(said("Vedta"))).click()
    expect(wall.locator(".wall-purpose p")).to_have_text(["Vi spiller hverandre gode."])
    assert axe(desk) == []
    assert axe(wall) == []
    expect(other.get_by_text(said("Legg gjerne bort telefonen. Siden følger med av seg selv."))).to_be_visible()
    assert axe(other) == []
    desk.get_by_role("link", name=said("Skriv på lederplattformen")).click()
    expect(desk.locator(f"[lang='{language}']", has_text="Vi spiller hverandre gode.").first).to_be_visible()
