"""Each fault of `manage.py prove`, made to happen a few times; and the load, a little of it."""

from __future__ import annotations

import pytest

from values.proving import bench, faults
from values.proving.bench import Load
from values.proving.faults import Ground

# They have servers and databases of their own: once is enough, in the run on SQLite.
pytestmark = pytest.mark.served


def test_the_same_vote_fifty_times_at_once_is_one(served: Ground) -> None:
    assert faults.doubles(served, 1).breaches == []


def test_a_lost_answer_is_given_again(served: Ground) -> None:
    assert faults.replies(served, 5).breaches == []


def test_of_two_facilitators_one_moves_the_stage(served: Ground) -> None:
    assert faults.presses(served, 5).breaches == []


def test_sixteen_writers_wait_for_one_another(sqlite: Ground) -> None:
    assert faults.writers(sqlite, 1).breaches == []


def test_a_killed_server_has_kept_what_it_acknowledged(sqlite: Ground) -> None:
    assert faults.kills(sqlite, 2).breaches == []


def test_a_server_that_is_stopped_answers_who_waits(sqlite: Ground) -> None:
    assert faults.stops(sqlite, 1).breaches == []


@pytest.mark.thorough
def test_a_database_that_crashes_is_waited_for(postgresql: Ground) -> None:
    proof = faults.restarts(postgresql, 1)
    assert proof.breaches == []
    assert proof.counts["answers of 503"]


def test_a_mail_outlives_its_worker(sqlite: Ground) -> None:
    assert faults.mails(sqlite, 2).breaches == []


@pytest.mark.thorough
def test_under_load_no_vote_is_lost_or_goes_unseen(sqlite: Ground) -> None:
    """`manage.py bench_live --n 50`: no time fails here."""
    outcome = bench.measure(Load(phones=50, seconds=0.5), sqlite.site, sqlite.scene)
    print("", *outcome.figures, sep="\n")
    assert outcome.errors == []
    assert [figure.name for figure in outcome.figures if figure.whatever_size and figure.is_breached] == []
