"""Rows that are held while something is decided about them. The caller has a transaction, and holds the larger first."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def lock_row(row: Row, *, whole: bool = False) -> Row:
    """The row as it is now, and as it stays until the caller's transaction ends.

    Whoever else holds it waits. `whole` makes those wait, too, who add a row that names it.
    Raises the model's DoesNotExist when it is gone.
    """
    held: Row = row.__class__._default_manager.select_for_update(of=("self",), no_key=not whole).get(pk=row.pk)
    return held
