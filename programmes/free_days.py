"""Days on which no municipality would hold a gathering."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.easter import easter

SATURDAY = 5
FIXED = {(1, 1), (5, 1), (5, 17)}
CHRISTMAS = 23  # of December: from then on until the new year nobody is at work
# Days from Easter Sunday: the week before it and Easter Monday, Ascension Day, Whit Monday.
AROUND_EASTER = {*range(-6, 2), 39, 50}


def is_free(day: date) -> bool:
    """Weekends, public holidays, the days of Christmas, the week of Easter and July."""
    return (
        day.weekday() >= SATURDAY
        or (day.month, day.day) in FIXED
        or (day.month == 12 and day.day >= CHRISTMAS)
        or day.month == 7
        or (day - easter(day.year)).days in AROUND_EASTER
    )


def from_then(day: date) -> date:
    """The day itself, or the first after it that is not free."""
    while is_free(day):
        day += timedelta(days=1)
    return day
