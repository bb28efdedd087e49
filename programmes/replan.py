"""How far a day is off its plan, and how the rest of it may be planned anew: arithmetic, without a database.

Minutes count from midnight of the gathering's day, and go on past 24 hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise

LEAST = 5  # no item is cut to fewer minutes
LEAST_LUNCH = 30
MOST = 720
BREAKS = ("break", "lunch")


def drift(
    *, planned: tuple[datetime, datetime], began: datetime, stop_ends: datetime, remaining: int, now: datetime
) -> int:
    """Minutes behind the plan; negative: ahead.

    `planned` is the item's start and end, `began` when the stage came to it for this stay, `remaining` the minutes
    of its stops that are still to come. An item that ends in time is late no more, however late it began; one that
    was begun early is ahead by that, less what it takes longer.
    """
    starts, ends = planned
    expected = max(stop_ends, now) + timedelta(minutes=remaining)
    late = _minutes(expected - ends)
    return late if late > 0 else min(0, max(late, _minutes(began - starts)))


def _minutes(span: timedelta) -> int:
    return round(span.total_seconds() / 60)


@dataclass(frozen=True)
class Slot:
    """An item of the plan, as far as its time is concerned."""

    key: int
    starts: int
    minutes: int
    kind: str = "session"
    pinned: bool = False
    left_out: bool = False

    @property
    def ends(self) -> int:
        return self.starts + self.minutes

    @property
    def least(self) -> int:
        """What must be left of it when it is cut."""
        return min(self.minutes, LEAST_LUNCH if self.kind == "lunch" else LEAST)


@dataclass(frozen=True)
class Wish:
    """What the facilitator wants of the rest of the day. `drop` and `pin` say all that is out, and all that stays."""

    shorten_breaks: bool = False
    drop: frozenset[int] = frozenset()
    pin: frozenset[int] = frozenset()
    minutes: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def as_it_is(cls, slots: Iterable[Slot]) -> Wish:
        """What is out stays out, and what is pinned stays pinned."""
        known = list(slots)
        return cls(
            drop=frozenset(slot.key for slot in known if slot.left_out),
            pin=frozenset(slot.key for slot in known if slot.pinned),
        )


@dataclass(frozen=True)
class Problem:
    """An item that there is no room for before the one that stays where it is."""

    slot: int
    before: int


@dataclass(frozen=True)
class Proposal:
    """The whole day anew. A slot with a problem stands at its old time."""

    slots: tuple[Slot, ...]
    ends: int | None
    problems: tuple[Problem, ...] = ()


@dataclass
class _Part:
    """A slot that is being placed."""

    slot: Slot
    least: int
    may_shrink: bool = False

    @property
    def starts(self) -> int:
        return self.slot.starts

    @property
    def ends(self) -> int:
        return self.slot.ends

    def move(self, starts: int) -> None:
        self.slot = replace(self.slot, starts=starts)

    def cut(self, minutes: int) -> None:
        self.slot = replace(self.slot, minutes=minutes)


Run = list[_Part]
"""What follows one another; only the first of it has a start that cannot be moved."""


def propose(
    slots: Sequence[Slot],
    now_index: int,
    late: int,
    wish: Wish,
    *,
    began: int | None = None,
    now: int | None = None,
) -> Proposal:
    """The rest of the day, when what is on (`now_index`, -1: nothing yet) ends so many minutes late.

    What is behind stays. Gaps take up a delay first, then breaks where they may be shortened; what is pinned keeps
    its start, and what would run into it is cut there, or is a problem. Minutes that are won pull forward what
    follows, but nothing past a pinned one. `began` is when the current one really began.
    """
    runs, planned_end = _lay(slots, now_index, late, wish, began, now)
    problems: list[Problem] = []
    for run, following in pairwise(runs):
        pinned = following[0].slot
        problems += [Problem(part.slot.key, pinned.key) for part in _fit(run, pinned.starts, wish.shorten_breaks)]
    if wish.shorten_breaks and runs[-1]:
        _shorten(runs[-1], runs[-1][-1].ends - planned_end)
    placed = {part.slot.key: part.slot for run in runs for part in run}
    changed = tuple(placed.get(slot.key) or _left(slot, wish, behind=n < now_index) for n, slot in enumerate(slots))
    return Proposal(changed, max((slot.ends for slot in placed.values()), default=None), tuple(problems))


def _lay(
    slots: Sequence[Slot], now_index: int, late: int, wish: Wish, began: int | None, now: int | None
) -> tuple[list[Run], int]:
    """Everything from the current one in its order, in runs that each begin with a pinned one; the old day's end."""
    runs: list[Run] = [[]]
    cursor = old = None  # where the new day has come to, and where the old one had
    if now_index >= 0:
        current = _current(slots[now_index], late, began, now)
        runs[0].append(current)
        cursor, old = current.ends, slots[now_index].ends
    for slot in slots[now_index + 1 :]:
        if cursor is None or old is None:
            cursor = old = slot.starts
        if slot.key in wish.drop:
            old = old if slot.left_out else max(old, slot.ends)
            continue
        part = _wished(slot, wish)
        if part.slot.pinned:
            runs.append([])
        else:
            part.move(cursor if slot.left_out else max(cursor, slot.starts + min(0, cursor - old)))
        runs[-1].append(part)
        cursor, old = part.ends, old if slot.left_out else slot.ends
    return runs, old or 0


def _current(slot: Slot, late: int, began: int | None, now: int | None) -> _Part:
    starts = slot.starts if slot.pinned or began is None else began
    minutes = min(MOST, max(1, slot.ends + late - starts))
    least = minutes if now is None else min(minutes, max(1, now + LEAST - starts))
    return _Part(replace(slot, starts=starts, minutes=minutes), least)


def _wished(slot: Slot, wish: Wish) -> _Part:
    minutes = wish.minutes.get(slot.key, slot.minutes)
    new = replace(slot, minutes=minutes, pinned=slot.key in wish.pin, left_out=False)
    return _Part(new, new.least, slot.kind in BREAKS and slot.key not in wish.minutes)


def _left(slot: Slot, wish: Wish, *, behind: bool) -> Slot:
    """One that was not placed: it is behind, out, or a problem."""
    return slot if behind else replace(slot, left_out=slot.key in wish.drop, pinned=slot.key in wish.pin)


def _fit(run: Run, limit: int, shorten: bool) -> list[_Part]:
    """Makes a run end at the limit: gaps, breaks, then a cut. What finds no room leaves the run, and is told."""
    if run:
        _close_gaps(run, run[-1].ends - limit)
        if shorten:
            _shorten(run, run[-1].ends - limit)
    out: list[_Part] = []
    while run and run[-1].ends > limit:
        room = limit - run[-1].starts
        if room >= run[-1].least:
            run[-1].cut(room)
        else:
            out.insert(0, run.pop())
    return out


def _close_gaps(run: Run, over: int) -> None:
    cursor = run[0].ends
    for part in run[1:]:
        part.move(max(cursor, part.starts - max(0, over)))
        cursor = part.ends


def _shorten(run: Run, over: int) -> None:
    """Wins what is needed from the breaks, and from lunch what they can't give; what follows is moved forward."""
    spared = _shared([part for part in run[1:] if part.slot.kind != "lunch"], over)
    spared |= _shared([part for part in run[1:] if part.slot.kind == "lunch"], over - sum(spared.values()))
    won = 0
    for part in run[1:]:
        part.move(part.starts - won)
        won += spared[part.slot.key]
        part.cut(part.slot.minutes - spared[part.slot.key])


def _shared(parts: Run, over: int) -> dict[int, int]:
    """What each gives, by key: minute by minute from the one that has the most to spare, the last of equals."""
    spare = {part.slot.key: part.slot.minutes - part.least if part.may_shrink else 0 for part in reversed(parts)}
    given = dict.fromkeys(spare, 0)
    for _ in range(min(max(over, 0), sum(spare.values()))):
        key = max(spare, key=lambda each: spare[each])
        spare[key] -= 1
        given[key] += 1
    return given
