"""Mastery belief on paper: the curve, its figures with what happened, and the four sources."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from config.pdf.styles import stylesheets
from goals.beliefs_sheet import BeliefSheet
from goals.papers import UPRIGHT, made, short
from goals.printing import Page

TALL = 900  # letters of one day, or of one source, that are sure to stay on one page


def belief(sheet: BeliefSheet, *, colour: str) -> Page:
    """In the sheet's own language. A day or a source with more than a page can hold may break over two."""
    days = [(each, each.length > TALL) for each in sheet.days]
    sources = [(each, len(each.feeds) + len(each.could) > TALL) for each in sheet.sources]
    more = {"drawing": sheet.drawing, "days": days, "sources": sources}
    styles = (*stylesheets("beliefs.css"), UPRIGHT)
    return made("goals/print_belief.html", gettext_noop("Mestringstro"), short(sheet), colour, *styles, **more)
