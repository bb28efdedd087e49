"""The shipped server on a filled programme of its own, and Debian's Chromium in front of it."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import gettext, override
from playwright.sync_api import Browser, BrowserContext, Error, FloatRect, Locator, Page, Response, expect

from config import statics
from config.proving.servers import free_port, running

ROOT = Path(__file__).resolve().parents[2]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
WALL = {"width": 1920, "height": 1080}
# Milliseconds that a page may take: no test is about time, and a machine may be busy.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
# What a browser says of answers that the program means: refused, gone, or a line that the test has cut.
EXPECTED = (
    "the server responded with a status of 4",
    "Response Status Error Code 40",
    "net::ERR_FAILED",
    "ERR_INTERNET_DISCONNECTED",
    "htmx:afterRequest",
    "htmx:sendError",
    "htmx:sendAbort",
)


# A new row never gets the number of one that is gone: the server may remember that one for a while.
NUMBERED = """
INSERT INTO sqlite_sequence (name, seq)
SELECT name, 0 FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%' AND name NOT IN (SELECT name FROM sqlite_sequence)
"""


@dataclass
class Server:
    address: str
    database: Path
    begun: int = 0

    def begin_anew(self, demonstration: Path) -> None:
        """Puts the demonstration's database in the place of what stands there, under the server's hands."""
        self.begun += 1
        with (
            closing(sqlite3.connect(demonstration / "varde.sqlite3")) as whole,
            closing(sqlite3.connect(self.database, timeout=20)) as file,
        ):
            whole.backup(file)
            with file:
                file.execute(NUMBERED)
                file.execute("UPDATE sqlite_sequence SET seq = seq + ?", [10_000 * self.begun])
                # No day of this time is taken for what the server remembers of the time before.
                file.execute("UPDATE programmes_gathering SET changes = changes + ?", [10_000 * self.begun])


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VARDE_")}
    return kept | {
        "VARDE_DEMO": "1",
        "VARDE_VAR": str(folder),
        "VARDE_DATABASE": str(folder / "varde.sqlite3"),
        "VARDE_NO_VENV": "1",
        "VARDE_DEMO_PACE": "0.1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


@pytest.fixture(scope="session")
def demonstration(shared: Path) -> Path:
    return demonstrated_today(shared)


def demonstrated_today(shared: Path) -> Path:
    """A folder with the demonstration's people and the collected files, to be copied; one for all processes.

    Its gathering is today's: a run that goes on past midnight has another from then on.
    """
    folder = shared / f"demonstration-{timezone.localdate()}"
    folder.mkdir(exist_ok=True)
    with statics.alone(folder):
        if not (folder / "whole").exists():
            build(folder)
            (folder / "whole").touch()
    return folder


# As for the suite's own database: what migrating makes, without the steps there.
TABLES = """
import django; django.setup()
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
settings.MIGRATION_MODULES = {each.label: None for each in apps.get_app_configs()}
call_command("migrate", run_syncdb=True, verbosity=0)
"""


def build(folder: Path) -> None:
    """A database with the demonstration's people, and the collected files."""
    variables = environment(folder)
    people = "from programmes.demonstration import build; build()"
    files = "from config import statics; statics.collect()"
    subprocess.run([sys.executable, "-c", "\n".join((TABLES, people, files))], env=variables, check=True, cwd=ROOT)
    with closing(sqlite3.connect(folder / "varde.sqlite3")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory, demonstration: Path) -> Iterator[Server]:
    """`manage.py serve` with the demonstration's people, for all tests: it takes longer to start than many a walk."""
    with served(tmp_path_factory.mktemp("server"), demonstration) as found:
        yield found


@pytest.fixture(scope="module")
def server(standing: Server, shared: Path) -> Server:
    """The server, with everything as it was at first, anew for each module."""
    standing.begin_anew(demonstrated_today(shared))
    return standing


@pytest.fixture
def server_anew(standing: Server, shared: Path) -> Server:
    """The same for one test alone: `server = server_anew` in a module whose tests each begin the day."""
    standing.begin_anew(demonstrated_today(shared))
    return standing


def run_in(server: Server, code: str) -> None:
    """Does what lies before a walk with the program itself, in the server's database."""
    line = f"import django; django.setup()\n{code}"
    subprocess.run([sys.executable, "-c", line], env=environment(server.database.parent), check=True, cwd=ROOT)


POINTS_OF = """delete from values_allocation where participation_id in (
    select seat.id from programmes_participation seat join programmes_membership member on member.id = seat.membership_id
    join programmes_person who on who.id = member.person_id where who.name = ?)"""


def points_anew(server: Server, page: Page, name: str) -> None:
    """The invented leader who sat in somebody's chair until they came may have handed in their points."""
    expect(page.locator(".plist").first).to_be_visible()
    with closing(sqlite3.connect(server.database, timeout=20)) as database, database:
        database.execute(POINTS_OF, [name])
    page.reload()
    expect(page.locator("[data-points]")).to_be_visible()


Said = Callable[[str], str]


def speak(server: Server, language: str) -> Said:
    """Everybody and the programme write it; returns what the pages say for a text."""
    with closing(sqlite3.connect(server.database, timeout=20)) as database, database:
        database.execute("update programmes_programme set language = ?", [language])
        database.execute("update programmes_person set language = ?", [language])
    return said_in(language)


def said_in(language: str) -> Said:
    def said(text: str) -> str:
        with override(language):
            return gettext(text)

    return said


@contextmanager
def served(folder: Path, demonstration: Path) -> Iterator[Server]:
    port = free_port()
    database = Path(shutil.copy(demonstration / "varde.sqlite3", folder))
    shutil.copytree(demonstration / "static", folder / "static")
    line = [sys.executable, str(ROOT / "manage.py"), "serve", "--port", str(port)]
    process = subprocess.Popen(line, env=environment(folder), cwd=ROOT)
    address = f"http://localhost:{port}"
    try:
        wait_for(f"{address}/healthz", process)
        yield Server(address, database)
    finally:
        process.terminate()
        process.wait(30)


def wait_for(url: str, process: subprocess.Popen[Any]) -> None:
    for _try in range(600):
        assert process.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer within a minute")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
    return browser_type_launch_args | {"executable_path": shutil.which("chromium"), "args": arguments}


Chromium = Callable[[], Browser]


@dataclass
class Room:
    """People with their screens. Whatever a console says that it should not is kept."""

    chromium: Chromium
    server: Server
    contexts: list[BrowserContext]
    complaints: list[str]

    def screen(self, name: str = "", size: dict[str, int] = PHONE, **options: Any) -> Page:
        """A new browser of this size; with a name, that person has picked themselves."""
        context = self.chromium().new_context(viewport=size, locale="nb-NO", has_touch=size == PHONE, **options)
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: self.hear(message.type, message.text))
        page.on("pageerror", lambda error: self.hear("error", str(error)))
        if name:
            page.goto(f"{self.server.address}/demo/")
            page.get_by_role("button", name=name, exact=True).click()
            page.wait_for_url(f"{self.server.address}/")
        return page

    def close(self) -> None:
        with let_go():
            for context in self.contexts:
                context.close()

    def hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not any(known in text for known in EXPECTED):
            self.complaints.append(text)


HERE = """() => ['#now-title', '.phases [aria-current] b', '.input-at', '#ctrl-next'].map(
    (place) => document.querySelector(place)?.innerText || '')"""


def start_early(facilitator: Page, button: str = "Start samlingen") -> None:
    """Starts a day that is still ahead: the cockpit asks first."""
    facilitator.once("dialog", lambda dialog: dialog.accept())
    facilitator.get_by_role("button", name=button).click()


def changes(response: Response) -> bool:
    """A live page has been told something new."""
    return "/live/" in response.url and response.status == 200


def press(facilitator: Page, button: str = "#ctrl-next", here: list[str] | None = None) -> None:
    """A step on, until the cockpit stands there: the phones are told first, and two presses on one picture are one."""
    here = here or facilitator.evaluate(HERE)
    facilitator.locator(button).first.click()
    facilitator.wait_for_function(f"before => String(({HERE})()) !== String(before)", arg=here)


def go(facilitator: Page, title: str, mode: str = "") -> None:
    """Presses Neste, or what stands in its place, until that exercise (and its phase) is on; past the pages of input."""
    for _step in range(60):
        here = facilitator.evaluate(HERE)
        if here[0] == title and not here[2] and (not mode or here[1] == mode):
            return
        press(facilitator, "#ctrl-skip, #ctrl-next", here)
    raise AssertionError(f"never came to {title}, {mode}")


@contextmanager
def let_go() -> Iterator[None]:
    """Playwright waits for ever for a Chromium that does not close a window: it is ended, and the next test has a new one."""
    ended = threading.Event()

    def end() -> None:
        ended.set()
        lose()

    timer = threading.Timer(2 * PATIENCE / 1000, end)
    timer.start()
    try:
        yield
    except Error:
        if not ended.is_set():
            raise
    finally:
        timer.cancel()


def lose() -> None:
    everything, ours = running(), {os.getpid()}
    for pid in sorted(everything):  # a process is older than those that it has started
        if everything[pid][0] in ours:
            ours.add(pid)
            if any("/chromium/" in word for word in everything[pid][1][:1]):
                os.kill(pid, signal.SIGKILL)


@pytest.fixture(scope="session")
def chromium(launch_browser: Callable[[], Browser]) -> Iterator[Chromium]:
    """The one that runs, or a new one where it was ended."""
    launched: list[Browser] = []

    def running() -> Browser:
        if not launched or not launched[-1].is_connected():
            launched.append(launch_browser())
        return launched[-1]

    yield running
    with let_go():
        for browser in launched:
            browser.close()


@pytest.fixture
def room(chromium: Chromium, server: Server) -> Iterator[Room]:
    here = Room(chromium, server, [], [])
    yield here
    here.close()
    assert here.complaints == []


@pytest.fixture(autouse=True)
def _allow_async(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def box(of: Locator) -> FloatRect:
    """Where something is. A page that follows the room swaps it now and then: then it is looked for again."""
    for _try in range(100):
        expect(of).to_be_visible()
        if found := of.bounding_box():
            return found
    raise AssertionError("it is never there")


def dragged(page: Page, cards: str, text: str, onto: str) -> None:
    """Drags a card with a mouse, from its upper corner to the one of a place."""
    card = page.locator(cards, has_text=text)
    card.scroll_into_view_if_needed()
    start = box(card)
    page.mouse.move(start["x"] + 20, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 40, start["y"] + 40, steps=4)
    end = box(page.locator(onto))
    page.mouse.move(end["x"] + 40, end["y"] + 30, steps=8)
    page.mouse.up()


Axe = Callable[[Page], list[str]]


@pytest.fixture(scope="session")
def axe() -> Axe:
    from axe_playwright_python.sync_playwright import Axe as Engine

    engine = Engine()

    def run(page: Page) -> list[str]:
        """What axe finds wrong, as rule and element."""
        found = engine.run(page).response["violations"]
        return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]

    return run
