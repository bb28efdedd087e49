"""What a leader wrote in their period plan on one day: for the page that they take home, and nobody else."""

from __future__ import annotations

from datetime import date, timedelta

from goals.changes_period import times_said, weeks_said
from programmes.contract import Text
from programmes.models import Membership
from programmes.own_sheets import Written


def of_plan(membership: Membership, day: date) -> list[Written]:
    """The lines that were last written that day, each under how often and in which weeks. One query."""
    lines = membership.plan_lines.filter(deleted_at__isnull=True, written_on=day)
    parts: list[tuple[Text, str]] = []
    for line in lines:
        last = line.starts + timedelta(weeks=line.weeks - 1)
        parts.append((f"{times_said(line.times)}, {weeks_said(line.starts, last)}", line.text))
    return [Written("", parts)] if parts else []
