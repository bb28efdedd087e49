"""What the pages about change ladders show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from efficacy.queries.beliefs import Curve, curves
from goals.ladder_sheet import LadderSheet, StepLine, Try
from goals.models import Goal, Ladder, LadderStep, LogLine
from goals.staircase import Scale, Staircase, lay_out, profile
from programmes.models import Membership


@dataclass(frozen=True)
class Stair:
    """A step as its leader sees it: its number from the foot, its belief over time, and what was tried."""

    number: int
    step: LadderStep
    curve: Curve
    tries: list[LogLine]
    is_last: bool
    above_easier: bool = False  # its number is higher than that of an easier step

    @property
    def now(self) -> int | None:
        return self.curve.latest.value if self.curve.latest else None

    @property
    def before(self) -> int | None:
        return self.curve.first.value if self.curve.first else None

    @property
    def scale(self) -> Scale:
        return Scale(self.before, self.now)


def ladders(membership: Membership) -> list[Ladder]:
    return list(membership.ladders.filter(deleted_at__isnull=True))


@dataclass(frozen=True)
class Shown:
    """A ladder in the list: how many steps, how many are tried, and how sure on the whole."""

    ladder: Ladder
    steps: list[Stair]

    @property
    def tried(self) -> int:
        return sum(bool(stair.tries) for stair in self.steps)

    @property
    def profile(self) -> str:
        return profile(len(self.steps))


def shown(found: list[Ladder]) -> list[Shown]:
    """Ladders with their steps; three queries however many there are."""
    by_ladder = stairs_of(found)
    return [Shown(ladder, by_ladder[ladder.pk]) for ladder in found]


def stairs(ladder: Ladder) -> list[Stair]:
    """The steps from the foot up."""
    return stairs_of([ladder])[ladder.pk]


def stairs_of(found: list[Ladder]) -> dict[int, list[Stair]]:
    standing: dict[int, list[LadderStep]] = {ladder.pk: [] for ladder in found}
    for step in LadderStep.objects.filter(ladder__in=found, deleted_at__isnull=True).select_related("belief"):
        standing[step.ladder_id].append(step)
    every = [step for steps in standing.values() for step in steps]
    known = curves(step.belief for step in every)
    tries: dict[int | None, list[LogLine]] = {}
    for line in LogLine.objects.filter(step__in=every, deleted_at__isnull=True).order_by("on", "pk"):
        tries.setdefault(line.step_id, []).append(line)
    return {key: numbered(steps, known, tries) for key, steps in standing.items()}


def numbered(steps: list[LadderStep], known: dict[int, Curve], tries: dict[int | None, list[LogLine]]) -> list[Stair]:
    made: list[Stair] = []
    lowest: int | None = None  # of the easier steps
    for number, step in enumerate(steps, start=1):
        curve = known[step.belief_id]
        now = curve.latest.value if curve.latest else None
        above = now is not None and lowest is not None and now > lowest
        made.append(Stair(number, step, curve, tries.get(step.pk, []), number == len(steps), above))
        if now is not None:
            lowest = now if lowest is None else min(lowest, now)
    return made


def drawing(steps: list[Stair]) -> Staircase | None:
    """The whole stair with before and now; None while nothing is rated."""
    if not any(stair.curve.latest for stair in steps):
        return None
    return lay_out([(stair.before, stair.now) for stair in steps])


def sheet(ladder: Ladder, steps: list[Stair], *, on: date | None = None) -> LadderSheet:
    """The ladder as it stands."""
    membership = ladder.membership
    return LadderSheet(
        leader=membership.person.name,
        manager=manager.person.name if (manager := membership.manager) else "",
        municipality=membership.municipality.name,
        unit=membership.unit.name if membership.unit else "",
        language=membership.municipality.language,
        date=(on or timezone.localdate()).isoformat(),
        goal=ladder.title,
        steps=tuple(
            StepLine(
                stair.step.text,
                stair.before,
                stair.now,
                tuple(Try(line.on.isoformat(), line.text or line.get_effort_display()) for line in stair.tries),
            )
            for stair in steps
        ),
    )


def own_goals(membership: Membership) -> list[Goal]:
    """The goal formulations on the leader's card in which something stands."""
    return list(
        Goal.objects.standing()
        .filter(area__card__membership=membership)
        .exclude(text="")
        .order_by("area__position", "position")
    )
