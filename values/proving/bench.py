"""One run of the load: limits first, then connect, idle, steps, votes, saturation, and the end of the server."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median

import uvloop

from config.live.hub import GAP
from config.proving import limits
from config.proving.crowd import Crowd, Screen
from config.proving.figures import Figure, Meter, Phase, percentile
from config.proving.servers import Server, Site, serving, site
from config.proving.wire import Asker, askers
from values.proving import scene as scenes
from values.proving.scene import Scene
from values.proving.votes import Ledger, flood, stream

COUNT = re.compile(rb'class="wall-done"><b class="num">(\d+)')
SMOKE = 50  # phones, up to which only lost votes and errors fail
TURNS = 5
PRESSES = 10  # after which PostgreSQL plans them no more
PAUSE = 0.4  # seconds between two steps
EMPTY = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
BARE = b"POST / HTTP/1.1\r\nHost: localhost\r\n\r\n"
KIB = 1000


@dataclass(frozen=True)
class Load:
    """So many phones, votes a second, and seconds of each phase."""

    phones: int = 1000
    votes: int = 100
    seconds: float = 5.0
    database: str = "sqlite"
    processes: int = 1

    @property
    def is_smoke(self) -> bool:
        return self.phones <= SMOKE

    @property
    def steps(self) -> int:
        return 3 if self.is_smoke else 21

    @property
    def short(self) -> float:
        """Seconds for a limit."""
        return min(2.0, self.seconds / 2)

    @property
    def turn(self) -> float:
        """Seconds of one turn, where a figure and its limit are measured in turns."""
        return self.seconds / TURNS


@dataclass
class Outcome:
    figures: list[Figure] = field(default_factory=list)
    phases: list[Phase] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    valid: bool = True


def run(load: Load) -> Outcome:
    """The whole of it, on servers and a database of its own."""
    with site(load.database) as place:
        return measure(load, place, scenes.build(place, load.phones))


def measure(load: Load, place: Site, scene: Scene) -> Outcome:
    """As `run`, where there is a scene of as many leaders already."""
    raw = limits.upserts(place, rows=load.phones, seconds=load.short, processes=load.processes)
    with serving(place, load.processes) as servers:
        return uvloop.run(Run(load, place, scene, servers, raw).all())


class Run:
    def __init__(self, load: Load, place: Site, scene: Scene, servers: list[Server], upserts: float) -> None:
        self.load, self.site, self.scene, self.servers, self.upserts = load, place, scene, servers, upserts
        self.ports = [server.port for server in servers]
        self.meter = Meter(lambda: sum(server.cpu for server in servers))
        self.ledger = Ledger(scene)
        ((self.revision,),) = place.rows("SELECT revision FROM programmes_stage WHERE state = 'running'")
        self.unshown = self.lost = 0
        self.errors: list[str] = []
        self.figures: list[Figure] = []

    async def all(self) -> Outcome:
        await self.warm()
        await self.pages()
        length = len(await self.view(self.ports[0]))
        memory, threads = self.memory, self.threads
        crowd = Crowd(self.ports, self.scene.tickets)
        screen = Screen(self.ports[0], self.scene.projector, COUNT)
        desk = Crowd(self.ports[:1], [self.scene.cockpit])
        with crowd.here(), screen.here(), desk.here():
            await self.connect(crowd, memory, threads)
            await self.steps(crowd, length)
            await self.own_pages()
            await self.votes(screen)
            await self.saturate(screen, threads)
            for errors in (crowd.errors, screen.errors, desk.errors):
                self.errors += errors
                errors.clear()
            await self.restart(crowd)
        return self.outcome()

    def outcome(self) -> Outcome:
        self.errors += [*self.ledger.errors, *["a vote was answered 503"] * self.ledger.away]
        self.figures += [
            Figure("lost votes", self.lost, most=0, whatever_size=True),
            Figure("unshown votes", self.unshown, most=0, whatever_size=True),
            Figure("errors", len(self.errors), most=0, whatever_size=True),
        ]
        return Outcome(self.figures, self.meter.phases, sorted(set(self.errors)), self.meter.is_valid)

    # Limits

    async def warm(self) -> None:
        """Every template is read, and the database has planned what is asked again, before anything is counted."""
        with self.lines() as lines:
            await limits.rate(lines, self.load.short / 2, self.page)
            for number in range(PRESSES):
                await lines[0].ask(self.step(self.scene.plain[number % 2][0]))
            await asyncio.gather(*[line.ask(self.step(self.scene.ask)) for line in lines[:1]])
            leaders = range(min(len(lines), self.load.phones))
            await stream(lines, self.ledger, leaders, rate=100)
        for number in range(3):
            await self.view(self.ports[number % len(self.ports)])

    async def empty_view(self) -> float:
        with self.all_lines() as lines, self.meter.phase("empty view"):
            return await limits.rate(lines, self.load.turn, lambda _: EMPTY)

    async def pages(self) -> None:
        """The leader's page, here and under gunicorn's threads in turn."""
        if self.load.is_smoke or not limits.has_gunicorn():
            with self.lines() as lines, self.meter.phase("pages"):
                rate = await limits.rate(lines, self.load.short, self.page)
            self.figures.append(Figure("pages a second", rate))
            return
        ours, theirs = [], []
        with limits.gunicorn(self.site, self.load.processes) as other:
            for _ in range(3):
                with self.lines() as lines, self.meter.phase("pages"):
                    ours.append(await limits.rate(lines, self.load.short / 2, self.page))
                with askers([other.port], limits.LINES) as lines:
                    theirs.append(await limits.rate(lines, self.load.short / 2, self.page))
        # The first is theirs to warm up in.
        rates = median(ours[1:]), median(theirs[1:])
        self.figures.append(Figure("pages a second", rates[0], "", rates[1], "gunicorn gthread", least_ratio=0.85))

    async def view(self, port: int) -> bytes:
        line = Asker(port)
        reply = await line.ask(self.scene.leader(0).get(f"/live/{self.scene.tickets[0]}?v="))
        line.close()
        assert reply is not None
        assert reply.status == 200, reply.status
        return reply.body

    # Phases

    async def connect(self, crowd: Crowd, memory: int, threads: int) -> None:
        with self.meter.phase("connect"):
            begun = time.monotonic()
            spent = await crowd.passed(crowd.wave()) - begun
        with self.meter.phase("idle"):
            await asyncio.sleep(self.load.seconds)
        each = (self.memory - memory) / KIB / (len(crowd.viewers) + 2)
        self.figures += [
            Figure("all have connected", spent, "s"),
            Figure("memory a viewer", each, "kB", most=16),
            Figure("threads more, idle", self.threads - threads, most=0),
        ]

    async def steps(self, crowd: Crowd, length: int) -> None:
        """Presses, each in turn with one where a server only hands out as many bytes: the machine is not always as quick."""
        pressed, answered, floor, line = list[float](), list[float](), list[float](), Asker(self.ports[0])
        with limits.broadcast(self.site, length) as bare:
            others, other = Crowd([bare.port], ["x"] * self.load.phones), Asker(bare.port)
            with others.here(), self.meter.phase("steps"):
                await asyncio.sleep(0.3 + self.load.phones / 2000)
                for number in range(self.load.steps):
                    floor.append((await self.press(others, other, BARE, b""))[0])
                    stop, title = self.scene.plain[number % 2]
                    spent, after = await self.press(crowd, line, self.step(stop), title.encode())
                    pressed.append(spent)
                    answered.append(after)
            other.close()
            self.errors += others.errors
        line.close()
        name = f"step → last of {self.load.phones}"
        self.figures += [
            Figure(name, 1000 * median(pressed), "ms", 1000 * median(floor), "bare broadcast", most=60, most_ratio=2.5),
            Figure("step's answer → last", 1000 * median(answered), "ms"),
            Figure("the slowest step", 1000 * max(pressed), "ms"),
        ]

    async def press(self, crowd: Crowd, line: Asker, request: bytes, marker: bytes) -> tuple[float, float]:
        """Seconds from a press, and from its answer, until the last phone has what came of it."""
        await asyncio.sleep(PAUSE)
        wave, begun = crowd.wave(marker), time.monotonic()
        reply = await line.ask(request)
        if reply is None or reply.status != 204:
            self.errors.append(f"a step was answered {reply and reply.status}")
        last = await crowd.passed(wave)
        return last - begun, max(0.0, last - (reply.at if reply else begun))

    async def own_pages(self) -> None:
        """After a step every phone fetches what is its own to do, all at once."""
        with askers(self.ports, self.load.phones) as lines, self.meter.phase("own pages"):
            begun = time.monotonic()
            replies = await asyncio.gather(
                *[
                    line.ask(
                        self.scene.leader(number).get(self.scene.phone, **{"HX-Request": "true", "HX-Target": "own"})
                    )
                    for number, line in enumerate(lines)
                ]
            )
            self.figures.append(Figure("step → last own page", time.monotonic() - begun, "s"))
        self.errors += [f"an own page was answered {reply and reply.status}" for reply in replies if not _ok(reply)]

    async def votes(self, screen: Screen) -> None:
        """Blocks in which every leader votes once, since only then each vote changes the count."""
        delays, due = [], 0.0
        ends = time.monotonic() + self.load.seconds
        while time.monotonic() < ends:
            await self.anew(screen)
            with self.lines() as lines, self.meter.phase("votes"):
                many = min(self.load.phones, max(1, round((ends - time.monotonic()) * self.load.votes)))
                sent = await stream(lines, self.ledger, range(many), self.load.votes)
                await self.settled(screen)
            delays += screen.delays(sent)
            due += len(sent)
        gap = 1000 * GAP
        self.figures += [
            Figure("vote → projector p50", 1000 * percentile(delays, 0.5), "ms"),
            Figure("vote → projector p95", 1000 * percentile(delays, 0.95), "ms", gap, "the gap", most=gap + 20),
        ]

    async def saturate(self, screen: Screen, threads: int) -> None:
        """Votes without a pause, from every phone on its own line, and the empty view in turn with them."""
        await self.anew(screen)
        rates, empties = list[float](), list[float]()
        for _ in range(TURNS):
            empties.append(await self.empty_view())
            before, begun = self.ledger.acknowledged, time.monotonic()
            with self.all_lines() as lines, self.meter.phase("saturation"):
                await flood(lines, self.ledger, begun + self.load.turn)
                rates.append((self.ledger.acknowledged - before) / (time.monotonic() - begun))
        await self.settled(screen)
        rate, empty = median(rates), median(empties)
        self.figures += [
            Figure("votes a second", rate, "", empty, "an empty view", least_ratio=0.3),
            Figure("votes a second", rate, "", self.upserts, "raw upserts"),
            Figure("threads more, in the end", self.threads - threads, most=0),
        ]

    async def restart(self, crowd: Crowd) -> None:
        """The servers die as in a power cut and are started again."""
        for server in self.servers:
            server.kill()
        await asyncio.sleep(0.3)  # every phone has noticed
        wave, begun = crowd.wave(), time.monotonic()
        for server in self.servers:
            server.start()
        spent = await crowd.passed(wave) - begun
        self.errors += crowd.errors
        self.lost += len(self.ledger.lost(self.site))
        self.figures.append(Figure("all are back after a kill", spent, "s", most=2.0))

    # What they have in common

    @property
    def memory(self) -> int:
        return sum(server.memory for server in self.servers)

    @property
    def threads(self) -> int:
        return sum(server.threads for server in self.servers)

    @contextmanager
    def lines(self) -> Iterator[Sequence[Asker]]:
        with askers(self.ports, limits.LINES) as made:
            yield made

    @contextmanager
    def all_lines(self) -> Iterator[Sequence[Asker]]:
        """One for each phone."""
        with askers(self.ports, self.load.phones) as made:
            yield made

    def page(self, number: int) -> bytes:
        return self.scene.leader(number).get(self.scene.phone)

    def step(self, to: int) -> bytes:
        self.revision += 1
        return self.scene.step(self.revision - 1, to)

    async def anew(self, screen: Screen) -> None:
        """Nobody has voted, and the projector says so."""
        self.site.rows("DELETE FROM values_allocation")
        self.ledger.forget()
        line = Asker(self.ports[0])
        await line.ask(self.step(self.scene.ask))
        line.close()
        if not await screen.shows(0):
            self.errors.append("the projector did not begin anew")
        await asyncio.sleep(PAUSE)  # the step that brought the room here has reached everybody
        screen.shown.clear()

    async def settled(self, screen: Screen) -> None:
        """Everything that was acknowledged is kept and shown."""
        votes = len(self.ledger.kept)
        if not await screen.shows(votes):
            self.unshown += abs(votes - max(screen.now, 0))
        self.lost += len(self.ledger.lost(self.site))


def _ok(reply: object) -> bool:
    return getattr(reply, "status", 0) == 200
