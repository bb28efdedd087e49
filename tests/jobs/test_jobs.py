"""The queue: each job at least once, whoever is killed, and never two at a time."""

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from config import jobs
from config.jobs import Cancelled, Running, Stopping, cancel, enqueue, take, take_one
from config.models import Job, Session

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def calls(monkeypatch):
    """The runs of a job that notes its payload, and of one that always fails."""
    made = []
    kinds: dict[str, jobs.Kind] = {}
    monkeypatch.setattr(jobs, "kinds", kinds)
    jobs.job("note")(lambda running: made.append(running.payload))

    @jobs.job("fail", attempts=3)
    def fail(running):
        made.append(running.payload)
        raise ZeroDivisionError("something that somebody wrote")

    return made


@pytest.fixture
def running():
    enqueue("note", key="mine")
    return Running(lease(later(days=1)))


def state(key):
    return Job.objects.values_list("state", flat=True).get(key=key)


def lease(now: datetime) -> Job:
    taken = take(now)
    assert taken
    return taken


def later(**time):
    return timezone.now() + timedelta(**time)


def test_a_job_is_done_once_and_its_payload_goes(calls):
    enqueue("note", key="a", payload={"text": "hei"})
    assert take_one()
    assert not take_one()
    assert calls == [{"text": "hei"}]
    done = Job.objects.get(key="a")
    assert (done.state, done.payload, done.attempts, done.lease_until, done.error) == (
        "done",
        {},
        1,
        None,
        "",
    )


def test_the_oldest_that_is_due_comes_first(calls):
    enqueue("note", key="future", payload={"n": 3}, run_at=later(hours=1))
    enqueue("note", key="second", payload={"n": 2}, run_at=later(minutes=-1))
    enqueue("note", key="first", payload={"n": 1}, run_at=later(minutes=-2))
    while take_one():
        pass
    assert calls == [{"n": 1}, {"n": 2}]
    assert take_one(later(hours=1))
    assert calls[2:] == [{"n": 3}]


def test_a_quick_worker_leaves_the_slow_jobs_to_another(calls):
    jobs.job("slow", slow=True)(lambda running: calls.append("slow"))
    enqueue("slow", key="a", run_at=later(minutes=-1))
    enqueue("note", key="b", payload={"n": 1})
    assert take_one(quick=True)
    assert not take_one(quick=True)
    assert take_one()
    assert calls == [{"n": 1}, "slow"]


def test_a_key_is_queued_once_whatever_became_of_it(calls):
    first = enqueue("note", key="a", payload={"n": 1})
    assert enqueue("note", key="a", payload={"n": 2}) == first
    take_one()
    assert enqueue("note", key="a", payload={"n": 3}).state == "done"
    assert calls == [{"n": 1}]


def test_a_rollback_takes_the_job_with_it():
    with transaction.atomic():
        enqueue("note", key="a")
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_an_unknown_kind_is_refused_and_one_in_the_queue_waits():
    with pytest.raises(LookupError):
        enqueue("nothing", key="a")
    Job.objects.create(kind="of the next version", key="b")
    assert not take_one()
    assert state("b") == "waiting"


def test_two_kinds_have_two_names():
    with pytest.raises(ValueError, match="note"):
        jobs.job("note")(print)


# Killed workers


def test_a_killed_workers_job_is_taken_up_when_its_lease_runs_out(calls):
    enqueue("note", key="a", payload={"n": 1})
    assert take(timezone.now())  # and then the worker is killed
    assert not take_one()
    assert not take_one(later(seconds=59))
    assert take_one(later(seconds=61))
    assert calls == [{"n": 1}]
    assert Job.objects.get(key="a").attempts == 2


def test_a_job_that_kills_each_worker_fails_in_the_end(calls):
    enqueue("fail", key="a")
    for attempt in range(3):
        assert lease(later(minutes=2 * attempt))
    assert take_one(later(minutes=10))
    failed = Job.objects.get(key="a")
    assert (failed.state, failed.error, calls) == ("failed", "WorkerDied", [])


def test_the_worker_that_lost_its_lease_changes_nothing_any_more():
    enqueue("note", key="a")
    slow = Running(lease(timezone.now()))
    second = Running(lease(later(seconds=61)))
    with pytest.raises(Cancelled):
        slow.progress(1, 2)
    slow.end(Job.State.FAILED)
    assert state("a") == "running"
    second.progress(1, 2)
    assert (Job.objects.get(key="a").progress, second.done) == (1, 1)


def test_progress_renews_the_lease_and_outlives_the_worker():
    enqueue("note", key="a", run_at=later(minutes=-2))
    taken = lease(later(seconds=-59))
    assert taken.lease_until < later(seconds=2)
    Running(taken).progress(3, 7)
    renewed = Job.objects.get(key="a")
    assert renewed.lease_until > later(seconds=58)
    assert (renewed.progress, renewed.total) == (3, 7)
    assert Running(lease(later(seconds=61))).done == 3


# Failing


def test_a_failing_job_waits_longer_each_time_and_then_fails(calls, caplog):
    enqueue("fail", key="a", payload={"text": "privat"})
    now = timezone.now()
    for attempt, wait in ((1, 10), (2, 20)):
        assert take_one(now)
        tried = Job.objects.get(key="a")
        assert (tried.state, tried.attempts, tried.error) == ("waiting", attempt, "ZeroDivisionError")
        assert timedelta(0) <= tried.run_at - later(seconds=wait - 2) < timedelta(seconds=3)
        assert not take_one(tried.run_at - timedelta(seconds=1))
        now = tried.run_at
    assert take_one(now)
    assert (state("a"), len(calls)) == ("failed", 3)
    assert not take_one(later(days=1))
    assert "ZeroDivisionError in " in caplog.text
    assert "somebody" not in caplog.text
    assert "privat" not in caplog.text


def test_a_job_that_comes_through_at_last_has_no_error(monkeypatch):
    outcomes = iter([OSError, None])

    def work(running):
        if error := next(outcomes):
            raise error

    jobs.job("mend")(work)
    enqueue("mend", key="a")
    assert take_one()
    assert take_one(later(minutes=1))
    assert Job.objects.values_list("state", "error").get(key="a") == ("done", "")


# Cancelling and stopping


def test_a_waiting_job_is_cancelled_and_its_payload_goes(calls):
    enqueue("note", key="a", payload={"text": "hei"})
    assert cancel("a")
    assert not take_one()
    assert Job.objects.values_list("state", "payload").get(key="a") == ("cancelled", {})
    assert not cancel("a")
    assert not cancel("b")


def test_a_running_job_hears_of_it_at_its_next_progress():
    steps = []

    @jobs.job("batch")
    def batch(running):
        for step in range(5):
            running.progress(step, 5)
            steps.append(step)
            if step == 2:
                cancel("a")

    enqueue("batch", key="a")
    assert take_one()
    assert (steps, state("a")) == ([0, 1, 2], "cancelled")


def test_a_cancelled_job_stays_so_when_its_function_never_asks():
    @jobs.job("deaf")
    def deaf(running):
        cancel("a")

    enqueue("deaf", key="a")
    assert take_one()
    assert state("a") == "cancelled"


def test_a_finished_job_is_not_cancelled():
    enqueue("note", key="a")
    take_one()
    assert not cancel("a")
    assert state("a") == "done"


def test_a_stopping_worker_puts_its_job_back(monkeypatch):
    starts = []

    @jobs.job("batch")
    def batch(running):
        starts.append(running.done)
        for step in range(running.done, 3):
            running.progress(step + 1, 3)

    enqueue("batch", key="a")
    monkeypatch.setattr(jobs, "stop_asked", True)
    with pytest.raises(Stopping):
        Running(lease(timezone.now())).progress(0, 3)
    Job.objects.update(state="waiting", lease_until=None, attempts=0)
    assert take_one()
    back = Job.objects.get(key="a")
    assert (back.state, back.attempts, back.lease_until) == ("waiting", 0, None)
    monkeypatch.setattr(jobs, "stop_asked", False)
    assert take_one()
    assert (starts, state("a")) == ([0, 1], "done")


# The database's laws


@pytest.mark.parametrize(
    "wrong",
    [
        {"progress": 2, "total": 1},
        {"progress": -1},
        {"state": "running"},
        {"state": "waiting", "lease_until": "2026-01-01T00:00Z"},
        {"state": "done", "lease_until": "2026-01-01T00:00Z"},
        {"state": "lost"},
    ],
)
def test_the_database_refuses(wrong):
    enqueue("note", key="a")
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.update(**wrong)


def test_progress_without_a_total_is_allowed():
    enqueue("note", key="a")
    Job.objects.update(progress=5)


def test_progress_beyond_the_total_fails_the_job():
    @jobs.job("wrong", attempts=1)
    def wrong(running):
        with transaction.atomic():
            running.progress(2, 1)

    enqueue("wrong", key="a")
    take_one()
    assert Job.objects.values_list("state", "error").get(key="a") == ("failed", "IntegrityError")


# Many workers


@pytest.fixture
def in_threads(own_connections):
    """Calls a function in threads with connections of their own."""

    def call(function, threads=1):
        start = threading.Barrier(threads)

        def one(_):
            start.wait()
            try:
                return function()
            finally:
                connection.close()

        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(one, range(threads)))

    return call


def test_four_workers_take_each_job_once(calls, in_threads):
    def work():
        while take_one():
            pass

    in_threads(lambda: [enqueue("note", key=str(n), payload={"n": n}) for n in range(40)])
    in_threads(work, 4)
    assert sorted(call["n"] for call in calls) == list(range(40))
    (ended,) = in_threads(lambda: set(Job.objects.values_list("state", "attempts")))
    assert ended == {("done", 1)}


def test_a_key_asked_for_by_many_at_once_is_one_job(in_threads):
    found = in_threads(lambda: enqueue("note", key="a").pk, 6)
    assert (len(found), len(set(found))) == (6, 1)
    assert in_threads(Job.objects.count) == [1]


# The worker


def test_work_once_runs_what_is_due_and_ends(calls):
    enqueue("note", key="a")
    enqueue("fail", key="b")
    enqueue("note", key="c", run_at=later(hours=1))
    call_command("work", once=True)
    assert (state("a"), state("b"), state("c")) == ("done", "waiting", "waiting")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_work_ends_at_a_signal_after_its_job(calls, number):
    before = signal.getsignal(number)
    jobs.job("signal")(lambda running: os.kill(os.getpid(), number))
    enqueue("signal", key="a", run_at=later(minutes=-1))
    enqueue("note", key="b")
    call_command("work")
    assert (state("a"), state("b"), calls) == ("done", "waiting", [])
    assert signal.getsignal(number) == before


def test_work_waits_for_jobs_and_for_a_database_that_is_away(monkeypatch):
    waits = []
    answers = iter([False, OperationalError, False])

    def take_one(*, quick):
        answer = next(answers)
        if answer is OperationalError:
            raise answer
        return answer

    def sleep(seconds):
        waits.append(seconds)
        if len(waits) == 3:
            jobs.ask_to_stop()

    monkeypatch.setattr(jobs, "take_one", take_one)
    monkeypatch.setattr("config.jobs.time.sleep", sleep)
    monkeypatch.setattr("config.jobs.connection.close", lambda: None)
    jobs.work()
    assert waits == [jobs.IDLE, jobs.DATABASE_AWAY, jobs.IDLE]


def test_daily_jobs_come_once_a_day(calls):
    jobs.daily("tidy")(lambda running: calls.append("tidy"))
    jobs.enqueue_daily("2026-03-01")
    jobs.enqueue_daily("2026-03-01")
    while take_one():
        pass
    assert calls == ["tidy"]
    jobs.enqueue_daily("2026-03-02")
    assert list(Job.objects.order_by("pk").values_list("key", flat=True)) == [
        "tidy 2026-03-01",
        "tidy 2026-03-02",
    ]


def test_work_asks_for_the_daily_jobs(calls):
    jobs.daily("tidy")(lambda running: calls.append("tidy"))
    call_command("work", once=True)
    call_command("work", once=True)
    assert calls == ["tidy"]


def test_ended_jobs_go_after_a_week(running):
    for key, ended, days in (
        ("old", "done", 8),
        ("given up", "failed", 8),
        ("new", "done", 6),
        ("open", "waiting", 9),
    ):
        Job.objects.create(kind="note", key=key, state=ended, run_at=later(days=-days))
    jobs.clear_jobs(running)
    assert set(Job.objects.values_list("key", flat=True)) == {"new", "open", "mine"}


def test_expired_sessions_go(running):
    Session.objects.create(session_key="old", session_data="", expire_date=later(hours=-1))
    Session.objects.create(session_key="new", session_data="", expire_date=later(hours=1))
    jobs.clear_sessions(running)
    assert set(Session.objects.values_list("session_key", flat=True)) == {"new"}


def test_an_idle_look_takes_no_lock(django_assert_num_queries):
    with django_assert_num_queries(1) as queries:
        assert not take_one()
    assert queries.captured_queries[0]["sql"].startswith("SELECT")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite")
def test_sqlite_is_told_to_count_what_it_plans_by(running):
    jobs.count(running)
    with connection.cursor() as cursor:
        cursor.execute("SELECT idx FROM sqlite_stat1 WHERE tbl = 'config_job'")
        assert any("key" in name or "config_job" in name for (name,) in cursor.fetchall())
