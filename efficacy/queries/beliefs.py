"""A belief over time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from efficacy.models import Belief, Rating

WIDTH, HEIGHT, EDGE = 120.0, 52.0, 6.0


@dataclass(frozen=True)
class Curve:
    """Ratings in order, and where they stand in a small drawing of 120 × 52."""

    ratings: list[Rating]

    @property
    def latest(self) -> Rating | None:
        return self.ratings[-1] if self.ratings else None

    @property
    def first(self) -> Rating | None:
        return self.ratings[0] if len(self.ratings) > 1 else None

    @property
    def points(self) -> list[tuple[float, float]]:
        steps = max(len(self.ratings) - 1, 1)
        return [
            (
                round(EDGE + (WIDTH - 2 * EDGE) * number / steps, 1),
                round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * rating.value / 100, 1),
            )
            for number, rating in enumerate(self.ratings)
        ]

    @property
    def path(self) -> str:
        return "M" + " ".join(f"{x} {y}" for x, y in self.points)


def curves(beliefs: Iterable[Belief | None]) -> dict[int, Curve]:
    """Curves by the belief's key, for several beliefs in one query."""
    wanted = [belief.pk for belief in beliefs if belief]
    found: dict[int, list[Rating]] = {key: [] for key in wanted}
    for rating in Rating.objects.filter(belief__in=wanted):
        found[rating.belief_id].append(rating)
    return {key: Curve(ratings) for key, ratings in found.items()}
