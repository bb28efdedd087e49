from __future__ import annotations

import os
import random
import resource
import tempfile
import threading
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from config.pdf import batch, yardstick
from config.pdf.printer import Printer
from goals import exports, printing
from goals.models import Export
from goals.queries.cards import edition_sheet
from goals.sheet import FORMAT, ActionLine, AreaBlock, GoalBlock, GoalCardSheet, IndicatorLine
from programmes.models import Edition, Municipality, Programme, Share

SAMPLE = 50  # leaders in the comparisons of one with two workers, and with WeasyPrint itself
JUDGED = 50  # leaders from which times say something
STARTING = 1.5  # seconds that the workers take to start, however few the leaders
WORDS = [
    "å",
    "gi",
    "konstruktive",
    "tilbakemeldinger",
    "til",
    "medarbeiderne",
    "hver",
    "uke",
    "Čáhcesuolu",
    "blåbærsyltetøy",
    "samarbeid",
    "jeg",
    "vil",
    "øve",
    "avdelingens",
    "virksomhetsplanlegging",
    "ønsker",
    "bedre",
    "møter",
    "oppgaver",
    "brukerne",
    "tillit",
    "mestring",
    "Guovdageaidnu",
    "delegere",
]


class Command(BaseCommand):
    help = "Measures the printing of everybody's målkort against its limits; ends with 1 when one is broken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--leaders", type=int, default=50)

    def handle(self, *_: Any, leaders: int, **__: Any) -> None:
        self.broken, self.leaders, self.judged = 0, leaders, leaders >= JUDGED
        programme = Programme(name="Måling", municipality=Municipality(name="Čáhcesuolu kommune"))
        shares = invented(leaders)
        pages = [printing.page(edition_sheet(share.edition), colour="#0a4a56") for share in shares]
        documents = [(page.html, page.styles) for page in pages]
        self.stdout.write(f"{leaders} leaders, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
        theirs = self.one_by_one(documents)
        start = run(documents[:1], 1).wall
        a_few = self.by_workers(documents)
        with tempfile.TemporaryDirectory() as folder, Measure() as printing_it:
            into, now, whole = Path(folder), timezone.now(), Export.Form.PDF
            found = dict(exports.print_parts(shares, programme, into, form=whole, printed=now, told=lambda _: None))
            parts = [part for share in shares if (part := found[share])]
            printing_it.stop()
            assert len(parts) == leaders
            theirs = (theirs + yardstick.seconds(documents[:SAMPLE])[0]) / 2
            growth = printing_it.processor / leaders / a_few
            self.tell("processor time a leader, of that with fewer", growth, 1.15, "×")
            size = sum(part.path.stat().st_size for part in parts) / leaders / 1000
            self.tell("size of a målkort", size, 45, "kB")
            a_leader = theirs / len(documents[:SAMPLE]) / batch.WORKERS
            for form, limits in ((Export.Form.ZIP, (1.3, 65, 400)), (whole, (1.4, 70, 1100))):
                with Measure() as packing:
                    exports.pack(parts, programme, form, into / f"all.{form}", printed=now)
                wall, memory = printing_it.wall + packing.wall, max(printing_it.peak, packing.peak)
                self.packed(form, wall, (wall - start) / (a_leader * leaders), memory, limits)
        if self.broken:
            raise SystemExit(1)

    def one_by_one(self, documents: list[batch.Document]) -> float:
        """A document in this process; the seconds of WeasyPrint's own for the sample."""
        theirs, ours = yardstick.seconds(documents[:SAMPLE])
        self.tell("processor time, of WeasyPrint's own untagged", ours / theirs, 1.3, "×")
        cold, warm = one(documents[0])
        self.told("one, cold process", cold, 1.0, "s")
        self.told("one, warm process", warm, 0.25, "s")
        return theirs

    def by_workers(self, documents: list[batch.Document]) -> float:
        """One worker and two; a leader's seconds of processor time where there are few of them."""
        single, double = (run(documents[:SAMPLE], workers) for workers in (1, 2))
        self.tell("two workers, of one's speed", single.wall / double.wall, 1.6, "×", least=True)
        few = documents[: SAMPLE if self.leaders >= 4 * SAMPLE else max(self.leaders // 5, 2)]
        return run(few, 2).processor / len(few)

    def packed(self, form: str, wall: float, ratio: float, memory: float, limits: tuple[float, float, float]) -> None:
        """All of them in one file: limits for time as a ratio, for 500 in seconds, and for memory in MB."""
        times, seconds, most = limits
        self.tell(f"{form}: time, of WeasyPrint's on both", ratio, times, "×")
        self.told(f"{form}: time", wall, STARTING + (seconds - STARTING) * self.leaders / 500, "s")
        self.tell(f"{form}: memory", memory, most, "MB")

    def told(self, what: str, found: float, limit: float, unit: str) -> None:
        """A figure that depends on the machine: beside its limit, and not judged."""
        self.tell(what, found, limit, unit, judged=False)

    def tell(
        self, what: str, found: float, limit: float, unit: str, *, judged: bool = True, least: bool = False
    ) -> None:
        judged = judged and self.judged
        kept = found >= limit if least else found <= limit
        verdict = "" if not judged else " kept" if kept else " BROKEN"
        self.broken += judged and not kept
        self.stdout.write(
            f"{what:48}{found:8.2f} {unit:3} {'at least' if least else 'at most':8} {limit:7.2f} "
            f"({100 * found / limit:3.0f} %){verdict}"
        )


class Measure:
    """Time on the clock, processor time with that of ended children, and the peak of all processes' memory."""

    def __enter__(self) -> Measure:
        self.peak = 0.0
        self._over = threading.Event()
        self._begun, self._spent = time.monotonic(), processor()
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        if not self._over.is_set():
            self.stop()

    def stop(self) -> None:
        self.wall = time.monotonic() - self._begun
        self.processor = processor() - self._spent
        self._over.set()
        self._watch.join()

    def _look(self) -> None:
        while not self._over.wait(0.2):
            self.peak = max(self.peak, sum(memory(pid) for pid in (os.getpid(), *children())))


@dataclass(frozen=True)
class Run:
    wall: float
    processor: float


def run(documents: list[batch.Document], workers: int) -> Run:
    begun, spent = time.monotonic(), processor()
    assert all(isinstance(result, bytes) for _, result in batch.pdfs(enumerate(documents), workers=workers))
    return Run(time.monotonic() - begun, processor() - spent)


def one(document: batch.Document) -> tuple[float, float]:
    """Seconds for a document in a new process, and in one that is warm."""
    press = Printer()
    spent = []
    for _ in range(4):
        begun = time.monotonic()
        press.pdf(document[0], *document[1])
        spent.append(time.monotonic() - begun)
    press.close()
    return spent[0], min(spent[1:])


def processor() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def children() -> Iterator[int]:
    with suppress(OSError):
        for task in Path("/proc/self/task").iterdir():
            yield from map(int, (task / "children").read_text().split())


def memory(pid: int) -> float:
    """Megabytes, what is shared counted in part."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1000
    return 0.0


def invented(leaders: int) -> list[Share]:
    """Editions of nobody, in no database: three to six areas each, some 2.8 pages."""
    chance = random.Random(7)  # noqa: S311
    return [
        Share(
            pk=number,
            edition=Edition(format=FORMAT, sheet=sheet(chance, number).to_json()),
        )
        for number in range(1, leaders + 1)
    ]


def sheet(chance: random.Random, number: int) -> GoalCardSheet:
    def text(least: int, most: int) -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(least, most))).capitalize()

    def goal() -> GoalBlock:
        return GoalBlock(
            text(8, 20),
            tuple(IndicatorLine(text(1, 4), text(2, 6)) for _ in range(chance.randint(1, 3))),
            tuple(ActionLine(text(3, 9), text(1, 3)) for _ in range(chance.randint(2, 5))),
        )

    areas = tuple(AreaBlock(text(1, 4), text(1, 2), (goal(),)) for _ in range(chance.randint(3, 6)))
    return GoalCardSheet(
        f"Åse Øvre Lid {number}", "Gunhild Øygarden", "Čáhcesuolu kommune", "Oppvekst", "nb", "2026-11-20", areas
    )
