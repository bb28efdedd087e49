"""The suite's own proof: everything that `manage.py test` leaves out where time is short."""

from __future__ import annotations

from config import testing
from config.proving.proofs import Proof, proof


@proof
def suite(rounds: int | None) -> Proof:
    """Every test in every run, as often as there are rounds (once)."""
    codes = [testing.main(["--thorough"]) for _ in range(rounds or 1)]
    return Proof({"runs of the whole suite": len(codes)}, ["a test failed"] if any(codes) else [])
