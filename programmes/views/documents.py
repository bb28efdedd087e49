"""Documents as accessible PDF, made by the printing process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from config.http import Request, download, refused
from config.pdf import printer
from programmes.documents import Page

Sheet = TypeVar("Sheet")


def pdf(request: Request, printed: Page) -> HttpResponse:
    return pdf_of(request, lambda: (printed.name, printed.pdf()))


def in_the_readers(sheet: Sheet) -> Sheet:
    """One's own sheet, in the language that one reads; what is shared stays in the municipality's."""
    return replace(sheet, language=get_language() or settings.LANGUAGE_CODE)  # type: ignore[type-var]


def pdf_of(request: Request, make: Callable[[], tuple[str, bytes]]) -> HttpResponse:
    """The file that `make` names and prints; or what to do when it can't be made now."""
    try:
        name, content = make()
    except printer.PrintFailed:
        text = _("Vi fikk ikke laget PDF-en nå. Prøv igjen om litt, eller skriv ut siden fra nettleseren.")
        return refused(request, text, 503)
    return download(content, name=name, content_type="application/pdf")
