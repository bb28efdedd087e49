"""Queries whose SQL is made once answer as the ORM does."""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from config.models import Session
from config.prepared import Prepared, attach
from config.written import Change, Insert, Noted, Upsert
from programmes import agenda, live, rules
from programmes.models import Elector, Exercise, Participation, Person, Presence, Round, Visit
from programmes.models.dated import on_day
from programmes.queries.room import EXPECTED, expected
from tests import world as worlds
from tests.snapshot import APPS
from values.models import Allocation
from values.services.points import DRAFTS

pytestmark = pytest.mark.django_db

BY_EMAIL = Prepared(lambda email, pk: Person.objects.filter(email=email).exclude(pk=pk), email=str, pk=int)
HERE = Prepared(lambda day: Participation.objects.filter(on_day(day)).order_by("pk").values_list("public_id"), day=date)

NEWEST = Prepared(
    lambda since: Session.objects.filter(expire_date__gt=since).order_by("-session_key")[:2], since=datetime
)


def test_each_call_has_its_own_arguments(here) -> None:
    for leader in here.leaders:
        person = leader.membership.person
        assert BY_EMAIL.get(email=person.email, pk=0) == person
    with pytest.raises(Person.DoesNotExist):
        BY_EMAIL.get(email=person.email, pk=person.pk)


@pytest.mark.parametrize("away", [-400, 0, 400])
def test_days_are_compared_as_the_orm_does(here, away) -> None:
    day = timezone.localdate() + timedelta(days=away)
    asked = Participation.objects.filter(on_day(day)).order_by("pk").values_list("public_id", flat=True)
    assert [who for (who,) in HERE.rows(day=day)] == list(asked)


def test_several_asked_at_once_get_what_each_gets_alone(here) -> None:
    """In the query's order, and nothing where there is nothing."""
    for number in range(3):
        Session.objects.create(session_key=f"k{number}", session_data="", expire_date=timezone.now())
    emails = [leader.membership.person.email for leader in here.leaders]
    for query, each in (
        (BY_EMAIL, [{"email": email, "pk": pk} for email in [*emails, "%s"] for pk in (0, here.leaders[0].pk)]),
        (HERE, [{"day": timezone.localdate() + timedelta(days=away)} for away in (-400, 0, 400)]),
        (NEWEST, [{"since": timezone.now() - timedelta(days=days)} for days in (400, 0)]),
        (rules.ASKED, [{"round": "%", "day": timezone.localdate(), "person": each} for each in (1, 2)]),
    ):
        assert query._rows_of(each) == [query.rows(**arguments) for arguments in each]
    assert query._rows_of(each) == [[], []]


def test_every_query_can_be_asked_several_times_at_once(here) -> None:
    """Whatever its SQL is: all that are in the program, with arguments that find something where they can."""
    found: dict[type, list[Any]] = {
        str: [here.gathering.public_id, here.programme.public_id, "leader"],
        int: [here.gathering.pk, here.programme.pk, here.leaders[0].membership.person.pk],
        date: [timezone.localdate()] * 3,
        datetime: [timezone.now()] * 3,
    }
    ours = [module for name, module in sys.modules.items() if name.partition(".")[0] in APPS]
    queries = {id(each): each for module in ours for each in vars(module).values() if isinstance(each, Prepared)}
    assert len(queries) > 20
    for query in queries.values():
        types = {name: next(each for each in found if type(value) is each) for name, value in query._stand_ins.items()}
        asked = [{name: found[each][number] for name, each in types.items()} for number in range(3)]
        assert query._rows_of(asked) == [query.rows(**arguments) for arguments in asked]


def test_several_rows_are_written_at_once_and_each_knows_whether_it_was(here) -> None:
    round = open_points(here)
    Elector.objects.filter(round=round, participation=here.leaders[2]).delete()

    def rows(points: int) -> list[Allocation]:
        return [Allocation(round=round, participation=each, points=[points], total=1) for each in here.leaders[:4]]

    assert DRAFTS._write_all([rows(1)[0]]) == [True]
    assert DRAFTS._write_all(rows(2)[:2]) == [True, True]
    assert DRAFTS._write_all(rows(3)[::-1]) == [True, False, True, True]
    written = dict(Allocation.objects.filter(round=round).values_list("participation", "points"))
    assert written == {here.leaders[number].pk: [3] for number in (0, 1, 3)}


def test_who_is_expected_is_the_same_either_way(here) -> None:
    Participation.objects.filter(pk=here.leaders[0].pk).update(until=timezone.localdate() - timedelta(days=1))
    at = {"programme": here.programme.pk, "gathering": here.gathering.pk, "day": timezone.localdate()}
    ids = {who for (who,) in EXPECTED.rows(**at)}
    assert ids == set(expected(**at).values_list("public_id", flat=True))
    assert here.leaders[0].public_id not in ids
    assert here.leaders[1].public_id in ids


def test_who_has_left_is_shut_out_of_the_live_pages(here) -> None:
    assert live.withdrawn(here.gathering) == []
    Participation.objects.filter(pk=here.leaders[0].pk).update(until=timezone.localdate() - timedelta(days=1))
    assert live.withdrawn(here.gathering) == [here.leaders[0].public_id]


def test_an_argument_that_the_query_does_not_use_is_a_mistake() -> None:
    with pytest.raises(AssertionError):
        Prepared(lambda pk, email: Person.objects.filter(pk=pk), pk=int, email=str).rows(pk=1, email="")


def test_a_person_who_is_shut_out_is_not_signed_in(here, as_person) -> None:
    person = here.leaders[0].membership.person
    client = as_person(person)
    assert client.get("/").status_code == 200
    worlds.Person.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get("/").status_code == 302


def test_what_is_selected_with_a_row_comes_with_it(here, django_assert_num_queries) -> None:
    with_person = Prepared(
        lambda pk: Participation.objects.filter(pk=pk).select_related("membership__person", "membership__unit"), pk=int
    )
    leader = here.leaders[0]
    found = with_person.get(pk=leader.pk)
    with django_assert_num_queries(0):
        assert found.membership.person == leader.membership.person
        assert found.membership.unit == leader.membership.unit
        assert found.since == leader.since
    assert with_person.first(pk=0) is None


def test_rows_come_in_the_querys_order_and_a_parent_keeps_its_children(here, django_assert_num_queries) -> None:
    items, exercises, phases = (
        query.all(gathering=here.gathering.pk) for query in (agenda.ITEMS, agenda.EXERCISES, agenda.PHASES)
    )
    assert items == list(here.gathering.items.order_by("position"))
    asked = [(list(item.exercises.all()), [list(each.phases.all()) for each in item.exercises.all()]) for item in items]
    assert any(found for found, _ in asked)
    attach("phases", phases, to=exercises)
    attach("exercises", exercises, to=items)
    with django_assert_num_queries(0):
        read = [
            (list(item.exercises.all()), [list(each.phases.all()) for each in item.exercises.all()]) for item in items
        ]
        assert read == asked
        assert all(exercise.item is item for item in items for exercise in item.exercises.all())
    exercise = next(each for each in exercises if each.phases.all())
    assert list(exercise.phases.filter(position__gte=1)) == list(exercise.phases.all()), "a filter stays with its own"
    attach("phases", [], to=[])


def test_a_row_is_written_once_and_then_over(here) -> None:
    """As the ORM would: with its defaults, and every type as its field has it."""
    presences = Upsert(Presence, unique=["gathering", "process"], over=["participants", "at"])
    first, later = timezone.now() - timedelta(minutes=1), timezone.now()
    presences.write(Presence(gathering=here.gathering, process="p", participants=["a"], at=first))
    presences.write(Presence(gathering=here.gathering, process="p", participants=["a", "b"], at=later))
    (row,) = Presence.objects.filter(gathering=here.gathering)
    assert (row.participants, row.at) == (["a", "b"], later)


def test_a_row_is_changed_only_where_it_is_as_it_was_seen(here) -> None:
    changes = Change(Presence, "gathering", "process")
    later = timezone.now()
    Presence.objects.create(gathering=here.gathering, process="p", participants=["a"], at=later)
    assert not changes.write({"participants": ["b"]}, gathering=here.gathering, process="q")
    assert changes.write({"participants": ["b"], "at": later}, gathering=here.gathering, process="p")
    (row,) = Presence.objects.filter(gathering=here.gathering)
    assert (row.participants, row.at) == (["b"], later)


def test_a_change_and_its_note_are_written_together_or_not_at_all(here) -> None:
    noted = Noted(Presence, "gathering", "process", note=Insert(Visit))
    item = here.gathering.items.first()
    Presence.objects.create(gathering=here.gathering, process="p", participants=["a"], at=timezone.now())

    def write(participants: list[str], *, process: str = "p", at: datetime | None = None) -> bool:
        note = Visit(gathering=here.gathering, item=item, at=at)  # type: ignore[misc]
        return noted.write_noted({"participants": participants}, note, gathering=here.gathering, process=process)

    def stands() -> tuple[list[str], int]:
        return Presence.objects.get(gathering=here.gathering).participants, Visit.objects.count()

    assert not write(["b"], process="another", at=timezone.now())
    assert stands() == (["a"], 0)
    assert write(["c"], at=timezone.now())
    assert stands() == (["c"], 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        write(["d"])  # at no time
    assert stands() == (["c"], 1)


def test_a_row_that_keeps_is_written_over_by_its_like_alone(here) -> None:
    round = open_points(here)
    leader = here.leaders[0]

    def write(points: int, *, handed_in: bool) -> bool:
        return DRAFTS.write(
            Allocation(round=round, participation=leader, points=[points], total=100, handed_in=handed_in)
        )

    def stands() -> list[tuple[list[int], bool]]:
        return [(each.points, each.handed_in) for each in Allocation.objects.filter(round=round)]

    assert write(1, handed_in=False)
    assert write(2, handed_in=False)
    assert stands() == [([2], False)]
    assert write(3, handed_in=True)
    assert not write(4, handed_in=False)
    assert write(5, handed_in=True)
    assert stands() == [([5], True)]


def test_an_answer_is_written_only_while_it_is_asked_for(here) -> None:
    round = open_points(here)
    leader, other = here.leaders[:2]
    Elector.objects.filter(round=round, participation=other).delete()
    assert not DRAFTS.write(Allocation(round=round, participation=other, points=[1], total=1))
    Round.objects.filter(pk=round.pk).update(closed_at=timezone.now())
    assert not DRAFTS.write(Allocation(round=round, participation=leader, points=[1], total=1))
    assert not Allocation.objects.exists()


def open_points(here: worlds.Place) -> Round:
    exercise = Exercise.objects.get(item__gathering=here.gathering, kind="points")
    round = Round.objects.create(exercise=exercise, number=1, opened_at=timezone.now())
    Elector.objects.bulk_create(Elector(round=round, participation=each) for each in here.leaders)
    return round


def test_what_came_while_a_day_was_read_waits_for_the_next_reading(here) -> None:
    items = list(here.gathering.items.order_by("position"))
    exercises = list(Exercise.objects.filter(item__in=items))
    late = next(each for each in exercises if each.item_id == items[-1].pk) if exercises else None
    attach("exercises", exercises, to=items[:1])
    assert late not in items[0].exercises.all()
