from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.core.cache import caches
from django.db import connection, connections
from django.http import HttpRequest
from django.test import Client
from django.utils.crypto import get_random_string

from config import memory, statics
from config.pdf import printer
from config.proving.servers import MANAGE, Site
from config.sessions import SessionStore
from programmes import agenda, rules
from programmes.agenda import Way
from programmes.devices import cookie_name
from programmes.models import Gathering, Group, Person, Stage
from programmes.queries.groups import group_set_for
from programmes.services import screens
from programmes.services import stage as stages
from tests import world as worlds
from tests.snapshot import kept
from values.models import Diamond
from values.queries.points import frozen
from values.services import diamonds

# What PostgreSQL is asked on each change, beside all that has several connections: the laws; what one database takes and
# the other refuses, in every route that acts; each page once; a day wiped whole; and what must leave no trace in a row.
ASKED = (
    "test_constraints.py", "test_hostile.py", "test_migrations.py", "test_pages.py", "test_prepared.py",
    "faults/", "jobs/", "live/", "efficacy/test_assessment.py::TestDetached", "values/test_values.py",
    "programmes/test_detached.py", "programmes/test_people_over_time.py", "programmes/test_rehearsal.py",
    "programmes/test_stage.py", "programmes/test_holding.py", "test_sessions.py",
)  # fmt: skip

# Seconds that a document may take: four times what the program itself waits.
PATIENCE = 80.0
# No test is about time, and a machine may be busy.
hypothesis.settings.register_profile("patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--thorough", action="store_true", help="every value in every place, however long it takes")


@pytest.fixture
def thorough(request: pytest.FixtureRequest) -> bool:
    """Whether everything is tried, and not a share of it."""
    return bool(request.config.getoption("--thorough"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What touches no database is tried once, not on each of them; what takes long where there is time for it."""
    if not config.getoption("--thorough"):
        long = [item for item in items if item.get_closest_marker("thorough")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]
    for item in items:
        fixtures = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
        if "transactional_db" not in fixtures and not item.nodeid.removeprefix("tests/").startswith(ASKED):
            item.add_marker("portable")
        if not fixtures and item.get_closest_marker("django_db") is None:
            item.add_marker("once")


def pytest_collection_finish() -> None:
    """What has been imported stays: it need not be looked through for what can go, thousands of times."""
    memory.settle()


@pytest.fixture(scope="session", autouse=True)
def _own_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Files that one process makes are not swept by another's tests."""
    settings.VAR_DIR = tmp_path_factory.mktemp("var")


@pytest.fixture(scope="session", autouse=True)
def _patient_printer() -> None:
    """How soon it gives up is tried with printers of one's own."""
    printer._printer.seconds = PATIENCE


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of this run: what stands there, every process finds."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def migrated(shared: Path) -> Path:
    """An SQLite database as `manage.py migrate` makes it: empty, to be copied; one for all processes."""
    folder = shared / "migrated"
    folder.mkdir(exist_ok=True)
    site = Site(folder, str(folder / "varde.sqlite3"), {"VARDE_SECRET_KEY": "not used"})
    with statics.alone(folder):
        if not (folder / "whole").exists():
            site.run(*MANAGE, "migrate", "-v0")
            site.rows("PRAGMA wal_checkpoint(TRUNCATE)")
            (folder / "whole").touch()
    return Path(site.database)


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    forget()
    yield
    forget()


def forget() -> None:
    """What a process keeps for a while."""
    for name in settings.CACHES:
        caches[name].clear()
    agenda.KEPT.forget()
    rules.EXERCISES.forget()
    screens.NOTED.forget()
    frozen.cache_clear()


@pytest.fixture
def world(db: Any) -> worlds.World:
    return kept("world", worlds.build)


@pytest.fixture
def here(db: Any) -> worlds.Place:
    return kept("here", lambda: worlds.place("Seljordmerke"))


@pytest.fixture
def as_person() -> Callable[[Person | worlds.Device | None], Client]:
    """A browser in which the person is signed in, or that of a device with its key."""

    def make(person: Person | worlds.Device | None) -> Client:
        client = Client(raise_request_exception=False)
        if isinstance(person, worlds.Device):
            client.cookies[cookie_name()] = person.key
        elif person is not None:
            sign_in(client, person)
        return client

    return make


@pytest.fixture
def own_connections(transactional_db: Any, tmp_path: Path) -> Iterator[None]:
    """Each thread has a connection of its own to one database; on SQLite to a file, as in production."""
    if connection.vendor != "sqlite":
        yield
        return
    path = str(tmp_path / "varde.sqlite3")
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as file:
        connection.connection.backup(file)
        file.execute("PRAGMA journal_mode=WAL")  # as whoever made the file has left it: many at once can't turn it on
    # Undone before the database's own teardown looks for it.
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(connections.settings["default"], "NAME", path)
        yield


def in_thread(function: Callable[[], Any]) -> Any:
    """Calls it with a connection of its own."""

    def call() -> Any:
        try:
            return function()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(call).result()


def sign_in(client: Client, person: Person) -> None:
    """As `force_login`, but the session is written once and not moved before anybody has seen it."""
    session = SessionStore(get_random_string(32))
    session.update(
        {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: person.get_session_auth_hash(),
        }
    )
    session.save(must_create=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    user_logged_in.send(sender=Person, request=HttpRequest(), user=person)


def go_to(gathering: Gathering, number: int, by: Person) -> Stage:
    """Opens the day where it has not begun, and moves the stage to a stop by its number."""
    stage = stages.start(gathering=gathering, by=by)
    stop = Way(gathering).number(number)
    assert stop is not None
    return stages.move(stage=stage, revision=stage.revision, to=stop, by=by)


def lay(gathering: Gathering, lists: Sequence[Sequence[str]]) -> None:
    """Lays the groups' lists into their diamonds."""
    for group, words in zip(Group.objects.filter(group_set=group_set_for(gathering)), lists, strict=True):
        diamond = Diamond.objects.get(group=group)
        for slot, word in enumerate(words, start=1):
            card = diamonds.add_word(diamond=diamond, word=word, by=None)
            diamonds.place(diamond=diamond, card=card.public_id, slot=slot, expected="", by=None)


# The stops of tests.world.agenda, by number.
WELCOME, DIAMOND, TOP_THREE, TALK, ALONE, TOGETHER = range(6)
