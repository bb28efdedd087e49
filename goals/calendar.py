"""The calendar feed of a leader's own deadlines: whole days, in the standard that every calendar reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from goals.models import Action


def feed(actions: Iterable[Action], *, with_text: bool, now: datetime) -> bytes:
    """One event an action with a day. What is to be done is said only where its leader has asked for it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Varde//Målkort//NO")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Frister på målkortet"))
    for action in actions:
        calendar.add_component(event(action, with_text=with_text, now=now))
    return bytes(calendar.to_ical())


def event(action: Action, *, with_text: bool, now: datetime) -> Event:
    assert action.due is not None
    made = Event()
    made.add("uid", f"{action.public_id}@varde")
    made.add("dtstamp", now)
    made.add("dtstart", action.due)
    made.add("dtend", action.due + timedelta(days=1))
    made.add("summary", action.text if with_text and action.text else _("Frist på målkortet"))
    made.add("transp", "TRANSPARENT")  # a deadline is no meeting: the day stays free
    return made
