from __future__ import annotations

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.postgres import Unavailable
from config.proving.figures import middle
from values.proving import bench
from values.proving.bench import Load, Outcome


class Command(BaseCommand):
    help = "Measures the live pages under load, beside the limits of this machine; fails where a goal is missed."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--n", type=int, default=1000, help="phones (1000); up to 50 no time fails")
        parser.add_argument("--votes", type=int, default=100, help="votes a second (100)")
        parser.add_argument("--seconds", type=float, default=5, help="seconds of each phase (5)")
        parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
        parser.add_argument("--processes", type=int, help="server processes (SQLite 1, PostgreSQL 2)")
        parser.add_argument("--repeat", type=int, default=1, help="runs, of which the median counts (1)")

    def handle(self, *args: Any, **options: Any) -> None:
        load = Load(
            phones=options["n"],
            votes=options["votes"],
            seconds=options["seconds"],
            database=options["database"],
            processes=options["processes"] or (2 if options["database"] == "postgresql" else 1),
        )
        try:
            outcomes = [bench.run(load) for _ in range(options["repeat"])]
        except Unavailable as problem:
            raise CommandError(str(problem)) from None
        if not self.tell(load, outcomes):
            sys.exit(1)

    def tell(self, load: Load, outcomes: list[Outcome]) -> bool:
        """Prints the figures; whether nothing is breached."""
        figures = middle([outcome.figures for outcome in outcomes])
        breached = [each for each in figures if each.is_breached and (each.whatever_size or not load.is_smoke)]
        valid = all(outcome.valid for outcome in outcomes)
        heading = f"{load.database}, {load.processes} process{'es' if load.processes > 1 else ''}, {load.phones} phones"
        lines = [
            f"{heading}, {load.votes} votes a second, {load.seconds:g} s, median of {len(outcomes)};"
            f" load of the machine {os.getloadavg()[0]:.1f}",
            *map(str, figures),
            *map(str, outcomes[-1].phases),
            *[f"  error: {error}" for outcome in outcomes for error in outcome.errors[:10]],
            *([] if valid else ["  NOT VALID: the client used more than half a core."]),
            f"  {len(breached)} breached" if breached else "  every goal holds",
        ]
        self.stdout.write("\n".join(lines))
        return not breached
