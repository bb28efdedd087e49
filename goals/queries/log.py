"""What a leader said they would do, what is due, and what they have noted: the follow-up page and the weeks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from goals.models import Action, Attainment, Goal, Ladder, LadderStep, LogLine, PlanLine
from goals.queries.ladders import shown
from goals.services.log import Of, monday
from programmes.models import Gathering, Membership, Participation
from programmes.models.dated import on_day

A_MONTH, TWO_MONTHS = timedelta(days=28), timedelta(days=70)
LATEST = 10  # lines at the foot of the follow-up page


@dataclass(frozen=True)
class Due:
    """An action that is not done, and how its deadline stands."""

    action: Action
    today: date

    @property
    def is_late(self) -> bool:
        return self.action.due is not None and self.action.due < self.today

    @property
    def days(self) -> int | None:
        """Days until it is due; negative for one that was; None without a day."""
        return (self.action.due - self.today).days if self.action.due else None


def due(membership: Membership, today: date) -> list[Due]:
    """What the leader said they would do and has not done: the first deadline first, those without a day last."""
    waiting = (
        Action.objects.standing()
        .filter(goal__area__card__membership=membership)
        .exclude(status=Action.Status.DONE)
        .exclude(text="")
        .select_related("goal")
    )
    return [
        Due(action, today)
        for action in sorted(waiting, key=lambda each: (each.due or date.max, each.goal_id, each.position))
    ]


@dataclass(frozen=True)
class Next:
    """The lowest step of a ladder that is not tried yet."""

    ladder: Ladder
    step: LadderStep
    number: int


def next_steps(membership: Membership) -> list[Next]:
    standing = membership.ladders.filter(deleted_at__isnull=True)
    found = []
    for each in shown(list(standing)):
        untried = next((stair for stair in each.steps if not stair.tries), None)
        if untried:
            found.append(Next(each.ladder, untried.step, untried.number))
    return found


@dataclass(frozen=True)
class Ask:
    """A review that is asked for: since its agreed day has come, or since a gathering is a month behind."""

    attainment: Attainment | None  # None: there is no table, and the goals themselves are asked about
    gathering: Gathering | None = None

    @property
    def agreed(self) -> date | None:
        return self.attainment.review_on if self.attainment else None


def asks(membership: Membership, today: date) -> list[Ask]:
    """The reviews that are asked for today. Three queries, however many tables there are."""
    gathering = month_old(membership, today)
    tables = list(
        membership.attainments.filter(deleted_at__isnull=True, scaled__deleted_at__isnull=True, scaled__isnull=False)
        .distinct()
        .prefetch_related("reviews")
    )
    asked = []
    for table in tables:
        latest = max((review.on for review in table.reviews.all() if not review.deleted_at), default=date.min)
        if table.review_on and latest < table.review_on <= today:
            asked.append(Ask(table))
        elif gathering and latest < gathering.date and not (table.review_on and table.review_on > today):
            asked.append(Ask(table, gathering))
    if gathering and not tables and has_goals(membership):
        asked.append(Ask(None, gathering))
    return asked


def month_old(membership: Membership, today: date) -> Gathering | None:
    """The latest gathering of the leader's programmes that was a month ago, and not more than ten weeks."""
    return gatherings(membership).filter(date__lte=today - A_MONTH, date__gte=today - TWO_MONTHS).first()


def gatherings(membership: Membership) -> QuerySet[Gathering]:
    """Those of the leader's programmes, the latest first."""
    leading = Participation.objects.filter(on_day(), membership=membership, role=Participation.Role.LEADER)
    return Gathering.objects.filter(programme__participations__in=leading).order_by("-date")


@dataclass(frozen=True)
class ReviewDay:
    """A day on which something is to be gone through. `name` stays the same when the day moves; `what` is the leader's."""

    name: str
    on: date
    what: str


def review_days(membership: Membership, today: date) -> list[ReviewDay]:
    """The days agreed for tables that are not gone through, and a month after the latest gathering for the goals.

    Three queries, however many tables there are.
    """
    tables = list(membership.attainments.filter(deleted_at__isnull=True).prefetch_related("reviews"))
    agreed = [
        ReviewDay(table.public_id, table.review_on, table.title)
        for table in tables
        if table.review_on
        and not any(review.on >= table.review_on for review in table.reviews.all() if not review.deleted_at)
    ]
    if not tables and (gathering := latest_gathering(membership, today)) and has_goals(membership):
        name = f"{gathering.public_id}-{membership.public_id}"
        agreed.append(ReviewDay(name, gathering.date + A_MONTH, ""))
    return sorted(agreed, key=lambda each: (each.on, each.name))


def latest_gathering(membership: Membership, today: date) -> Gathering | None:
    """The latest gathering that has been, and of which the month has not passed by long ago."""
    return gatherings(membership).filter(date__lte=today, date__gte=today - TWO_MONTHS).first()


def has_goals(membership: Membership) -> bool:
    goals = Goal.objects.standing().filter(area__card__membership=membership)
    return goals.exclude(text="").exists()


def lines(membership: Membership) -> QuerySet[LogLine]:
    """The leader's log, the newest first, with what each line is about."""
    return (
        membership.log_lines.filter(deleted_at__isnull=True)
        .select_related("goal__area", "action__goal__area", "step__ladder", "plan", "picture")
        .defer("picture__content")
    )


def happened(goal: Goal | None, step: LadderStep | None) -> list[LogLine]:
    """What was noted of a step, or of a goal and its actions, the oldest first."""
    about = Q(step=step) if step else Q(goal=goal)
    return list(LogLine.objects.filter(about, deleted_at__isnull=True).order_by("on", "pk")) if step or goal else []


@dataclass(frozen=True)
class Planned:
    """A line of the period plan in one week: how often it was meant, and how often it was noted."""

    plan: PlanLine
    done: int

    @property
    def stones(self) -> list[bool]:
        """One a time that was meant, and those beyond; true where it is done."""
        return [number < self.done for number in range(max(self.plan.times, self.done))]


@dataclass(frozen=True)
class Week:
    """One week of the log, from its Monday."""

    monday: date
    planned: list[Planned]
    lines: list[LogLine]

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def before(self) -> str:
        return name_of(self.monday - timedelta(days=7))

    @property
    def after(self) -> str:
        return name_of(self.monday + timedelta(days=7))

    @property
    def name(self) -> str:
        return name_of(self.monday)


def name_of(day: date) -> str:
    """2026-48"""
    year, number, _day = day.isocalendar()
    return f"{year}-{number:02d}"


def week_named(text: str) -> date:
    """The Monday of a week as «2026-48»; of this week for anything else."""
    if match := re.fullmatch(r"(20\d\d)-(\d\d)", text, re.ASCII):
        try:
            return date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError:
            pass
    return monday(timezone.localdate())


def week(membership: Membership, first: date) -> Week:
    """What was planned and what was done in the week of that Monday."""
    found = list(lines(membership).filter(on__gte=first, on__lte=first + timedelta(days=6)))
    plans = membership.plan_lines.filter(deleted_at__isnull=True, starts__lte=first)
    counts: dict[int | None, int] = {}
    for line in found:
        counts[line.plan_id] = counts.get(line.plan_id, 0) + 1
    standing = [plan for plan in plans if plan.ends >= first]
    return Week(first, [Planned(plan, counts.get(plan.pk, 0)) for plan in standing], found)


def about(membership: Membership, kind: str, which: str) -> Of | None:
    """What a line is to be about, of the leader's own; None where there is no such thing."""
    if not kind:
        return Of()
    if kind == "goal":
        found = Goal.objects.standing().filter(area__card__membership=membership, public_id=which).first()
        return Of(goal=found) if found else None
    if kind == "action":
        actions = Action.objects.standing().filter(goal__area__card__membership=membership)
        action = actions.select_related("goal").filter(public_id=which).first()
        return Of(action=action) if action else None
    if kind == "step":
        steps = LadderStep.objects.filter(ladder__membership=membership, deleted_at__isnull=True)
        step = steps.select_related("ladder__goal").filter(public_id=which, ladder__deleted_at__isnull=True).first()
        return Of(step=step) if step else None
    plan = membership.plan_lines.filter(public_id=which, deleted_at__isnull=True).select_related("goal").first()
    return Of(plan=plan) if kind == "plan" and plan else None
