"""The shipped server with a room of phones: how soon a step reaches them, and what happens when something ends."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import unescape
from http.client import HTTPConnection, HTTPResponse
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin

import pytest

from config.proving.servers import end, free_port, running, within
from programmes.demonstration import FACILITATORS, LEADERS
from tests.browser.conftest import ROOT, build, environment, wait_for

# It has a server and a database of its own: once is enough, in the run on SQLite.
pytestmark = pytest.mark.served

# Forty phones, of which some leaders have two; the last group's leaders are those who leave.
*STAYING, LEAVING = LEADERS.values()
PHONES = list(islice(cycle(name for group in STAYING for name in group), 40))
HEAVIEST = 60_000  # bytes that a phone may have to fetch
MANAGE = [sys.executable, str(ROOT / "manage.py")]


@dataclass(frozen=True)
class Server:
    port: int
    process: subprocess.Popen[bytes]
    database: Path

    def rows(self, query: str, *values: Any) -> list[Any]:
        """What another process reads or writes in the server's database."""
        with closing(sqlite3.connect(self.database, timeout=20)) as connection, connection:
            return connection.execute(query, values).fetchall()

    @property
    def children(self) -> list[int]:
        return [pid for pid, (parent, _) in running().items() if parent == self.process.pid]

    @property
    def worker(self) -> int:
        """The process that does every kind of job, or 0."""
        processes = running()
        commands = {pid: processes[pid][1] for pid in self.children if pid in processes}
        return next((pid for pid, words in commands.items() if "work" in words and "--quick" not in words), 0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demonstration's database."""
    folder = tmp_path_factory.mktemp("served")
    build(folder)
    return folder


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """`manage.py serve` there. What it says ends up in a file: mail among it."""
    port = free_port()
    with (folder / "said").open("ab") as said:
        line = [*MANAGE, "serve", "--port", str(port)]
        process = subprocess.Popen(line, env=environment(folder), cwd=ROOT, stdout=said, stderr=said)
    server = Server(port, process, folder / "varde.sqlite3")
    try:
        wait_for(f"http://localhost:{port}/healthz", process)
        yield server
    finally:
        children = server.children
        process.terminate()
        process.wait(15)
        end(children)


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with serving(folder) as server:
        yield server


@dataclass(frozen=True)
class Visitor:
    """As much of a browser as is needed here: cookies, forms, and on where it is sent."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, form: dict[str, str] | None = None, **headers: str) -> tuple[HTTPResponse, bytes]:
        headers |= {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        with closing(HTTPConnection("localhost", self.port, timeout=10)) as line:
            if form is None:
                line.request("GET", path, headers=headers)
            else:
                headers |= {"Content-Type": "application/x-www-form-urlencoded"}
                line.request("POST", path, urlencode(form), headers)
            answer = line.getresponse()
            content = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if location := answer.headers["Location"]:
            return self.ask(location)
        return answer, content

    def page(self, path: str) -> str:
        answer, content = self.ask(path)
        assert answer.status == 200, path
        return content.decode()

    def send(self, path: str, **form: str) -> str:
        """Fills in the form of a page, and gives the page that comes of it."""
        token = one(r'name="csrfmiddlewaretoken" value="(\w+)"', self.page(path))
        answer, content = self.ask(path, form | {"csrfmiddlewaretoken": token})
        assert answer.status == 200, path
        return content.decode()


def one(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    assert found, pattern
    return unescape(found[1])


def signed_in(server: Server, name: str) -> tuple[Visitor, str]:
    """Somebody who has picked themselves, and the address that their first page leads to."""
    visitor = Visitor(server.port)
    person = one(rf'value="(\w+)">{name}</button>', visitor.page("/demo/"))
    start = visitor.send("/demo/", person=person)
    return visitor, one(r'href="(/gatherings/\w+/(?:cockpit/)?)"', start)


@dataclass(frozen=True)
class Facilitator:
    visitor: Visitor
    cockpit: str

    def press(self, button: str) -> float:
        """Presses the cockpit's button that has this among what it sends or says; gives the time of that."""
        page = self.visitor.page(self.cockpit)
        buttons = re.findall(r"<button[^>]* value='([^']*)'>(.*?)</button>", page)
        values = next(values for values, text in buttons if button in values or button in text)
        headers = {"X-CSRFToken": one(r'"X-CSRFToken": "(\w+)"', page), "HX-Request": "true"}
        pressed = time.monotonic()
        answer, _ = self.visitor.ask(self.cockpit, json.loads(values), **headers)
        assert answer.status == 204
        return pressed

    def start(self) -> None:
        if '"act": "start"' in self.visitor.page(self.cockpit):
            self.press('"act": "start"')
            self.press('"act": "begin"')


@pytest.fixture
def facilitator(server: Server) -> Facilitator:
    """The facilitator of a day that has begun."""
    facilitator = Facilitator(*signed_in(server, FACILITATORS[0]))
    facilitator.start()
    return facilitator


@dataclass
class Answer:
    status: int
    content: str
    at: float


@dataclass
class Phone:
    """A leader's page that follows the stage."""

    line: HTTPConnection
    token: str
    version: str = ""

    def ask(self) -> None:
        self.line.request("GET", f"/live/{self.token}?v={self.version}")

    def answer(self) -> Answer:
        answer = self.line.getresponse()
        content = answer.read().decode()
        self.version = answer.headers.get("X-Version", "")
        return Answer(answer.status, content, time.monotonic())

    def follow(self) -> Answer:
        """Asks on for as long as there is something new; the answer to which there was nothing to show."""
        while (answer := self.answer()).status == 200:
            self.ask()
        return answer

    def hang_up(self) -> None:
        if self.line.sock:
            with suppress(OSError):  # the server may have been first
                self.line.sock.shutdown(socket.SHUT_RDWR)  # who waits for an answer is told
        self.line.close()


@contextmanager
def phones(server: Server, names: list[str]) -> Iterator[list[Phone]]:
    """Phones that show what is on, and wait for what comes."""
    with ExitStack() as lines:
        held = []
        for name in names:
            visitor, path = signed_in(server, name)
            held.append(
                Phone(
                    HTTPConnection("localhost", server.port, timeout=30),
                    one(r'data-live="([^"]+)"', visitor.page(path)),
                )
            )
            lines.callback(held[-1].hang_up)
        for phone in held:
            phone.ask()
            assert phone.answer().status == 200
        for phone in held:
            phone.ask()
        time.sleep(0.5)
        yield held


def test_a_step_reaches_forty_phones_at_once(server: Server, facilitator: Facilitator) -> None:
    with ThreadPoolExecutor(len(PHONES)) as hands, phones(server, PHONES) as held:
        waiting = [hands.submit(phone.answer) for phone in held]
        time.sleep(0.2)
        assert not any(each.done() for each in waiting)
        pressed = facilitator.press(": Mestringsorientert ledelse, individuelt</span>")
        answered = time.monotonic()
        answers = [each.result() for each in waiting]
    last = max(answer.at for answer in answers)
    figures = [round(1000 * (moment - pressed)) for moment in (answered, last)]
    print("\nFrom the facilitator's press: the answer after {} ms, the last of 40 phones after {} ms".format(*figures))
    assert {answer.status for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert "Mestringsorientert ledelse" in answers[0].content
    assert last - answered < 3


YESTERDAY = (date.today() - timedelta(days=1)).isoformat()
THEIRS = "(SELECT id FROM programmes_membership WHERE person_id = (SELECT id FROM programmes_person WHERE name = ?))"


@pytest.mark.parametrize(
    ("name", "query"),
    [
        (LEAVING[0], f"UPDATE programmes_participation SET until = '{YESTERDAY}' WHERE membership_id = {THEIRS}"),
        (LEAVING[1], f"UPDATE programmes_membership SET until = '{YESTERDAY}' WHERE id = {THEIRS}"),
        (LEAVING[2], "UPDATE programmes_person SET is_active = 0 WHERE name = ?"),
        (FACILITATORS[1], f"UPDATE programmes_participation SET until = '{YESTERDAY}' WHERE membership_id = {THEIRS}"),
    ],
    ids=["a leader's participation", "a membership", "an account", "a facilitator's participation"],
)
@pytest.mark.usefixtures("facilitator")
def test_what_is_withdrawn_takes_the_stream_with_it_and_nobody_else_s(server: Server, name: str, query: str) -> None:
    with ThreadPoolExecutor(2) as hands, phones(server, [name, LEAVING[-1]]) as (theirs, neighbour):
        gone, waiting = hands.submit(theirs.follow), hands.submit(neighbour.follow)
        begun = time.monotonic()
        server.rows(query, name)
        answer = gone.result(3)
        print(f"\n{answer.status} after {1000 * (answer.at - begun):.0f} ms")
        assert answer.status == 403
        assert not waiting.done()


def test_a_code_leaves_by_mail_through_the_worker(server: Server) -> None:
    assert within(20, lambda: server.worker > 0)
    sent = len(mail(server))
    ask_for_a_code(server, "Ingunn Haugen")
    assert within(20, lambda: mail(server)[sent:] == ["done"]), mail(server)


def ask_for_a_code(server: Server, name: str) -> None:
    ((address,),) = server.rows("SELECT email FROM programmes_person WHERE name = ?", name)
    assert "Skriv koden" in Visitor(server.port).send("/sign-in/", email=address)


def mail(server: Server) -> list[str]:
    """How far each mail with a code has come; what the demonstration sends by itself is another matter."""
    codes = "kind = 'mail.send' AND key NOT LIKE 'mail.send goals.%'"
    return [state for (state,) in server.rows(f"SELECT state FROM config_job WHERE {codes} ORDER BY id")]


def test_a_worker_that_dies_is_replaced(server: Server) -> None:
    assert within(20, lambda: server.worker > 0)
    before, sent = server.worker, len(mail(server))
    os.kill(before, signal.SIGKILL)
    assert within(20, lambda: server.worker not in (0, before))
    ask_for_a_code(server, "Kari Moen")
    assert within(20, lambda: mail(server)[sent:] == ["done"]), mail(server)


def test_a_server_that_is_stopped_lets_its_phones_go_and_leaves_nothing_running(folder: Path) -> None:
    with ThreadPoolExecutor(5) as hands, serving(folder) as server, phones(server, PHONES[:5]) as held:
        assert within(20, lambda: len(server.children) == 3)  # two workers and the printer, a while after the server
        children = server.children
        waiting = [hands.submit(phone.answer) for phone in held]
        begun = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(10)
        spent = time.monotonic() - begun
        print(f"\nStopped after {spent:.1f} s")
        assert [each.result(1).status for each in waiting] == [204] * len(held)
        assert end(children) == []
    assert spent < 4


def test_a_phone_at_the_diamond_fetches_little(server: Server, facilitator: Facilitator) -> None:
    facilitator.press(": Sorter i diamant, i grupper</span>")
    visitor, path = signed_in(server, "Ingunn Haugen")
    page = visitor.page(path)
    assert 'id="board"' in page
    loaded = re.findall(r'<(?:link|script|img)\b[^>]* (?:href|src)="([^"]+)"', page)
    for address in list(loaded):
        style = visitor.page(address) if address.endswith(".css") else ""
        loaded += [urljoin(address, inner) for inner in re.findall(r"url\([\"']?([^\"')]+)", style)]
    sizes = {}
    for address in dict.fromkeys([path, *loaded]):
        answer, content = visitor.ask(address, **{"Accept-Encoding": "gzip, deflate, br, zstd"})
        assert answer.status == 200
        sizes[address] = len(content)
        print(f"\n{len(content):6} {answer.headers['Content-Encoding'] or '-':4} {address}", end="")
    print(f"\n{sum(sizes.values()):6} bytes in all")
    assert sum(sizes.values()) <= HEAVIEST
