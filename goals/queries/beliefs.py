"""Mastery belief wherever a leader has noted it: for goals, for steps, and in general."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from efficacy.models import Belief, Source
from efficacy.queries.beliefs import Curve, curves
from goals.beliefs_sheet import BeliefSheet, Happened, RatingLine, SourceLine
from goals.models import Goal, LadderStep
from goals.queries.ladders import own_goals
from goals.queries.log import happened
from programmes.models import Membership


@dataclass(frozen=True)
class Held:
    """A belief, what it is about, and its curve. A goal that nothing is noted of has no belief."""

    text: str
    belief: Belief | None
    curve: Curve | None
    goal: Goal | None = None
    step: LadderStep | None = None
    fed: int = 0  # of the four sources


def standing(membership: Membership) -> QuerySet[Belief]:
    """The leader's beliefs about what is not deleted."""
    gone = LadderStep.objects.exclude(deleted_at__isnull=True, ladder__deleted_at__isnull=True)
    away = Goal.objects.filter(belief__isnull=False).exclude(pk__in=Goal.objects.standing())
    return Belief.objects.filter(membership=membership).exclude(step__in=gone).exclude(pk__in=away.values("belief"))


def is_general(belief: Belief) -> bool:
    """Whether it is about something in general, and goes with no goal and no step."""
    return not (Goal.objects.filter(belief=belief).exists() or LadderStep.objects.filter(belief=belief).exists())


def held(membership: Membership) -> tuple[list[Held], list[Held], list[Held]]:
    """Goals, steps from the foot of each ladder, and what is general. Six queries, however many there are."""
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
    every = [*(goal.belief for goal in goals), *(step.belief for step in steps), *general]
    known, fed = curves(every), fed_of(every)

    def made(text: str, belief: Belief | None, **of: Any) -> Held:
        key = belief.pk if belief else 0
        return Held(text, belief, known.get(key), fed=fed.get(key, 0), **of)

    return (
        [made(goal.text, goal.belief, goal=goal) for goal in goals],
        [made(step.text, step.belief, step=step) for step in steps],
        [made(belief.about, belief) for belief in general],
    )


def fed_of(beliefs: Iterable[Belief | None]) -> dict[int, int]:
    """How many of the four sources something is written of, by the belief's key. One query."""
    found = Source.objects.filter(belief__in=[belief.pk for belief in beliefs if belief]).values_list("belief")
    return dict(found.annotate(count=Count("pk")))


def sheet(membership: Membership, belief: Belief) -> BeliefSheet:
    """The belief as it stands, with what happened beside it. Six queries, however much there is of it."""
    goal = Goal.objects.standing().filter(belief=belief).first()
    step = LadderStep.objects.filter(belief=belief).select_related("ladder").first()
    order = list(Source.Kind)
    sources = sorted(belief.sources.all(), key=lambda source: order.index(Source.Kind(source.kind)))
    return BeliefSheet(
        leader=membership.person.name,
        manager=manager.person.name if (manager := membership.manager) else "",
        municipality=membership.municipality.name,
        unit=membership.unit.name if membership.unit else "",
        language=membership.municipality.language,
        date=timezone.localdate().isoformat(),
        about=goal.text if goal else step.text if step else belief.about,
        ladder=step.ladder.title if step else "",
        ratings=tuple(RatingLine(each.on.isoformat(), each.value) for each in belief.ratings.all()),
        happened=tuple(Happened(line.on.isoformat(), line.text, line.effort) for line in happened(goal, step)),
        sources=tuple(SourceLine(each.kind, each.feeds, each.could) for each in sources),
        small_next=belief.small_next,
    )
