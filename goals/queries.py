"""What the pages about goals show."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from efficacy.queries import Curve, curves
from goals.models import Area, Goal
from goals.sheet import ActionLine, AreaBlock, GoalBlock, GoalCardSheet, IndicatorLine
from programmes.models import Edition, Membership

KIND = "goal-card"


def areas(membership: Membership) -> list[Area]:
    """The areas of a leader's card with all that stands in them; five queries however many there are."""
    return list(
        Area.objects.filter(card__membership=membership, deleted_at__isnull=True).prefetch_related(
            Prefetch("goals", Goal.objects.select_related("belief").prefetch_related("indicators", "actions"))
        )
    )


def beliefs(found: list[Area]) -> dict[int, Curve]:
    return curves(goal.belief for area in found for goal in area.goals.all())


def sheet(membership: Membership, found: list[Area], *, on: date | None = None) -> GoalCardSheet:
    """The card as it stands. Empty second formulations stay out."""
    manager = membership.manager
    return GoalCardSheet(
        leader=membership.person.name,
        manager=manager.person.name if manager else "",
        municipality=membership.municipality.name,
        unit=membership.unit.name if membership.unit else "",
        language=membership.municipality.language,
        date=(on or timezone.localdate()).isoformat(),
        areas=tuple(
            AreaBlock(
                area.title,
                area.source,
                tuple(
                    GoalBlock(
                        goal.text,
                        tuple(IndicatorLine(each.text, each.target) for each in goal.indicators.all()),
                        tuple(ActionLine(each.text, each.deadline) for each in goal.actions.all()),
                    )
                    for goal in area.goals.all()
                    if goal.text or goal.position == 1
                ),
            )
            for area in found
        ),
    )


def edition_sheet(edition: Edition) -> GoalCardSheet:
    return GoalCardSheet.from_json(edition.sheet, format=edition.format)
