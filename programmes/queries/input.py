"""What the pages of input show."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from programmes.models import AgendaItem, Exercise, Gathering, InputPage
from programmes.queries.exercises import Place


@dataclass(frozen=True)
class Part:
    """A place within an item: what is before it, and the pages there."""

    exercise: Exercise | None
    pages: list[InputPage]


@dataclass(frozen=True)
class Line:
    item: AgendaItem
    parts: list[Part]

    @property
    def first(self) -> InputPage | None:
        return next((page for part in self.parts for page in part.pages), None)


def pages_kept() -> Prefetch[str]:
    pages = InputPage.objects.filter(deleted_at=None).select_related("picture").defer("picture__content")
    return Prefetch("pages", pages)


def lines(gathering: Gathering) -> list[Line]:
    """The day's sessions with their exercises and pages, and other items that have pages. Constant in queries."""
    found = []
    for item in gathering.items.filter(is_left_out=False).prefetch_related("exercises", pages_kept()):
        pages = list(item.pages.all())
        if item.kind != AgendaItem.Kind.SESSION and not pages:
            continue
        places: list[Exercise | None] = [None, *item.exercises.all()]
        parts = [
            Part(place, [page for page in pages if page.after_id == (place.pk if place else None)]) for place in places
        ]
        found.append(Line(item, parts))
    return found


def unread(lines: list[Line]) -> list[InputPage]:
    """The pages with an alternative text that came with a PDF, and that nobody has read over."""
    return [page for line in lines for part in line.parts for page in part.pages if page.alt_is_start]


def after(place: Place) -> Exercise | None:
    """The exercise behind which a place is."""
    return place.item.exercises.filter(position=place.after).first() if place.after else None


def gone(gathering: Gathering, public_id: str) -> InputPage | None:
    """A page that was taken out, to be offered back."""
    return InputPage.objects.filter(item__gathering=gathering, public_id=public_id, deleted_at__isnull=False).first()
