"""The day's plan: what was planned, what happens, and what the rest may become."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from config.fingerprints import fingerprint_of
from programmes import replan
from programmes.agenda import Stop
from programmes.models import AgendaItem, Exercise, Gathering, Replan, Stage
from programmes.queries.stage import Now
from programmes.replan import Proposal, Slot, Wish

# A day that starts this far off its plan is not late: it runs at another time.
OTHER_TIME = timedelta(hours=3)
HALF_A_DAY = 12 * 60
A_DAY = 24 * 60


@dataclass(frozen=True)
class Line:
    """One line of the day plan: what was planned, and what happens."""

    item: AgendaItem
    stops: list[Stop]
    state: str  # done, now, later, out
    started: datetime | None
    expected: datetime | None  # where that is another time than planned
    no_room_before: AgendaItem | None = None  # the pinned item that it no longer fits before

    @property
    def exercises(self) -> list[Exercise]:
        return list(dict.fromkeys(stop.exercise for stop in self.stops if stop.exercise))


@dataclass(frozen=True)
class Plan:
    lines: list[Line]
    drift: int | None  # minutes behind the plan; negative: ahead; None: at another time, or rehearsed
    ends: datetime | None
    planned_end: datetime | None
    is_at_another_time: bool = False  # begun so far off its plan that the plan's times say nothing

    @property
    def says_when(self) -> bool:
        """Whether the plan's times tell when what is on is to end."""
        return self.drift is not None

    @property
    def ends_otherwise(self) -> bool:
        """Whether the day ends at another time than planned, as its clocks say it."""
        return self.ends is not None and self.planned_end is not None and not _same_clock(self.ends, self.planned_end)

    @property
    def lacks_room(self) -> bool:
        return any(line.no_room_before for line in self.lines)

    @property
    def off(self) -> str:
        """How far off the plan: "12", or "1 t 10" from an hour on; "min" follows."""
        hours, minutes = divmod(abs(self.drift or 0), 60)
        return _("%(hours)s t %(minutes)s") % {"hours": hours, "minutes": minutes} if hours else str(minutes)


@dataclass(frozen=True)
class Course:
    """What has happened so far, for the arithmetic."""

    slots: list[Slot]  # the key is the item's position
    index: int  # of the item that is on; -1: none
    drift: int | None
    began: int | None
    now: int | None
    started: dict[int, datetime]

    def propose(self, wish: Wish, *, late: int | None = None) -> Proposal:
        """The rest of the day by a wish; `late` where somebody has seen another drift than that of this minute."""
        known = self.drift is not None
        return replan.propose(
            self.slots,
            self.index,
            (self.drift or 0) if late is None else late,
            wish,
            began=self.began if known else None,
            now=self.now if known else None,
        )


def course(now: Now) -> Course:
    """Where the day is beside its plan. One query."""
    items, day = now.way.items, now.gathering.date
    slots = slots_of(items)
    index = next((n for n, item in enumerate(items) if now.stop and item.pk == now.stop.item.pk), -1)
    visits = list(now.gathering.visits.order_by("at", "pk").values_list("item_id", "at"))
    started = dict(reversed(visits))  # the first visit of each
    if index < 0 or not now.stage.is_on or not visits:
        return Course(slots, -1, None, None, None, started)
    began = latest_stay(visits, items[index].pk) or now.stage.entered_at or timezone.now()
    started[items[index].pk] = began
    off = _drift(now, slots, index, began, visits)
    return Course(slots, index, off, _minute(began, day), _minute(timezone.now(), day), started)


def slots_of(items: Iterable[AgendaItem]) -> list[Slot]:
    """The items as minutes from the day's midnight; a start far before the one above is past the next midnight."""
    slots: list[Slot] = []
    for item in items:
        starts = item.starts.hour * 60 + item.starts.minute
        while slots and slots[-1].starts - starts > HALF_A_DAY:
            starts += A_DAY
        slots.append(Slot(item.position, starts, item.minutes, item.kind, item.is_pinned, item.is_left_out))
    return slots


def latest_stay(visits: list[tuple[int, datetime]], item: int) -> datetime | None:
    """When the stage came to an item and stayed in it until now; None where it is somewhere else."""
    began = None
    for visited, at in reversed(visits):
        if visited != item:
            break
        began = at
    return began


def instant(gathering: Gathering, minute: int) -> datetime:
    """A minute of the plan's wall time as an instant."""
    days, left = divmod(minute, A_DAY)
    wall = datetime.combine(gathering.date + timedelta(days=days), clock_time(left))
    return timezone.make_aware(wall).astimezone(UTC)


def clock_time(minute: int) -> time:
    return time(minute % A_DAY // 60, minute % 60)


def span(gathering: Gathering, slot: Slot) -> tuple[datetime, datetime]:
    """When a slot begins and ends: it takes its minutes, also in the night when the clocks are changed."""
    starts = instant(gathering, slot.starts)
    return starts, starts + timedelta(minutes=slot.minutes)


def _minute(moment: datetime, day: date) -> int:
    local = timezone.localtime(moment)
    return (local.date() - day).days * A_DAY + local.hour * 60 + local.minute


def _drift(now: Now, slots: list[Slot], index: int, began: datetime, visits: list[tuple[int, datetime]]) -> int | None:
    first = next(n for n, item in enumerate(now.way.items) if item.pk in {visited for visited, _at in visits})
    first_came = min(at for visited, at in visits if visited == now.way.items[first].pk)
    if now.stage.is_rehearsal or abs(first_came - instant(now.gathering, slots[first].starts)) > OTHER_TIME:
        return None
    return replan.drift(
        planned=span(now.gathering, slots[index]),
        began=began,
        stop_ends=_stop_ends(now),
        remaining=_remaining(now),
        now=timezone.now(),
    )


def _stop_ends(now: Now) -> datetime:
    """When the clock of what is on runs out."""
    stage, here = now.stage, timezone.now()
    return here + timedelta(seconds=stage.seconds_left) if stage.seconds_left is not None else stage.ends_at or here


def _remaining(now: Now) -> int:
    """The minutes of the item's stops that are still to come."""
    stop = now.stop
    return sum(each.minutes for each in now.way.stops if stop and each.item == stop.item and each.number > stop.number)


def _after_all_that_is_left(now: Now, so_far: Course) -> datetime:
    """The end of a day that goes by its minutes, since the times of its plan are other times."""
    later = sum(slot.minutes for slot in so_far.slots[so_far.index + 1 :] if not slot.left_out)
    return max(_stop_ends(now), timezone.now()) + timedelta(minutes=_remaining(now) + later)


def plan(now: Now, so_far: Course | None = None) -> Plan:
    """The day's plan beside what has happened, and when the rest is expected if nothing else changes.

    `so_far` is its course, where that has been read.
    """
    so_far = so_far or course(now)
    proposal = so_far.propose(Wish.as_it_is(so_far.slots))
    lines, taken_out = [], _taken_out(now)
    by_key = {slot.key: item for item, slot in zip(now.way.items, so_far.slots, strict=True)}
    no_room = {each.slot: by_key[each.before] for each in proposal.problems} if so_far.drift else {}
    for number, (item, slot) in enumerate(zip(now.way.items, proposal.slots, strict=True)):
        state = _state(now, item, number, so_far.index)
        if item.is_left_out and item.pk not in taken_out:
            continue  # left out while it was planned: nobody has been told of it
        moved = state == "later" and so_far.drift and slot.starts != so_far.slots[number].starts
        stops = [stop for stop in now.way.stops if stop.item.pk == item.pk]
        expected = instant(now.gathering, slot.starts) if moved else None
        crowded = no_room.get(slot.key) if state == "later" else None
        lines.append(Line(item, stops, state, so_far.started.get(item.pk), expected, crowded))
    kept = [slot for slot in so_far.slots if not slot.left_out]
    planned_end = span(now.gathering, kept[-1])[1] if kept else None
    ends = instant(now.gathering, proposal.ends) if so_far.drift and proposal.ends is not None else planned_end
    elsewhen = so_far.index >= 0 and so_far.drift is None and not now.stage.is_rehearsal
    if elsewhen:
        ends = _after_all_that_is_left(now, so_far)
    return Plan(lines, so_far.drift, ends, planned_end, elsewhen)


def _same_clock(one: datetime, other: datetime) -> bool:
    return timezone.localtime(one).strftime("%H:%M") == timezone.localtime(other).strftime("%H:%M")


def _taken_out(now: Now) -> set[int]:
    """The items that were in the plan until a re-planning took them out, by primary key."""
    if not any(item.is_left_out for item in now.way.items):
        return set()
    kept = now.gathering.replans.filter(undone_at__isnull=True).values_list("before", flat=True)
    return {was["item"] for rows in kept for was in rows if not was["is_left_out"]}


def _state(now: Now, item: AgendaItem, number: int, index: int) -> str:
    if item.is_left_out:
        return "out"
    if now.stage.state == Stage.State.ENDED:
        return "done"
    return "now" if number == index else "done" if number < index else "later"


def fingerprint(slots: Iterable[Slot]) -> str:
    """Changes whenever the plan does."""
    return fingerprint_of(*slots)


def undoable(gathering: Gathering) -> Replan | None:
    """The newest re-planning, while the day has not gone on to another item since."""
    newest = gathering.replans.filter(undone_at__isnull=True).last()
    if newest is None:
        return None
    before = gathering.visits.filter(at__lte=newest.at).last()
    since = gathering.visits.filter(at__gt=newest.at)
    passed = since.exclude(item=before.item_id) if before else since
    return None if passed.exists() else newest


def last_replan(gathering: Gathering) -> Replan | None:
    """The newest re-planning, until the stage's next step: so long it is told, with its undoing."""
    newest = gathering.replans.filter(undone_at__isnull=True).last()
    return None if newest is None or gathering.visits.filter(at__gt=newest.at).exists() else newest
