from django.http import HttpResponse
from django.utils.translation import gettext as _

from config.http import Request, download, refused
from config.pdf import printer
from programmes.documents import Page


def pdf(request: Request, printed: Page) -> HttpResponse:
    """A document as an accessible PDF, made by the printing process."""
    try:
        content = printed.pdf()
    except printer.PrintFailed:
        text = _("Vi fikk ikke laget PDF-en nå. Prøv igjen om litt, eller skriv ut siden fra nettleseren.")
        return refused(request, text, 503)
    return download(content, name=printed.name, content_type="application/pdf")
