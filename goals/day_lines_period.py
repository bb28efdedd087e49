"""What a leader wrote in their period plan on one day: for the page that they take home, and nobody else."""

from __future__ import annotations

from datetime import date

from goals.changes_period import times_said, weeks_said
from goals.period_sheet import PlanRow
from programmes.contract import Text
from programmes.models import Membership
from programmes.own_sheets import Written


def of_plan(membership: Membership, day: date) -> list[Written]:
    """The lines that were last written that day, each under how often and in which weeks. One query."""
    lines = membership.plan_lines.filter(deleted_at__isnull=True, written_on=day)
    parts: list[tuple[Text, str]] = []
    for line in lines:
        row = PlanRow(line.text, "", line.times, line.starts.isoformat(), line.weeks, ())
        parts.append((f"{times_said(row)}. {weeks_said(row.first, row.last)}", line.text))
    return [Written("", parts)] if parts else []
