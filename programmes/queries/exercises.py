"""What the pages for making exercises show."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from config.text import whole
from programmes.models import AgendaItem, Gathering, Stage


@dataclass(frozen=True)
class Place:
    """Where in the day a new exercise may be put."""

    item: AgendaItem
    after: int  # the position of the exercise before it; 0 is first
    label: str

    @property
    def key(self) -> str:
        return f"{self.item.position}-{self.after}"


def items_of(gathering: Gathering) -> list[AgendaItem]:
    """The day's items with their exercises and phases; constant in queries."""
    return list(gathering.items.filter(is_left_out=False).prefetch_related("exercises__phases"))


def places(gathering: Gathering) -> list[Place]:
    found = []
    for item in items_of(gathering):
        if item.kind != AgendaItem.Kind.SESSION:
            continue
        item.gathering = gathering
        exercises = list(item.exercises.all())
        first = _("%(item)s, først") % {"item": item.title} if exercises else item.title
        found.append(Place(item, 0, first))
        for each in exercises:
            label = _("%(item)s, etter «%(exercise)s»") % {"item": item.title, "exercise": each.title}
            found.append(Place(item, each.position, label))
    return found


def here(gathering: Gathering, places: list[Place], item: str) -> str:
    """The place to offer: in the item that was asked for, behind what is on now, else last."""
    stage = Stage.objects.filter(gathering=gathering).select_related("exercise", "item").first()
    now = stage.item.position if stage and stage.item else None
    asked = whole(item)
    wanted = now if asked is None else asked
    within = [place for place in places if place.item.position == wanted] or places[-1:]
    if stage and stage.exercise and wanted == now:
        current = [place for place in within if place.after == stage.exercise.position]
        within = current or within
    return within[-1].key if within else ""
