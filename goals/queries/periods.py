"""What the pages about the period plan show, and some weeks of it as a sheet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from django.utils import timezone

from config import pictures
from goals.models import MOST_WEEKS, LogLine, PeriodPlan, Picture, PlanLine
from goals.period_sheet import MOST_PICTURES, Entry, PeriodSheet, PlanRow, Shown
from goals.services.log import monday
from programmes.models import Membership

WEEK = timedelta(days=7)
USUAL = 4  # weeks


@dataclass(frozen=True)
class Plan:
    """The leader's period plan: what runs or is to come, and what is over."""

    standing: list[PlanLine]
    over: list[PlanLine]


def plan(membership: Membership, today: date) -> Plan:
    found = list(membership.plan_lines.filter(deleted_at__isnull=True).select_related("goal__area"))
    return Plan([each for each in found if each.ends >= today], [each for each in found if each.ends < today][::-1])


def periods(membership: Membership) -> list[PeriodPlan]:
    return list(membership.period_plans.filter(deleted_at__isnull=True))


def proposed(standing: list[PlanLine], today: date) -> tuple[date, int]:
    """The weeks of a new sheet: those of the plan as far as it goes, or the four latest where nothing is planned."""
    if not standing:
        return monday(today) - (USUAL - 1) * WEEK, USUAL
    first = min(each.starts for each in standing)
    return first, min(MOST_WEEKS, (max(each.ends for each in standing) - first).days // 7 + 1)


def has_noted(membership: Membership) -> bool:
    return membership.log_lines.filter(deleted_at__isnull=True).exists()


def lines_in(period: PeriodPlan) -> list[LogLine]:
    """The leader's log in these weeks, the first day first, with what each line is about."""
    return list(
        period.membership.log_lines.filter(deleted_at__isnull=True, on__gte=period.starts, on__lte=period.ends)
        .select_related("goal__area", "action__goal__area", "step__ladder", "plan", "picture")
        .defer("picture__content")
        .order_by("on", "pk")
    )


def left_out(period: PeriodPlan) -> set[int]:
    return set(period.left_out.values_list("pk", flat=True))


def sheet(period: PeriodPlan, *, on: date | None = None) -> PeriodSheet:
    """The weeks as they stand, without what the leader keeps out. Six queries, however much there is."""
    membership, today = period.membership, on or timezone.localdate()
    noted, kept_out = lines_in(period), left_out(period)
    lines = [line for line in noted if line.pk not in kept_out]
    standing = membership.plan_lines.filter(deleted_at__isnull=True, starts__lte=period.ends)
    counted = Counter((line.plan_id, monday(line.on)) for line in noted)
    along = pictures_of(lines)
    numbers = {picture.line_id: number for number, picture in enumerate(along)}
    return PeriodSheet(
        leader=membership.person.name,
        manager=manager.person.name if (manager := membership.manager) else "",
        municipality=membership.municipality.name,
        unit=membership.unit.name if membership.unit else "",
        language=membership.municipality.language,
        date=today.isoformat(),
        starts=period.starts.isoformat(),
        weeks=period.weeks,
        plan=tuple(
            row(line, period, counted, today)
            for line in standing.select_related("goal__area")
            if line.ends >= period.starts
        ),
        log=tuple(
            Entry(
                line.on.isoformat(),
                line.text,
                line.effort,
                line.about,
                shown(numbers[line.pk], along[numbers[line.pk]]) if line.pk in numbers else None,
            )
            for line in lines
        ),
        pictures=tuple(bytes(picture.content) for picture in along),
    )


def row(line: PlanLine, period: PeriodPlan, counted: Counter[tuple[int | None, date]], today: date) -> PlanRow:
    weeks = [period.starts + number * WEEK for number in range(period.weeks)]
    done = tuple(
        counted[line.pk, week] if line.starts <= week <= line.ends and week <= today else None for week in weeks
    )
    goal = line.goal.text if line.goal and line.goal.stands else ""
    return PlanRow(line.text, goal, line.times, line.starts.isoformat(), line.weeks, done)


def pictured(lines: list[LogLine]) -> list[int]:
    """The keys of the lines whose pictures are to go along, the first day first, and no more than a copy holds."""
    return [line.pk for line in lines if goes_along(line)][:MOST_PICTURES]


def pictures_of(lines: list[LogLine]) -> list[Picture]:
    chosen = pictured(lines)
    found = {picture.line_id: picture for picture in Picture.objects.filter(line__in=chosen)}
    return [found[key] for key in chosen if key in found]


def picture(period: PeriodPlan, number: int) -> Picture | None:
    """The picture that would have this number in a copy made now."""
    kept_out = left_out(period)
    chosen = pictured([line for line in lines_in(period) if line.pk not in kept_out])
    return Picture.objects.filter(line=chosen[number]).first() if number < len(chosen) else None


def goes_along(line: LogLine) -> bool:
    picture = getattr(line, "picture", None)
    return picture is not None and picture.goes_along


def shown(number: int, picture: Picture) -> Shown:
    mark = sha256(bytes(picture.content)).hexdigest()[:16]
    return Shown(number, picture.alt, *pictures.within(picture.width, picture.height), mark)
