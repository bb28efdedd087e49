"""How far off its plan a day is, and the rest of it planned anew in one action."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from programmes import replan
from programmes.agenda import Way
from programmes.contract import NotPossible
from programmes.models import AgendaItem, Gathering, Replan, Stage, Trail, Visit
from programmes.queries import dayplan
from programmes.queries import stage as queries
from programmes.replan import Problem, Slot, Wish, propose
from programmes.services import rehearsal
from programmes.services import replan as services
from programmes.services import stage as stages
from tests.conftest import DIAMOND, WELCOME, go_to

NINE = datetime(2026, 11, 26, 8, tzinfo=UTC)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def off(*, began: float = 0, ends: float, remaining: int = 0, now: float | None = None, takes: int = 60) -> int:
    """Minutes from an item's planned start at nine; `ends` is the clock's."""
    return replan.drift(
        planned=(NINE, NINE + minutes(takes)),
        began=NINE + minutes(began),
        stop_ends=NINE + minutes(ends),
        remaining=remaining,
        now=NINE + minutes(began if now is None else now),
    )


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ({"ends": 60}, 0),
        ({"began": 20, "ends": 80}, 20),
        ({"began": 20, "ends": 40, "remaining": 10}, 0),  # late to begin, but there is room in the item
        ({"began": 0, "ends": 50, "remaining": 25}, 15),
        ({"began": 0, "ends": 60, "now": 67}, 7),  # the clock has run out
        ({"began": -10, "ends": 50}, -10),
        ({"began": -10, "ends": 20, "remaining": 10}, -10),  # room in an item that was begun early changes nothing
        ({"began": -10, "ends": 55}, -5),  # and five of the ten are used
        ({"began": -10, "ends": 65}, 5),
        ({"began": 0.4, "ends": 60.4}, 0),  # less than half a minute
    ],
)
def test_the_drift_at_a_stop(given_, expected) -> None:
    assert off(**given_) == expected


# The day of the demonstration, from where it stands at ten past eleven.
DAY = [
    Slot(1, 8 * 60 + 30, 30),
    Slot(2, 9 * 60, 30),
    Slot(3, 9 * 60 + 30, 15, "break"),
    Slot(4, 9 * 60 + 45, 60),
    Slot(5, 10 * 60 + 45, 15, "break"),
    Slot(6, 11 * 60, 30),
    Slot(7, 11 * 60 + 30, 45, "lunch"),
    Slot(8, 12 * 60 + 15, 165),
]


def said(slots) -> list[str]:
    return [f"{slot.starts // 60}:{slot.starts % 60:02}+{slot.minutes}" for slot in slots if not slot.left_out]


def test_a_delay_moves_everything_ahead_and_nothing_behind() -> None:
    found = propose(DAY, 3, 20, Wish())
    assert said(found.slots) == [
        "8:30+30", "9:00+30", "9:30+15", "9:45+80", "11:05+15", "11:20+30", "11:50+45", "12:35+165",
    ]  # fmt: skip
    assert (found.ends, found.problems) == (15 * 60 + 20, ())


def test_breaks_share_what_is_needed_and_lunch_is_the_last_to_give() -> None:
    day = [
        Slot(1, 9 * 60, 60),
        Slot(2, 10 * 60, 15, "break"),
        Slot(3, 10 * 60 + 15, 60),
        Slot(4, 11 * 60 + 15, 45, "lunch"),
        Slot(5, 12 * 60, 60),
        Slot(6, 13 * 60, 20, "break"),
        Slot(7, 13 * 60 + 20, 40),
    ]

    def breaks(late: int) -> list[int]:
        slots = propose(day, 0, late, Wish(shorten_breaks=True)).slots
        return [slot.minutes for slot in slots if slot.kind != "session"]

    assert [breaks(late) for late in (0, 5, 11, 25, 27, 60)] == [
        [15, 45, 20],
        [15, 45, 15],
        [12, 45, 12],
        [5, 45, 5],
        [5, 43, 5],
        [5, 30, 5],
    ]


def test_breaks_are_shortened_no_further_than_is_needed() -> None:
    assert said(propose(DAY, 3, 20, Wish(shorten_breaks=True)).slots)[3:] == [
        "9:45+80", "11:05+5", "11:10+30", "11:40+35", "12:15+165",
    ]  # fmt: skip
    assert said(propose(DAY, 3, 7, Wish(shorten_breaks=True)).slots)[4:] == [
        "10:52+8",
        "11:00+30",
        "11:30+45",
        "12:15+165",
    ]
    assert said(propose(DAY, 3, 90, Wish(shorten_breaks=True)).slots)[4:] == [
        "12:15+5",
        "12:20+30",
        "12:50+30",
        "13:20+165",
    ]


def test_before_a_pinned_lunch_the_breaks_give_way_first_and_then_the_last_one_is_cut() -> None:
    wish = Wish(pin=frozenset({7}))
    assert said(propose(DAY, 3, 20, wish).slots)[3:] == [
        "9:45+80", "11:05+15", "11:20+10", "11:30+45", "12:15+165",
    ]  # fmt: skip
    shorter = Wish(shorten_breaks=True, pin=frozenset({7}))
    assert said(propose(DAY, 3, 20, shorter).slots)[3:7] == ["9:45+80", "11:05+5", "11:10+20", "11:30+45"]


def test_what_finds_no_room_before_a_pinned_one_is_a_problem() -> None:
    found = propose(DAY, 3, 30, Wish(pin=frozenset({7})))
    assert found.problems == (Problem(6, 7),)
    assert found.slots[5] == DAY[5]
    assert propose(DAY, 3, 30, Wish(pin=frozenset({7}), drop=frozenset({6}))).problems == ()


def test_what_is_taken_out_leaves_no_hole_but_before_a_pinned_one() -> None:
    assert said(propose(DAY, 3, 0, Wish(drop=frozenset({5}))).slots)[4:] == ["10:45+30", "11:15+45", "12:00+165"]
    pinned = Wish(drop=frozenset({5}), pin=frozenset({7}))
    assert said(propose(DAY, 3, 0, pinned).slots)[4:] == ["10:45+30", "11:30+45", "12:15+165"]


def test_what_is_taken_in_again_has_its_minutes() -> None:
    out = propose(DAY, 3, 0, Wish(drop=frozenset({5}))).slots
    assert said(propose(out, 3, 0, Wish()).slots) == said(DAY)


def test_minutes_that_are_won_pull_forward_what_follows() -> None:
    found = propose(DAY, 3, -10, Wish(), began=9 * 60 + 35)
    assert said(found.slots)[3:] == ["9:35+60", "10:35+15", "10:50+30", "11:20+45", "12:05+165"]
    held = propose(DAY, 3, -10, Wish(pin=frozenset({7})), began=9 * 60 + 35)
    assert said(held.slots)[3:] == ["9:35+60", "10:35+15", "10:50+30", "11:30+45", "12:15+165"]


def test_a_gap_takes_up_a_delay_before_anything_else() -> None:
    loose = [Slot(1, 540, 30), Slot(2, 580, 30), Slot(3, 610, 15, "break"), Slot(4, 625, 30)]
    assert said(propose(loose, 0, 10, Wish(shorten_breaks=True)).slots) == [
        "9:00+40",
        "9:40+30",
        "10:10+15",
        "10:25+30",
    ]


def test_an_item_that_gets_more_minutes_moves_the_rest() -> None:
    assert said(propose(DAY, 3, 0, Wish(minutes={6: 40})).slots)[5:] == ["11:00+40", "11:40+45", "12:25+165"]
    assert said(propose(DAY, 3, 0, Wish(minutes={5: 5})).slots)[4:] == ["10:45+5", "10:50+30", "11:20+45", "12:05+165"]


def test_what_is_on_is_cut_at_a_pinned_one_while_five_minutes_of_it_remain() -> None:
    wish = Wish(pin=frozenset({7}))
    assert said(propose(DAY, 5, 20, wish, began=680, now=680).slots)[5:] == ["11:20+10", "11:30+45", "12:15+165"]
    assert propose(DAY, 5, 20, wish, began=680, now=686).problems == (Problem(6, 7),)


@st.composite
def days(draw) -> tuple[list[Slot], int, int, Wish]:
    slots, cursor = [], 8 * 60
    for key in range(1, draw(st.integers(1, 9)) + 1):
        cursor += draw(st.sampled_from([0, 0, 0, 5, 20]))
        length, kind = draw(st.integers(1, 120)), draw(st.sampled_from(["session", "session", "break", "lunch"]))
        slots.append(Slot(key, cursor, length, kind, draw(st.booleans()), draw(st.booleans())))
        cursor += length
    index = draw(st.integers(-1, len(slots) - 1))
    if index >= 0:
        slots[index] = Slot(index + 1, slots[index].starts, slots[index].minutes, slots[index].kind)
    keys = st.frozensets(st.integers(1, len(slots)))
    wish = Wish(
        draw(st.booleans()),
        draw(keys),
        draw(keys),
        draw(st.dictionaries(st.integers(1, len(slots)), st.integers(5, 90))),
    )
    return slots, index, draw(st.integers(-60, 120)), wish


@given(days())
@how(max_examples=300, deadline=None)
def test_a_proposal_keeps_its_promises(day) -> None:
    slots, index, late, wish = day
    late = late if index >= 0 else 0
    began = slots[index].starts + min(0, late) if index >= 0 else None
    found = propose(slots, index, late, wish, began=began)
    refused = {problem.slot for problem in found.problems}
    assert [slot.key for slot in found.slots] == [slot.key for slot in slots]
    assert list(found.slots[: max(index, 0)]) == slots[: max(index, 0)]
    ahead = [slot for slot in found.slots[max(index, 0) :] if not slot.left_out and slot.key not in refused]
    assert all(first.ends <= second.starts for first, second in pairwise(ahead))
    for old, new in zip(slots[index + 1 :], found.slots[index + 1 :], strict=True):
        assert new.left_out == (new.key in wish.drop)
        if new.left_out or new.key in refused:
            continue
        assert new.minutes >= Slot(0, 0, wish.minutes.get(old.key, old.minutes), old.kind).least
        if new.pinned:
            assert new.starts == old.starts


@given(days())
@how(max_examples=200, deadline=None)
def test_a_delay_alone_changes_no_minutes(day) -> None:
    slots, index, late, _wish = day
    late = abs(late) if index >= 0 else 0
    alone = Wish(drop=frozenset(slot.key for slot in slots if slot.left_out))
    found = propose(slots, index, late, alone)
    assert found.problems == ()
    assert [slot.minutes for slot in found.slots[index + 1 :]] == [slot.minutes for slot in slots[index + 1 :]]
    assert all(new.starts - old.starts in range(late + 1) for old, new in zip(slots, found.slots, strict=True))


pytestmark = pytest.mark.django_db


def planned(here, item: AgendaItem) -> datetime:
    """When an item is to begin, as an instant."""
    return dayplan.span(here.gathering, dayplan.slots_of([item])[0])[0]


def at(here, *, began: float, stop: int = WELCOME) -> queries.Now:
    """The day at a stop, of which the clock began so many minutes off the planned start of its item."""
    go_to(here.gathering, stop, here.facilitator)
    way = Way(here.gathering)
    moment = planned(here, way.stops[stop].item) + minutes(began)
    Visit.objects.update(at=moment if stop == WELCOME else planned(here, way.items[0]))
    Visit.objects.filter(pk=Visit.objects.order_by("pk").last().pk).update(at=moment)
    Stage.objects.update(entered_at=moment, ends_at=moment + minutes(way.stops[stop].minutes))
    return queries.now(here.gathering)


@pytest.fixture
def clock(monkeypatch):
    """Sets what time it is, for all that asks Django."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment.astimezone(UTC))

    return set_to


def starts(here, number: int) -> datetime:
    return planned(here, Way(here.gathering).items[number])


def test_the_days_drift_counts_what_is_left_of_the_item(here, clock) -> None:
    clock(starts(here, 1) + minutes(6))
    plan = dayplan.plan(at(here, began=6, stop=DIAMOND))
    assert plan.drift == 0  # five stops of ten minutes in an item of sixty
    plan = dayplan.plan(at(here, began=17, stop=DIAMOND))
    assert (plan.drift, plan.ends - plan.planned_end) == (7, minutes(7))


def test_what_comes_is_expected_later(here, clock) -> None:
    clock(starts(here, 0) + minutes(6))
    plan = dayplan.plan(at(here, began=6))
    assert (plan.drift, plan.lines[1].expected - starts(here, 1)) == (6, minutes(6))


def test_a_paused_clock_goes_on_from_now(here, clock) -> None:
    clock(starts(here, 0))
    at(here, began=0)
    Stage.objects.update(ends_at=None, seconds_left=20 * 60)
    clock(starts(here, 0) + minutes(25))
    assert dayplan.plan(queries.now(here.gathering)).drift == 15
    Stage.objects.update(seconds_left=-300)
    assert dayplan.plan(queries.now(here.gathering)).drift == 0
    clock(starts(here, 0) + minutes(35))
    assert dayplan.plan(queries.now(here.gathering)).drift == 5


def test_a_rehearsal_does_not_hold_its_clock_against_the_plan(here, as_person) -> None:
    rehearsal.begin(gathering=here.gathering, by=here.facilitator)
    go_to(here.gathering, DIAMOND, here.facilitator)
    page = as_person(here.facilitator).get(reverse("cockpit", args=[here.gathering.public_id])).content.decode()
    assert "etter planen" not in page


def test_a_day_at_another_time_has_no_drift(here, clock, as_person) -> None:
    clock(starts(here, 0) + timedelta(hours=9))
    at(here, began=540)
    Visit.objects.update(at=starts(here, 0) + timedelta(hours=9))
    Stage.objects.update(ends_at=starts(here, 0) + timedelta(hours=9) + minutes(30))
    plan = dayplan.plan(queries.now(here.gathering))
    assert (plan.drift, plan.is_at_another_time, [line.expected for line in plan.lines]) == (None, True, [None, None])
    later = AgendaItem.objects.get(gathering=here.gathering, position=2).minutes
    assert plan.ends == starts(here, 0) + timedelta(hours=9) + minutes(30 + later)
    page = as_person(here.facilitator).get(reverse("cockpit", args=[here.gathering.public_id])).content.decode()
    assert "Dagen går på et annet tidspunkt enn planen." in page
    anew = as_person(here.facilitator).get(reverse("replan", args=[here.gathering.public_id])).content.decode()
    assert "Dagen går på et annet tidspunkt enn planen." in anew
    assert "som planlagt" not in anew.partition("<form")[0]
    assert "etter planen" not in page


def test_jumping_back_and_forth_counts_the_latest_stay(here, clock) -> None:
    clock(starts(here, 0) + minutes(1))
    for number in (WELCOME, DIAMOND, WELCOME, DIAMOND, DIAMOND + 1):
        go_to(here.gathering, number, here.facilitator)
    moments = [starts(here, 0) + minutes(n) for n in (0, 5, 6, 20, 22)]
    for visit, moment in zip(Visit.objects.order_by("pk"), moments, strict=True):
        Visit.objects.filter(pk=visit.pk).update(at=moment)
    course = dayplan.course(queries.now(here.gathering))
    assert course.began == 8 * 60 + 30 + 20
    clock(starts(here, 0) + minutes(22))
    Stage.objects.update(ends_at=starts(here, 0) + minutes(32))
    assert dayplan.plan(queries.now(here.gathering)).drift == -10


def test_a_day_past_midnight_goes_on_past_midnight(here, clock) -> None:
    AgendaItem.objects.filter(position=1).update(starts=time(23, 30))
    AgendaItem.objects.filter(position=2).update(starts=time(0, 0))
    midnight = timezone.make_aware(datetime.combine(here.gathering.date + timedelta(days=1), time(0)))
    clock(midnight + minutes(20))
    go_to(here.gathering, WELCOME, here.facilitator)
    go_to(here.gathering, DIAMOND, here.facilitator)
    first, second = Visit.objects.order_by("pk")
    Visit.objects.filter(pk=first.pk).update(at=midnight - minutes(30))
    plan = dayplan.plan(queries.now(here.gathering))
    assert (plan.drift, plan.planned_end) == (10, midnight + minutes(60))
    assert second.at == midnight + minutes(20)


@pytest.mark.parametrize(("night", "hours"), [(date(2026, 3, 29), 1), (date(2026, 10, 25), 3)])
def test_an_item_takes_its_minutes_in_the_night_when_clocks_are_changed(here, clock, night, hours) -> None:
    Gathering.objects.update(date=night)
    AgendaItem.objects.filter(position=1).update(starts=time(1, 30), minutes=90)
    AgendaItem.objects.filter(position=2).update(starts=time(3, 30))
    here.gathering.refresh_from_db()
    began = timezone.make_aware(datetime.combine(night, time(1, 30))).astimezone(UTC)
    clock(began)
    go_to(here.gathering, WELCOME, here.facilitator)
    now = queries.now(here.gathering)
    assert dayplan.plan(now).drift == 0
    clock(began + minutes(100))
    assert dayplan.plan(now).drift == 10
    following = dayplan.instant(here.gathering, 210)
    assert following - began == timedelta(hours=hours)


def use(here, wish: Wish | None = None) -> Replan | None:
    course = dayplan.course(queries.now(here.gathering))
    wish = wish or Wish.as_it_is(course.slots)
    return services.use(gathering=here.gathering, wish=wish, was=services.seen(course, wish), by=here.facilitator)


def shown(here, wish: Wish, typed: dict[str, str]) -> dict[str, str]:
    """The form as the page gives it back, after it has shown what was typed."""
    return typed | {name: str(value) for name, value in vars(services.seen(course_of(here), wish)).items()}


def course_of(here) -> dayplan.Course:
    return dayplan.course(queries.now(here.gathering))


def table(here) -> list[tuple[time, int, bool, bool]]:
    return list(here.gathering.items.order_by("position").values_list("starts", "minutes", "is_pinned", "is_left_out"))


def test_a_plan_that_is_used_has_no_drift_and_can_be_undone(here, clock) -> None:
    clock(starts(here, 0) + minutes(20))
    at(here, began=20)
    before = table(here)
    stored = use(here)
    assert [row[:2] for row in table(here)] == [(time(8, 50), 30), (time(9, 20), 60)]
    assert dayplan.plan(queries.now(here.gathering)).drift == 0
    assert dayplan.last_replan(here.gathering) == stored
    services.undo(gathering=here.gathering, replan=stored.public_id, by=here.facilitator)
    assert table(here) == before
    assert dayplan.last_replan(here.gathering) is None
    assert list(Trail.objects.filter(act__startswith="plan.").order_by("pk").values_list("act", flat=True)) == [
        "plan.change",
        "plan.undo",
    ]


def test_a_day_that_ends_otherwise_is_another_edition_in_the_calendars(here, clock) -> None:
    clock(starts(here, 0) + minutes(20))
    at(here, began=20)
    stored = use(here)
    here.gathering.refresh_from_db()
    assert here.gathering.sequence == 1
    services.undo(gathering=here.gathering, replan=stored.public_id, by=here.facilitator)
    here.gathering.refresh_from_db()
    assert here.gathering.sequence == 2


def test_a_plan_that_changes_nothing_is_not_stored(here) -> None:
    assert use(here) is None
    assert not Replan.objects.exists()


def test_a_plan_can_not_be_undone_when_its_day_has_gone_on(here, clock) -> None:
    clock(starts(here, 0) + minutes(20))
    at(here, began=20)
    stored = use(here)
    clock(starts(here, 0) + minutes(40))
    go_to(here.gathering, DIAMOND, here.facilitator)
    assert dayplan.undoable(here.gathering) is None
    with pytest.raises(NotPossible):
        services.undo(gathering=here.gathering, replan=stored.public_id, by=here.facilitator)
    assert AgendaItem.objects.get(position=2).starts == time(9, 20)


def test_a_plan_is_refused_when_the_day_has_gone_on_meanwhile(here, as_person) -> None:
    client, url = as_person(here.facilitator), reverse("replan", args=[here.gathering.public_id])
    go_to(here.gathering, WELCOME, here.facilitator)
    form = shown(here, Wish(), {"wishes": "1"})
    go_to(here.gathering, DIAMOND, here.facilitator)
    response = client.post(url, form)
    assert response.status_code == 409
    assert "Dagen har gått videre" in response.content.decode()
    assert not Replan.objects.exists()


def test_two_facilitators_do_not_plan_over_one_another(here) -> None:
    course = dayplan.course(queries.now(here.gathering))
    wish = Wish(drop=frozenset({2}))
    was = services.seen(course, wish)
    services.use(gathering=here.gathering, wish=wish, was=was, by=here.facilitator)
    with pytest.raises(services.PlanMoved):
        services.use(gathering=here.gathering, wish=Wish(pin=frozenset({2})), was=was, by=here.facilitator)


def test_before_the_clock_starts_nothing_is_late(here, clock) -> None:
    clock(starts(here, 0) + minutes(15))
    stages.start(gathering=here.gathering, by=here.facilitator)
    course = dayplan.course(queries.now(here.gathering))
    assert (course.index, course.drift) == (-1, None)
    assert use(here, Wish(minutes={2: 45}))
    assert dayplan.last_replan(here.gathering)


def test_what_is_taken_out_is_passed_over(here) -> None:
    use(here, Wish(drop=frozenset({1})))
    way = Way(here.gathering)
    assert [stop.item.position for stop in way.stops] == [2] * 5
    plan = dayplan.plan(queries.now(here.gathering))
    assert [line.state for line in plan.lines] == ["out", "later"]
    stage = stages.start(gathering=here.gathering, by=here.facilitator)
    assert stage.item.position == 2
    assert plan.planned_end - starts(here, 1) == minutes(60)


def test_the_page_shows_both_plans_and_keeps_what_was_typed(here, as_person, clock) -> None:
    clock(starts(here, 0) + minutes(20))
    at(here, began=20)
    client, url = as_person(here.facilitator), reverse("replan", args=[here.gathering.public_id])
    html = client.get(url).content.decode()
    for text in ("min etter plan", "<s>09:00–10:00</s>", "<b>09:20–10:20</b>", "Bruk planen"):
        assert text in html
    wrong = client.get(
        url, {"wishes": "1", "minutes-2": "en halv"}, headers={"HX-Target": "replan", "HX-Request": "true"}
    )
    assert wrong.status_code == 422
    assert 'value="en halv"' in wrong.content.decode()
    assert "<html" not in wrong.content.decode()
    right = client.get(url, {"wishes": "1", "minutes-2": "45", "pin": "2"}).content.decode()
    assert "<b>09:00–09:45</b>" in right
    assert not Replan.objects.exists()


def test_the_page_stores_what_it_showed_and_takes_it_back(here, as_person, clock) -> None:
    clock(starts(here, 0) + minutes(20))
    at(here, began=20)
    before = table(here)
    client, url = as_person(here.facilitator), reverse("replan", args=[here.gathering.public_id])
    form = shown(here, Wish(minutes={2: 45}), {"wishes": "1", "minutes-2": "45"})
    assert client.post(url, form).status_code == 303
    assert [row[:2] for row in table(here)] == [(time(8, 50), 30), (time(9, 20), 45)]
    undo = reverse("replan-undo", args=[here.gathering.public_id])
    assert client.post(undo, {"replan": Replan.objects.get().public_id}).status_code == 303
    assert table(here) == before


def test_what_was_typed_after_the_proposal_was_shown_is_shown_first(here, as_person) -> None:
    client, url = as_person(here.facilitator), reverse("replan", args=[here.gathering.public_id])
    form = shown(here, Wish(minutes={2: 45}), {"wishes": "1", "minutes-2": "40"})
    late = client.post(url, form)
    assert late.status_code == 409
    assert "Her er planen med det du sist endret" in late.content.decode()
    assert client.post(url, form | {"look": "1"}).status_code == 200
    assert not Replan.objects.exists()


def test_what_is_on_is_not_struck_out_where_it_runs_into_a_pinned_one(here, as_person, clock) -> None:
    AgendaItem.objects.create(
        gathering=here.gathering, position=3, kind="lunch", starts=time(10), minutes=45, title="Lunsj", is_pinned=True
    )
    clock(starts(here, 1) + minutes(58))
    plan = dayplan.plan(at(here, began=58, stop=DIAMOND))
    assert [line.no_room_before for line in plan.lines] == [None] * 3
    assert plan.lines[1].state == "now"


def test_what_has_no_room_is_said_and_not_stored(here, as_person, clock) -> None:
    AgendaItem.objects.create(
        gathering=here.gathering, position=3, kind="lunch", starts=time(10), minutes=45, title="Lunsj", is_pinned=True
    )
    clock(starts(here, 0) + minutes(10))
    at(here, began=80)
    Visit.objects.update(at=starts(here, 0))
    client, url = as_person(here.facilitator), reverse("replan", args=[here.gathering.public_id])
    html = client.get(url).content.decode()
    assert "Felles lederplattform får ikke plass før lunsj. Ta den ut, eller løsne lunsjen." in html
    assert "Noe får ikke plass." in html
    assert "som planlagt" not in html
    cockpit = client.get(reverse("cockpit", args=[here.gathering.public_id])).content.decode()
    assert '<small class="no-room">får ikke plass før Lunsj</small>' in cockpit
    assert re.search(r"<s>(\d\d:\d\d)</s> <time>\1", cockpit) is None
    form = shown(here, Wish(pin=frozenset({3})), {"wishes": "1", "pin": "3"})
    assert client.post(url, form).status_code == 422
    assert not Replan.objects.exists()
