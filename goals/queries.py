"""What the pages about goals show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from efficacy.queries import Curve, curves
from goals.models import Area, Goal
from goals.sheet import ActionLine, AreaBlock, GoalBlock, GoalCardSheet, IndicatorLine
from programmes.models import Edition, Look, Membership, Participation, Programme, Share
from programmes.models.dated import on_day

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


def handed_in(membership: Membership) -> list[Share]:
    """What the leader has handed in, newest first, with who has fetched it."""
    return list(
        Share.objects.filter(edition__membership=membership, edition__kind=KIND, audience=Share.Audience.HR)
        .select_related("edition", "programme")
        .prefetch_related(Prefetch("looks", Look.objects.select_related("person").order_by("at")))
    )


def programmes_to_hand_in_to(membership: Membership) -> list[Programme]:
    return list(
        Programme.objects.filter(
            on_day(prefix="participations__"),
            participations__membership=membership,
            participations__role=Participation.Role.LEADER,
        ).order_by("name", "pk")
    )


def open_shares(programme: Programme) -> QuerySet[Share]:
    """Målkort that HR may open: handed in to this programme, not withdrawn, not past their end."""
    return Share.objects.open().filter(programme=programme, audience=Share.Audience.HR, edition__kind=KIND)


@dataclass(frozen=True)
class HandInLine:
    """A leader of a programme, and the newest målkort they have handed in."""

    participation: Participation
    share: Share | None

    @property
    def name(self) -> str:
        return self.participation.name


def hand_ins(programme: Programme) -> list[HandInLine]:
    """Who has handed in, then who has not yet, each by name; two queries however many leaders there are."""
    newest: dict[int, Share] = {}
    for share in open_shares(programme).select_related("edition").order_by("edition__number"):
        newest[share.edition.membership_id] = share
    leaders = (
        Participation.objects.filter(
            on_day(), on_day(prefix="membership__"), programme=programme, role=Participation.Role.LEADER
        )
        .select_related("membership__person", "membership__unit")
        .order_by("membership__person__sort_key", "pk")
    )
    lines = [HandInLine(leader, newest.get(leader.membership_id or 0)) for leader in leaders]
    return sorted(lines, key=lambda line: line.share is None)


def edition_sheet(edition: Edition) -> GoalCardSheet:
    return GoalCardSheet.from_json(edition.sheet, format=edition.format)
