"""Announcements reach the hub of this process at once, and the others without a word for each vote."""

from __future__ import annotations

import asyncio
import threading

import psycopg
import pytest
from django.db import connection

from config.live import hints
from config.live.hints import Teller, Wire, payload
from config.live.hub import GAP
from config.postgresql.base import is_quiet
from programmes.agenda import Way
from programmes.services import stage as stages
from tests import world as worlds
from tests.conftest import TALK, WELCOME, go_to

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL")


class Room:
    """In a hub's place: which rooms were touched."""

    def __init__(self):
        self.touched = []

    def touch(self, room, *, urgent):
        self.touched.append((room, urgent))


def forwarded(scenario):
    """What is forwarded, and when, while the scenario goes on with a teller."""
    sent = []

    async def forward(payloads):
        sent.append((asyncio.get_running_loop().time(), payloads))

    async def run():
        hub = Room()
        teller = Teller(hub, forward)
        running = asyncio.create_task(teller.run())
        await asyncio.sleep(0)
        await scenario(teller)
        await asyncio.sleep(3 * GAP)
        running.cancel()
        return hub.touched

    return asyncio.run(run()), sent


def test_votes_in_a_hurry_are_told_here_each_and_elsewhere_together():
    async def scenario(teller):
        for _ in range(20):
            teller.tell("room", urgent=False)
            await asyncio.sleep(0)

    touched, sent = forwarded(scenario)
    assert touched == [("room", False)] * 20
    assert [payloads for _, payloads in sent] == [[payload("room", urgent=False)]] * 2
    assert sent[1][0] - sent[0][0] >= GAP * 0.9


def test_a_step_waits_for_no_votes():
    async def scenario(teller):
        teller.tell("room", urgent=False)
        await asyncio.sleep(GAP / 10)
        teller.tell("other", urgent=False)
        teller.tell("room", urgent=True)
        teller.tell("room", urgent=False)

    _, sent = forwarded(scenario)
    assert [payloads for _, payloads in sent] == [
        [payload("room", urgent=False)],
        [payload("other", urgent=False), payload("room", urgent=True)],
    ]
    assert sent[1][0] - sent[0][0] < GAP


def test_a_thread_may_tell_also_when_the_loop_has_ended():
    async def made():
        return Teller(Room(), None)

    teller = asyncio.run(made())
    thread = threading.Thread(target=lambda: teller.from_thread("room", urgent=True))
    thread.start()
    thread.join()


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_what_is_sent_arrives_and_a_lost_connection_is_made_anew(caplog):
    async def scenario():
        wire = Wire()
        async with await hints.connected() as listener:
            await listener.execute("LISTEN live")
            await wire.send(["one room", "two room"])
            (pid,) = await (await wire._connection.execute("SELECT pg_backend_pid()")).fetchone()
            await listener.execute("SELECT pg_terminate_backend(%s)", [pid])
            await asyncio.sleep(0.1)
            await wire.send(["lost"])
            await wire.send(["found"])
            got = [found.payload async for found in listener.notifies(timeout=1, stop_after=3)]
        await wire.close()
        return got

    assert asyncio.run(scenario()) == ["one room", "two room", "found"]
    assert len(caplog.records) == 1
    assert "No hints to other processes" in caplog.text


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_step_is_told_by_what_writes_it_and_one_that_came_too_late_is_not() -> None:
    here = worlds.place("Seljordmerke")
    stage = go_to(here.gathering, WELCOME, here.facilitator)
    way = Way(here.gathering)
    with psycopg.connect(**params(), autocommit=True) as listener:
        listener.execute("LISTEN live")
        stages.move(stage=stage, revision=stage.revision, to=way.number(TALK), by=here.facilitator)
        with pytest.raises(stages.StageMoved):
            stages.move(stage=stage, revision=stage.revision, to=way.number(WELCOME), by=here.facilitator)
        told = [found.payload for found in listener.notifies(timeout=0.5)]
    assert told == [payload(here.gathering.public_id, urgent=True)]


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_server_that_has_ended_is_seen_without_asking():
    connection.ensure_connection()
    ours = connection.connection
    assert is_quiet(ours)
    with psycopg.connect(**params(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [ours.info.backend_pid])
    assert not is_quiet(ours)
    connection.health_check_enabled, connection.health_check_done = True, False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
    assert connection.connection is not ours
    ours.close()
    assert not is_quiet(ours)


def params():
    known = connection.get_connection_params()
    return {name: value for name, value in known.items() if name not in ("cursor_factory", "context")}
