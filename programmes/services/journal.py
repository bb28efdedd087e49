"""What an act touched, row by row, so that it can be undone whole, or not at all."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _

from programmes.contract import NotPossible
from programmes.models import GroupMember, Leave, Membership, NearestManager, Office, Participation, Placement

MODELS: dict[str, type[models.Model]] = {
    model.__name__: model
    for model in (GroupMember, Leave, Membership, NearestManager, Office, Participation, Placement)
}


class Journal:
    """Rows in the order they were touched: made, or changed from what they held to what they hold."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def make(self, row: models.Model) -> None:
        row.save()
        self.rows.append({"model": type(row).__name__, "pk": row.pk, "made": True})

    def change(self, row: models.Model, **values: Any) -> None:
        was = {name: plain(getattr(row, name)) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=[name.removesuffix("_id") for name in values])
        now = {name: plain(value) for name, value in values.items()}
        self.rows.append({"model": type(row).__name__, "pk": row.pk, "was": was, "now": now})


def undo(rows: list[dict[str, Any]]) -> None:
    """Puts every row back, the last touched first. Raises NotPossible where one has been changed or used since."""
    made = {(each["model"], each["pk"]) for each in rows if each.get("made")}
    for each in reversed(rows):
        row = MODELS[each["model"]]._base_manager.filter(pk=each["pk"]).first()
        if row is None:
            raise NotPossible(too_late())
        if each.get("made"):
            if _hanging(row) - made:
                raise NotPossible(too_late())
            row.delete()
            continue
        if any(plain(getattr(row, name)) != value for name, value in each["now"].items()):
            raise NotPossible(too_late())
        if each["was"].keys() & {"manager_id", "group_id"} and _is_shared_with(row):
            raise NotPossible(too_late())  # it would be somebody else's to read
        type(row)._base_manager.filter(pk=row.pk).update(**each["was"])


def _is_shared_with(row: models.Model) -> bool:
    """Whether something was shared with whom the row names."""
    if isinstance(row, GroupMember):
        return row.shares.exists() or row.shares_received.exists()
    return isinstance(row, NearestManager) and row.shares.exists()


def _hanging(row: models.Model) -> set[tuple[str, int]]:
    """What would go with a row if it were deleted, the row itself included."""
    collector = Collector(using="default")
    try:
        collector.collect([row])
    except ProtectedError:
        return {("protected", 0)}
    found = {(model.__name__, each.pk) for model, rows in collector.data.items() for each in rows}
    for query in collector.fast_deletes:
        found |= {(query.model.__name__, pk) for pk in query.values_list("pk", flat=True)}
    return found


def too_late() -> str:
    return _("Det kan ikke angres lenger, for noe er bygd på det siden. Gjør en ny endring i stedet.")


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
