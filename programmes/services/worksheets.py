"""How worksheets are written, deleted and taken back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from config.days import midnight
from config.jobs import Running, daily
from config.locking import lock_row
from config.overtaking import refuse_overtaken
from programmes.contract import NotPossible
from programmes.models import Membership
from programmes.models.worksheets import Worksheet
from programmes.worksheets import MOST, WorksheetKind, worksheet_kinds


def write(
    *,
    kind: WorksheetKind,
    membership: Membership,
    name: str,
    values: dict[str, Any],
    revision: int | None = None,
    writer: str = "",
) -> Worksheet:
    """Writes what differs on the leader's own sheet of that public id, which is begun or taken back where need be.

    With a `revision`, raises `Overtaken` where another form than `writer` has written something else since. Raises
    `NotPossible` when there are too many.
    """
    with transaction.atomic():
        lock_row(membership, whole=True)
        sheet = kind.model._default_manager.filter(public_id=name, membership=membership).first()
        if sheet is None:
            if kind.of(membership).count() >= MOST:
                raise NotPossible(_("Her er det plass til %(most)s ark. Slett et du ikke trenger.") % {"most": MOST})
            sheet = kind.model(public_id=name, membership=membership)
        if not sheet.pk and not any(value not in ("", None) for value in values.values()):
            return sheet  # nothing is begun by looking at it
        differ = [field for field, value in values.items() if getattr(sheet, field) != value]
        if sheet.pk and not differ and sheet.deleted_at is None:
            return sheet
        if differ:
            refuse_overtaken(sheet, revision, writer)
        for field in differ:
            setattr(sheet, field, values[field])
        sheet.revision, sheet.writer = sheet.revision + 1, writer
        sheet.deleted_at, sheet.changed_at = None, timezone.now()
        sheet.save()
        kind.saved(sheet)
    return sheet


def delete(*, sheet: Worksheet) -> None:
    """Takes a sheet away. It can be taken back until it is cleared away the day after.

    What a form that was open sends afterwards, has been overtaken: it does not bring the sheet back.
    """
    now = timezone.now()
    type(sheet)._default_manager.filter(pk=sheet.pk).update(deleted_at=now, revision=F("revision") + 1, writer="")


def restore(*, sheet: Worksheet) -> None:
    type(sheet)._default_manager.filter(pk=sheet.pk).update(deleted_at=None)


@daily("programmes.clear_worksheets")
def clear_deleted(running: Running) -> None:
    """Clears away sheets that were deleted before today."""
    for kind in worksheet_kinds().values():
        old = midnight()
        kind.model._default_manager.filter(deleted_at__lt=old).delete()
