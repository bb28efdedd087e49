"""What WeasyPrint 70 does more than once in a document, done once.

A goal that does not fit is broken into lines again on the next page, a table's head on every page, and each line is
shaped anew when it is drawn. Together that is a sixteenth of the time that a målkort takes.

Replaces WeasyPrint's internals while a document is made, which is why its version is pinned.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.layout import inline, preferred
from weasyprint.text import line_break

Line = tuple[Any, ...]  # a Pango layout with its measures


@contextmanager
def spared() -> Iterator[None]:
    """For one document: its lines are remembered, and their layouts kept until they are drawn."""
    split, layout = line_break.split_first_line, line_break.Layout
    deactivate, reactivate = layout.deactivate, layout.reactivate
    inline.split_first_line = preferred.split_first_line = remembering(split)
    layout.deactivate, layout.reactivate = kept, partly(reactivate)
    try:
        yield
    finally:
        inline.split_first_line = preferred.split_first_line = split
        layout.deactivate, layout.reactivate = deactivate, reactivate


def remembering(split: Callable[..., Line]) -> Callable[..., Line]:
    """The same text in the same style and width has the same first line. The style is held, so its id stays its own."""
    known: dict[tuple[Any, ...], tuple[Line, Any]] = {}

    def remembered(
        text: str,
        style: Any,
        context: Any,
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Line:
        key = text, id(style), max_width, justification_spacing, is_line_start, minimum
        if key not in known:
            line = split(text, style, context, max_width, justification_spacing, is_line_start, minimum)
            known[key] = line, style
        return known[key][0]

    return remembered


def kept(_layout: Any) -> None:
    """Instead of letting go of a line's layout."""


def partly(reactivate: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """A layout that was kept can be drawn as it is, unless its words are to be spread over the line."""

    def reactivated(layout: Any, style: Any) -> None:
        if layout.justification_spacing:
            reactivate(layout, style)

    return reactivated
