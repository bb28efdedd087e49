"""Handing in: a frozen edition for HR of one programme, by the leader's own act."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from goals import queries
from goals.sheet import FORMAT
from programmes.contract import NotPossible
from programmes.models import Edition, Look, Membership, Person, Programme, Share
from programmes.services.trail import record

KEPT_BY_HR = timedelta(days=365)


def hand_in(*, membership: Membership, programme: Programme, by: Person) -> Share:
    """Freezes the card as it stands and lets HR of the programme open it for a year.

    An edition handed in earlier to the same programme is withdrawn, unless HR has fetched it already. Raises
    `NotPossible` for a card without any goal.
    """
    with transaction.atomic():
        Membership.objects.select_for_update().get(pk=membership.pk)
        sheet = queries.sheet(membership, queries.areas(membership))
        if not any(goal.text for area in sheet.areas for goal in area.goals):
            raise NotPossible(_("Skriv minst ett utviklingsområde med en målformulering, så kan du levere."))
        last = membership.editions.filter(kind=queries.KIND).aggregate(last=Max("number"))["last"] or 0
        edition = Edition.objects.create(
            membership=membership, kind=queries.KIND, number=last + 1, format=FORMAT, sheet=sheet.to_json()
        )
        for earlier in _standing(membership, programme).exclude(looks__fetched=True):
            earlier.withdrawn_at = timezone.now()
            earlier.save(update_fields=["withdrawn_at"])
        share = Share.objects.create(
            edition=edition,
            audience=Share.Audience.HR,
            programme=programme,
            purpose=programme.name,
            ends_on=timezone.localdate() + KEPT_BY_HR,
        )
        record(
            "goalcard.hand_in",
            by=by,
            subject=f"edition:{edition.public_id}",
            municipality=membership.municipality,
        )
    return share


def withdraw(*, share: Share, by: Person) -> None:
    """Takes back what was handed in. Raises `NotPossible` when HR has fetched it: it may be archived then."""
    with transaction.atomic():
        share = (
            Share.objects.select_for_update(of=("self",))
            .select_related("edition__membership__municipality")
            .get(pk=share.pk)
        )
        if share.withdrawn_at:
            return
        if share.looks.filter(fetched=True).exists():
            raise NotPossible(
                _(
                    "HR har hentet målkortet, og det kan være arkivert. Du kan levere et nytt, men ikke trekke dette tilbake."
                )
            )
        share.withdrawn_at = timezone.now()
        share.save(update_fields=["withdrawn_at"])
        record(
            "goalcard.withdraw",
            by=by,
            subject=f"edition:{share.edition.public_id}",
            municipality=share.edition.membership.municipality,
        )


def look(*, share: Share, by: Person) -> None:
    """Notes that HR has opened what was shared; its owner can see it."""
    Look.objects.create(share=share, person=by)


def fetch(*, share: Share, by: Person | None) -> Edition:
    """Hands out the edition to be kept as a file: noted first, since it may be archived from then on.

    Raises `NotPossible` when it was withdrawn in the meantime.
    """
    with transaction.atomic():
        share = Share.objects.select_for_update(of=("self",)).select_related("edition").get(pk=share.pk)
        if not share.is_open:
            raise NotPossible(_("Lederen har trukket målkortet tilbake."))
        Look.objects.create(share=share, person=by, fetched=True)
    return share.edition


def _standing(membership: Membership, programme: Programme) -> QuerySet[Share]:
    return Share.objects.open().filter(
        edition__membership=membership,
        edition__kind=queries.KIND,
        audience=Share.Audience.HR,
        programme=programme,
    )
