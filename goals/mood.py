"""Where four moods, 0–10, stand in a small drawing: now, as wished, as guessed, as it became."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, EDGE = 320.0, 120.0, 16.0


@dataclass(frozen=True)
class Dot:
    """A mood in the drawing; `place` counts the four from 0."""

    place: int
    mood: int
    x: float
    y: float


def dots(moods: Sequence[int | None]) -> list[Dot]:
    """Those that are set, from left to right; the higher, the better."""
    step = (WIDTH - 2 * EDGE) / (len(moods) - 1)
    tall = HEIGHT - 2 * EDGE
    return [
        Dot(place, mood, round(EDGE + step * place, 1), round(HEIGHT - EDGE - tall * mood / 10, 1))
        for place, mood in enumerate(moods)
        if mood is not None
    ]
