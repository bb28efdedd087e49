"""How a målkort is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from config.ids import given_id
from config.jobs import Running, daily
from efficacy import services as efficacy
from efficacy.models import Belief
from goals.models import MOST_AREAS, Action, Area, Goal, GoalCard, Indicator
from programmes.contract import NotPossible
from programmes.models import Membership

KEPT_AFTER_DELETION = timedelta(days=1)


@dataclass(frozen=True)
class GoalText:
    """A goal as it was typed. Pairs of empty texts are left out."""

    text: str
    indicators: Sequence[tuple[str, str]]
    actions: Sequence[tuple[str, str]]


def save_area(*, membership: Membership, title: str, source: str, goals: Sequence[GoalText], name: str = "") -> Area:
    """Writes an area of the leader's card whole, as it was typed.

    `name` is the area's public id: one that stands on the card is written anew; any other is a new last area, under
    that name where it is free. Raises `NotPossible` when the card is full.
    """
    with transaction.atomic():
        card, _created = GoalCard.objects.select_for_update().get_or_create(membership=membership)
        area = card.areas.filter(public_id=name, deleted_at__isnull=True).first()
        if area is None:
            free = bool(given_id(name)) and not Area.objects.filter(public_id=name).exists()
            area = Area(card=card, position=_last(card) + 1, title=title, source=source)
            area.public_id = name if free else area.public_id
            area.save()
        else:
            Area.objects.filter(pk=area.pk).update(title=title, source=source)
        for position, typed in enumerate(goals, start=1):
            goal, _created = Goal.objects.update_or_create(area=area, position=position, defaults={"text": typed.text})
            _replace(goal, typed)
        _forget(area.goals.filter(position__gt=len(goals)))
        card.save(update_fields=["changed_at"])
    return area


def delete_area(*, area: Area) -> None:
    """Takes an area off the card. It can be taken back until it is cleared away the day after."""
    Area.objects.filter(pk=area.pk).update(deleted_at=timezone.now())


def restore_area(*, area: Area) -> None:
    """Puts a deleted area back, as the last one if its place is taken."""
    with transaction.atomic():
        GoalCard.objects.select_for_update().get(pk=area.card_id)
        last = _last(area.card)
        taken = Area.objects.filter(card=area.card_id, position=area.position, deleted_at__isnull=True)
        position = last + 1 if taken.exclude(pk=area.pk).exists() else area.position
        Area.objects.filter(pk=area.pk).update(deleted_at=None, position=position)


def believe(*, goal: Goal, membership: Membership, value: int) -> Belief:
    """Notes the leader's mastery belief for a goal, 0–100 in tens."""
    with transaction.atomic():
        goal = Goal.objects.select_for_update(of=("self",)).select_related("belief").get(pk=goal.pk)
        if goal.belief is None:
            goal.belief = efficacy.begin(membership=membership)
            goal.save(update_fields=["belief"])
        efficacy.rate(belief=goal.belief, value=value)
    return goal.belief


@daily("goals.clear_deleted")
def clear_deleted(running: Running) -> None:
    """Clears away areas that were deleted more than a day ago."""
    old = Area.objects.filter(deleted_at__lt=timezone.now() - KEPT_AFTER_DELETION)
    with transaction.atomic():
        _forget(Goal.objects.filter(area__in=old))
        old.delete()


def _forget(goals: QuerySet[Goal]) -> None:
    """Deletes goals, and what their leader believed about them."""
    Belief.objects.filter(pk__in=list(goals.values_list("belief", flat=True))).delete()
    goals.delete()


def _last(card: GoalCard) -> int:
    live = card.areas.filter(deleted_at__isnull=True)
    if live.count() >= MOST_AREAS:
        raise NotPossible(_("Et målkort har høyst ti utviklingsområder. Slett ett, eller skriv i et som er der."))
    return live.aggregate(last=Max("position"))["last"] or 0


def _replace(goal: Goal, typed: GoalText) -> None:
    goal.indicators.all().delete()
    goal.actions.all().delete()
    Indicator.objects.bulk_create(
        Indicator(goal=goal, position=number, text=text, target=target)
        for number, (text, target) in enumerate(filter(any, typed.indicators), start=1)
    )
    Action.objects.bulk_create(
        Action(goal=goal, position=number, text=text, deadline=deadline)
        for number, (text, deadline) in enumerate(filter(any, typed.actions), start=1)
    )
