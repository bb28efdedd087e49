"""How often, which weeks and which effort, in words, for templates."""

from __future__ import annotations

from datetime import timedelta

from django import template

from goals.changes_period import effort_said, times_said, weeks_said
from goals.models import PeriodPlan, PlanLine
from goals.period_sheet import PeriodSheet, PlanRow

register = template.Library()


@register.filter
def effort(known: str) -> str:
    return effort_said(known)


@register.filter
def often(line: PlanRow | PlanLine) -> str:
    """2 ganger i uken"""
    return times_said(line.times)


@register.filter
def which_weeks(of: PeriodSheet | PlanRow | PeriodPlan | PlanLine) -> str:
    """uke 45–48, 2026"""
    if isinstance(of, PeriodSheet | PlanRow):
        return weeks_said(of.first, of.last)
    return weeks_said(of.starts, of.starts + timedelta(weeks=of.weeks - 1))
