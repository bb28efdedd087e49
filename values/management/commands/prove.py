from __future__ import annotations

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.postgres import Unavailable
from values.proving.faults import FAULTS, Fault, Proof, ground


class Command(BaseCommand):
    help = "Makes faults happen to real servers, many times over; fails where one breaks what is promised."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("faults", nargs="*", metavar="fault", help=f"{', '.join(FAULTS)} (all)")
        parser.add_argument("--rounds", type=int, help="rounds of each, instead of its own number")

    def handle(self, *args: Any, **options: Any) -> None:
        if unknown := [name for name in options["faults"] if name not in FAULTS]:
            raise CommandError(f"There is no fault {', '.join(unknown)}; there are {', '.join(FAULTS)}.")
        proofs = [self.prove(name, options["rounds"]) for name in options["faults"] or FAULTS]
        if any(proof.breaches for proof in proofs):
            sys.exit(1)

    def prove(self, name: str, rounds: int | None) -> Proof:
        fault: Fault = FAULTS[name]
        begun = time.monotonic()
        try:
            with ground(fault.database) as place:
                proof = fault.prove(place, rounds or fault.rounds)
        except Unavailable as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"{name:<9} {proof}  ({time.monotonic() - begun:.0f} s)")
        self.stdout.flush()
        return proof
