"""The calendar feed of a leader's own deadlines and reviews: whole days, in the standard that every calendar reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from goals.models import Action
from goals.queries.log import ReviewDay


def feed(actions: Iterable[Action], reviews: Iterable[ReviewDay], *, with_text: bool, now: datetime) -> bytes:
    """One event a day that is set. What it is about is said only where its leader has asked for it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Varde//Målkort//NO")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Frister på målkortet"))
    for action in actions:
        assert action.due is not None
        summary = action.text if with_text and action.text else _("Frist på målkortet")
        calendar.add_component(event(action.public_id, action.due, summary, now=now))
    for review in reviews:
        summary = _("Gjennomgang: %(what)s") % {"what": review.what} if with_text and review.what else _("Gjennomgang")
        calendar.add_component(event(review.name, review.on, summary, now=now))
    return bytes(calendar.to_ical())


def event(name: str, on: date, summary: str, *, now: datetime) -> Event:
    made = Event()
    made.add("uid", f"{name}@varde")
    made.add("dtstamp", now)
    made.add("dtstart", on)
    made.add("dtend", on + timedelta(days=1))
    made.add("summary", summary)
    made.add("transp", "TRANSPARENT")  # a deadline is no meeting: the day stays free
    return made
