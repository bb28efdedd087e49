"""The demonstration is what it says: Seljord's programme, with source 2's groups and agenda."""

from datetime import time
from itertools import pairwise

import pytest
from django.test import override_settings
from django.utils import timezone

from config.jobs import take_one
from config.models import Job
from programmes import pretend
from programmes.agenda import Way
from programmes.contract import kinds
from programmes.demonstration import build
from programmes.models import Membership, Office, Participation, Round, Summary
from programmes.queries.demo import cast
from programmes.queries.summaries import recap
from programmes.seljord import GROUPS
from programmes.services import stage as stages
from tests.conftest import go_to
from tests.snapshot import kept
from values.models import Diamond

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(db):
    return kept("demonstration", build)


def test_six_groups_of_six_in_the_sources_order(programme) -> None:
    people = cast()
    assert [group.name for group, _members in people.groups] == [name for name, _values in GROUPS]
    assert [len(members) for _group, members in people.groups] == [6] * 6
    assert (len(people.facilitators), len(people.hr), len(people.managers)) == (2, 1, 3)


def test_every_leader_has_a_nearest_manager(programme) -> None:
    leaders = Membership.objects.filter(participations__role=Participation.Role.LEADER)
    assert leaders.count() == 36
    assert all(leader.manager for leader in leaders)
    assert Office.objects.filter(role=Office.Role.HR).count() == 1


def test_the_days_behind_are_summed_up_and_the_last_can_be_shown(programme) -> None:
    for number in (1, 2):
        gathering = programme.gatherings.get(number=number)
        assert gathering.stage.state == "ended"
        assert gathering.summary.is_published
        assert not gathering.summary.is_changed
    found = recap(programme.gatherings.get(number=3), 0)
    assert found.published.gathering.number == 2
    assert found.of == 4
    assert not Summary.objects.filter(gathering__number__gt=2).exists()


def test_gathering_three_has_the_sources_agenda(programme) -> None:
    gathering = programme.gatherings.get(number=3)
    items = list(gathering.items.all())
    assert [(item.starts, item.title) for item in items] == [
        (time(8, 30), "Velkommen! Påkobling siden sist"),
        (time(9), "Mestringsorientert ledelse"),
        (time(9, 30), "Pause"),
        (time(9, 45), "Psykologisk trygghet"),
        (time(10, 45), "Pause"),
        (time(11), "Lærende organisasjoner"),
        (time(11, 30), "Lunsj"),
        (time(12, 15), "Vi jobber videre med felles lederplattform"),
        (time(14, 55), "Evaluering av dagen"),
    ]
    assert all(first.ends == second.starts for first, second in pairwise(items))
    assert items[-1].ends == time(15)
    assert gathering.date == timezone.localdate()
    assert {stop.exercise.kind for stop in Way(gathering).stops if stop.exercise} <= set(kinds())


def let_time_pass() -> None:
    """Runs what is queued, and what that queues, without waiting."""
    while Job.objects.filter(state=Job.State.WAITING).update(run_at=timezone.now()):
        while take_one():
            pass


@override_settings(DEMO=True)
def test_invented_leaders_do_their_part_when_nobody_has_their_chair(programme) -> None:
    gathering = programme.gatherings.get(number=3)
    facilitator = cast().facilitators[0]
    numbers = {stop.exercise.kind: stop.number for stop in reversed(Way(gathering).stops) if stop.exercise}
    go_to(gathering, numbers["diamond"], facilitator)
    pretend.keep_company(Round, Round.objects.get(exercise__kind="diamond"))
    let_time_pass()
    for name, words in GROUPS:
        diamond = Diamond.objects.get(group__name=name)
        assert list(diamond.cards.filter(slot__isnull=False).order_by("slot").values_list("word", flat=True)) == list(
            words
        )
    go_to(gathering, numbers["top-three"], facilitator)
    alone = next(
        stop.number
        for stop in Way(gathering).stops
        if stop.exercise and stop.exercise.kind == "points" and stop.phase.mode == "alone"
    )
    stage = go_to(gathering, alone, facilitator)
    stages.open_round(stage=stage, revision=stage.revision, by=facilitator)
    round = Round.objects.get(exercise__kind="points")
    pretend.keep_company(Round, round)
    let_time_pass()
    assert round.allocations.filter(handed_in=True).count() == 36


def test_a_group_in_which_somebody_has_come_is_left_alone(programme, as_person) -> None:
    gathering = programme.gatherings.get(number=3)
    numbers = {stop.exercise.kind: stop.number for stop in reversed(Way(gathering).stops) if stop.exercise}
    go_to(gathering, numbers["diamond"], cast().facilitators[0])
    round = Round.objects.get(exercise__kind="diamond")
    here = round.electors.filter(group__name="Gygrene").first()
    as_person(here.participation.person)
    pretend.keep_company(Round, round)
    let_time_pass()
    laid = {each.group.name: each.cards.filter(slot__isnull=False).count() for each in round.diamonds.all()}
    assert laid == {name: 0 if name == "Gygrene" else 9 for name, _words in GROUPS}
