"""Votes from many phones, and whether each that was acknowledged is in the database."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from config.proving.servers import Site
from config.proving.wire import RETRY, Asker
from values.proving.scene import BASE, Scene, number_of


@dataclass
class Ledger:
    """What every leader has sent and was told is kept. A leader sends one vote at a time."""

    scene: Scene
    sent: dict[int, list[int]] = field(default_factory=dict)  # of a leader: numbers since the last acknowledged one
    kept: dict[int, int] = field(default_factory=dict)
    acknowledged: int = 0
    away: int = 0  # answers that ask to try again
    errors: list[str] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=count)

    def write(self, leader: int) -> bytes:
        """The leader's next vote; no two are alike."""
        number = next(self._numbers) % BASE**3
        self.sent.setdefault(leader, []).append(number)
        return self.scene.vote(leader, number)

    def acknowledge(self, leader: int) -> None:
        self.kept[leader] = self.sent[leader][-1]
        self.sent[leader].clear()
        self.acknowledged += 1

    def forget(self) -> None:
        """All rows were deleted: everybody begins anew."""
        self.sent.clear()
        self.kept.clear()

    def lost(self, site: Site) -> list[str]:
        """Acknowledged votes that are not there, and rows that nobody sent or that stand twice."""
        rows = site.rows("SELECT participation_id, points FROM values_allocation WHERE handed_in")
        numbers = {self.scene.leaders.index(leader): _number(points) for leader, points in rows}
        wrong = [f"{len(rows) - len(numbers)} rows too many"] if len(rows) > len(numbers) else []
        for leader in self.kept.keys() | numbers.keys():
            # A vote that nobody acknowledged may have been kept all the same.
            possible = {self.kept.get(leader), *self.sent.get(leader, [])}
            if numbers.get(leader) not in possible:
                wrong.append(f"leader {leader} has {numbers.get(leader)} and not one of {possible}")
        return wrong


def _number(points: str | list[int]) -> int:
    return number_of(json.loads(points) if isinstance(points, str) else points)


async def cast(line: Asker, ledger: Ledger, leader: int) -> int:
    """One vote; the status of its answer, 0 for a lost line. 503 is counted, any other refusal is an error."""
    reply = await line.ask(ledger.write(leader))
    if reply is None:
        return 0
    if reply.status == 200:
        ledger.acknowledge(leader)
    elif reply.status == 503:
        ledger.away += 1
    else:
        ledger.errors.append(f"a vote was answered {reply.status}")
    return reply.status


async def stream(lines: Sequence[Asker], ledger: Ledger, leaders: Sequence[int], rate: float) -> list[float]:
    """Votes of these leaders, so many a second, however long the answers take; the times they were due."""
    free: asyncio.Queue[Asker] = asyncio.Queue()
    for line in lines:
        free.put_nowait(line)
    begun, due = time.monotonic(), []

    async def one(line: Asker, leader: int) -> None:
        if await cast(line, ledger, leader) != 200:
            ledger.errors.append("a vote was not acknowledged")
        free.put_nowait(line)

    async with asyncio.TaskGroup() as tasks:
        for number, leader in enumerate(leaders):
            due.append(begun + number / rate)
            await asyncio.sleep(max(0.0, due[-1] - time.monotonic()))
            tasks.create_task(one(await free.get(), leader))
    return due


async def flood(lines: Sequence[Asker], ledger: Ledger, ends: float) -> None:
    """Votes without a pause until the monotonic time `ends`; every line has leaders of its own."""
    everybody = range(len(ledger.scene.leaders))

    async def one(line: Asker, leaders: Sequence[int]) -> None:
        turn = count()
        while time.monotonic() < ends:
            if not await cast(line, ledger, leaders[next(turn) % len(leaders)]):
                await asyncio.sleep(RETRY[0])

    await asyncio.gather(*[one(line, everybody[number :: len(lines)]) for number, line in enumerate(lines)])
