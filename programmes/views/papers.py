"""Two papers that go with the program: the guide to one's first gathering, and what is stored and who sees it."""

from __future__ import annotations

from hashlib import sha256

from django.core.cache import caches
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from config.http import Request, download, page
from config.pdf.styles import stylesheets
from config.policy import public
from programmes.documents import Page
from programmes.views.documents import pdf

KEPT = 24 * 3600  # seconds: they are the same for everybody, so that they are printed once a day


@public
@require_GET
def guide(request: Request) -> HttpResponse:
    """One's first gathering, for who is to lead it."""
    return sheet(request, "guide", _("Din første samling"))


@public
@require_GET
def guide_pdf(request: Request) -> HttpResponse:
    return paper(request, "guide", _("Din første samling"))


@public
@require_GET
def privacy(request: Request) -> HttpResponse:
    """What is stored and who sees it."""
    return sheet(request, "privacy", _("Hva Varde lagrer, og hvem som ser det"))


@public
@require_GET
def privacy_pdf(request: Request) -> HttpResponse:
    return paper(request, "privacy", _("Hva Varde lagrer, og hvem som ser det"))


def spoken() -> str:
    language = (translation.get_language() or "nb")[:2]
    return language if language in ("nn", "en") else "nb"


def body(name: str) -> str:
    """The paper in the reader's language."""
    return f"programmes/papers/{name}_{spoken()}.html"


def sheet(request: Request, name: str, title: str) -> HttpResponse:
    """The paper on a page."""
    context = {"title": title, "body": body(name), "pdf": reverse(f"{name}-pdf")}
    return page(request, "programmes/papers/page.html", context)


def paper(request: Request, name: str, title: str) -> HttpResponse:
    """The paper as an accessible PDF, printed once for all who ask."""
    context = {"title": title, "lang": spoken(), "body": body(name), "paper": name}
    html = render_to_string("programmes/papers/print.html", context)
    made = Page(f"{title}.pdf", html, tuple(stylesheets("papers.css")))
    key = f"paper-{sha256(repr(made).encode()).hexdigest()}"
    if (kept := caches["documents"].get(key)) is not None:
        return download(kept, name=made.name, content_type="application/pdf")
    response = pdf(request, made)
    if response.status_code == 200:
        caches["documents"].set(key, response.content, KEPT)
    return response
