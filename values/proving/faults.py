"""What may go wrong in a room, made to happen: real servers, real databases, many times over.

Each fault is a function of a ground (a site with a gathering in it) and a number of rounds; it gives what was
counted, and what was breached. `manage.py prove` runs them long, tests/faults runs them short.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from config import postgres
from config.proving.crowd import Crowd
from config.proving.limits import LINES
from config.proving.mailbox import PLACES, Mailbox
from config.proving.proofs import Proof
from config.proving.servers import MANAGE, Server, Site, running, serving, site
from config.proving.wire import HOST, Asker, Line, Reply, askers
from values.proving import scene as scenes
from values.proving.scene import Scene
from values.proving.votes import Ledger, flood

PATIENCE = 20.0  # seconds until a first vote is acknowledged, on a busy machine
LEADERS = 50
STOPPED = 3.0  # seconds within which a server ends that is asked to
WRITERS = 16


@dataclass(frozen=True)
class Ground:
    """A site with a gathering in it, and a server that stands there already for faults that leave it whole."""

    site: Site
    scene: Scene
    standing: Server | None = None

    @contextmanager
    def server(self) -> Iterator[Server]:
        if self.standing:
            yield self.standing
            return
        with serving(self.site, worker=False) as (server,):
            yield server


@contextmanager
def ground(database: str = "sqlite", leaders: int = LEADERS, migrated: Path | None = None) -> Iterator[Ground]:
    with site(database, migrated) as place:
        yield Ground(place, scenes.build(place, leaders))


def fresh(ground: Ground) -> Ledger:
    """Nobody has voted yet."""
    ground.site.rows("DELETE FROM values_allocation")
    return Ledger(ground.scene)


def kills(ground: Ground, rounds: int) -> Proof:
    """kill -9 of the server in the middle of votes: none that was acknowledged is lost, none stands twice."""
    ledger, lost = fresh(ground), list[str]()
    with serving(ground.site, worker=False) as (server,):
        for number in range(rounds):
            if number:
                server.start()
                server.wait()
            asyncio.run(_until(server.port, ledger, server.kill, random.uniform(0.3, 0.9)))  # noqa: S311
            lost += ledger.lost(ground.site)
    counts: dict[str, float] = {"kills": rounds, "votes acknowledged": ledger.acknowledged, "lost or double": len(lost)}
    return Proof(counts, lost + ledger.errors + _nothing(ledger))


async def _until(port: int, ledger: Ledger, act: Callable[[], None], after: float) -> None:
    """Votes without a pause, and the act in the midst of them: so long after the first was acknowledged."""
    before, patience = ledger.acknowledged, time.monotonic() + PATIENCE
    with askers([port], LINES) as lines:
        votes = asyncio.create_task(flood(lines, ledger, float("inf")))
        while ledger.acknowledged == before and time.monotonic() < patience:
            await asyncio.sleep(0.01)
        await asyncio.sleep(after)
        act()
        await asyncio.sleep(0.1)
        votes.cancel()
        with suppress(asyncio.CancelledError):
            await votes


def restarts(ground: Ground, rounds: int) -> Proof:
    """Immediate restarts of PostgreSQL under votes: a kind 503, and nothing that was acknowledged is lost."""
    ledger, lost, proof = fresh(ground), list[str](), Proof()
    with serving(ground.site, worker=False) as (server,):
        for _ in range(rounds):
            asyncio.run(_crash(ground.site.database, server.port, ledger, proof))
            lost += ledger.lost(ground.site)
        if b"Traceback" in server.said.read_bytes():
            proof.breaches.append("the server's log holds a traceback")
    proof.counts = {
        "restarts": rounds,
        "votes acknowledged": ledger.acknowledged,
        "answers of 503": ledger.away,
        "lost or double": len(lost),
    }
    proof.breaches += lost + ledger.errors + _nothing(ledger)
    return proof


async def _crash(database: str, port: int, ledger: Ledger, proof: Proof) -> None:
    """One restart with votes before, during and after it; afterwards a vote must come through."""
    with askers([port], LINES) as lines:
        votes = asyncio.ensure_future(flood(lines, ledger, time.monotonic() + 1.0))
        await asyncio.sleep(random.uniform(0.1, 0.5))  # noqa: S311
        await asyncio.to_thread(postgres.crash, database)
        await votes
        before = ledger.acknowledged
        await flood(lines, ledger, time.monotonic() + 0.3)
        if ledger.acknowledged == before:
            proof.breaches.append("no vote came through after a restart")


def doubles(ground: Ground, rounds: int) -> Proof:
    """The same vote fifty times at once: one row, and the same answer to all."""
    proof, same = Proof({"times the same vote": 50 * rounds}), 50
    with ground.server() as server:
        for number in range(rounds):
            fresh(ground)
            replies = asyncio.run(_at_once(server.port, [ground.scene.vote(0, number)] * same))
            answers = {(reply.status, reply.body) if reply else None for reply in replies}
            if len(answers) != 1 or {reply and reply.status for reply in replies} != {200}:
                proof.breaches.append(f"answered {sorted(str(reply and reply.status) for reply in replies)}")
            if (rows := _rows(ground)) != 1:
                proof.breaches.append(f"{rows} rows")
    return proof


async def _at_once(port: int, requests: list[bytes]) -> list[Reply | None]:
    with askers([port], len(requests)) as lines:
        await asyncio.gather(*[line.ask(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n") for line in lines])
        return await asyncio.gather(*[line.ask(request) for line, request in zip(lines, requests, strict=True)])


def _rows(ground: Ground) -> int:
    ((rows,),) = ground.site.rows("SELECT count(*) FROM values_allocation")
    return int(rows)


def replies(ground: Ground, rounds: int) -> Proof:
    """The answer is lost after the commit: asked again, the server gives the same receipt, and there is one row."""
    ledger = fresh(ground)
    with ground.server() as server:
        breaches = asyncio.run(_lose_replies(ground, server.port, rounds, ledger))
    breaches += ledger.lost(ground.site)
    return Proof({"answers lost": rounds, "rows": _rows(ground)}, breaches)


async def _lose_replies(ground: Ground, port: int, rounds: int, ledger: Ledger) -> list[str]:
    thief, breaches = Thief(port), list[str]()
    server = await asyncio.start_server(thief.take, HOST, 0)
    line, cut = Asker(port), Asker(server.sockets[0].getsockname()[1])
    for number in range(rounds):
        leader = number % len(ground.scene.leaders)
        request = ledger.write(leader)
        if await cut.ask(request) is not None:
            breaches.append("the thief let an answer through")
        again = await line.ask(request)
        ledger.acknowledge(leader)
        if again is None or thief.taken is None or (again.status, again.body) != (200, thief.taken.body):
            breaches.append(f"the second receipt ({again and again.status}) is not the first")
    server.close()
    line.close()
    thief.line.close()
    return breaches


class Thief:
    """A proxy that carries each request to the server, and keeps the answer for itself."""

    def __init__(self, port: int) -> None:
        self.line = Asker(port)
        self.taken: Reply | None = None

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.partition(b"Content-Length: ")[2].partition(b"\r\n")[0])
        self.taken = await self.line.ask(head + await reader.readexactly(length))
        writer.close()


def presses(ground: Ground, rounds: int) -> Proof:
    """Two facilitators press at the same revision: one moves the stage, the other is told who was first."""
    with ground.server() as server:
        breaches = asyncio.run(_press(ground, server.port, rounds))
    return Proof({"rounds of two presses": rounds}, breaches)


async def _press(ground: Ground, port: int, rounds: int) -> list[str]:
    scene, breaches = ground.scene, list[str]()
    query = "SELECT revision, (SELECT count(*) FROM programmes_visit) FROM programmes_stage WHERE state = 'running'"
    ((begun, visits),) = ground.site.rows(query)
    with askers([port], 2) as lines:
        for number in range(rounds):
            to = scene.plain[number % 2][0]
            both = await asyncio.gather(
                *[line.ask(scene.step(begun + number, to, each)) for each, line in enumerate(lines)]
            )
            told = [reply for reply in both if reply and reply.status == 409 and "var først".encode() in reply.body]
            if sorted(reply.status if reply else 0 for reply in both) != [204, 409] or len(told) != 1:
                breaches.append(f"answered {[reply and reply.status for reply in both]}")
            if (found := ground.site.rows(query)) != [(begun + number + 1, visits + number + 1)]:
                breaches.append(f"revision and visits are {found} after {number + 1} rounds from {begun, visits}")
    return breaches


def writers(ground: Ground, rounds: int) -> Proof:
    """Sixteen that write at once in two processes on SQLite, a second for each round: nobody is refused."""
    ledger = fresh(ground)
    with serving(ground.site, 2, worker=False) as servers:
        asyncio.run(_write([server.port for server in servers], ledger, rounds))
    refused = len(ledger.errors) + ledger.away
    proof = Proof({"votes": ledger.acknowledged, "refused": refused}, ledger.errors + ledger.lost(ground.site))
    proof.breaches += _nothing(ledger) + (["503"] if ledger.away else [])
    return proof


async def _write(ports: list[int], ledger: Ledger, seconds: float) -> None:
    with askers(ports, WRITERS) as lines:
        await flood(lines, ledger, time.monotonic() + seconds)


def stops(ground: Ground, rounds: int) -> Proof:
    """SIGTERM while polls are held: every poll is answered, and the server is gone within three seconds."""
    proof, longest = Proof(), 0.0
    for _ in range(rounds):
        with serving(ground.site) as (server,):
            children = server.children
            spent, cut = asyncio.run(_stop(server, ground.scene))
            longest = max(longest, spent)
            if cut:
                proof.breaches.append(f"{cut} polls were cut")
            if left := [pid for pid in children if pid in running()]:
                proof.breaches.append(f"{len(left)} processes were left")
    proof.counts = {"stops": rounds, "polls held": len(ground.scene.tickets), "s at most": round(longest, 2)}
    if longest > STOPPED:
        proof.breaches.append(f"one took {longest:.1f} s")
    return proof


async def _stop(server: Server, scene: Scene) -> tuple[float, int]:
    """The seconds that the server took to end, and how many held polls got no answer."""
    crowd = Crowd([server.port], scene.tickets)
    with crowd.here():
        await crowd.passed(crowd.wave())
        versions = {viewer.token: viewer.version for viewer in crowd.viewers}
    held = [Held(scene.leader(0).get(f"/live/{token}?v={version}")) for token, version in versions.items()]
    await asyncio.gather(*[each.connect(server.port) for each in held])
    await asyncio.sleep(0.3)
    spent = await asyncio.to_thread(server.stop)
    await asyncio.sleep(0.1)
    return spent, sum(each.status != 204 for each in held)


class Held:
    """A poll, and the status it was answered with at last; 0 while it is held, or when it was cut."""

    def __init__(self, request: bytes) -> None:
        self.request, self.status = request, 0
        self.line = Line(self._hear)

    async def connect(self, port: int) -> None:
        await self.line.connect(port)
        self.line.ask(self.request)

    def _hear(self, reply: Reply | None) -> None:
        if reply and not self.status:
            self.status = reply.status


def mails(ground: Ground, rounds: int) -> Proof:
    """The worker is killed in the middle of a mail: each goes out all the same, and none as two different ones."""
    places = [PLACES[number % len(PLACES)] for number in range(rounds)]
    with Mailbox().open() as box:
        settings = {**ground.site.settings, "VARDE_MAIL": f"smtp://{HOST}:{box.port}"}
        site = replace(ground.site, settings=settings)
        site.rows("DELETE FROM config_job")
        site.run(sys.executable, "-c", QUEUE.format(rounds))
        breaches = [problem for place in places for problem in _kill_worker(site, box, place)]
        box.stop_at("")
        site.rows("UPDATE config_job SET lease_until = '2000-01-01 00:00:00' WHERE state = 'running'")  # a minute later
        site.run(*MANAGE, "work", "--once")
    left = site.rows("SELECT state FROM config_job WHERE kind = 'mail.send' AND state != 'done'")
    copies = len(box.received) - len(set(box.received))
    if left or len(set(box.received)) != rounds:
        breaches.append(f"{len(set(box.received))} different mails, {len(left)} jobs not done")
    # Nobody can know of a message that was accepted when its worker died: its copy has the same Message-ID.
    if copies != places.count("accepted"):
        breaches.append(f"{copies} copies")
    return Proof({"kills": rounds, "mails": len(set(box.received)), "copies of the same Message-ID": copies}, breaches)


QUEUE = """
import django; django.setup()
from django.core.mail import send_mail
for number in range({}): send_mail("Hei", "Tekst", None, ["leder@varde.example"])
"""


def _kill_worker(site: Site, box: Mailbox, place: str) -> list[str]:
    """A worker that takes the next mail, and is killed when the mail server has come to the place."""
    box.stop_at(place)
    worker = Server(site, 0, line=[*MANAGE, "work"])
    worker.start()
    reached = box.stopped.wait(20)
    worker.kill()
    return [] if reached else [f"no mail came as far as {place}"]


def _nothing(ledger: Ledger) -> list[str]:
    """A proof in which nobody voted proves nothing."""
    return [] if ledger.acknowledged else ["no vote was acknowledged"]


@dataclass(frozen=True)
class Fault:
    prove: Callable[[Ground, int], Proof]
    database: str
    rounds: int  # of the long version


FAULTS = {
    "kills": Fault(kills, "sqlite", 300),
    "restarts": Fault(restarts, "postgresql", 20),
    "doubles": Fault(doubles, "sqlite", 20),
    "replies": Fault(replies, "sqlite", 200),
    "presses": Fault(presses, "sqlite", 200),
    "writers": Fault(writers, "sqlite", 20),
    "stops": Fault(stops, "sqlite", 10),
    "mails": Fault(mails, "sqlite", 52),
}
