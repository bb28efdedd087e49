"""An area as it stands in its form, checked or not; and the form's own acts on it: add, remove, move, take back.

`where` names a place: "goal" and "goal1-actions" a list, "goal2" and "goal1-actions-3" one row of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, TypeVar

from django.db.models import Q

from config.ids import given_id, public_id
from config.text import from_json, whole
from goals.models import MOST_GOALS, MOST_ROWS, Action, Area, Goal

MOST_REMOVED = 30  # that the form remembers
WHERE = re.compile(r"goal([12])(?:-(indicators|actions)(?:-(\d{1,2}))?)?")


@dataclass(frozen=True)
class IndicatorRow:
    text: str = ""
    target: str = ""


@dataclass(frozen=True)
class ActionRow:
    """`name` is the action's public id, decided when the row is first shown, so that however often it is sent, it is
    one action."""

    text: str = ""
    deadline: str = ""
    name: str = field(default_factory=public_id)


@dataclass(frozen=True)
class GoalRow:
    text: str = ""
    indicators: tuple[IndicatorRow, ...] = (IndicatorRow(),)
    actions: tuple[ActionRow, ...] = field(default_factory=lambda: (ActionRow(),))
    name: str = field(default_factory=public_id)
    checklist: str = ""
    ticked: str = ""
    waved: tuple[str, ...] = ()
    reach: str = ""
    gain: str = ""
    sure: str = ""


@dataclass(frozen=True)
class Typed:
    title: str = ""
    source: str = ""
    goals: tuple[GoalRow, ...] = field(default_factory=lambda: (GoalRow(),))

    @classmethod
    def of(cls, area: Area) -> Typed:
        goals = tuple(goal_row(goal) for goal in area.goals.all())
        return cls(area.title, area.source, goals or (GoalRow(),))

    @property
    def has_words(self) -> bool:
        """Whether anything was written in it."""
        notes = [text for goal in self.goals for text in (goal.text, goal.reach, goal.gain, goal.sure)]
        cells = [cell for goal in self.goals for row in goal.indicators for cell in (row.text, row.target)]
        cells += [cell for goal in self.goals for row in goal.actions for cell in (row.text, row.deadline)]
        return any([self.title, self.source, *notes, *cells])

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Typed | None:
        """What was written by `to_json`; None for anything else."""
        try:
            data = from_json(text)
            goals = tuple(goal_from(goal) for goal in data["goals"][:MOST_GOALS])
            return cls(str(data["title"]), str(data["source"]), goals or (GoalRow(),))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None

    def as_data(self) -> dict[str, Any]:
        """As a browser would send it."""
        data: dict[str, Any] = {"area-title": self.title, "area-source": self.source}
        for number, goal in enumerate(self.goals, start=1):
            data |= goal_data(f"goal{number}", goal)
        return data


def goal_row(goal: Goal) -> GoalRow:
    return GoalRow(
        goal.text,
        tuple(IndicatorRow(each.text, each.target) for each in goal.indicators.all()) or (IndicatorRow(),),
        tuple(action_row(each) for each in goal.actions.all()) or (ActionRow(),),
        goal.public_id,
        goal.checklist,
        goal.ticked,
        tuple(goal.waved),
        goal.reach,
        goal.gain,
        goal.sure,
    )


def action_row(action: Action) -> ActionRow:
    return ActionRow(action.text, action.deadline, action.public_id)


def goal_from(data: Mapping[str, Any]) -> GoalRow:
    return GoalRow(
        str(data["text"]),
        tuple(indicator_from(each) for each in data["indicators"][:MOST_ROWS]),
        tuple(action_from(each) for each in data["actions"][:MOST_ROWS]),
        named(str(data["name"])),
        str(data["checklist"]),
        str(data["ticked"]),
        tuple(str(code) for code in data["waved"]),
        str(data["reach"]),
        str(data["gain"]),
        str(data["sure"]),
    )


def indicator_from(data: Mapping[str, Any]) -> IndicatorRow:
    return IndicatorRow(str(data["text"]), str(data["target"]))


def action_from(data: Mapping[str, Any]) -> ActionRow:
    return ActionRow(str(data["text"]), str(data["deadline"]), named(str(data["name"])))


def named(text: str) -> str:
    return given_id(text) or public_id()


def goal_data(prefix: str, goal: GoalRow) -> dict[str, Any]:
    data: dict[str, Any] = {
        f"{prefix}-{name}": getattr(goal, name) for name in ("text", "name", "checklist", "reach", "gain", "sure")
    }
    data |= {f"{prefix}-{goal.checklist or 'smart'}": list(goal.ticked), f"{prefix}-waved": ",".join(goal.waved)}
    for row, indicator in enumerate(goal.indicators):
        data |= {f"{prefix}-indicators-{row}-{name}": getattr(indicator, name) for name in ("text", "target")}
    for row, action in enumerate(goal.actions):
        data |= {f"{prefix}-actions-{row}-{name}": getattr(action, name) for name in ("text", "deadline", "name")}
    return data


# From a request ------------------------------------------------------------------------------------------------------


def as_typed(data: Any) -> Typed:
    """What stands in a request, unchecked and cut at the form's own limits on rows."""
    goals = tuple(sent_goal(data, f"goal{number}") for number in range(1, goal_count(data) + 1))
    return Typed(data.get("area-title", ""), data.get("area-source", ""), goals)


def goal_count(data: Any) -> int:
    """How many goal formulations a request carries: one or two, whatever it claims."""
    return 2 if data.get("goals") == "2" else 1


def sent_goal(data: Any, prefix: str) -> GoalRow:
    checklist = data.get(f"{prefix}-checklist", "")
    return GoalRow(
        data.get(f"{prefix}-text", ""),
        tuple(
            IndicatorRow(*(data.get(f"{prefix}-indicators-{row}-{name}", "") for name in ("text", "target")))
            for row in range(row_count(data, f"{prefix}-indicators"))
        ),
        tuple(sent_action(data, f"{prefix}-actions-{row}") for row in range(row_count(data, f"{prefix}-actions"))),
        given_id(data.get(f"{prefix}-name", "")),
        checklist,
        "".join(data.getlist(f"{prefix}-{checklist}")[:6]) if checklist else "",
        tuple(code for code in data.get(f"{prefix}-waved", "")[:300].split(",") if code),
        *(data.get(f"{prefix}-{name}", "") for name in ("reach", "gain", "sure")),
    )


def sent_action(data: Any, prefix: str) -> ActionRow:
    return ActionRow(
        data.get(f"{prefix}-text", ""), data.get(f"{prefix}-deadline", ""), named(data.get(f"{prefix}-name", ""))
    )


def row_count(data: Any, prefix: str) -> int:
    claimed = whole(data.get(f"{prefix}-TOTAL_FORMS", "1"))
    return 1 if claimed is None else min(claimed, MOST_ROWS)


# The form's acts -----------------------------------------------------------------------------------------------------


def with_goal(typed: Typed, number: int, **changes: Any) -> Typed:
    goals = list(typed.goals)
    goals[number - 1] = replace(goals[number - 1], **changes)
    return replace(typed, goals=tuple(goals))


def place(typed: Typed, where: str) -> tuple[int, str, int | None] | None:
    """The goal's number, the list in it, and the row of that; None for what the form does not have."""
    found = WHERE.fullmatch(where)
    if not found or int(found[1]) > len(typed.goals):
        return None
    number, kind = int(found[1]), found[2] or ""
    row = int(found[3]) if found[3] else None
    if row is not None and row >= len(getattr(typed.goals[number - 1], kind)):
        return None
    return number, kind, row


def list_of(where: str) -> str:
    """The list that a place is in: "goal1-actions" of "goal1-actions-3", "goal" of "goal2"."""
    found = WHERE.fullmatch(where)
    return "" if not found else f"goal{found[1]}-{found[2]}" if found[2] else "goal"


def spot(where: str) -> tuple[str, int]:
    """What stands at a place, and its number from 1: ("action", 4) of "goal1-actions-3"."""
    found = WHERE.fullmatch(where)
    if not found:
        return "", 0
    return (found[2].rstrip("s"), int(found[3]) + 1) if found[2] and found[3] else ("goal", int(found[1]))


def next_to(where: str, by: int) -> str:
    """The place so many rows further down."""
    if not WHERE.fullmatch(where):
        return ""
    name = where.rstrip("0123456789")
    return f"{name}{int(where[len(name) :]) + by}" if name != where else where


def with_row(typed: Typed, where: str) -> Typed:
    """The form with one more empty goal, indicator or action."""
    if where == "goal" and len(typed.goals) < MOST_GOALS:
        return replace(typed, goals=(*typed.goals, GoalRow()))
    found = place(typed, where)
    if not found or not found[1]:
        return typed
    number, kind, _row = found
    rows = getattr(typed.goals[number - 1], kind)
    if len(rows) >= MOST_ROWS:
        return typed
    return with_goal(typed, number, **{kind: (*rows, IndicatorRow() if kind == "indicators" else ActionRow())})


def new_row(typed: Typed, where: str) -> str:
    """The id of the first field of the row that was just added, for the cursor."""
    if where == "goal":
        return f"id_goal{len(typed.goals)}-text"
    found = place(typed, where)
    return f"id_{where}-{len(getattr(typed.goals[found[0] - 1], found[1])) - 1}-text" if found and found[1] else ""


@dataclass(frozen=True)
class Removed:
    """A row or a goal that was taken out of the form: where it stood, and in which goal, whatever place that has now."""

    where: str
    goal: str
    row: dict[str, Any]

    def now(self, typed: Typed) -> str:
        """Where it stood, by the number that its goal has now; empty for a row of a goal that is not there."""
        found = WHERE.fullmatch(self.where)
        if not found or not found[2]:
            return self.where
        names = [goal.name for goal in typed.goals]
        if self.goal not in names:
            return ""
        return f"goal{names.index(self.goal) + 1}-{found[2]}-{found[3]}"


def without(typed: Typed, where: str) -> tuple[Typed, Removed | None]:
    """The form without a row or a second goal, and that, to be taken back with; None where there is no such thing."""
    found = place(typed, where)
    if not found or (not found[1] and len(typed.goals) < 2) or (found[1] and found[2] is None):
        return typed, None
    number, kind, row = found
    gone = typed.goals[number - 1]
    if not kind:
        rest = replace(typed, goals=tuple(goal for goal in typed.goals if goal is not gone))
        return rest, Removed(where, gone.name, asdict(gone))
    rows = list(getattr(gone, kind))
    gone_row = rows.pop(row or 0)
    rows = rows or [type(gone_row)()]
    return with_goal(typed, number, **{kind: tuple(rows)}), Removed(where, gone.name, asdict(gone_row))


def with_back(typed: Typed, removed: Removed) -> Typed:
    """The form with what was taken out where it was; unchanged where there is no room for it."""
    where = removed.now(typed)
    try:
        if WHERE.fullmatch(where) and "-" not in where and len(typed.goals) < MOST_GOALS:
            return replace(typed, goals=inserted(typed.goals, int(where[4:]) - 1, goal_from(removed.row)))
        kind_of = where.rpartition("-")
        found = place(typed, kind_of[0])
        if not found or not found[1]:
            return typed
        rows = getattr(typed.goals[found[0] - 1], found[1])
        back = indicator_from(removed.row) if found[1] == "indicators" else action_from(removed.row)
        rows = tuple(each for each in rows if not is_empty(each))
        if len(rows) >= MOST_ROWS:
            return typed
        return with_goal(typed, found[0], **{found[1]: inserted(rows, int(kind_of[2]), back)})
    except (ValueError, TypeError, KeyError, AttributeError):
        return typed


def put_aside(area: Area) -> list[Removed]:
    """What was taken out of an area and still lies aside, the latest last, as its form would have it."""
    found: list[tuple[Any, Removed]] = []
    aside = Q(deleted_at__isnull=False) | Q(actions__deleted_at__isnull=False)
    goals = Goal.objects.filter(aside, area=area).distinct()
    for goal in goals.prefetch_related("indicators", "actions"):
        if goal.deleted_at:
            kept = [each for each in goal.actions.all() if not each.deleted_at]
            row = replace(goal_row(goal), actions=tuple(action_row(each) for each in kept) or (ActionRow(),))
            if not Typed(goals=(row,)).has_words:
                continue
            found.append((goal.deleted_at, Removed(f"goal{goal.position or 1}", goal.public_id, asdict(row))))
            continue
        for each in (each for each in goal.actions.all() if each.deleted_at):
            where = f"goal{goal.position}-actions-{min(each.position, MOST_ROWS) - 1}"
            found.append((each.deleted_at, Removed(where, goal.public_id, asdict(action_row(each)))))
    return [removed for _at, removed in sorted(found, key=lambda pair: pair[0])][-MOST_REMOVED:]


def taken_out(text: str) -> list[Removed]:
    """All that was taken out since the form was opened, as `as_text` wrote it; nothing of anything else."""
    try:
        found = [Removed(str(each["where"]), str(each["goal"]), dict(each["row"])) for each in from_json(text)]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return []
    return found[-MOST_REMOVED:]


def as_text(removed: list[Removed]) -> str:
    return json.dumps([asdict(each) for each in removed[-MOST_REMOVED:]], ensure_ascii=False)


def is_empty(row: IndicatorRow | ActionRow) -> bool:
    return not row.text and not (row.target if isinstance(row, IndicatorRow) else row.deadline)


Row = TypeVar("Row")


def inserted(rows: tuple[Row, ...], index: int, row: Row) -> tuple[Row, ...]:
    return (*rows[:index], row, *rows[index:])


def moved(typed: Typed, where: str, by: int) -> Typed:
    """The form with a row, or a goal, one place up (-1) or down (1); unchanged at the end of its list."""
    found = place(typed, where)
    if not found or (found[1] and found[2] is None):
        return typed
    number, kind, row = found
    if not kind:
        return replace(typed, goals=swapped(typed.goals, number - 1, number - 1 + by))
    return with_goal(
        typed, number, **{kind: swapped(getattr(typed.goals[number - 1], kind), row or 0, (row or 0) + by)}
    )


def swapped(rows: tuple[Row, ...], one: int, other: int) -> tuple[Row, ...]:
    if not 0 <= other < len(rows):
        return rows
    changed = list(rows)
    changed[one], changed[other] = changed[other], changed[one]
    return tuple(changed)


def waved(typed: Typed, what: str) -> Typed:
    """The form with an observation waved away: "goal1:no_time"."""
    where, _colon, code = what.partition(":")
    found = place(typed, where)
    if not found or found[1] or not code:
        return typed
    seen = typed.goals[found[0] - 1].waved
    return with_goal(typed, found[0], waved=tuple(dict.fromkeys((*seen, code))))
