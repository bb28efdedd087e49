"""Days, weeks, months and seasons as the days of a year."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter

Days = tuple[date, date]


@dataclass(frozen=True)
class Point:
    """A day, week, month or season: its days in a given year; `year` is None where none was written."""

    days: Callable[[int], Days]
    year: int | None = None

    def fits(self, year: int) -> Days | None:
        with suppress(ValueError, OverflowError):
            return self.days(year)
        return None


def day(number: int, month: int) -> Callable[[int], Days]:
    return lambda year: (date(year, month, number), date(year, month, number))


def months(first: int, count: int = 1) -> Callable[[int], Days]:
    """So many whole months; the last may be in the next year."""

    def days(year: int) -> Days:
        last = first + count - 1
        end = (year + (last - 1) // 12, (last - 1) % 12 + 1)
        return date(year, first, 1), date(*end, monthrange(*end)[1])

    return days


def weeks(number: int) -> Callable[[int], Days]:
    return lambda year: (date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 7))


def whole_year(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def before_easter(year: int) -> Days:
    wednesday = easter(year) - timedelta(days=4)
    return wednesday, wednesday


def fixed(first: date, last: date | None = None) -> Point:
    """Days that are known without asking for a year."""
    return Point(lambda _year: (first, last or first), (last or first).year)


def add_months(start: date, count: int) -> date:
    """The same day so many months later, or the month's last."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def later(today: date, count: int, unit: str) -> date:
    if unit in "dw":
        return today + timedelta(days=count * (7 if unit == "w" else 1))
    return add_months(today, count * (12 if unit == "y" else 1))
