"""What the pages about goals show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from efficacy.queries.beliefs import Curve, curves
from goals.models import Action, Area, Goal, GoalCard
from goals.sheet import ActionLine, AreaBlock, GoalBlock, GoalCardSheet, IndicatorLine
from programmes.models import Edition, Membership

KIND = "goal-card"


def areas(membership: Membership) -> list[Area]:
    """The areas of a leader's card with all that stands in them; five queries however many there are."""
    actions = Prefetch("actions", Action.objects.filter(deleted_at__isnull=True))
    goals = Goal.objects.filter(deleted_at__isnull=True).select_related("belief")
    found = Area.objects.filter(card__membership=membership, deleted_at__isnull=True)
    return list(found.prefetch_related(Prefetch("goals", goals.prefetch_related("indicators", actions))))


def deleted_areas(membership: Membership) -> list[Area]:
    """The areas that can still be taken back, the latest deleted first."""
    found = Area.objects.filter(card__membership=membership, deleted_at__isnull=False).exclude(title="")
    return list(found.order_by("-deleted_at", "-pk"))


def beliefs(found: list[Area]) -> dict[int, Curve]:
    return curves(goal.belief for area in found for goal in area.goals.all())


@dataclass(frozen=True)
class Step:
    """A link of the chain from idea to deed, and whether this goal has come to it."""

    name: str
    there: bool


def chain(goal: Goal, area: Area, curve: Curve | None) -> list[Step]:
    """Source 1's chain: from intention to result, from talk to action."""
    actions = list(goal.actions.all())
    return [
        Step(_("Ideen"), bool(area.title)),
        Step(_("Målet"), bool(goal.text)),
        Step(_("Mestringstroen"), bool(curve and curve.latest)),
        Step(_("Planen"), any(action.read.is_placed for action in actions)),
        Step(_("Gjøre det"), any(action.status != Action.Status.WAITING for action in actions)),
    ]


def chains(found: list[Area], beliefs: dict[int, Curve]) -> dict[int, list[Step]]:
    """Where each goal stands, by its key."""
    return {goal.pk: chain(goal, area, beliefs.get(goal.belief_id or 0)) for area in found for goal in area.goals.all()}


def sheet(membership: Membership, found: list[Area], *, on: date | None = None) -> GoalCardSheet:
    """The card as it stands."""
    manager = membership.manager
    return GoalCardSheet(
        leader=membership.person.name,
        manager=manager.person.name if manager else "",
        municipality=membership.municipality.name,
        unit=membership.unit.name if membership.unit else "",
        language=membership.municipality.language,
        date=(on or timezone.localdate()).isoformat(),
        areas=tuple(block(area) for area in found),
    )


def block(area: Area, *, with_status: bool = False) -> AreaBlock:
    """An area as it stands. An extra formulation in which nothing stands stays out.

    How far its actions have come is the leader's own: it is in no copy and on no paper.
    """
    return AreaBlock(
        area.title,
        area.source,
        tuple(
            GoalBlock(
                goal.text,
                tuple(IndicatorLine(each.text, each.target) for each in goal.indicators.all()),
                tuple(
                    ActionLine(
                        each.text,
                        each.deadline,
                        each.status if with_status else "",
                        each.due.isoformat() if each.due else "",
                        each.recurring,
                    )
                    for each in goal.actions.all()
                ),
            )
            for goal in area.goals.all()
            if goal.position == 1 or not goal.is_blank
        ),
    )


def edition_sheet(edition: Edition) -> GoalCardSheet:
    return GoalCardSheet.from_json(edition.sheet, format=edition.format)


def dated_actions(card: GoalCard) -> list[Action]:
    """What is not done and has a day, the first first."""
    dated = Action.objects.standing().filter(goal__area__card=card, due__isnull=False)
    return list(dated.exclude(status=Action.Status.DONE).order_by("due", "pk"))
