"""Groups of the day, roles by chance, and the floor in turn."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from config import live as polls
from config.live import Audience
from programmes import grouping, live
from programmes.contract import NotPossible
from programmes.models import (
    Attendance,
    Elector,
    Floor,
    Gathering,
    Group,
    GroupMember,
    GroupRole,
    GroupSet,
    Participation,
    Phase,
    Round,
    Share,
    Stage,
    Trail,
    Unit,
)
from programmes.queries import groups as queries
from programmes.queries import programmes as programme_queries
from programmes.queries import stage as stage_queries
from programmes.services import floors, groups
from programmes.services import stage as stages
from tests import world as worlds
from tests.conftest import ALONE, DIAMOND, TALK, TOP_THREE, go_to
from tests.test_pages import Page
from values.services import diamonds

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
NAMES = ("Åse Lid", "Bo Vik", "Kari Moen", "Dag Lien", "Eva Roe", "Per Aas")


# Arithmetic


@given(people=st.integers(0, 80), groups=st.integers(1, 20), seed=st.integers())
def test_by_chance_everybody_sits_once_and_the_groups_are_even(people: int, groups: int, seed: int) -> None:
    tables = grouping.at_random(range(people), groups, Random(seed))
    sizes = [len(table) for table in tables]
    assert sorted(each for table in tables for each in table) == list(range(people))
    assert len(tables) == groups
    assert max(sizes) - min(sizes) <= 1


@given(units=st.lists(st.sampled_from("ABCDE "), max_size=80), groups=st.integers(1, 20), seed=st.integers())
def test_mixed_groups_are_even_and_so_is_each_unit_in_them(units: list[str], groups: int, seed: int) -> None:
    tables = grouping.mixed(list(enumerate(units)), groups, Random(seed))
    sizes = [len(table) for table in tables]
    assert sorted(each for table in tables for each in table) == list(range(len(units)))
    assert max(sizes) - min(sizes) <= 1
    for unit in set(units):
        counts = [Counter(units[each] for each in table)[unit] for table in tables]
        assert max(counts) - min(counts) <= 1


def test_the_same_chance_gives_the_same_groups() -> None:
    people = [(number, "AB"[number % 2]) for number in range(20)]
    assert grouping.mixed(people, 4, Random(7)) == grouping.mixed(people, 4, Random(7))
    assert grouping.mixed(people, 4, Random(7)) != grouping.mixed(people, 4, Random(8))


@pytest.mark.parametrize(("people", "size", "groups"), [(36, 6, 6), (38, 6, 6), (39, 6, 7), (3, 6, 1), (1, 200, 1)])
def test_a_wanted_size_gives_the_nearest_number_of_groups(people: int, size: int, groups: int) -> None:
    assert grouping.number_of_groups(people, size) == groups


@pytest.mark.parametrize(
    ("taken", "expected"),
    [((), [1]), ((1,), [0, 3, 4, 5]), ((0, 1, 3), [4, 5]), (range(6), [])],
)
def test_the_secretary_has_the_shortest_first_name_of_the_rest(taken: tuple[int, ...], expected: list[int]) -> None:
    assert grouping.secretary(NAMES, taken) == expected


def test_two_of_one_first_name_are_called_by_the_whole() -> None:
    assert grouping.called(["Kari Moen", "Ola Vik", "Kari Lid"]) == ["Kari Moen", "Ola", "Kari Lid"]


def after(seconds: int, *, number: int = 0, each: int = 60, count: int = 3) -> tuple[int, int | None]:
    """Who has the floor that many seconds after `number` got it, and when it is passed on, in seconds."""
    found = grouping.turns(NOON + timedelta(seconds=seconds), NOON, number, each, count)
    return found.index, int((found.ends_at - NOON).total_seconds()) if found.ends_at else None


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(-5, (0, 60)), (0, (0, 60)), (59, (0, 60)), (60, (1, 120)), (179, (2, 180)), (180, (3, None))],
)
def test_the_clock_passes_the_floor_on_by_itself(seconds: int, expected: tuple[int, int | None]) -> None:
    assert after(seconds) == expected


def test_the_floor_that_was_passed_on_has_its_whole_time() -> None:
    assert (after(0, number=1), after(59, number=1), after(60, number=1)) == ((1, 60), (1, 60), (2, 120))
    assert after(0, number=3) == (3, None)
    assert after(0, number=9) == (3, None)
    assert after(0, count=0) == (0, None)
    assert after(5, each=0, count=2) == (2, None)


@given(count=st.integers(1, 8), each=st.integers(1, 300), steps=st.lists(st.tuples(st.integers(0, 400), st.booleans())))
def test_nobody_is_skipped_whatever_is_tapped(count: int, each: int, steps: list[tuple[int, bool]]) -> None:
    now = began = NOON
    number, heard = 0, [0]
    for wait, tap in steps:
        for _second in range(wait):
            now += timedelta(seconds=1)
            heard.append(grouping.turns(now, began, number, each, count).index)
        index = grouping.turns(now, began, number, each, count).index
        if tap and index < count:
            number, began = index + 1, now
            heard.append(grouping.turns(now, began, number, each, count).index)
    assert all(later - earlier in (0, 1) for earlier, later in pairwise(heard))


# Who sits where


@pytest.fixture
def guest(here: worlds.Place) -> Participation:
    today = timezone.localdate()
    return Participation.objects.create(
        programme=here.programme,
        gathering=here.gathering,
        role=Participation.Role.GUEST,
        guest_name="Gunn Gjest",
        since=today,
        until=today,
    )


def divided(here: worlds.Place, count: int = 2) -> list[Group]:
    """The day's own groups, with the leaders in them in turn."""
    made = groups.make(
        gathering=here.gathering,
        tables=[(f"Dagens {number}", here.leaders[number::count]) for number in range(count)],
        by=here.facilitator,
    )
    return list(made.groups.all())


def seats_of(who: Participation) -> list[tuple[str, int, bool]]:
    """Each seat that somebody has had: the group, days since it began, and whether it still holds."""
    today = timezone.localdate()
    rows = GroupMember.objects.filter(participation=who).select_related("group").order_by("since", "pk")
    return [(row.group.name, (today - row.since).days, row.until is None or row.until >= today) for row in rows]


@pytest.mark.django_db
def test_the_days_groups_hold_before_the_standing_ones(here) -> None:
    assert [group.pk for group in queries.groups_of(here.gathering)] == [group.pk for group in here.groups]
    made = divided(here)
    assert queries.groups_of(here.gathering) == made
    assert [queries.group_of(each, here.gathering) for each in here.leaders] == [made[n % 2] for n in range(6)]
    groups.back_to_standing(gathering=here.gathering, by=here.facilitator)
    assert [group.pk for group in queries.groups_of(here.gathering)] == [group.pk for group in here.groups]
    assert GroupSet.objects.filter(purpose="day").count() == 0


@pytest.mark.django_db
def test_moving_somebody_dates_the_seats_and_one_holds_at_a_time(here) -> None:
    first, second = here.groups
    who = here.leaders[0]
    for group in (second, first, second):
        groups.move(gathering=here.gathering, participation=who, group=group, by=here.facilitator)
    assert seats_of(who) == [(first.name, 100, False), (second.name, 0, True)]
    assert GroupMember.objects.get(participation=who, group=first).until == timezone.localdate() - timedelta(days=1)
    groups.move(gathering=here.gathering, participation=who, group=None, by=here.facilitator)
    assert seats_of(who) == [(first.name, 100, False)]
    assert queries.group_of(who, here.gathering) is None


@pytest.mark.django_db
def test_a_guest_sits_until_tonight_and_is_none_of_the_programmes_own(here, guest) -> None:
    groups.move(gathering=here.gathering, participation=guest, group=here.groups[0], by=here.facilitator)
    row = GroupMember.objects.get(participation=guest)
    assert (row.since, row.until) == (timezone.localdate(), timezone.localdate())
    groups.move(gathering=here.gathering, participation=guest, group=here.groups[1], by=here.facilitator)
    assert seats_of(guest) == [(here.groups[1].name, 0, True)]
    lines = programme_queries.groups(here.programme)
    assert [line.members for line in lines] == [
        [f"Seljordmerke Leder {number}" for number in range(3)],
        [f"Seljordmerke Leder {number}" for number in range(3, 6)],
    ]


@pytest.mark.django_db
def test_open_rounds_take_a_move_in_and_frozen_ones_do_not(here) -> None:
    go_to(here.gathering, DIAMOND, here.facilitator)
    who = here.leaders[0]
    groups.move(gathering=here.gathering, participation=who, group=here.groups[1], by=here.facilitator)
    diamond = Round.objects.get(exercise__kind="diamond")
    assert diamond.electors.get(participation=who).group == here.groups[1]
    card = diamond.diamonds.get(group=here.groups[1]).cards.first().public_id
    diamonds.place(diamond=diamond.diamonds.get(group=here.groups[1]), card=card, slot=1, expected=None, by=None)
    go_to(here.gathering, TOP_THREE, here.facilitator)
    stage = go_to(here.gathering, ALONE, here.facilitator)
    stages.open_round(stage=stage, revision=stage.revision, by=here.facilitator)
    groups.move(gathering=here.gathering, participation=who, group=here.groups[0], by=here.facilitator)
    points = Round.objects.get(exercise__kind="points")
    assert points.electors.get(participation=who).group == here.groups[1]


@pytest.mark.django_db
def test_who_has_shared_with_the_group_today_is_not_moved_out_of_it(here) -> None:
    """The share and who has opened it would go with the seat."""
    who = here.leaders[0]
    GroupMember.objects.filter(participation=who).update(since=timezone.localdate())
    with pytest.raises(NotPossible, match="har delt noe med gruppen"):
        groups.move(gathering=here.gathering, participation=who, group=here.groups[1], by=here.facilitator)
    assert Share.objects.filter(pk=here.to_group.pk).exists()
    assert GroupMember.objects.current().get(participation=who).group == here.groups[0]


def test_moved_away_and_straight_back_is_as_if_nothing_was(here, as_person) -> None:
    who, fellow = here.leaders[0], as_person(here.leaders[1].person)
    shared = reverse("group-sheet", args=[here.programme.public_id, here.to_group.public_id])
    before = list(GroupMember.objects.order_by("pk").values())
    groups.move(gathering=here.gathering, participation=who, group=here.groups[1], by=here.facilitator)
    assert fellow.get(shared).status_code == 404
    groups.move(gathering=here.gathering, participation=who, group=here.groups[0], by=here.facilitator)
    assert fellow.get(shared).status_code == 200
    assert list(GroupMember.objects.order_by("pk").values()) == before


def test_rounds_that_are_open_keep_their_groups_when_new_ones_are_made(here, guest) -> None:
    go_to(here.gathering, DIAMOND, here.facilitator)
    made = divided(here)
    groups.move(gathering=here.gathering, participation=here.leaders[0], group=made[1], by=here.facilitator)
    groups.move(gathering=here.gathering, participation=guest, group=made[1], by=here.facilitator)
    electors = {each.participation_id: each.group for each in Elector.objects.select_related("group")}
    assert electors[here.leaders[0].pk] == here.groups[0]
    assert electors[guest.pk] is None


@pytest.mark.django_db
def test_a_group_that_is_added_in_the_middle_gets_its_own_diamond(here) -> None:
    go_to(here.gathering, DIAMOND, here.facilitator)
    round = Round.objects.get()
    late = groups.add(gathering=here.gathering, name="Sene", by=here.facilitator)
    assert round.diamonds.filter(group=late).count() == 0
    for who in here.leaders[:2]:
        groups.move(gathering=here.gathering, participation=who, group=late, by=here.facilitator)
    assert round.diamonds.get(group=late).cards.count() == round.diamonds.get(group=here.groups[0]).cards.count()
    assert round.diamonds.count() == 3


@pytest.mark.django_db
def test_who_is_ticked_as_absent_is_not_asked_by_being_moved(here) -> None:
    who = here.leaders[0]
    Attendance.objects.create(gathering=here.gathering, participation=who, was_there=False)
    go_to(here.gathering, DIAMOND, here.facilitator)
    groups.move(gathering=here.gathering, participation=who, group=here.groups[1], by=here.facilitator)
    assert not Elector.objects.filter(participation=who).exists()


@pytest.mark.django_db
def test_groups_that_have_worked_are_never_deleted(here) -> None:
    worked = divided(here)
    go_to(here.gathering, DIAMOND, here.facilitator)
    with pytest.raises(NotPossible):
        groups.back_to_standing(gathering=here.gathering, by=here.facilitator)
    empty = groups.add(gathering=here.gathering, name="Tom", by=here.facilitator)
    groups.remove(gathering=here.gathering, group=empty, by=here.facilitator)
    assert not Group.objects.filter(pk=empty.pk).exists()
    for each in queries.members(here.gathering, worked[0]):
        groups.move(gathering=here.gathering, participation=each, group=worked[1], by=here.facilitator)
    with pytest.raises(NotPossible, match="oppgave"):
        groups.remove(gathering=here.gathering, group=worked[0], by=here.facilitator)
    newer = divided(here)
    assert queries.groups_of(here.gathering) == newer
    assert Group.objects.filter(pk__in=[each.pk for each in worked]).count() == 2
    newest = divided(here)
    assert not Group.objects.filter(pk__in=[each.pk for each in newer]).exists()
    assert queries.groups_of(here.gathering) == newest


@pytest.mark.django_db
def test_a_group_in_which_somebody_sits_cannot_be_removed(here) -> None:
    with pytest.raises(NotPossible, match="Flytt"):
        groups.remove(gathering=here.gathering, group=here.groups[0], by=here.facilitator)


@pytest.mark.django_db
def test_a_group_that_somebody_has_shared_with_cannot_be_removed_when_it_is_empty(here) -> None:
    """What was shared, and who has opened it, hangs on the seats of those who have moved on."""
    GroupMember.objects.filter(group=here.groups[0]).update(until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(NotPossible, match="noe er delt med den"):
        groups.remove(gathering=here.gathering, group=here.groups[0], by=here.facilitator)
    assert Share.objects.filter(pk=here.to_group.pk).exists()


@pytest.mark.django_db
def test_acts_on_groups_leave_a_trail_without_names(here) -> None:
    divided(here)
    groups.move(gathering=here.gathering, participation=here.leaders[0], group=None, by=here.facilitator)
    acts = list(Trail.objects.filter(act__startswith="groups").order_by("pk").values_list("act", "subject"))
    assert acts == [
        ("groups.make", f"gathering:{here.gathering.public_id}"),
        ("groups.move", f"participation:{here.leaders[0].public_id}"),
    ]


# The facilitator's pages


@pytest.fixture
def desk(here, as_person) -> tuple[Client, str]:
    return as_person(here.facilitator), reverse("groups", args=[here.gathering.public_id])


@pytest.mark.django_db
def test_the_page_shows_who_sits_where_and_who_does_not(here, guest, desk) -> None:
    client, url = desk
    membership = here.leaders[0].membership
    membership.unit = Unit.objects.create(municipality=here.municipality, name="Oppvekst")
    membership.save()
    html = client.get(url).content.decode()
    without, _line, seated = html.partition('class="g-tables"')
    assert ("Gunn Gjest" in without, "Gunn Gjest" in seated) == (True, False)
    assert ("Oppvekst" in seated, here.groups[0].name in seated) == (True, True)


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Target": "groups-board"}])
def test_moving_by_the_page_with_and_without_scripts(here, desk, headers) -> None:
    client, url = desk
    who, to = here.leaders[0], here.groups[1]
    posted = {"act": "move", "person": who.public_id, "group": to.public_id}
    response = client.post(url, posted, headers=headers)
    assert response.status_code == (200 if headers else 303)
    assert ("<html" in response.content.decode()) is False
    assert queries.group_of(who, here.gathering) == to
    client.post(url, posted | {"group": "none"}, headers=headers)
    assert queries.group_of(who, here.gathering) is None


@pytest.mark.django_db
def test_a_page_cannot_move_strangers_or_into_others_groups(world, as_person) -> None:
    here, other = world.here, world.elsewhere
    client, url = as_person(here.facilitator), reverse("groups", args=[here.gathering.public_id])
    wrong = [
        {"act": "move", "person": other.leaders[0].public_id, "group": here.groups[0].public_id},
        {"act": "move", "person": here.leaders[0].public_id, "group": other.groups[0].public_id},
        {"act": "remove", "group": other.groups[0].public_id},
        {"act": "rename", "group": other.groups[0].public_id, "new-name": "Vår nå"},
    ]
    assert [client.post(url, each).status_code for each in wrong] == [409, 409, 409, 422]
    assert Group.objects.get(pk=other.groups[0].pk).name == "Utgardmerke gruppe 1"
    assert queries.group_of(here.leaders[0], here.gathering) == here.groups[0]


@pytest.mark.django_db
def test_a_name_is_kept_as_typed_where_it_cannot_be_used(here, desk) -> None:
    client, url = desk
    first, second = here.groups
    taken = client.post(
        url, {"act": "rename", "group": first.public_id, f"{first.public_id}-name": f" {second.name.upper()} "}
    )
    assert (taken.status_code, second.name.upper() in taken.content.decode()) == (422, True)
    assert client.post(url, {"act": "add", "new-name": " "}).status_code == 422
    assert client.post(url, {"act": "add", "new-name": "x" * 61}).status_code == 422
    client.post(url, {"act": "rename", "group": first.public_id, f"{first.public_id}-name": "  Nytt   navn "})
    client.post(url, {"act": "add", "new-name": "Tredje"})
    assert [each.name for each in queries.groups_of(here.gathering)] == ["Nytt navn", second.name, "Tredje"]
    third = queries.groups_of(here.gathering)[2]
    client.post(url, {"act": "remove", "group": third.public_id})
    assert [each.name for each in queries.groups_of(here.gathering)] == ["Nytt navn", second.name]


def carried(html: str) -> dict[str, str]:
    """What a proposal's page would send: its fields by name."""
    fields = (dict(re.findall(r'(\w[\w-]*)="([^"]*)"', tag)) for tag in re.findall(r"<input[^>]*>", html))
    return {each["name"]: each.get("value", "") for each in fields if each.get("name") != "csrfmiddlewaretoken"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "sizes"),
    [
        ({"how": "mixed", "number": "4", "of": "groups"}, [1, 1, 2, 2]),
        ({"how": "chance", "number": "3", "of": "people"}, [3, 3]),
        ({"how": "standing", "number": "", "of": "groups"}, [3, 3]),
    ],
)
def test_what_was_proposed_is_what_is_made(here, as_person, asked, sizes) -> None:
    client, url = as_person(here.facilitator), reverse("groups-new", args=[here.gathering.public_id])
    response = client.post(url, asked)
    assert (response.status_code, GroupSet.objects.filter(purpose="day").count()) == (200, 0)
    posted = carried(response.content.decode())
    proposed = {name[5:]: number for name, number in posted.items() if name.startswith("seat-")}
    assert sorted(Counter(proposed.values()).values()) == sizes
    made = client.post(url, posted | {"act": "make", "name-1": "Ørnene"})
    assert made.status_code == 303
    assert queries.groups_of(here.gathering)[0].name == "Ørnene"
    places = {each.public_id: str(queries.group_of(each, here.gathering).position) for each in here.leaders}
    assert places == proposed


@pytest.mark.django_db
def test_a_proposal_is_kept_when_a_name_is_wrong(here, as_person) -> None:
    client, url = as_person(here.facilitator), reverse("groups-new", args=[here.gathering.public_id])
    posted = carried(client.post(url, {"how": "chance", "number": "2", "of": "groups"}).content.decode())
    again = client.post(url, posted | {"act": "make", "name-1": "Like", "name-2": "LIKE"})
    assert again.status_code == 422
    assert carried(again.content.decode()) == posted | {"name-1": "Like", "name-2": "LIKE"}
    assert client.post(url, {"act": "make"}).status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"how": "mixed", "number": "", "of": "groups"},
        {"how": "mixed", "number": "7", "of": "groups"},
        {"how": "mixed", "number": "0", "of": "people"},
        {"how": "whim", "number": "2", "of": "groups"},
    ],
)
def test_an_impossible_division_is_said_and_nothing_is_made(here, as_person, asked) -> None:
    client, url = as_person(here.facilitator), reverse("groups-new", args=[here.gathering.public_id])
    assert client.post(url, asked).status_code == 422
    assert GroupSet.objects.filter(purpose="day").count() == 0


# Roles by chance


@pytest.fixture
def at_diamond(here, as_person) -> tuple[Callable[[int, dict[str, str]], int], str]:
    """A function by which a leader taps, and the address; the stage is at the diamond."""
    go_to(here.gathering, DIAMOND, here.facilitator)
    url = reverse("circle", args=[here.gathering.public_id])

    def tap(leader: int, posted: dict[str, str]) -> int:
        return as_person(here.leaders[leader].person).post(url, posted, headers={"HX-Request": "true"}).status_code

    return tap, url


def shown(here: worlds.Place, group: Group) -> queries.Circle:
    return queries.circle(stage_queries.now(here.gathering), group)


@pytest.mark.django_db
def test_a_role_goes_to_the_first_and_the_late_one_is_told_who(here, at_diamond, as_person) -> None:
    tap, url = at_diamond
    assert [tap(0, {"act": "take", "role": "chair"}), tap(0, {"act": "take", "role": "chair"})] == [204, 204]
    late = as_person(here.leaders[1].person).post(url, {"act": "take", "role": "chair"}, headers={"HX-Request": "true"})
    assert (late.status_code, "Seljordmerke tok rollen først." in late.content.decode()) == (409, True)
    assert tap(3, {"act": "take", "role": "chair"}) == 204  # the other group has its own
    lines = {line.role: line.holder for line in shown(here, here.groups[0]).roles}
    assert lines == {"chair": "Seljordmerke Leder 0", "guard": "", "secretary": ""}


@pytest.mark.django_db
def test_anybody_in_the_group_lets_a_role_go_but_only_the_one_they_saw(here, at_diamond) -> None:
    tap, _url = at_diamond
    tap(0, {"act": "take", "role": "guard"})
    stale = {"act": "release", "role": "guard", "holder": here.leaders[2].public_id}
    seen = stale | {"holder": here.leaders[0].public_id}
    assert (tap(1, stale), GroupRole.objects.count()) == (204, 1)
    assert (tap(3, seen), GroupRole.objects.count()) == (204, 1)
    assert (tap(1, seen), GroupRole.objects.count()) == (204, 0)


@pytest.mark.django_db
def test_the_secretary_is_suggested_when_the_others_are_taken(here, at_diamond) -> None:
    for each, name in zip(here.leaders[:3], ("Kari Moen", "Åse Lid", "Bo Vik"), strict=True):
        each.person.name = name
        each.person.save()
    tap, _url = at_diamond
    tap(2, {"act": "take", "role": "chair"})
    assert [line.suggested for line in shown(here, here.groups[0]).roles] == [(), (), ()]
    tap(0, {"act": "take", "role": "guard"})
    assert [line.suggested for line in shown(here, here.groups[0]).roles] == [(), (), ("Åse",)]


@pytest.mark.django_db
def test_a_role_goes_when_its_holder_is_moved(here, at_diamond) -> None:
    tap, _url = at_diamond
    tap(0, {"act": "take", "role": "chair"})
    groups.move(gathering=here.gathering, participation=here.leaders[0], group=here.groups[1], by=here.facilitator)
    assert GroupRole.objects.count() == 0


@pytest.mark.django_db
def test_a_tap_that_makes_no_sense_is_answered_kindly(here, at_diamond, as_person) -> None:
    tap, url = at_diamond
    assert [tap(0, each) for each in ({}, {"act": "take"}, {"act": "pass_on"}, {"act": "take", "role": "king"})] == [
        422
    ] * 4
    assert tap(0, {"act": "pass_on", "seen": "0"}) == 409
    client = as_person(here.leaders[0].person)
    assert client.get(url).status_code == 405
    plain = client.post(url, {"act": "take", "role": "chair"})
    assert (plain.status_code, plain.headers["Location"]) == (
        303,
        reverse("gathering", args=[here.gathering.public_id]),
    )
    groups.move(gathering=here.gathering, participation=here.leaders[0], group=None, by=here.facilitator)
    assert tap(0, {"act": "take", "role": "chair"}) == 409
    stage = here.gathering.stage
    stage.refresh_from_db()
    stages.end(stage=stage, revision=stage.revision, by=here.facilitator)
    assert tap(1, {"act": "take", "role": "guard"}) == 409


@pytest.mark.django_db
def test_roles_show_only_where_the_exercise_has_them(here, at_diamond) -> None:
    assert len(shown(here, here.groups[0]).roles) == 3
    go_to(here.gathering, TALK, here.facilitator)
    assert shown(here, here.groups[0]).roles == []
    Phase.objects.filter(exercise__kind="points", mode="groups").update(writer="secretary")
    assert len(shown(here, here.groups[0]).roles) == 3


# The circle on the phones


def rendered(here: worlds.Place, group: Group | None) -> polls.Rendered:
    name = f"circle:{group.public_id if group else ''}"
    found = live.render(Audience(here.gathering.public_id, name, "nb"))
    assert found is not None
    return found


@pytest.mark.django_db
def test_the_circle_is_open_to_its_group_and_shut_to_who_is_moved(here, at_diamond) -> None:
    first, second = here.groups
    ids = [each.public_id for each in here.leaders]
    assert set(ids) & rendered(here, first).withdrawn == set(ids[3:])
    assert set(ids) & rendered(here, None).withdrawn == set(ids)
    groups.move(gathering=here.gathering, participation=here.leaders[0], group=second, by=here.facilitator)
    groups.move(gathering=here.gathering, participation=here.leaders[1], group=None, by=here.facilitator)
    assert set(ids) & rendered(here, first).withdrawn == {ids[0], ids[1], *ids[3:]}
    assert set(ids) & rendered(here, second).withdrawn == {ids[1], ids[2]}
    assert set(ids) & rendered(here, None).withdrawn == {ids[0], *ids[2:]}
    assert "Du er ikke i en gruppe ennå" in rendered(here, None).body.decode()


@pytest.mark.django_db
def test_the_circle_names_its_own_group_only_and_carries_no_token(here, at_diamond) -> None:
    tap, _url = at_diamond
    for leader, role in ((0, "chair"), (1, "guard"), (3, "chair")):
        tap(leader, {"act": "take", "role": role})
    html = rendered(here, here.groups[0]).body.decode()
    assert [f"Leder {number}" in html for number in range(6)] == [True, True, True, False, False, False]
    assert "csrf" not in html
    assert rendered(here, here.groups[0]).body == rendered(here, here.groups[0]).body


@pytest.mark.django_db
def test_the_phone_carries_the_circle_in_group_phases(here, as_person) -> None:
    client, url = as_person(here.leader), reverse("gathering", args=[here.gathering.public_id])
    go_to(here.gathering, DIAMOND, here.facilitator)
    assert 'id="circle"' in client.get(url).content.decode()
    go_to(here.gathering, TALK, here.facilitator)
    assert 'id="circle"' not in client.get(url).content.decode()


# The floor in turn


@pytest.fixture
def turns(here) -> Callable[..., queries.Speaking | None]:
    """The stage at a rekkefremlegg of ten minutes; returns who speaks in a group so many seconds on."""
    Phase.objects.filter(exercise__kind="diamond").update(in_turn=True)
    for each, name in zip(
        here.leaders, ("Ola Vik", "Kari Moen", "Åse Lid", "Bo Aas", "Eva Roe", "Per Nes"), strict=True
    ):
        each.person.name = name
        each.person.save()
    go_to(here.gathering, DIAMOND, here.facilitator)

    def ask(group: Group | None = None, *, forward: int = 0) -> queries.Speaking | None:
        """Moves the whole day back by so many seconds, so that now is that much later."""
        ago = timedelta(seconds=forward)
        stage = Stage.objects.get(gathering=here.gathering)
        stage.entered_at -= ago
        stage.ends_at = stage.ends_at and stage.ends_at - ago
        stage.save()
        for row in Floor.objects.all():
            row.began_at -= ago
            row.save()
        return queries.speaking(stage_queries.now(here.gathering), group or here.groups[0])

    return ask


def pass_on(here: worlds.Place, seen: int, group: Group | None = None) -> None:
    floors.pass_on(now=stage_queries.now(here.gathering), group=group or here.groups[0], seen=seen)


@pytest.mark.django_db
def test_everybody_has_the_floor_by_name_for_the_same_time(turns) -> None:
    found = [turns(forward=seconds) for seconds in (1, 199, 200, 200)]
    assert [(each.speaker, each.next) for each in found] == [("Kari", "Ola"), ("Ola", "Åse"), ("Åse", ""), ("", "")]
    assert [each.ends_at is None for each in found] == [False, False, False, True]


@pytest.mark.django_db
def test_a_double_tap_passes_the_floor_on_once(here, turns) -> None:
    turns(forward=30)
    pass_on(here, 0)
    pass_on(here, 0)
    assert turns().speaker == "Ola"
    left = turns().ends_at - timezone.now()
    assert 198 <= left.total_seconds() <= 200
    pass_on(here, 1)
    pass_on(here, 2)
    assert turns().speaker == ""
    pass_on(here, 3)
    assert Floor.objects.get().number == 3
    assert turns(here.groups[1]).speaker == "Bo"


@pytest.mark.django_db
def test_a_pause_takes_nobodys_time(here, turns) -> None:
    turns(forward=150)
    stage = Stage.objects.get(gathering=here.gathering)
    stages.pause(stage=stage, revision=stage.revision, by=here.facilitator)
    paused = turns(forward=300)
    assert (paused.speaker, paused.ends_at) == ("Kari", None)
    pass_on(here, 0)
    stage.refresh_from_db()
    stages.resume(stage=stage, revision=stage.revision, by=here.facilitator)
    again = turns()
    assert again.speaker == "Ola"
    assert 197 <= (again.ends_at - timezone.now()).total_seconds() <= 201


@pytest.mark.django_db
def test_who_leaves_in_the_middle_takes_nobodys_turn(here, turns) -> None:
    ola, kari, aase = here.leaders[:3]
    pass_on(here, 0)
    turns(forward=100)
    groups.move(gathering=here.gathering, participation=kari, group=here.groups[1], by=here.facilitator)
    now = turns()
    assert (now.speaker, now.next, now.index, now.count) == ("Ola", "Åse", 0, 2)
    assert 198 <= (now.ends_at - timezone.now()).total_seconds() <= 201  # 300 s each now, 100 of them gone
    groups.move(gathering=here.gathering, participation=ola, group=None, by=here.facilitator)
    assert (turns().speaker, turns().next, turns().count) == ("Åse", "", 1)
    groups.move(gathering=here.gathering, participation=aase, group=None, by=here.facilitator)
    assert turns() is None


@pytest.mark.django_db
def test_who_comes_in_the_middle_speaks_last_and_interrupts_nobody(here, turns) -> None:
    bo = here.leaders[3]
    turns(forward=10)
    pass_on(here, 0)
    groups.move(gathering=here.gathering, participation=bo, group=here.groups[0], by=here.facilitator)
    heard = [turns().speaker]
    for seen in (1, 2):
        pass_on(here, seen)
        heard.append(turns().speaker)
    assert heard == ["Ola", "Åse", "Bo"]
    pass_on(here, 3)
    groups.move(gathering=here.gathering, participation=here.leaders[4], group=here.groups[0], by=here.facilitator)
    assert turns().speaker == "Eva"
    assert turns(here.groups[1]).speaker == "Per"


@pytest.mark.django_db
def test_minutes_that_are_added_leave_the_floor_where_it_is(here, turns) -> None:
    turns(forward=205)
    stage = Stage.objects.get(gathering=here.gathering)
    stages.add_minutes(stage=stage, revision=stage.revision, minutes=3, by=here.facilitator)
    now = turns()
    assert now.speaker == "Ola"
    assert 252 <= (now.ends_at - timezone.now()).total_seconds() <= 256  # 260 s each now, 5 of them gone


@pytest.mark.django_db
def test_without_a_round_the_clock_alone_passes_the_floor_on(here) -> None:
    Phase.objects.filter(exercise__kind="points", mode="groups").update(in_turn=True)
    go_to(here.gathering, TALK, here.facilitator)
    now = queries.speaking(stage_queries.now(here.gathering), here.groups[0])
    assert (now.speaker, now.count, now.may_pass) == ("Seljordmerke Leder 0", 3, False)
    with pytest.raises(NotPossible):
        pass_on(here, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_proposals_mistakes_and_turns_are_sound_pages(here, turns, as_person, language) -> None:
    facilitator, leader = as_person(here.facilitator), as_person(here.leader)
    type(here.leader).objects.update(language=language)
    new, board = (reverse(name, args=[here.gathering.public_id]) for name in ("groups-new", "groups"))
    proposal = facilitator.post(new, {"how": "mixed", "number": "2", "of": "groups"})
    phone = reverse("gathering", args=[here.gathering.public_id])
    answers = {
        "proposal": proposal,
        "names": facilitator.post(
            new, carried(proposal.content.decode()) | {"act": "make", "name-1": "", "name-2": "x"}
        ),
        "number": facilitator.post(new, {"how": "mixed", "number": "x", "of": "groups"}),
        "rename": facilitator.post(
            board, {"act": "rename", "group": here.groups[0].public_id, f"{here.groups[0].public_id}-name": ""}
        ),
        "turns": leader.get(phone),
    }
    turns(forward=600)
    answers["spoken"] = leader.get(phone)
    problems = {name: Page(each.content.decode()).problems for name, each in answers.items()}
    assert {name: found for name, found in problems.items() if found} == {}


# Two at once


@pytest.fixture
def at_once(own_connections):
    """Calls functions at the same time, each with a connection of its own."""

    def call(*functions):
        start = threading.Barrier(len(functions))

        def one(function):
            start.wait()
            try:
                return function()
            except NotPossible as problem:
                return str(problem)
            finally:
                connection.close()

        with ThreadPoolExecutor(len(functions)) as pool:
            return list(pool.map(one, functions))

    return call


def built() -> worlds.Place:
    here = worlds.place("Seljordmerke")
    Phase.objects.filter(exercise__kind="diamond").update(in_turn=True)
    go_to(here.gathering, DIAMOND, here.facilitator)
    return here


def test_of_two_who_take_a_role_at_once_one_gets_it(at_once) -> None:
    (here,) = at_once(built)

    def take(number: int) -> Callable[[], None]:
        return lambda: groups.take(
            gathering=here.gathering, group=here.groups[0], role="chair", by=here.leaders[number]
        )

    answers = at_once(*[take(number) for number in range(3)])
    assert answers.count(None) == 1
    assert sum("tok rollen først" in str(each) for each in answers) == 2
    assert at_once(GroupRole.objects.count) == [1]


def test_of_four_taps_at_once_one_passes_the_floor_on(at_once) -> None:
    (here,) = at_once(built)
    assert at_once(*[lambda: pass_on(here, 0)] * 4) == [None] * 4
    assert at_once(lambda: list(Floor.objects.values_list("number", flat=True))) == [[1]]


def test_somebody_whom_two_move_at_once_sits_in_one_group(at_once) -> None:
    (here,) = at_once(built)
    who = here.leaders[0]

    def move(group: Group | None) -> Callable[[], None]:
        return lambda: groups.move(gathering=here.gathering, participation=who, group=group, by=None)

    assert at_once(move(here.groups[1]), move(None), move(here.groups[1])) == [None] * 3
    (seats,) = at_once(lambda: GroupMember.objects.current().filter(participation=who).count())
    assert seats <= 1


def test_a_role_in_a_group_that_is_gone_is_refused_in_words(here) -> None:
    group = groups.make(gathering=here.gathering, tables=[("Egen", here.leaders)], by=here.facilitator).groups.get()
    seat = here.leaders[0]
    groups.back_to_standing(gathering=here.gathering, by=here.facilitator)
    with pytest.raises(NotPossible, match="finnes ikke lenger"):
        groups.take(gathering=here.gathering, group=group, role="secretary", by=seat)


@pytest.mark.django_db
def test_a_day_that_is_over_shows_who_sat_where_then_and_changes_nothing(here, as_person) -> None:
    then, who = timezone.localdate() - timedelta(days=30), here.leaders[0]
    GroupMember.objects.filter(participation=who).update(until=then + timedelta(days=10))
    GroupMember.objects.create(group=here.groups[1], participation=who, since=then + timedelta(days=11))
    Gathering.objects.filter(pk=here.gathering.pk).update(date=then)
    Stage.objects.filter(gathering=here.gathering).update(state=Stage.State.ENDED, join_code="")
    here.gathering.refresh_from_db()
    seated = {chair.name: table.group for table in queries.seating(here.gathering).tables for chair in table.chairs}
    assert seated[who.name] == here.groups[0]
    client, url = as_person(here.facilitator), reverse("groups", args=[here.gathering.public_id])
    page = client.get(url).content.decode()
    assert "Slik satt dere." in page
    assert "Flytt til" not in page
    assert "Legg til en gruppe" not in page
    move = {"act": "move", "person": who.public_id, "group": here.groups[0].public_id}
    for act in (move, {"act": "add", "new-name": "Ny"}, {"act": "remove", "group": here.groups[0].public_id}):
        assert client.post(url, act).status_code in (409, 422)
    assert GroupMember.objects.current().get(participation=who).group == here.groups[1]
