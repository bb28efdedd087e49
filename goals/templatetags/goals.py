"""How a deadline was understood, for templates."""

from __future__ import annotations

from datetime import date

from django import template

from goals import readings
from goals.deadlines import Deadline

register = template.Library()


@register.filter
def reading(deadline: Deadline, today: date) -> str:
    return readings.reading(deadline, today)
