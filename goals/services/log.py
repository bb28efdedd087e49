"""The log: what the leader did on a day, in two taps or in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from config.days import midnight
from config.ids import free_id, given_id
from config.jobs import Running, daily
from config.locking import lock_row
from config.pictures import Image
from efficacy.models import Belief
from goals.models import (
    Action,
    Attainment,
    Goal,
    Ladder,
    LadderStep,
    LogLine,
    PeriodPlan,
    Picture,
    PlanLine,
    Review,
    ScaledGoal,
)
from goals.services import cards
from programmes.models import Membership


@dataclass(frozen=True)
class Of:
    """What a line is about: a goal, an action, a step of a ladder, or a line of the period plan; or nothing."""

    goal: Goal | None = None
    action: Action | None = None
    step: LadderStep | None = None
    plan: PlanLine | None = None

    @property
    def goals_own(self) -> Goal | None:
        """The goal that it is about, by itself or through what belongs to it."""
        through = self.action.goal if self.action else self.plan.goal if self.plan else None
        return self.goal or through or (self.step.ladder.goal if self.step else None)


def note(
    *,
    membership: Membership,
    text: str = "",
    effort: str = "",
    on: date | None = None,
    of: Of | None = None,
    picture: Image | None = None,
    alt: str = "",
    goes_along: bool = False,
    name: str = "",
) -> LogLine:
    """A line in the leader's log, today if nothing else is said. The same `name` twice is one line.

    An action that was done as planned, or more, has begun. Raises ValueError for a line that says nothing, and for an effort that there is not.
    """
    if not (text or effort):
        raise ValueError("a log line says something")
    of = of or Of()
    with transaction.atomic():
        lock_row(membership, whole=True)
        if given_id(name) and (known := membership.log_lines.filter(public_id=name).first()):
            return known
        line = LogLine.objects.create(
            public_id=free_id(LogLine, name),
            membership=membership,
            text=text,
            effort=LogLine.Effort(effort) if effort else "",
            on=on or timezone.localdate(),
            goal=of.goals_own,
            action=of.action,
            step=of.step,
            plan=of.plan,
        )
        if of.action and effort in (LogLine.Effort.AS, LogLine.Effort.MORE):
            cards.begin(action=of.action)
        if picture:
            put_picture(line=line, picture=picture, alt=alt, goes_along=goes_along)
    return line


def put_picture(*, line: LogLine, picture: Image, alt: str = "", goes_along: bool = False) -> None:
    """Gives the line a picture, in place of the one that it has."""
    values = {"content": picture.content, "width": picture.width, "height": picture.height, "alt": alt[:200]}
    Picture.objects.update_or_create(line=line, defaults={**values, "goes_along": goes_along})


def describe_picture(*, line: LogLine, alt: str, goes_along: bool) -> None:
    """What the picture that stands shows, and whether it goes along to others."""
    Picture.objects.filter(line=line).update(alt=alt[:200], goes_along=goes_along)


def take_picture_off(*, line: LogLine) -> None:
    Picture.objects.filter(line=line).delete()


def write(*, line: LogLine, text: str, effort: str, on: date) -> None:
    """Changes what a line says, and its day."""
    if not (text or effort):
        raise ValueError("a log line says something")
    LogLine.objects.filter(pk=line.pk).update(text=text, effort=LogLine.Effort(effort) if effort else "", on=on)


def plan(
    *,
    membership: Membership,
    text: str,
    starts: date,
    times: int,
    weeks: int,
    goal: Goal | None = None,
    name: str = "",
) -> PlanLine:
    """A line of the period plan, from the Monday of the week of `starts`. The same `name` twice is one line."""
    with transaction.atomic():
        lock_row(membership, whole=True)
        if given_id(name) and (known := membership.plan_lines.filter(public_id=name).first()):
            return known
        made = PlanLine(membership=membership, text=text, starts=monday(starts), times=times, weeks=weeks, goal=goal)
        made.public_id = free_id(PlanLine, name)
        made.save()
    return made


def replan(*, plan: PlanLine, text: str, starts: date, times: int, weeks: int, goal: Goal | None) -> None:
    PlanLine.objects.filter(pk=plan.pk).update(
        text=text, starts=monday(starts), times=times, weeks=weeks, goal=goal, written_on=timezone.localdate()
    )


def delete_plan(*, plan: PlanLine) -> None:
    """Takes it off the plan; what was noted of it stays."""
    PlanLine.objects.filter(pk=plan.pk).update(deleted_at=timezone.now())


def restore_plan(*, plan: PlanLine) -> None:
    PlanLine.objects.filter(pk=plan.pk).update(deleted_at=None)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def delete(*, line: LogLine) -> None:
    """Takes a line away; it can be taken back until it is cleared away the day after."""
    LogLine.objects.filter(pk=line.pk).update(deleted_at=timezone.now())


def restore(*, line: LogLine) -> None:
    LogLine.objects.filter(pk=line.pk).update(deleted_at=None)


@daily("goals.clear_followed")
def clear_deleted(running: Running) -> None:
    """Clears away what was deleted before today: log lines, plans, steps, ladders, tables and reviews."""
    old = {"deleted_at__lt": midnight()}
    gone: list[type[Model]] = [PeriodPlan, LogLine, PlanLine, ScaledGoal, Review, Attainment]
    with transaction.atomic():
        for steps in (
            LadderStep.objects.filter(**old),
            LadderStep.objects.filter(ladder__in=Ladder.objects.filter(**old)),
        ):
            Belief.objects.filter(step__in=steps).delete()  # a step goes with its belief
        Ladder.objects.filter(**old).delete()
        for model in gone:
            model._default_manager.filter(**old).delete()
