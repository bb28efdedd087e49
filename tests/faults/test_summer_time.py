"""The nights on which the clock is set: plans keep their hour on the wall, and what runs does not jump."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from programmes.models import Stage
from programmes.queries import dayplan
from tests.conftest import TALK, go_to
from tests.world import Place

OSLO = ZoneInfo("Europe/Oslo")
BACK, FORTH = date(2026, 10, 25), date(2026, 3, 29)  # the clock is set at three, and at two, in the morning


@pytest.mark.parametrize(("day", "hour"), [(BACK, 7), (FORTH, 6), (BACK - timedelta(1), 6), (FORTH - timedelta(1), 7)])
def test_a_planned_day_starts_by_the_clock_on_the_wall(here: Place, day: date, hour: int) -> None:
    here.gathering.date = day
    here.gathering.save()
    items = list(here.gathering.items.order_by("position"))
    starts, _ends = dayplan.span(here.gathering, dayplan.slots_of(items)[0])
    assert starts.astimezone(OSLO).time() == time(8, 30)
    assert starts == datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC)


@pytest.mark.parametrize(("day", "wall"), [(BACK, time(2, 5)), (FORTH, time(3, 5))])
def test_what_runs_through_the_night_has_the_minutes_it_was_given(
    here: Place, monkeypatch: pytest.MonkeyPatch, day: date, wall: time
) -> None:
    # Five minutes before the clock is set; both nights it is one o'clock in UTC.
    now = datetime(day.year, day.month, day.day, 0, 55, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    go_to(here.gathering, TALK, here.facilitator)
    stage = Stage.objects.get(gathering=here.gathering)
    assert stage.ends_at - now == timedelta(minutes=10)
    assert stage.ends_at.utcoffset() == timedelta(0)
    assert stage.ends_at.astimezone(OSLO).time() == wall
