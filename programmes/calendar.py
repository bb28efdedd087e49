"""A gathering as a calendar file (RFC 5545, published and sent as RFC 5546 has it): one event that keeps its UID."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from programmes.models import AgendaItem, Gathering
from programmes.queries.dayplan import slots_of, span

PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"


@dataclass(frozen=True)
class Attendee:
    name: str
    email: str


def file(gathering: Gathering, items: Sequence[AgendaItem], *, link: str, now: datetime) -> bytes:
    """The day for those who take part. Times are in UTC, which every calendar reads alike, Outlook too."""
    return _calendar(PUBLISH, event(gathering, items, link=link, now=now))


def invitation(
    gathering: Gathering,
    items: Sequence[AgendaItem],
    *,
    method: str,
    attendee: Attendee,
    link: str,
    now: datetime,
) -> bytes:
    """The same day as an invitation to one person, or as the message that it is called off (RFC 5546, 3.2).

    It asks for no answer: those would go to the address that mail comes from, which nobody reads.
    """
    made = event(gathering, items, link=link, now=now)
    if method == CANCEL:
        made["status"] = vText("CANCELLED")
    who = vCalAddress(f"mailto:{attendee.email}")
    who.params["cn"] = vText(attendee.name.replace('"', "”"))
    who.params["cutype"], who.params["role"] = vText("INDIVIDUAL"), vText("REQ-PARTICIPANT")
    who.params["partstat"], who.params["rsvp"] = vText("NEEDS-ACTION"), vText("FALSE")
    made.add("attendee", who, encode=False)
    return _calendar(method, made)


def _calendar(method: str, event: Event) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Varde//Samling//NO")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def event(gathering: Gathering, items: Sequence[AgendaItem], *, link: str, now: datetime) -> Event:
    made = Event()
    made.add("uid", f"{gathering.public_id}@varde")
    made.add("sequence", gathering.sequence)
    made.add("dtstamp", now)
    kept = [item for item in items if not item.is_left_out]
    if kept:
        slots = slots_of(kept)
        made.add("dtstart", span(gathering, slots[0])[0])
        made.add("dtend", max(span(gathering, slot)[1] for slot in slots))
    else:
        made.add("dtstart", gathering.date)
        made.add("dtend", gathering.date + timedelta(days=1))
    made.add("summary", title(gathering))
    if gathering.place:
        made.add("location", gathering.place)
    made.add("description", "\n".join([*(f"{item.starts:%H:%M} {item.title}" for item in kept), link]))
    made.add("url", link)
    made.add("organizer", organizer(gathering), encode=False)
    made.add("status", "CANCELLED" if gathering.cancelled_at else "CONFIRMED")
    made.add("transp", "OPAQUE")
    made.add("x-microsoft-cdo-busystatus", "BUSY")
    return made


def title(gathering: Gathering) -> str:
    named = _("Samling %(number)s: %(theme)s") % {"number": gathering.number, "theme": gathering.theme}
    return f"{named if gathering.theme else gathering} – {gathering.programme.name}"


def organizer(gathering: Gathering) -> vCalAddress:
    """The address that mail comes from: nobody's own is given away."""
    address = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    address.params["cn"] = vText(gathering.programme.name.replace('"', "”"))
    return address
