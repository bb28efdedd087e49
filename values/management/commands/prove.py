from __future__ import annotations

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import autodiscover_modules

from config.postgres import Unavailable
from config.proving.proofs import PROOFS, Proof
from values.proving.faults import FAULTS, Fault, ground


class Command(BaseCommand):
    help = "Makes faults happen to real servers, and asks the oracle, many times over; fails where a promise is broken."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        autodiscover_modules("proofs")
        parser.add_argument("faults", nargs="*", metavar="fault", help=f"{', '.join([*FAULTS, *PROOFS])} (all)")
        parser.add_argument("--rounds", type=int, help="rounds of each, instead of its own number")

    def handle(self, *args: Any, **options: Any) -> None:
        if unknown := [name for name in options["faults"] if name not in {*FAULTS, *PROOFS}]:
            raise CommandError(f"There is no fault {', '.join(unknown)}; there are {', '.join([*FAULTS, *PROOFS])}.")
        proofs = [self.prove(name, options["rounds"]) for name in options["faults"] or [*FAULTS, *PROOFS]]
        if any(proof.breaches for proof in proofs):
            sys.exit(1)

    def prove(self, name: str, rounds: int | None) -> Proof:
        begun = time.monotonic()
        proof = PROOFS[name](rounds) if name in PROOFS else self.make_happen(FAULTS[name], rounds)
        self.stdout.write(f"{name:<9} {proof}  ({time.monotonic() - begun:.0f} s)")
        self.stdout.flush()
        return proof

    def make_happen(self, fault: Fault, rounds: int | None) -> Proof:
        try:
            with ground(fault.database) as place:
                return fault.prove(place, rounds or fault.rounds)
        except Unavailable as problem:
            raise CommandError(str(problem)) from None
