"""A text that is kept as it is written, known by its revision: what another screen wrote meanwhile is never lost."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction

M = TypeVar("M", bound=models.Model)


class WrittenMeanwhile(Exception):
    """Another screen wrote something newer. `row` is as it stands now; nothing was kept."""

    def __init__(self, row: Any) -> None:
        self.row = row


def keep(model: type[M], text: str, revision: int, *, whose: dict[str, Any], anew: dict[str, Any] | None = None) -> M:
    """Keeps a text from the revision that its writer saw; `whose` are the fields by which its row is the only one.

    What `anew` says of other fields holds whenever the text changes. An empty text makes no row. Raises
    `WrittenMeanwhile` for a newer text that this one does not hold.
    """
    mine = model._default_manager.filter(**whose)
    with transaction.atomic():
        row: Any = mine.select_for_update().first()
        if row is None:
            if not text:
                return model(**whose, revision=0)
            try:
                with transaction.atomic():
                    return mine.create(**whose, text=text, revision=1)
            except IntegrityError:
                row = mine.select_for_update().get()
        if row.text == text:
            return row  # type: ignore[no-any-return]
        refuse_to_lose(row, text, revision)
        values = {"text": text, "revision": row.revision + 1, **(anew or {})}
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=[*values, "updated_at"])
    return row  # type: ignore[no-any-return]


def refuse_to_lose(row: Any, text: str, revision: int) -> None:
    """What holds all that is there may replace it; else its writer must have seen it."""
    if row.revision != revision and row.text not in text:
        raise WrittenMeanwhile(row)
