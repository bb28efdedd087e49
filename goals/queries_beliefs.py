"""Mastery belief wherever a leader has noted it: for goals, for steps, and in general."""

from __future__ import annotations

from dataclasses import dataclass

from efficacy.drawing import Drawing, draw
from efficacy.models import Belief
from efficacy.queries import Curve, curves
from goals.models import Goal, LadderStep, LogLine
from goals.queries_ladders import own_goals
from goals.queries_log import happened
from programmes.models import Membership


@dataclass(frozen=True)
class Held:
    """A belief, what it is about, and its curve. A goal that is not rated yet has no belief."""

    text: str
    belief: Belief | None
    curve: Curve | None
    goal: Goal | None = None
    step: LadderStep | None = None


def held(membership: Membership) -> tuple[list[Held], list[Held], list[Held]]:
    """Goals, steps from the foot of each ladder, and what is general. Five queries, however many there are."""
    goals = list(
        Goal.objects.filter(pk__in=[goal.pk for goal in own_goals(membership)])
        .select_related("belief")
        .order_by("area__position", "position")
    )
    steps = list(
        LadderStep.objects.filter(
            ladder__membership=membership, ladder__deleted_at__isnull=True, deleted_at__isnull=True
        )
        .select_related("belief", "ladder")
        .order_by("-ladder", "position")
    )
    general = list(membership.beliefs.exclude(about="").order_by("pk"))
    known = curves([*(goal.belief for goal in goals), *(step.belief for step in steps), *general])
    return (
        [Held(goal.text, goal.belief, known.get(goal.belief_id or 0), goal=goal) for goal in goals],
        [Held(step.text, step.belief, known.get(step.belief_id), step=step) for step in steps],
        [Held(belief.about, belief, known.get(belief.pk)) for belief in general],
    )


@dataclass(frozen=True)
class Story:
    """One belief over time, with what happened beside it."""

    held: Held
    lines: list[LogLine]
    drawing: Drawing


def story(belief: Belief) -> Story:
    goal = Goal.objects.filter(belief=belief, area__deleted_at__isnull=True).first()
    step = LadderStep.objects.filter(belief=belief).select_related("ladder").first()
    curve = curves([belief])[belief.pk]
    found = happened(goal, step)
    text = goal.text if goal else step.text if step else belief.about
    ratings = [(rating.on, rating.value) for rating in curve.ratings]
    return Story(Held(text, belief, curve, goal, step), found, draw(ratings, [line.on for line in found]))
