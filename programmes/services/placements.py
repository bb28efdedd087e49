"""The unit that somebody works in, dated: where they were stays known."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F
from django.utils.translation import gettext as _

from config.templatetags.varde import full_day
from config.text import compare_key
from programmes.contract import NotPossible
from programmes.models import Membership, Municipality, Placement, Unit
from programmes.services.journal import Journal


def unit_called(municipality: Municipality, name: str) -> Unit:
    """The municipality's unit of that name, made where there is none."""
    found = Unit.objects.filter(municipality=municipality, key=compare_key(name)).first()
    return found or Unit.objects.create(municipality=municipality, name=name)


def put(*, membership: Membership, unit: Unit, since: date, journal: Journal | None = None) -> None:
    """Somebody works in the unit from that day on. Raises NotPossible where a later placement stands."""
    journal = journal or Journal()
    last = membership.placements.order_by("since", "pk").last() or _unwritten(membership, since, journal)
    if last is None:
        journal.make(Placement(membership=membership, unit=unit, since=since))
    elif last.since > since:
        raise NotPossible(later(last.since))
    elif last.since == since:
        journal.change(last, unit_id=unit.pk)
    else:
        if last.until is None or last.until >= since:
            journal.change(last, until=since - timedelta(days=1))
        journal.make(Placement(membership=membership, unit=unit, since=since))
    refresh(membership, journal)


def _unwritten(membership: Membership, since: date, journal: Journal) -> Placement | None:
    """Where somebody worked before their placements were written."""
    if membership.unit_id is None or membership.since >= since:
        return None
    made = Placement(membership=membership, unit_id=membership.unit_id, since=membership.since)
    journal.make(made)
    return made


def refresh(membership: Membership, journal: Journal | None = None) -> bool:
    """Lets the membership say the unit of today; true where it said another."""
    now = membership.placements.current().order_by("-since", "-pk").first()
    if now is None or now.unit_id == membership.unit_id:
        return False
    (journal or Journal()).change(membership, unit_id=now.unit_id)
    return True


def refresh_all() -> int:
    """Those whose new unit begins today; how many they are."""
    moved = Placement.objects.current().exclude(membership__unit=F("unit")).select_related("membership")
    return sum(refresh(row.membership) for row in moved.order_by("since", "pk"))


def later(day: date) -> str:
    return _("Noe er alt bestemt fra %(day)s. Velg en senere dag, eller angre det først.") % {"day": full_day(day)}
