"""Figures beside the limits that were measured in the same run, and whether the goals hold."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from statistics import median

BUSY = 0.5  # of a core: a client that uses more measures itself
BRIEF = 1.0  # seconds, below which a phase holds no figure against a goal: two hundred phones dial at once


@dataclass(frozen=True)
class Figure:
    """A value, the limit that it is held against, and the bounds of the value and of their ratio."""

    name: str
    value: float
    unit: str = ""
    limit: float = 0.0
    limit_name: str = ""
    most: float | None = None
    least_ratio: float | None = None
    most_ratio: float | None = None
    whatever_size: bool = False  # a goal of the smallest run too: nothing is ever lost

    @property
    def ratio(self) -> float | None:
        return self.value / self.limit if self.limit else None

    @property
    def is_breached(self) -> bool:
        ratio = self.ratio
        return (
            (self.most is not None and self.value > self.most)
            or (ratio is not None and self.most_ratio is not None and ratio > self.most_ratio)
            or (ratio is not None and self.least_ratio is not None and ratio < self.least_ratio)
        )

    @property
    def goal(self) -> str:
        parts = [
            *([f"≤ {self.most:g} {self.unit}".strip()] if self.most is not None else []),
            *([f"≤ {self.most_ratio:g}×"] if self.most_ratio is not None else []),
            *([f"≥ {self.least_ratio:g}×"] if self.least_ratio is not None else []),
        ]
        return " and ".join(parts)

    def __str__(self) -> str:
        limit = f"{self.limit_name} {number(self.limit)}" if self.limit else ""
        ratio = f"{self.ratio:.2f}×" if self.ratio is not None else ""
        value = f"{number(self.value)} {self.unit}".strip()
        line = f"  {self.name:<34} {value:>12}  {limit:<32} {ratio:>6}  {self.goal}"
        return f"{line}   BREACH" if self.is_breached else line.rstrip()


def number(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.1f}"


def middle(runs: Sequence[Sequence[Figure]]) -> list[Figure]:
    """The median of each figure over runs that measured the same; what no run may breach is at its worst."""
    merged = []
    for same in zip(*runs, strict=True):
        values = [figure.value for figure in same]
        if same[0].whatever_size:
            merged.append(replace(same[0], value=max(values)))
            continue
        # The ratio's median decides, since a limit and its figure belong to one run.
        ratio = median(figure.ratio or 0.0 for figure in same)
        value = median(values)
        merged.append(replace(same[0], value=value, limit=value / ratio if ratio else same[0].limit))
    return merged


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of all lie; 0 where there are none."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else 0.0


@dataclass(frozen=True)
class Phase:
    """A part of a run: its seconds, and the cores that server and client used in it."""

    name: str
    seconds: float
    server: float
    client: float

    def __str__(self) -> str:
        share = f"server {100 * self.server:3.0f} %  client {100 * self.client:3.0f} % of a core"
        return f"  {self.name:<12} {self.seconds:5.1f} s  {share}"


@dataclass
class Meter:
    """Notes what each phase costs; `server` gives the processor seconds that the servers have used."""

    server: Callable[[], float]
    phases: list[Phase] = field(default_factory=list)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        begun, server, client = time.monotonic(), self.server(), time.process_time()
        yield
        seconds = time.monotonic() - begun
        used = (self.server() - server) / seconds, (time.process_time() - client) / seconds
        self.phases.append(Phase(name, seconds, *used))

    @property
    def is_valid(self) -> bool:
        """Whether the client was so light that it measured the server."""
        return all(phase.client <= BUSY for phase in self.phases if phase.seconds >= BRIEF)
