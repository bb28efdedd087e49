"""Who does something for a whole municipality: its HR, its administrator."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from programmes.contract import NotPossible
from programmes.models import Membership, Municipality, Office
from programmes.models.dated import on_day
from programmes.services.programmes import Named, member, somebody
from programmes.services.trail import record


def give(municipality: Municipality, named: Named, role: str) -> Membership:
    """Gives somebody an office from today; they need not be known before. Raises NotPossible for a closed account."""
    with transaction.atomic():
        membership = member(somebody(named), municipality)
        if not Office.objects.filter(on_day(), membership=membership, role=role).exists():
            Office.objects.create(membership=membership, role=role)
            _record(f"office.give.{role}", membership)
    return membership


def end(municipality: Municipality, named: Named, role: str) -> Membership:
    """Takes it back from today. Raises NotPossible for who does not hold it."""
    with transaction.atomic():
        held = Office.objects.select_for_update(of=("self",)).select_related("membership__person")
        office = held.filter(
            on_day(), membership__municipality=municipality, membership__person__email__iexact=named.email, role=role
        ).first()
        if office is None:
            raise NotPossible(_("Ingen med den adressen har den oppgaven."))
        if office.since == timezone.localdate():
            office.delete()
        else:
            office.until = timezone.localdate() - timedelta(days=1)
            office.save(update_fields=["until"])
        _record(f"office.end.{role}", office.membership)
    return office.membership


def _record(act: str, membership: Membership) -> None:
    record(act, by=None, subject=f"membership:{membership.public_id}", municipality=membership.municipality)
