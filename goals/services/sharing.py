"""Sharing: a frozen edition to one receiver, for one purpose, until a day, by the leader's own act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from config.locking import lock_row
from goals.queries import handed_in as queries_handed_in
from goals.queries import sharing as shared
from goals.queries.cards import KIND
from goals.queries.sharing import GROUP, HR, MANAGER, OwnGroup
from goals.services import notices
from programmes.contract import NotPossible
from programmes.models import Edition, EditionPicture, Look, Membership, NearestManager, Person, Programme, Share
from programmes.services.trail import record
from programmes.sheets import SheetKind, kind_of, sheet_kinds

LONGEST = timedelta(days=365)


def hand_in(
    *,
    membership: Membership,
    programme: Programme,
    by: Person,
    purpose: str = "",
    ends_on: date | None = None,
    kind: str = KIND,
    subject: str = "",
) -> Share:
    """Freezes the sheet as it stands and lets HR of the programme open it, for a year if nothing else is said.

    An edition handed in earlier to the same programme is withdrawn, unless HR has fetched it already. Raises
    `NotPossible` for a sheet in which nothing stands, and where nobody is HR.
    """
    if not shared.hr_names(membership):
        raise NotPossible(_("Ingen er HR i Varde ennå, så det er ingen å levere til. Spør kommunen hvem det er."))
    of = sheet_kinds()[kind]
    what = {"what": of.handed_in_as or of.name, "programme": programme.name}
    purpose = purpose or (_("%(what)s i %(programme)s") % what)[:200]
    return _give(of, subject, membership, by, purpose, ends_on, audience=HR, programme=programme)


def share_with_manager(
    *,
    membership: Membership,
    nearest: NearestManager,
    by: Person,
    purpose: str,
    ends_on: date | None = None,
    kind: str = KIND,
    subject: str = "",
) -> Share:
    """Gives the sheet as it stands to the nearest manager of today, who may read it for as long as they are that."""
    current = shared.nearest_of(membership)
    if current is None or current.pk != nearest.pk:
        raise NotPossible(_("Du har fått en annen nærmeste leder. Se hvem det er, og del på nytt."))
    share = _give(sheet_kinds()[kind], subject, membership, by, purpose, ends_on, audience=MANAGER, nearest=nearest)
    notices.tell(share=share, to=nearest.manager.person, about=notices.SHARED)
    return share


def share_with_group(
    *,
    membership: Membership,
    group: OwnGroup,
    by: Person,
    purpose: str,
    ends_on: date | None = None,
    kind: str = KIND,
    subject: str = "",
) -> Share:
    """Gives the sheet as it stands to those who sit in the leader's group today; nobody who comes later."""
    if not group.others:
        raise NotPossible(_("Det er ingen andre i gruppen ennå. Del når det har kommet flere."))
    with transaction.atomic():
        share = _give(sheet_kinds()[kind], subject, membership, by, purpose, ends_on, audience=GROUP, seat=group.seat)
        share.readers.set(group.others)
        for place in group.others:
            notices.tell(share=share, to=shared.person_of(place), about=notices.SHARED)
    return share


def again(*, share: Share, by: Person) -> Share:
    """Shares the sheet as it stands now with the same receiver, for the same purpose, until the same day.

    The edition that they have makes room for it. Raises `NotPossible` where there is nobody left to share with.
    """
    membership = share.edition.membership
    if not share.is_open:
        raise NotPossible(_("Delingen er over. Velg hvem du vil dele med, og del på nytt."))
    same: dict[str, Any] = {
        "membership": membership,
        "by": by,
        "purpose": share.purpose,
        "ends_on": share.ends_on,
        "kind": share.edition.kind,
        "subject": share.edition.subject,
    }
    if share.audience == HR:
        if share.programme not in shared.programmes_to_hand_in_to(membership):
            raise NotPossible(_("Du er ikke med i programmet lenger, så du kan ikke levere på nytt."))
        return hand_in(programme=share.programme, **same)
    if share.audience == MANAGER:
        assert share.nearest
        return share_with_manager(nearest=share.nearest, **same)
    own = next((each for each in shared.groups_of(membership) if each.seat.pk == share.seat_id), None)
    if own is None:
        raise NotPossible(_("Du er ikke i gruppen lenger, så du kan ikke dele med den."))
    if shared.newcomers(share, own):
        raise NotPossible(_("Noen har kommet til i gruppen. Se hvem som er der nå, og del på nytt."))
    return share_with_group(group=own, **same)


def _give(
    kind: SheetKind, subject: str, membership: Membership, by: Person, purpose: str, ends_on: date | None, **to: Any
) -> Share:
    """A new edition to one receiver, in the place of the one that stands open to them."""
    if to["audience"] not in kind.audiences:
        raise NotPossible(_("Dette kan ikke deles med den du har valgt."))
    with transaction.atomic():
        lock_row(membership, whole=True)
        now, last_day = timezone.now(), timezone.localdate() + LONGEST
        edition = freeze(kind, membership, subject)
        standing = _standing(edition, to).select_for_update(of=("self",))  # who fetches it meanwhile keeps it
        earlier = list(standing.order_by("-edition__number"))
        _make_room(earlier, now)
        share = Share.objects.create(
            edition=edition,
            purpose=purpose,
            shared_at=now,
            ends_on=min(ends_on or last_day, last_day),
            replaces=shared.latest(earlier[0]) if earlier else None,
            **to,
        )
        act = f"{kind.trail}.hand_in" if share.audience == HR else f"{kind.trail}.share.{share.audience}"
        record(act, by=by, subject=f"edition:{edition.public_id}", municipality=membership.municipality)
    return share


def freeze(kind: SheetKind, membership: Membership, subject: str = "") -> Edition:
    """The sheet as it stands, as its next edition. Within the caller's transaction, the membership locked.

    Raises `NotPossible` where nothing stands in it yet, or it is deleted.
    """
    if not kind.is_there(membership, subject):
        raise NotPossible(_("Arket er slettet, så det kan ikke deles."))
    sheet = kind.snapshot(membership, subject)
    if kind.is_empty(sheet):
        raise NotPossible(str(kind.first))
    last = membership.editions.filter(kind=kind.slug, subject=subject).aggregate(last=Max("number"))["last"] or 0
    edition = Edition.objects.create(
        membership=membership,
        kind=kind.slug,
        subject=subject,
        number=last + 1,
        format=kind.format,
        sheet=sheet.to_json(),
    )
    EditionPicture.objects.bulk_create(
        EditionPicture(edition=edition, number=number, content=picture.content)
        for number, picture in enumerate(kind.pictures(sheet))
    )
    return edition


def _standing(edition: Edition, to: dict[str, Any]) -> QuerySet[Share]:
    """What stands open of the same to the same: any nearest manager, or that group, or HR of that programme."""
    same: dict[str, Any] = {"audience": to["audience"]}
    if to["audience"] == MANAGER:
        same["nearest__manager"] = to["nearest"].manager
    elif to["audience"] == GROUP:
        same["seat__group"] = to["seat"].group
    else:
        same["programme"] = to["programme"]
    of = {"edition__membership": edition.membership_id, "edition__subject": edition.subject}
    return shared.of_sheets(edition.kind).open().filter(**of, **same)


def _make_room(earlier: Sequence[Share], now: datetime) -> None:
    """Withdraws what a new edition takes the place of; what HR has fetched stays, since it may be archived."""
    for share in earlier:
        if share.audience == HR and share.looks.filter(fetched=True).exists():
            continue
        share.withdrawn_at = max(now, share.shared_at)
        share.save(update_fields=["withdrawn_at"])


def withdraw(*, share: Share, by: Person) -> None:
    """Takes back what was shared, at once. Raises `NotPossible` when HR has fetched it: it may be archived then."""
    with transaction.atomic():
        here = (
            Share.objects.select_for_update(of=("self",))
            .select_related("edition__membership__municipality")
            .filter(pk=share.pk)
            .first()
        )
        if here is None or here.withdrawn_at:
            return
        if here.audience == HR and here.looks.filter(fetched=True).exists():
            raise NotPossible(
                _("HR har hentet kopien, og den kan være arkivert. Du kan levere en ny, men ikke trekke denne tilbake.")
            )
        here.withdrawn_at = timezone.now()
        here.save(update_fields=["withdrawn_at"])
        record(
            f"{kind_of(here.edition).trail}.withdraw",
            by=by,
            subject=f"edition:{here.edition.public_id}",
            municipality=here.edition.membership.municipality,
        )


def discard(*, share: Share, by: Person) -> None:
    """Deletes a copy that nobody else reads any longer, with what was said of it, for good.

    The edition goes with its last share. Raises `NotPossible` while it is shared; gone already, it is gone.
    """
    with transaction.atomic():
        found = Share.objects.select_for_update(of=("self",)).select_related("edition__membership__municipality")
        here = found.filter(pk=share.pk).first()
        if here is None:
            return
        if here.is_open:
            raise NotPossible(_("Kopien er delt. Trekk den tilbake først, så kan du slette den."))
        edition = here.edition
        record(
            f"{kind_of(edition).trail}.discard",
            by=by,
            subject=f"edition:{edition.public_id}",
            municipality=edition.membership.municipality,
        )
        here.delete()
        if not edition.shares.exists():
            edition.delete()


def look(*, share: Share, by: Person, again: bool = False) -> None:
    """Notes that a receiver has opened what was shared; its owner sees the day.

    With `again`, as pictures are, only where that day's opening is not noted already. Raises the share's DoesNotExist
    where it was withdrawn or deleted just now.
    """
    with transaction.atomic():
        here = Share.objects.select_for_update(no_key=True).get(pk=share.pk)
        if not here.is_open:
            raise Share.DoesNotExist
        if not (again and Look.objects.filter(share=here, person=by, at__date=timezone.localdate()).exists()):
            Look.objects.create(share=here, person=by)


def fetch(*, share: Share, by: Person | None) -> Edition:
    """Hands out the edition to be kept as a file: noted first, since it may be archived from then on.

    Raises `NotPossible` when it was withdrawn in the meantime.
    """
    with transaction.atomic():
        here = Share.objects.select_for_update(of=("self",)).select_related("edition").filter(pk=share.pk).first()
        if here is None or not here.is_open:
            raise NotPossible(_("Lederen har trukket kopien tilbake."))
        Look.objects.create(share=here, person=by, fetched=True)
    return here.edition


def fetch_rows(*, programme: Programme, by: Person) -> list[Edition]:
    """Hands out the newest edition that each leader has handed in, to be kept as a sheet; each is noted."""
    with transaction.atomic():
        wanted = [share.pk for share in queries_handed_in.newest_hand_ins(programme).values()]
        shares = list(
            shared.open_shares(programme)
            .filter(pk__in=wanted)
            .select_for_update(of=("self",))
            .select_related("edition__membership__person")
            .order_by("pk")  # as an export of them all locks them
        )
        shares.sort(key=lambda share: share.edition.membership.person.sort_key)
        Look.objects.bulk_create(Look(share=share, person=by, fetched=True) for share in shares)
        _export("goalcard.export.rows", programme, by)
    return [share.edition for share in shares]


def fetch_one_as_rows(*, share: Share, by: Person) -> Edition:
    """Hands out one edition as a sheet."""
    edition = fetch(share=share, by=by)
    record(
        "goalcard.export.rows",
        by=by,
        subject=f"edition:{edition.public_id}",
        municipality=edition.membership.municipality,
    )
    return edition


def export_list(*, programme: Programme, by: Person) -> list[queries_handed_in.HandInLine]:
    """Hands out the list of who has handed in, to be kept as a sheet."""
    _export("goalcard.export.list", programme, by)
    return queries_handed_in.hand_ins(programme, sort="name")


def _export(act: str, programme: Programme, by: Person) -> None:
    record(act, by=by, subject=f"programme:{programme.public_id}", municipality=programme.municipality)
