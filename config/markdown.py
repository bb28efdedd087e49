"""Small Markdown: paragraphs, emphasis, lists, tables and links. HTML in it is text, and nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

AN_ADDRESS = re.compile(r"(?:https?://|mailto:)[^/\\]", re.IGNORECASE)
LEFT_OUT = ["heading", "lheading", "image", "html_block", "html_inline", "code", "fence", "hr", "reference"]


@cache
def parser() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable(LEFT_OUT)
    made.validateLink = lambda url: bool(AN_ADDRESS.match(url))  # type: ignore[method-assign]
    return made


def render(text: str) -> SafeString:
    """Markdown as HTML. The library escapes the text; what is left are its own tags."""
    made = parser()
    tokens = made.parse(text)
    _without_styles(tokens)
    html: SafeString = mark_safe(made.renderer.render(tokens, made.options, {}))  # noqa: S308 - raw HTML is off
    return html


def plain(text: str) -> list[str]:
    """The same as paragraphs for paper: a list's rows each their own, with a dash, and no marks."""
    rows, dash = [], ""
    for token in parser().parse(text):
        if token.type == "list_item_open":
            dash = "– "
        elif token.type == "inline":
            parts = [" " if each.type.endswith("break") else each.content for each in token.children or ()]
            rows.append(dash + "".join(parts))
            dash = ""
    return rows


def _without_styles(tokens: Sequence[Token]) -> None:
    """A column's alignment as a class: our pages allow no inline style. Links open beside the page."""
    for token in tokens:
        style = token.attrs.pop("style", None)
        if style:
            token.attrSet("class", str(style).replace("text-align:", "to-"))
        if token.type == "link_open":
            token.attrSet("rel", "noopener noreferrer")
            token.attrSet("target", "_blank")
        _without_styles(token.children or ())
