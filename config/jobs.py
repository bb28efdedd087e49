"""Work beside the request: one queue in the database, run by `manage.py work`.

A job is run **at least once**: a worker that is killed in the middle leaves it to the next one when its lease
runs out. So a job's function must be idempotent: run a second time, it finds what the first has done and does
the rest.
"""

import logging
import os
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from config import sqlite
from config.days import working_day
from config.models import Job

LEASE = timedelta(seconds=60)
BACKOFF = timedelta(seconds=5)
KEPT = timedelta(days=7)
IDLE = 0.5  # seconds between two looks into an empty queue
DATABASE_AWAY = 2.0  # seconds before the database is tried again

log = logging.getLogger("varde.jobs")
stop_asked = False


class Cancelled(Exception):
    """The job is no longer this worker's: somebody cancelled it, or its lease ran out and another took it."""


class Stopping(Exception):
    """The worker is asked to end: the job goes back into the queue as it is."""


class WorkerDied(Exception):
    """Each attempt at the job ended with its worker."""


class Running:
    """A job for the function that does it. What earlier runs got done is in `done`."""

    def __init__(self, job: Job) -> None:
        self.key = job.key
        self.payload: dict[str, Any] = job.payload
        self.done = job.progress
        # Each run has its own number: the run that lost its lease can change nothing any more.
        self._mine = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)

    def progress(self, done: int, total: int) -> None:
        """Tell how far it is, and keep the job for another minute; call it at least that often.

        Raises Cancelled and Stopping, which the function lets through after putting its own things in order.
        """
        changed = self._mine.update(progress=done, total=total, lease_until=timezone.now() + LEASE)
        if not changed:
            raise Cancelled
        self.done = done
        if stop_asked:
            raise Stopping

    def end(self, state: Job.State, **changes: Any) -> None:
        """Let go of the job, if it is still ours."""
        if state == Job.State.DONE:
            changes["payload"] = {}
        self._mine.update(state=state, lease_until=None, **changes)


Function = Callable[[Running], None]


@dataclass(frozen=True)
class Kind:
    function: Function
    attempts: int
    daily: bool
    slow: bool


kinds: dict[str, Kind] = {}


def job(name: str, *, attempts: int = 5, daily: bool = False, slow: bool = False) -> Callable[[Function], Function]:
    """Register a function as a kind of job, which is tried so many times. The function must be idempotent.

    One that is slow takes more than seconds, and keeps no other waiting: a quick worker never takes it.
    """

    def register(function: Function) -> Function:
        if name in kinds:
            raise ValueError(f"Two kinds of jobs are called {name}.")
        kinds[name] = Kind(function, attempts, daily, slow)
        return function

    return register


def daily(name: str) -> Callable[[Function], Function]:
    """Register a function that is to run once a day."""
    return job(name, daily=True)


def discover() -> None:
    """Load every app's jobs; a process that only enqueues has the module it enqueues from."""
    autodiscover_modules("jobs", "mail")


def enqueue(kind: str, *, key: str, payload: dict[str, Any] | None = None, run_at: datetime | None = None) -> Job:
    """Ask for a job, within the caller's transaction: if that is rolled back, it was never asked for.

    With a key that is known, the job that has it is returned, whatever its state: none is queued twice.
    """
    if kind not in kinds:
        raise LookupError(f"No job is called {kind}.")
    defaults = {"kind": kind, "payload": payload or {}, "run_at": run_at or timezone.now()}
    found, _ = Job.objects.get_or_create(key=key, defaults=defaults)
    return found


def cancel(key: str) -> bool:
    """Whether there was something to cancel. A job that is running stops when it next tells its progress."""
    unfinished = Job.objects.filter(key=key, state__in=[Job.State.WAITING, Job.State.RUNNING])
    return unfinished.update(state=Job.State.CANCELLED, lease_until=None, payload={}) == 1


def take_one(now: datetime | None = None, *, quick: bool = False) -> bool:
    """Take and run the oldest job that is due, or that a killed worker left; False if there is none."""
    taken = take(now or timezone.now(), quick=quick)
    if taken is None:
        return False
    run(taken)
    return True


def due(now: datetime, *, quick: bool = False) -> QuerySet[Job]:
    """What may be taken, the oldest first; a kind that this process doesn't know waits for one that does."""
    mine = [name for name, kind in kinds.items() if not (quick and kind.slow)]
    waiting = Q(state=Job.State.WAITING, run_at__lte=now)
    left = Q(state=Job.State.RUNNING, lease_until__lte=now)
    return Job.objects.filter(waiting | left, kind__in=mine).order_by("run_at", "pk")


def take(now: datetime, *, quick: bool = False) -> Job | None:
    """Lease a job to this process, and to no other."""
    if not due(now, quick=quick).exists():  # without SQLite's write lock, as an idle worker looks twice a second
        return None
    with transaction.atomic():
        found = due(now, quick=quick).select_for_update(skip_locked=True).first()
        if found is None:
            return None
        changed = (
            due(now, quick=quick)
            .filter(pk=found.pk)
            .order_by()
            .update(state=Job.State.RUNNING, attempts=F("attempts") + 1, lease_until=now + LEASE)
        )
        return Job.objects.get(pk=found.pk) if changed else None


def run(taken: Job) -> None:
    """Do what was taken, and write down how it went: the error's name only, as its text may hold content."""
    running = Running(taken)
    kind = kinds[taken.kind]
    try:
        if taken.attempts > kind.attempts:
            raise WorkerDied
        kind.function(running)
    except Cancelled:
        log.info("%s %s was cancelled", taken.kind, taken.pk)
    except Stopping:
        running.end(Job.State.WAITING, attempts=F("attempts") - 1)
    except Exception as error:
        name = type(error).__name__
        last = traceback.extract_tb(error.__traceback__)[-1]
        log.warning("%s %s: %s in %s:%s", taken.kind, taken.pk, name, last.filename, last.lineno)
        if taken.attempts >= kind.attempts:
            running.end(Job.State.FAILED, error=name[:100])
        else:
            again = timezone.now() + BACKOFF * 2**taken.attempts
            running.end(Job.State.WAITING, error=name[:100], run_at=again)
    else:
        running.end(Job.State.DONE, error="")


def enqueue_daily(today: str) -> None:
    """Today's jobs, once each however many workers ask."""
    for name, kind in kinds.items():
        if kind.daily:
            enqueue(name, key=f"{name} {today}")


def ask_to_stop(*_: object) -> None:
    """A signal's handler. A plain flag: an Event's lock may be held by what the signal interrupts."""
    global stop_asked
    stop_asked = True


def work(*, once: bool = False, parent: int | None = None, quick: bool = False) -> None:
    """Run jobs until asked to stop, or until `parent` has died; with `once`, those that are due.

    With `quick`, only those that are not slow: so a mail need not wait until a hundred documents are printed.
    """
    global stop_asked
    stop_asked = False
    today = ""
    while not stop_asked and parent in (None, os.getppid()):
        try:
            if today != (now := working_day().isoformat()):
                enqueue_daily(now)
                today = now
            if take_one(quick=quick):
                continue
        except (OperationalError, InterfaceError) as error:
            if once:
                raise
            log.warning("The database is away: %s", type(error).__name__)
            connection.close()  # the next look opens a new one
            time.sleep(DATABASE_AWAY)
            continue
        if once:
            return
        time.sleep(IDLE)


@daily("sessions.clear")
def clear_sessions(_: Running) -> None:
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@daily("sqlite.count")
def count(_: Running) -> None:
    sqlite.count()


@daily("jobs.clear")
def clear_jobs(_: Running) -> None:
    """Jobs that ended, well or not, go a week after they were due; a mail that never left goes with them."""
    ended = [Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED]
    Job.objects.filter(state__in=ended, run_at__lt=timezone.now() - KEPT).delete()
