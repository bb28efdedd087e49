"""Worksheets: what a kind says of itself, and all that their pages know of it.

An app registers its kinds in its `kinds` module, which is discovered at start:

    @register
    class Worrying(WorksheetKind):
        slug = "worries"
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date as date_type
from typing import Any, ClassVar

from django import forms
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programmes import documents, sheets
from programmes.contract import Fragment, Text
from programmes.models.editions import Edition
from programmes.models.people import Membership
from programmes.models.worksheets import Worksheet

FORMAT = 2
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
    drawing: ClassVar[str] = ""
    """What stands above the texts where a frozen copy is read, from what `draw` gives; empty: nothing."""
    picture: ClassVar[str] = ""
    """The same in print."""
    styles: ClassVar[tuple[str, ...]] = ()

    def title(self, sheet: Worksheet) -> str:
        return str(getattr(sheet, self.titled_by) or self.untitled)

    def context(self, sheet: Worksheet) -> dict[str, Any]:
        """What its own templates need besides the sheet."""
        return {}

    def figures(self, sheet: Worksheet) -> dict[str, Any]:
        """The numbers that its drawing is made of, as they are frozen; empty: nothing is drawn."""
        return {}

    def draw(self, figures: dict[str, Any]) -> dict[str, Any]:
        """What `drawing` and `picture` need, from frozen figures."""
        return {}

    def shown(self, figures: dict[str, Any], number: int) -> bytes | None:
        """The picture (JPEG) of that number, from 0, that frozen figures hold; None where they hold none."""
        return None

    def redrawn(self, before: dict[str, Any], after: dict[str, Any]) -> list[sheets.Change]:
        """What is new in its drawing, from one set of frozen figures to another, where its texts don't tell."""
        return []

    def saved(self, sheet: Worksheet) -> None:
        """Runs in the transaction in which a sheet was written."""

    def line(self, sheet: Worksheet) -> Text:
        """What the list says of a sheet beside its title and day."""
        return ""

    def parts(self, sheet: Worksheet) -> list[tuple[Text, str]]:
        """Everything that stands on it, each with its label, for reading and print."""
        found: list[tuple[Text, str]] = []
        for name, asked in self.form.base_fields.items():
            value = getattr(sheet, name)
            if value not in ("", None):
                choices = dict(getattr(asked, "choices", ()))
                if isinstance(asked, forms.IntegerField):
                    value = gettext("%(value)s av %(most)s") % {"value": value, "most": asked.max_value}
                found.append((asked.label or "", str(choices.get(value, value))))
        return found

    def of(self, membership: Membership) -> Any:
        """The leader's own sheets of this kind that are not deleted."""
        return self.model._default_manager.filter(membership=membership, deleted_at__isnull=True)


@dataclass(frozen=True)
class Frozen:
    """A worksheet as it is shared and printed: its texts with their labels, in the municipality's language. Format 2.

    Format 1 had neither `kind` nor `figures`: nothing is drawn of it.
    """

    leader: str
    manager: str
    municipality: str
    language: str
    date: str
    title: str
    parts: tuple[tuple[str, str], ...]
    kind: str = ""
    figures: dict[str, Any] = field(default_factory=dict)

    @property
    def day(self) -> date_type:
        return date_type.fromisoformat(self.date)

    @property
    def drawing(self) -> Fragment | None:
        """Its drawing on a page; None where there is none."""
        kind = _kinds.get(self.kind)
        return Fragment(kind.drawing, kind.draw(self.figures)) if kind and kind.drawing and self.figures else None

    @property
    def picture(self) -> Fragment | None:
        """Its drawing in print; None where there is none."""
        kind = _kinds.get(self.kind)
        return Fragment(kind.picture, kind.draw(self.figures)) if kind and kind.picture and self.figures else None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any], *, format: int) -> Frozen:
        """Reads a sheet of any format there has been. Raises ValueError for one that there has not."""
        if format not in (1, FORMAT):
            raise ValueError(f"no worksheet has format {format}")
        return cls(**{**data, "parts": tuple((str(label), str(text)) for label, text in data["parts"])})


class Shareable(sheets.SheetKind):
    """Worksheets of a kind, each by itself, to the nearest manager or the group; never to HR."""

    format = FORMAT
    words = sheets.Words(_("et ark"), _("arket"), _("arket mitt"), _("arket ditt"), _("arket sitt"))
    audiences = (sheets.MANAGER, sheets.GROUP)
    unchanged = _("Arket er likt det du delte.")
    first = _("Skriv noe på arket, så kan du dele.")
    template = "programmes/worksheets/sheet.html"
    styles = ("worksheets.css",)
    has_many = True

    def __init__(self, of: WorksheetKind) -> None:
        self.of, self.slug, self.name = of, of.slug, of.name

    def is_there(self, membership: Membership, subject: str = "") -> bool:
        return bool(self.of.of(membership).filter(public_id=subject).exists())

    def snapshot(self, membership: Membership, subject: str = "") -> Frozen:
        return self.frozen(membership, subject, language=membership.municipality.language)

    def frozen(self, membership: Membership, subject: str, *, language: str) -> Frozen:
        """The sheet as it stands, with its labels in a language."""
        sheet = self.of.of(membership).get(public_id=subject)
        manager, municipality = membership.manager, membership.municipality
        with translation.override(language):
            return Frozen(
                leader=membership.person.name,
                manager=manager.person.name if manager else "",
                municipality=municipality.name,
                language=language,
                date=timezone.localdate().isoformat(),
                title=self.of.title(sheet),
                parts=tuple((str(label), text) for label, text in self.of.parts(sheet)),
                kind=self.of.slug,
                figures=self.of.figures(sheet),
            )

    def read(self, data: dict[str, Any], *, format: int) -> Frozen:
        return Frozen.from_json(data, format=format)

    def is_empty(self, sheet: Frozen) -> bool:
        return not sheet.parts and not sheet.figures

    def changes(self, before: Frozen, after: Frozen) -> list[sheets.Change]:
        old, new = dict(before.parts), dict(after.parts)
        return [
            sheets.Change(
                "part",
                label,
                "changed" if label in old and label in new else "added" if label in new else "removed",
                "",
                old.get(label, ""),
                new.get(label, ""),
            )
            for label in dict.fromkeys((*new, *old))
            if old.get(label) != new.get(label)
        ] + self.of.redrawn(before.figures, after.figures)

    def picture(self, edition: Edition, number: int) -> bytes | None:
        return self.of.shown(self.sheet_of(edition).figures, number)

    def own_picture(self, membership: Membership, subject: str, number: int) -> bytes | None:
        return self.of.shown(self.snapshot(membership, subject).figures, number)

    def title(self, sheet: Frozen) -> str:
        return sheet.title

    def page(self, sheet: Frozen, *, colour: str) -> documents.Page:
        return document(self.of, sheet, colour=colour)

    def home(self, membership: Membership, subject: str = "") -> str:
        return reverse("worksheet", args=[membership.public_id, self.slug, subject])


def document(kind: WorksheetKind, sheet: Frozen, *, colour: str) -> documents.Page:
    """A sheet on paper."""
    with translation.override(sheet.language):
        context = {"kind": kind, "sheet": sheet, "printed": timezone.localtime()}
        name = documents.file_name(str(kind.name), sheet.leader, sheet.date)
        html = render_to_string("programmes/worksheets/print.html", context)
        return documents.Page(name, html, documents.styles(colour, "worksheets.css"))


def own_paper(kind: WorksheetKind, membership: Membership, subject: str) -> documents.Page:
    """A leader's own sheet on paper, in the language that they read."""
    language = translation.get_language() or membership.municipality.language
    frozen = Shareable(kind).frozen(membership, subject, language=language)
    return document(kind, frozen, colour=membership.municipality.colour)


_kinds: dict[str, WorksheetKind] = {}


def register(kind: type[WorksheetKind]) -> type[WorksheetKind]:
    """Makes the kind known, and lets its sheets be shared."""
    made = _kinds[kind.slug] = kind()
    sheets.add(Shareable(made))
    return kind


def worksheet_kinds() -> dict[str, WorksheetKind]:
    return dict(_kinds)
