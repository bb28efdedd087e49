"""Some weeks of the plan and the log as one sheet: which weeks, and what is kept out of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.locking import lock_row
from goals.models import MOST_PERIODS, PeriodPlan
from goals.services.log import monday
from programmes.contract import NotPossible
from programmes.models import Membership


def begin(*, membership: Membership, starts: date, weeks: int) -> PeriodPlan:
    """A sheet of so many weeks from the Monday of the week of `starts`; the one that there is for just those weeks.

    Raises `NotPossible` beyond a hundred.
    """
    with transaction.atomic():
        lock_row(membership, whole=True)
        standing = membership.period_plans.filter(deleted_at__isnull=True)
        if same := standing.filter(starts=monday(starts), weeks=weeks).first():
            return same
        if standing.count() >= MOST_PERIODS:
            raise NotPossible(_("Du har hundre ark alt. Slett et du ikke trenger."))
        return PeriodPlan.objects.create(membership=membership, starts=monday(starts), weeks=weeks)


def move(*, period: PeriodPlan, starts: date, weeks: int) -> None:
    """Other weeks. Raises `NotPossible` where there is another sheet for just those."""
    with transaction.atomic():
        _alone(period, monday(starts), weeks)
        PeriodPlan.objects.filter(pk=period.pk).update(starts=monday(starts), weeks=weeks)


def delete(*, period: PeriodPlan) -> None:
    """Takes the sheet away; the plan and the log stay. It can be taken back until the day after."""
    PeriodPlan.objects.filter(pk=period.pk).update(deleted_at=timezone.now())


def restore(*, period: PeriodPlan) -> None:
    """Raises `NotPossible` where there is another sheet for the same weeks by now."""
    with transaction.atomic():
        _alone(period, period.starts, period.weeks)
        PeriodPlan.objects.filter(pk=period.pk).update(deleted_at=None)


def _alone(period: PeriodPlan, starts: date, weeks: int) -> None:
    Membership.objects.select_for_update(of=("self",)).get(pk=period.membership_id)
    same = PeriodPlan.objects.filter(
        membership=period.membership_id, starts=starts, weeks=weeks, deleted_at__isnull=True
    )
    if same.exclude(pk=period.pk).exists():
        raise NotPossible(_("Du har et annet ark for de samme ukene. Bruk det, eller velg andre uker."))


def choose(*, period: PeriodPlan, seen: Iterable[str], taken: Iterable[str]) -> None:
    """Of the lines that the leader saw, those that are not taken stay out; what they did not see is left as it was."""
    seen, taken = set(seen), set(taken)
    mine = period.membership.log_lines.filter(public_id__in=seen, on__gte=period.starts, on__lte=period.ends)
    with transaction.atomic():
        period.left_out.remove(*mine.filter(public_id__in=taken))
        period.left_out.add(*mine.exclude(public_id__in=taken))
