"""What changed between two editions of a målkort, in words. The order in which things stand is no change."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from goals.sheet import ActionLine, AreaBlock, GoalBlock, GoalCardSheet, IndicatorLine

ALIKE = 0.3  # of the words that two texts hold between them, this part stands in both

T = TypeVar("T")
Pairs = list[tuple[T | None, T | None]]


class What(StrEnum):
    AREA = "area"
    SOURCE = "source"
    GOAL = "goal"
    INDICATOR = "indicator"
    ACTION = "action"
    DEADLINE = "deadline"


class How(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class Change:
    """One thing that is there now, is there no longer, or reads otherwise.

    `about` is where it stands: the area, or the action whose deadline it is. `before` is empty for what was added,
    `after` for what was removed.
    """

    what: What
    how: How
    about: str
    before: str
    after: str


def changes(before: GoalCardSheet, after: GoalCardSheet) -> list[Change]:
    """Every change, area by area as they stand now, then what was taken out; none for equal sheets."""
    keys: tuple[Callable[[AreaBlock], Hashable], ...] = (lambda area: area, lambda area: area.title, all_goals)
    found: list[Change] = []
    for old, new in pairs(before.areas, after.areas, keys):
        if old is None or new is None:
            found += noted(What.AREA, "", old.title if old else "", new.title if new else "")
        else:
            found += in_area(old, new)
    return found


def all_goals(area: AreaBlock) -> Hashable:
    """By what an area is known again when its name is another: its goals, where it has any."""
    texts = tuple(sorted(goal.text for goal in area.goals if goal.text))
    return texts or None


def in_area(old: AreaBlock, new: AreaBlock) -> list[Change]:
    keys: tuple[Callable[[GoalBlock], Hashable], ...] = (lambda goal: goal, lambda goal: goal.text)
    found = noted(What.AREA, "", old.title, new.title) + noted(What.SOURCE, new.title, old.source, new.source)
    unpaired = pairs(old.goals, new.goals, keys)
    for first, second in in_order(unpaired):
        found += in_goal(new.title, first or NO_GOAL, second or NO_GOAL)
    return found


NO_GOAL = GoalBlock("", (), ())


def in_goal(area: str, old: GoalBlock, new: GoalBlock) -> list[Change]:
    found = noted(What.GOAL, area, old.text, new.text)
    for first, second in pairs(old.indicators, new.indicators, (whole, words), like=words):
        found += noted(What.INDICATOR, area, words(first), words(second))
    for was, now in pairs(old.actions, new.actions, (whole, lambda each: each.text), like=lambda each: each.text):
        found += of_action(area, was, now)
    return found


def of_action(area: str, old: ActionLine | None, new: ActionLine | None) -> list[Change]:
    """A new or lost action goes with its deadline; one that stays may have either in other words."""
    if old is None or new is None:
        return noted(What.ACTION, area, words(old), words(new))
    found = noted(What.ACTION, area, old.text, new.text)
    return found + noted(What.DEADLINE, new.text or area, old.deadline, new.deadline)


def noted(what: What, about: str, before: str, after: str) -> list[Change]:
    if before == after:
        return []
    how = How.CHANGED if before and after else How.ADDED if after else How.REMOVED
    return [Change(what, how, about, before, after)]


def whole(line: Hashable) -> Hashable:
    return line


def words(line: IndicatorLine | ActionLine | None) -> str:
    """A line's two texts as one."""
    if line is None:
        return ""
    other = line.target if isinstance(line, IndicatorLine) else line.deadline
    return " – ".join(text for text in (line.text, other) if text)


def pairs(
    before: Sequence[T],
    after: Sequence[T],
    keys: Iterable[Callable[[T], Hashable]],
    *,
    like: Callable[[T], str] | None = None,
) -> Pairs[T]:
    """Each thing with what it was: by the first key that knows it again, then by its likeness.

    What is there now comes in its order; then what is no longer. A key of None knows nothing.
    """
    partner: dict[int, int] = {}
    for key in keys:
        waiting: dict[Hashable, list[int]] = {}
        for number, each in enumerate(before):
            if number not in partner.values() and key(each) is not None:
                waiting.setdefault(key(each), []).append(number)
        for number, each in enumerate(after):
            if number not in partner and waiting.get(key(each)):
                partner[number] = waiting[key(each)].pop(0)
    if like:
        pair_the_like(before, after, partner, like)
    kept = set(partner.values())
    now: Pairs[T] = [
        (before[partner[number]] if number in partner else None, each) for number, each in enumerate(after)
    ]
    return now + [(each, None) for number, each in enumerate(before) if number not in kept]


def pair_the_like(before: Sequence[T], after: Sequence[T], partner: dict[int, int], like: Callable[[T], str]) -> None:
    """Joins what is left where the words are mostly the same, the likest first."""
    left = [number for number in range(len(before)) if number not in partner.values()]
    new = [number for number in range(len(after)) if number not in partner]
    likest = sorted((-likeness(like(before[old]), like(after[now])), now, old) for old in left for now in new)
    for score, now, old in likest:
        if -score >= ALIKE and now not in partner and old not in partner.values():
            partner[now] = old


def likeness(one: str, other: str) -> float:
    """How much of the words of two texts stands in both, 0 to 1."""
    first, second = set(one.casefold().split()), set(other.casefold().split())
    return len(first & second) / len(first | second) if first | second else 0.0


def in_order(found: Pairs[T]) -> Pairs[T]:
    """What found no partner is joined as it stands: an area's goal that is written anew is the same goal."""
    joined = [(old, new) for old, new in found if old is not None and new is not None]
    old_ones = [old for old, new in found if new is None]
    new_ones = [new for old, new in found if old is None]
    most = max(len(old_ones), len(new_ones))
    fill: list[T | None] = [None] * most
    return joined + list(zip([*old_ones, *fill][:most], [*new_ones, *fill][:most], strict=True))
