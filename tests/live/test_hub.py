"""The hub: one render for all who see the same, no oftener than agreed, and nobody sees what isn't theirs."""

import asyncio
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import pytest
from django.db import connections, transaction

from config.live import announce, hints
from config.live.hub import Answer, Hub, Poll, Rendered, digest
from config.live.tokens import Audience, Ticket

GAP = 0.2
PROJECTOR = Audience("room", "projector", "nb")
PHONES = Audience("room", "participants", "nb")


class Room:
    """A room in memory, and the hub's renderer for it."""

    def __init__(self):
        self.text = "first"
        self.epoch = 1
        self.withdrawn: frozenset[str] = frozenset()
        self.broken = self.gone = False
        self.renders = []
        self.threads = set()
        self.read, self.may_end = threading.Event(), threading.Event()
        self.may_end.set()

    def render(self, audience):
        self.renders.append(audience)
        self.threads.add(threading.current_thread().name)
        if self.broken:
            raise ValueError("what somebody wrote")
        rendered = None if self.gone else Rendered(self.text.encode(), self.epoch, self.withdrawn)
        self.read.set()
        self.may_end.wait(5)
        return rendered


@asynccontextmanager
async def watched(room, gap=lambda audience: GAP, repair=60.0, forget=60.0):
    with ThreadPoolExecutor(1, thread_name_prefix="one") as thread:
        hub = Hub(room.render, thread, gap=gap, repair=repair, forget=forget)
        try:
            yield hub
        finally:
            hub.stop()


class Asked(asyncio.Future[Answer]):
    """A poll's answer, when it comes."""

    poll: Poll


def ask(hub, seen="", audience=PROJECTOR, viewer="", epoch=1, hold=5.0, tell=lambda: None):
    asked = Asked()

    def told(answer):
        tell()
        asked.set_result(answer)

    asked.poll = Poll(Ticket(audience, viewer, epoch), seen, hold, told, lambda: None)
    hub.ask(asked.poll)
    return asked


async def held(hub, seen, **options):
    """A poll that has been taken and waits."""
    poll = ask(hub, seen, **options)
    await asyncio.sleep(0.02)
    assert not poll.done()
    return poll


async def soon(poll):
    return await asyncio.wait_for(poll, 1.5)


def test_who_has_nothing_is_answered_at_once_and_who_has_it_waits():
    async def scenario():
        room = Room()
        async with watched(room) as hub:
            answer = await soon(ask(hub))
            assert (answer.status, answer.body) == (200, b"first")
            assert len(answer.version) == 16
            assert await ask(hub, answer.version, hold=0.05) == Answer(204)
            assert len(room.renders) == 1

    asyncio.run(scenario())


def test_who_comes_during_the_very_first_render_is_answered_by_it():
    async def scenario():
        room = Room()
        room.may_end.clear()
        async with watched(room, gap=lambda audience: 60.0) as hub:
            polls = [ask(hub)]
            await asyncio.to_thread(room.read.wait, 5)
            polls += [ask(hub) for _ in range(3)]
            await asyncio.sleep(0.02)
            room.may_end.set()
            assert [(await soon(poll)).body for poll in polls] == [b"first"] * 4
            assert len(room.renders) == 1

    asyncio.run(scenario())


def test_who_is_woken_is_answered_before_the_next_audience_is_rendered():
    async def scenario():
        room = Room()
        answered = []
        async with watched(room, gap=lambda audience: 0.0) as hub:
            version = (await soon(ask(hub, audience=PHONES))).version
            await soon(ask(hub))
            note = lambda: answered.append(len(room.renders))  # noqa: E731
            phones = [await held(hub, version, audience=PHONES, tell=note) for _ in range(3)]
            screen = await held(hub, version)
            room.text, before = "second", len(room.renders)
            hub.touch("room", urgent=True)
            assert [(await soon(poll)).body for poll in [*phones, screen]] == [b"second"] * 4
            assert answered == [before + 1] * 3
            assert room.renders[before:] == [PHONES, PROJECTOR]

    asyncio.run(scenario())


def test_a_version_is_the_same_in_every_process():
    assert digest(b"first") == "a2a8c2514ffc1da3"


def test_a_change_is_rendered_at_once_and_those_that_follow_share_one_render():
    async def scenario():
        room = Room()
        async with watched(room) as hub:
            version = (await soon(ask(hub))).version
            await asyncio.sleep(GAP)
            begun = asyncio.get_running_loop().time()
            poll = await held(hub, version)
            for number in range(20):
                room.text = f"change {number}"
                hub.touch("room")
            first = await soon(poll)
            assert asyncio.get_running_loop().time() - begun < GAP
            for number in range(20, 40):
                room.text = f"change {number}"
                hub.touch("room")
            last = await soon(ask(hub, first.version))
            assert last.body == b"change 39"
            assert asyncio.get_running_loop().time() - begun >= GAP
            assert len(room.renders) <= 4

    asyncio.run(scenario())


def test_everybody_is_woken_with_the_same_bytes_of_one_render():
    async def scenario():
        room = Room()
        async with watched(room) as hub:
            version = (await soon(ask(hub))).version
            polls = [await held(hub, version, viewer=f"leader{number}") for number in range(5)]
            polls += [ask(hub, version) for _ in range(200)]
            await asyncio.sleep(0.05)
            room.text = "step two"
            hub.touch("room", urgent=True)
            answers = await asyncio.gather(*polls)
            assert {answer.status for answer in answers} == {200}
            assert {id(answer.body) for answer in answers} == {id(answers[0].body)}
            assert len(room.renders) == 2
            assert room.threads == {"one_0"}

    asyncio.run(scenario())


def test_an_urgent_change_ignores_the_gap_and_another_waits_for_it():
    async def scenario():
        room = Room()
        async with watched(room, gap=lambda audience: 60.0 if audience == PHONES else GAP) as hub:
            version = (await soon(ask(hub, audience=PHONES))).version
            poll = await held(hub, version, audience=PHONES)
            room.text = "a counter"
            hub.touch("room")
            await asyncio.sleep(GAP)
            assert not poll.done()
            room.text = "a step"
            hub.touch("room", urgent=True)
            assert (await soon(poll)).body == b"a step"

    asyncio.run(scenario())


def test_a_change_during_a_render_is_not_lost():
    async def scenario():
        room = Room()
        async with watched(room) as hub:
            room.may_end.clear()
            first = ask(hub)
            await asyncio.to_thread(room.read.wait, 5)
            room.text = "second"  # after the renderer read "first"
            hub.touch("room", urgent=True)
            room.may_end.set()
            version = (await soon(first)).version
            assert (await soon(ask(hub, version))).body == b"second"

    asyncio.run(scenario())


def test_the_same_bytes_wake_nobody():
    async def scenario():
        room = Room()
        async with watched(room) as hub:
            poll = await held(hub, (await soon(ask(hub))).version)
            hub.touch("room", urgent=True)
            await asyncio.sleep(0.1)
            assert len(room.renders) == 2
            assert not poll.done()

    asyncio.run(scenario())


def test_another_room_s_change_renders_nothing_here_and_an_unknown_room_s_everything():
    async def scenario():
        room = Room()
        async with watched(room) as hub:
            await soon(ask(hub))
            hub.touch("elsewhere", urgent=True)
            await asyncio.sleep(0.05)
            assert len(room.renders) == 1
            hub.touch("", urgent=True)
            await asyncio.sleep(0.05)
            assert len(room.renders) == 2

    asyncio.run(scenario())


def test_a_lost_hint_is_repaired():
    async def scenario():
        room = Room()
        async with watched(room, repair=0.3) as hub:
            poll = await held(hub, (await soon(ask(hub))).version)
            room.text = "nobody said so"
            assert (await soon(poll)).body == b"nobody said so"

    asyncio.run(scenario())


def test_who_is_withdrawn_is_let_go_with_nothing_and_the_others_keep_waiting():
    async def scenario():
        room = Room()
        async with watched(room, repair=0.3) as hub:
            version = (await soon(ask(hub))).version
            removed = await held(hub, version, viewer="removed")
            other = await held(hub, version, viewer="other")
            room.withdrawn = frozenset({"removed"})
            assert await soon(removed) == Answer(403)
            assert not other.done()
            assert await soon(ask(hub, "", viewer="removed")) == Answer(403)
            room.withdrawn = frozenset()
            assert (await soon(ask(hub, "", viewer="removed"))).status == 200

    asyncio.run(scenario())


def test_a_new_epoch_ends_every_ticket_of_the_old_and_opens_to_its_own():
    async def scenario():
        room = Room()
        async with watched(room) as hub:
            poll = await held(hub, (await soon(ask(hub))).version)
            room.epoch = 2
            assert (await soon(ask(hub, "", epoch=2))).status == 200  # though nobody announced it
            assert await soon(poll) == Answer(403)
            assert await soon(ask(hub, "", epoch=1)) == Answer(403)

    asyncio.run(scenario())


def test_a_renderer_that_fails_is_logged_without_content_and_tried_again(caplog):
    async def scenario():
        room = Room()
        async with watched(room, repair=0.2) as hub:
            version = (await soon(ask(hub))).version
            poll = await held(hub, version)
            room.broken = True
            hub.touch("room", urgent=True)
            await asyncio.sleep(0.5)
            assert not poll.done()
            assert (await soon(ask(hub))).body == b"first"
            room.broken, room.text = False, "well again"
            assert (await soon(poll)).body == b"well again"

    with caplog.at_level(logging.DEBUG, "varde.live"):
        asyncio.run(scenario())
    (record,) = caplog.records
    assert "projector in room failed: ValueError" in record.getMessage()
    assert "somebody wrote" not in caplog.text


def test_a_first_render_that_fails_is_no_answer_but_the_next_may_be():
    async def scenario():
        room = Room()
        room.broken = True
        async with watched(room) as hub:
            assert await soon(ask(hub)) == Answer(503)
            room.broken = False
            assert (await soon(ask(hub))).status == 200

    asyncio.run(scenario())


def test_a_room_that_is_gone_lets_everybody_go():
    async def scenario():
        room = Room()
        async with watched(room) as hub:
            poll = await held(hub, (await soon(ask(hub))).version)
            room.gone = True
            hub.touch("room", urgent=True)
            assert await soon(poll) == Answer(410)
            assert await soon(ask(hub)) == Answer(410)

    asyncio.run(scenario())


def test_the_refused_cannot_make_it_render_oftener_than_the_gap():
    async def scenario():
        room = Room()
        room.gone = True
        async with watched(room) as hub:
            for _ in range(5):
                await asyncio.gather(*[ask(hub) for _ in range(20)])
            assert len(room.renders) <= 5

    asyncio.run(scenario())


def test_a_channel_without_viewers_is_forgotten():
    async def scenario():
        room = Room()
        async with watched(room, repair=0.1, forget=0.3) as hub:
            version = (await soon(ask(hub))).version
            assert await ask(hub, version, hold=0.6) == Answer(204)
            assert hub.watched  # a held poll is a viewer, however long
            await asyncio.sleep(0.6)
            assert not hub.watched
            renders = len(room.renders)
            await asyncio.sleep(0.3)
            assert len(room.renders) == renders
            assert (await soon(ask(hub))).status == 200

    asyncio.run(scenario())


def test_who_leaves_frees_the_place_at_once():
    async def scenario():
        room = Room()
        async with watched(room) as hub:
            poll = await held(hub, (await soon(ask(hub))).version)
            (channel,) = hub._rooms["room"].values()
            assert len(channel.waiters) == 1
            hub.leave(poll.poll)
            assert not channel.waiters
            room.text = "second"
            hub.touch("room", urgent=True)
            await asyncio.sleep(0.1)
            assert not poll.done()

    asyncio.run(scenario())


def test_who_leaves_while_a_render_is_waited_for_is_told_nothing():
    async def scenario():
        room = Room()
        room.may_end.clear()
        async with watched(room) as hub:
            gone = [ask(hub)]
            await asyncio.to_thread(room.read.wait, 5)
            gone.append(ask(hub))
            stays = ask(hub)
            for each in gone:
                hub.leave(each.poll)
            room.may_end.set()
            assert (await soon(stays)).body == b"first"
            room.text = "second"
            hub.touch("room", urgent=True)
            await asyncio.sleep(0.1)
            assert not any(each.done() for each in gone)

    asyncio.run(scenario())


def test_nobody_is_held_by_a_hub_that_lets_go():
    async def scenario():
        room = Room()
        async with watched(room) as hub:
            poll = await held(hub, (await soon(ask(hub))).version)
            hub.let_go()
            assert await soon(poll) == Answer(204)
            version = (await soon(ask(hub))).version
            assert await soon(ask(hub, version)) == Answer(204)

    asyncio.run(scenario())


def test_stopping_lets_everybody_go():
    async def scenario():
        room = Room()
        async with watched(room) as hub:
            poll = await held(hub, (await soon(ask(hub))).version)
        assert await soon(poll) == Answer(204)

    asyncio.run(scenario())


@pytest.mark.django_db(transaction=True)
def test_an_announcement_arrives_when_its_transaction_is_committed_and_not_before():
    committed, go_on = threading.Event(), threading.Event()

    def act(fail):
        try:
            with transaction.atomic():
                announce("room")
                committed.set()
                go_on.wait(5)
                if fail:
                    raise ZeroDivisionError
        except ZeroDivisionError:
            pass
        finally:
            connections.close_all()

    async def scenario():
        room = Room()
        async with watched(room) as hub:
            listening = asyncio.create_task(hints.listen(hub))
            poll = await held(hub, (await soon(ask(hub))).version)
            await asyncio.sleep(0.3)  # the listener's own first touch
            before = len(room.renders)
            for fail in (True, False):
                committed.clear()
                go_on.clear()
                acting = asyncio.create_task(asyncio.to_thread(act, fail))
                await asyncio.to_thread(committed.wait, 5)
                room.text = "changed"
                await asyncio.sleep(0.1)
                assert len(room.renders) == before
                go_on.set()
                await acting
            assert (await soon(poll)).body == b"changed"
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    asyncio.run(scenario())
