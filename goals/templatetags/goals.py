"""How a deadline was understood, and how a frozen ladder or table is read, for templates."""

from __future__ import annotations

from datetime import date

from django import template

from goals import readings
from goals.attainment_sheet import AttainmentSheet
from goals.deadlines import Deadline
from goals.ladder_sheet import LadderSheet, StepLine
from goals.queries import attainment as queries_attainment
from goals.staircase import Staircase, lay_out

register = template.Library()


@register.filter
def reading(deadline: Deadline, today: date) -> str:
    return readings.reading(deadline, today)


@register.filter
def staircase(sheet: LadderSheet) -> Staircase | None:
    """The stair with before and now; None while nothing is rated."""
    rated = any(step.now is not None for step in sheet.steps)
    return lay_out([(step.before, step.now) for step in sheet.steps]) if rated else None


@register.filter
def down(sheet: LadderSheet) -> list[tuple[int, StepLine]]:
    """The numbered steps, the hardest first."""
    return list(enumerate(sheet.steps, start=1))[::-1]


@register.filter
def heads(sheet: AttainmentSheet) -> list[queries_attainment.Head]:
    return queries_attainment.heads(sheet.numbering)


@register.filter
def read_table(sheet: AttainmentSheet) -> list[tuple[int, list[queries_attainment.TableRow]]]:
    return queries_attainment.read_table(sheet)
