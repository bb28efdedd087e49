"""The day of the place where the program runs: when it begins, and when what belongs to it is over."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

MORNING = 6
"""O'clock: when a day's jobs run, and what was open for the day before is closed."""


def midnight(day: date | None = None) -> datetime:
    """The moment in which a day begins (today)."""
    return timezone.make_aware(datetime.combine(day or timezone.localdate(), time()))


def working_day() -> date:
    """The day whose jobs are due: until the morning, that is still yesterday."""
    return (timezone.localtime() - timedelta(hours=MORNING)).date()
