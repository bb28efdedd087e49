"""Rights never increase without an act of the owner's: whatever happens around a share, in whatever order."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from goals.queries import sharing as shared
from goals.services import sharing
from programmes.contract import NotPossible
from programmes.models import GroupMember, Membership, NearestManager, Participation, Person, Programme, Share
from programmes.rules import hr_municipalities
from tests import world as worlds
from tests.world import World

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
Rights = set[tuple[str, int]]


def rights(people: list[Person]) -> Rights:
    """Who may open which share, all asked."""
    return {(person.name, share) for person in people for share in opened(person)}


def opened(person: Person) -> list[int]:
    found = list(shared.open_to_manager(person).values_list("pk", flat=True))
    for membership in person.memberships.all():
        found += shared.open_in_groups(membership).values_list("pk", flat=True)
    offices = hr_municipalities(person)
    for programme in Programme.objects.filter(municipality__in=offices):
        found += shared.open_to_hr(programme).values_list("pk", flat=True)
    return found


class Course:
    """The two municipalities, and a clock that can be moved on."""

    def __init__(self, world: World, clock: list[timedelta]) -> None:
        here = world.here
        self.here, self.clock = here, clock
        self.leaders: list[Any] = [seat.membership for seat in here.leaders[:3]]
        self.bosses: list[Any] = [here.to_manager.nearest.manager, here.leaders[4].membership]
        self.people = [
            *[seat.person for seat in here.leaders[:5]],
            *[here.manager, here.hr, here.facilitator],
            *[world.elsewhere.leader, world.elsewhere.manager, world.elsewhere.hr],
        ]

    def share(self, number: int) -> Share:
        shares = list(Share.objects.order_by("pk"))
        return shares[number % len(shares)]

    def leader(self, number: int) -> Any:
        return self.leaders[number % len(self.leaders)]

    def worry(self, leader: Any) -> dict[str, str]:
        return {"kind": "worries", "subject": worlds.worried(leader).public_id}

    # The owner's acts: they return what they gave, and whom it names.

    def to_manager(self, number: int) -> tuple[Share, set[str]]:
        leader = self.leader(number)
        nearest = shared.nearest_of(leader)
        if nearest is None:
            raise NotPossible
        what = {"kind": ("goal-card", "platform")[number % 2]} if number < 9 else self.worry(leader)
        given = sharing.share_with_manager(membership=leader, nearest=nearest, by=leader.person, purpose="x", **what)
        return given, {nearest.manager.name}

    def to_group(self, number: int) -> tuple[Share, set[str]]:
        leader = self.leader(number)
        groups = shared.groups_of(leader)
        if not groups:
            raise NotPossible
        ends_on = timezone.localdate() + timedelta(days=90)
        given = sharing.share_with_group(
            membership=leader, group=groups[0], by=leader.person, purpose="x", ends_on=ends_on
        )
        return given, set(groups[0].names)

    def hand_in(self, number: int) -> tuple[Share, set[str]]:
        leader = self.leader(number)
        kind = ("goal-card", "platform")[number % 2]
        given = sharing.hand_in(membership=leader, programme=self.here.programme, by=leader.person, kind=kind)
        return given, {self.here.hr.name}

    def again(self, number: int) -> tuple[Share, set[str]]:
        old = self.share(number)
        given = sharing.again(share=old, by=old.edition.membership.person)
        (row,) = [row for row in shared.shared_by([given.edition.membership]) if row.share == given]
        office = {self.here.hr.name} if self.here.programme == given.programme else {"Utgardmerke Personal"}
        return given, office if given.audience == "hr" else set(row.reached)

    # What others do, and what time does.

    def withdraw(self, number: int) -> None:
        share = self.share(number)
        sharing.withdraw(share=share, by=share.edition.membership.person)
        assert not any(pk == share.pk for _name, pk in rights(self.people))

    def fetched(self, number: int) -> None:
        sharing.fetch(share=self.share(number), by=self.here.hr)

    def new_manager(self, number: int) -> None:
        leader, boss, today = self.leader(number), self.bosses[number % 2], timezone.localdate()
        if leader == boss:
            return
        for row in leader.managers.filter(until__isnull=True):
            row.until = max(row.since, today - DAY)
            row.save()
        NearestManager.objects.create(leader=leader, manager=boss)

    def manager_away(self, number: int) -> None:
        today = timezone.localdate()
        for row in self.leader(number).managers.filter(until__isnull=True):
            row.until = max(row.since, today - DAY)
            row.save()

    def leave_group(self, number: int) -> None:
        today = timezone.localdate()
        for row in GroupMember.objects.filter(participation__membership=self.leader(number), until__isnull=True):
            row.until = max(row.since, today - DAY)
            row.save()

    def join_group(self, number: int) -> None:
        self.leave_group(number)
        for seat in Participation.objects.filter(membership=self.leader(number), until__isnull=True):
            if seat.programme == self.here.programme:
                GroupMember.objects.create(group=self.here.groups[number % 2], participation=seat)

    def leave_programme(self, number: int) -> None:
        today = timezone.localdate()
        for row in Participation.objects.filter(membership=self.leader(number), until__isnull=True):
            row.until = max(row.since, today - DAY)
            row.save()

    def come_back(self, number: int) -> None:
        leader = self.leader(number)
        if not Participation.objects.filter(membership=leader, until__isnull=True).exists():
            Participation.objects.create(membership=leader, programme=self.here.programme, role="leader")

    def leave_municipality(self, number: int) -> None:
        Membership.objects.filter(pk=self.leader(number).pk).update(until=timezone.localdate() - DAY)

    def tomorrow(self, number: int) -> None:
        self.clock[0] += DAY * (1, 100, 300)[number % 3]


OWNERS = ("to_manager", "to_group", "hand_in", "again")
OTHERS = (
    "withdraw",
    "fetched",
    "new_manager",
    "manager_away",
    "leave_group",
    "join_group",
    "leave_programme",
    "come_back",
    "leave_municipality",
    "tomorrow",
)
STEPS = st.lists(st.tuples(st.sampled_from(OWNERS * 2 + OTHERS), st.integers(0, 11)), min_size=3, max_size=9)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[timedelta]:
    real, shift = timezone.now, [timedelta(0)]
    monkeypatch.setattr(timezone, "now", lambda: real() + shift[0])
    return shift


@pytest.mark.once
@settings(
    deadline=None,
    max_examples=8,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # what fails is short already
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(STEPS)
def test_rights_never_increase_without_an_act_of_the_owners(
    world: World, clock: list[timedelta], steps: list[tuple[str, int]]
) -> None:
    clock[0] = timedelta(0)
    with transaction.atomic():
        course = Course(world, clock)
        for seat in world.here.leaders[1:3]:
            worlds.write(seat.membership, areas=1)
            worlds.platform.write(seat.membership, answers=1)
        before = rights(course.people)
        for name, number in steps:
            given: Share | None = None
            named: set[str] = set()
            act: Callable[[int], tuple[Share, set[str]] | None] = getattr(course, name)
            with suppress(NotPossible), transaction.atomic():
                result = act(number)
                if result:
                    given, named = result
            after = rights(course.people)
            more = after - before
            assert more <= {(who, given.pk) for who in named if given}, (name, more)
            before = after
        places = dict(Share.objects.values_list("pk", "edition__membership__municipality"))
        for person in course.people:
            own = set(person.memberships.values_list("municipality", flat=True))
            assert {places[pk] for who, pk in before if who == person.name} <= own
        transaction.set_rollback(True)
