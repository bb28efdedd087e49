"""What the pages for making exercises show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from config.text import whole
from programmes.agenda import minutes_needed
from programmes.contract import kind_of, leaned_on
from programmes.models import AgendaItem, Exercise, Gathering, Stage


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
    return list(gathering.items.filter(is_left_out=False).prefetch_related("exercises__phases", "pages"))


@dataclass(frozen=True)
class Planned:
    """An exercise in the day's list."""

    exercise: Exercise
    lacks: str  # what it builds on, where nothing of that comes before it


@dataclass(frozen=True)
class ItemPlan:
    """An item of the day with its exercises."""

    item: AgendaItem
    planned: list[Planned]

    @property
    def minutes(self) -> int:
        """What the exercises take, by their phases, with the pages of input beside them."""
        return minutes_needed(self.item)

    @property
    def is_overfull(self) -> bool:
        return self.minutes > self.item.minutes


def day(gathering: Gathering) -> list[ItemPlan]:
    """The day's items with their exercises, as planned; constant in queries."""
    items = items_of(gathering)
    lean = [kind_of(exercise) for item in items for exercise in item.exercises.all()]
    before = set(_of_earlier_days(gathering)) if any(kind.builds_on_days for kind in lean) else set[str]()
    rows, today = list[ItemPlan](), set[str]()
    for item in items:
        planned = []
        for exercise in item.exercises.all():
            kind = kind_of(exercise)
            found = today | before if kind.builds_on_days else today
            planned.append(Planned(exercise, "" if found & set(kind.builds_on) else leaned_on(kind)))
            today.add(exercise.kind)
        rows.append(ItemPlan(item, planned))
    return rows


def _of_earlier_days(gathering: Gathering) -> Iterable[str]:
    earlier = Exercise.objects.filter(
        item__gathering__programme=gathering.programme_id,
        item__gathering__date__lt=gathering.date,
        item__is_left_out=False,
    )
    return earlier.order_by().values_list("kind", flat=True).distinct()


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
