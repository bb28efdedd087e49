"""What is printed for the groups: cards, empty diamonds, and the word cloud."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from config.http import Request
from config.pdf import printer
from config.pdf.styles import stylesheets
from config.policy import policy
from programmes import rules
from programmes.models import Gathering
from programmes.queries.groups import groups_of
from programmes.rules import Desk
from programmes.views.documents import pdf_of
from values import cloud
from values.bank import bank_of
from values.diamond import ROWS
from values.queries import words as word_queries


@policy(rules.desk_at)
def cards_pdf(request: Request, desk: Desk) -> HttpResponse:
    """The bank of values as cards to cut out, with empty ones for the group's own."""
    words = bank_of(desk.gathering.programme.language)
    return printed(request, desk.gathering, "values/print_cards.html", _("Verdikort"), {"words": words})


@policy(rules.desk_at)
def diamond_pdf(request: Request, desk: Desk) -> HttpResponse:
    """An empty diamond on A3 for each group."""
    groups = groups_of(desk.gathering)
    context = {"names": [group.name for group in groups] or [""], "rows": ROWS}
    return printed(request, desk.gathering, "values/print_diamond.html", _("Verdidiamant"), context)


@policy(rules.desk_at)
def cloud_pdf(request: Request, desk: Desk) -> HttpResponse:
    """The word cloud, and the same as a table."""
    weighed = word_queries.weighed(word_queries.source(desk.gathering.pk))
    context = {"words": cloud.pack(tuple(weighed)), "weighed": weighed, "width": cloud.WIDTH, "height": cloud.HEIGHT}
    return printed(request, desk.gathering, "values/print_cloud.html", _("Ordsky"), context)


def printed(request: Request, gathering: Gathering, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    """A document in the programme's language."""
    with translation.override(gathering.programme.language):
        html = render_to_string(template, {"gathering": gathering, "title": translation.gettext(title), **context})
        name = f"{translation.gettext(title)}, {gathering}, {gathering.date.isoformat()}.pdf"
    return pdf_of(request, lambda: (name, printer.pdf(html, *stylesheets("values.css"))))
