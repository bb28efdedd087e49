"""Worksheets: what a kind says of itself, and all that their pages know of it.

An app registers its kinds in its `kinds` module, which is discovered at start:

    @register
    class Worrying(WorksheetKind):
        slug = "worries"
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from programmes.contract import Text
from programmes.models.people import Membership
from programmes.models.worksheets import Worksheet

MOST = 200
"""How many sheets of one kind a leader may have."""


class WorksheetKind:
    """A kind of sheet that a leader fills in alone, as often as they like."""

    slug: ClassVar[str]
    name: ClassVar[Text]
    about: ClassVar[Text]
    """What it is for, in a sentence or two."""
    begin: ClassVar[Text]
    """What the button says that begins a new one."""
    untitled: ClassVar[Text]
    """What a sheet is called before anything says it."""
    model: ClassVar[type[Worksheet]]
    form: ClassVar[type[forms.Form]]
    """Its fields have the names of the model's own, and are none of them required."""
    titled_by: ClassVar[str]
    """The field that a sheet is known by in the list."""
    template: ClassVar[str] = "programmes/worksheets/fields.html"
    """The fields of the form; `form`, `sheet` and what `context` gives are there."""
    live: ClassVar[str] = ""
    """What is drawn anew each time the sheet is saved, from `sheet` and what `context` gives; empty: nothing."""
    more: ClassVar[str] = ""
    """The same, in a second place of its template."""
    picture: ClassVar[str] = ""
    """What stands above the texts in print, from the same; empty: nothing."""
    styles: ClassVar[tuple[str, ...]] = ()

    def title(self, sheet: Worksheet) -> str:
        return str(getattr(sheet, self.titled_by) or self.untitled)

    def context(self, sheet: Worksheet) -> dict[str, Any]:
        """What its own templates need besides the sheet."""
        return {}

    def saved(self, sheet: Worksheet) -> None:
        """Runs in the transaction in which a sheet was written."""

    def line(self, sheet: Worksheet) -> Text:
        """What the list says of a sheet beside its title and day."""
        return ""

    def parts(self, sheet: Worksheet) -> list[tuple[Text, str]]:
        """Everything that stands on it, each with its label, for reading and print."""
        found: list[tuple[Text, str]] = []
        for name, field in self.form.base_fields.items():
            value = getattr(sheet, name)
            if value not in ("", None):
                choices = dict(getattr(field, "choices", ()))
                found.append((field.label or "", str(choices.get(value, value))))
        return found

    def of(self, membership: Membership) -> Any:
        """The leader's own sheets of this kind that are not deleted."""
        return self.model._default_manager.filter(membership=membership, deleted_at__isnull=True)


_kinds: dict[str, WorksheetKind] = {}


def register(kind: type[WorksheetKind]) -> type[WorksheetKind]:
    _kinds[kind.slug] = kind()
    return kind


def worksheet_kinds() -> dict[str, WorksheetKind]:
    return dict(_kinds)
