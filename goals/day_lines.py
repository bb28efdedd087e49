"""What a leader wrote on their own sheets on one day: for the page that they take home, and nobody else."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from goals.models import Attainment, Ladder, LadderStep, Review, ScaledGoal
from goals.models.attainment import Row
from goals.platform import queries as platform
from goals.platform.questions import QUESTIONS
from goals.queries.attainment import shown
from programmes.contract import Text
from programmes.models import Membership
from programmes.own_sheets import Written


def of_platform(membership: Membership) -> list[Written]:
    """All that is answered: there is one platform, which grows."""
    answers = platform.answers(membership)
    return [Written("", [(QUESTIONS[number], answers[number]) for number in sorted(answers)])] if answers else []


def of_ladders(membership: Membership, day: date) -> list[Written]:
    """Those that were begun or rated on the day: the steps from the foot up. Two queries."""
    rated = Q(steps__belief__ratings__on=day, steps__deleted_at__isnull=True)
    ladders = list(
        Ladder.objects.filter(Q(begun_on=day) | rated, membership=membership, deleted_at__isnull=True)
        .distinct()
        .order_by("pk")
    )
    steps: dict[int, list[LadderStep]] = {}
    for step in LadderStep.objects.filter(ladder__in=ladders, deleted_at__isnull=True):
        steps.setdefault(step.ladder_id, []).append(step)
    return [
        Written(
            ladder.title,
            [
                (_("Trinn %(number)s") % {"number": number}, step.text)
                for number, step in enumerate(steps.get(ladder.pk, []), start=1)
            ],
        )
        for ladder in ladders
    ]


def of_attainments(membership: Membership, day: date) -> list[Written]:
    """Those that were begun or reviewed on the day: each goal's levels, the lowest first. Three queries."""
    reviewed = Review.objects.standing().filter(on=day).values("attainment")
    tables = list(
        Attainment.objects.filter(
            Q(begun_on=day) | Q(pk__in=reviewed), membership=membership, deleted_at__isnull=True
        ).order_by("pk")
    )
    goals = ScaledGoal.objects.filter(attainment__in=tables, deleted_at__isnull=True).prefetch_related("texts")
    found: dict[int, list[tuple[Text, str]]] = {}
    for scaled in goals.order_by("attainment", "position"):
        table = next(each for each in tables if each.pk == scaled.attainment_id)
        found.setdefault(table.pk, []).extend(_levels(scaled, table.numbering))
    return [Written(table.title, found.get(table.pk, [])) for table in tables]


def _levels(scaled: ScaledGoal, numbering: str) -> list[tuple[Text, str]]:
    texts = sorted(scaled.texts.all(), key=lambda each: (each.row, each.level))
    return [(f"{scaled.position}. {Row(each.row).label} {shown(each.level, numbering)}", each.text) for each in texts]
