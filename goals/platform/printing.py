"""The personal platform on one A4, and its ninth sentence as a card."""

from __future__ import annotations

from dataclasses import replace

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from goals.platform.sheet import PlatformSheet
from goals.printing import IN_THE_HEAD, MOST_OF_A_NAME
from programmes import documents
from programmes.contract import Text
from programmes.documents import Page


def page(sheet: PlatformSheet, *, colour: str) -> Page:
    """The nine stones, in the sheet's own language and its municipality's colour."""
    return made(sheet, "goals/platform/print.html", _("Lederplattform"), documents.styles(colour, "platform.css"))


def card(sheet: PlatformSheet, *, colour: str) -> Page:
    """The ninth sentence alone, to be cut out and stood on a desk."""
    return made(sheet, "goals/platform/card.html", _("Mitt lederskap"), documents.styles(colour, "card.css"))


def made(sheet: PlatformSheet, template: str, what: Text, styles: tuple[str, ...]) -> Page:
    sheet = replace(sheet, **{name: getattr(sheet, name)[:MOST_OF_A_NAME] for name in IN_THE_HEAD})
    context = {"sheet": sheet, "printed": timezone.localtime()}
    with translation.override(sheet.language):
        name = documents.file_name(str(what), sheet.leader, sheet.date)
        return Page(name, render_to_string(template, context), styles)
