"""What `manage.py prove` may be asked for, beside the faults: proofs that an app registers in its `proofs` module."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Proof:
    """What was counted, and every breach of what was promised."""

    counts: dict[str, float] = field(default_factory=dict)
    breaches: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counted = ", ".join(f"{value:g} {name}" for name, value in self.counts.items())
        return f"{counted}: {'BREACH, ' + '; '.join(sorted(set(self.breaches))[:5]) if self.breaches else 'holds'}"


Prove = Callable[[int | None], Proof]

PROOFS: dict[str, Prove] = {}
"""By name: given a number of rounds, or None for its own."""


def proof(function: Prove) -> Prove:
    PROOFS[function.__name__] = function
    return function
