"""The log: what the leader did on a day, in two taps or in words."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from config.ids import given_id
from config.jobs import Running, daily
from goals.models import Action, Attainment, Goal, Ladder, LadderStep, LogLine
from programmes.models import Membership

KEPT_AFTER_DELETION = timedelta(days=1)


def note(
    *,
    membership: Membership,
    text: str = "",
    effort: str = "",
    on: date | None = None,
    goal: Goal | None = None,
    action: Action | None = None,
    step: LadderStep | None = None,
    name: str = "",
) -> LogLine:
    """A line in the leader's log; of an action, also of its goal. The same `name` twice is one line.

    Raises ValueError for a line that says nothing, and for an effort that there is not.
    """
    if not (text or effort):
        raise ValueError("a log line says something")
    effort = LogLine.Effort(effort) if effort else ""
    with transaction.atomic():
        Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
        if given_id(name) and (known := LogLine.objects.filter(public_id=name).first()):
            return (
                known
                if known.membership_id == membership.pk
                else _write(membership, text, effort, on, goal, action, step)
            )
        return _write(membership, text, effort, on, goal, action, step, name=given_id(name))


def _write(
    membership: Membership,
    text: str,
    effort: str,
    on: date | None,
    goal: Goal | None,
    action: Action | None,
    step: LadderStep | None,
    name: str = "",
) -> LogLine:
    line = LogLine(membership=membership, text=text, effort=effort, on=on or timezone.localdate())
    line.goal, line.action, line.step = goal or (action.goal if action else None), action, step
    if name:
        line.public_id = name
    line.save()
    return line


def write(*, line: LogLine, text: str, effort: str, on: date) -> None:
    """Changes what a line says, and its day."""
    if not (text or effort):
        raise ValueError("a log line says something")
    LogLine.objects.filter(pk=line.pk).update(text=text, effort=LogLine.Effort(effort) if effort else "", on=on)


def delete(*, line: LogLine) -> None:
    """Takes a line away; it can be taken back until it is cleared away the day after."""
    LogLine.objects.filter(pk=line.pk).update(deleted_at=timezone.now())


def restore(*, line: LogLine) -> None:
    LogLine.objects.filter(pk=line.pk).update(deleted_at=None)


@daily("goals.clear_followed")
def clear_deleted(running: Running) -> None:
    """Clears away what was deleted more than a day ago: log lines, steps, ladders and tables."""
    from efficacy.models import Belief

    old = {"deleted_at__lt": timezone.now() - KEPT_AFTER_DELETION}
    gone: list[type[Model]] = [LogLine, Attainment]
    with transaction.atomic():
        for steps in (
            LadderStep.objects.filter(**old),
            LadderStep.objects.filter(ladder__in=Ladder.objects.filter(**old)),
        ):
            Belief.objects.filter(step__in=steps).delete()  # a step goes with its belief
        Ladder.objects.filter(**old).delete()
        for model in gone:
            model._default_manager.filter(**old).delete()
