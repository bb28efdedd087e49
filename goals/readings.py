"""How a deadline was understood, in words."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from config.templatetags.varde import in_its_case
from goals.deadlines import Deadline


def spoken(day: date, today: date) -> str:
    """fredag 20. november; with its year where it is not to come in this one."""
    if day.year == today.year and day >= today:
        return in_its_case(day, "l j. F", "l j F")
    return in_its_case(day, "l j. F Y", "l j F Y")


def reading(deadline: Deadline, today: date) -> str:
    """What the row says under a deadline; empty where nothing is written."""
    if not deadline.text:
        return ""
    if not deadline.is_placed:
        return _("Vi fant ingen dato her. Det er greit, men da får du ingen påminnelse.")
    said = _("Forstått som %(when)s.") % {"when": when(deadline, today)}
    if deadline.due and deadline.due < today:
        said += " " + _("Det har vært.")
    return said


def when(deadline: Deadline, today: date) -> str:
    due = spoken(deadline.due, today) if deadline.due else ""
    start = spoken(deadline.start, today) if deadline.start else ""
    if deadline.recurring:
        return _("løpende, til %(due)s") % {"due": due} if due else _("løpende")
    if start and due:
        return _("%(start)s til %(due)s") % {"start": start, "due": due}
    return due or _("fra %(start)s") % {"start": start}
