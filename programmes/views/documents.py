"""Documents as accessible PDF, made by the printing process."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import gettext as _

from config.http import Request, download, refused
from config.pdf import printer
from programmes.documents import Page


def pdf(request: Request, printed: Page) -> HttpResponse:
    return pdf_of(request, lambda: (printed.name, printed.pdf()))


def pdf_of(request: Request, make: Callable[[], tuple[str, bytes]]) -> HttpResponse:
    """The file that `make` names and prints; or what to do when it can't be made now."""
    try:
        name, content = make()
    except printer.PrintFailed:
        text = _("Vi fikk ikke laget PDF-en nå. Prøv igjen om litt, eller skriv ut siden fra nettleseren.")
        return refused(request, text, 503)
    return download(content, name=name, content_type="application/pdf")
