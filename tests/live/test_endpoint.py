"""The long poll as a browser meets it: statuses, headers, and what happens when somebody goes away."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from types import SimpleNamespace

import pytest
import uvicorn
from uvicorn.server import ServerState

from config.live import runtime
from config.live.endpoint import Protocol
from config.live.hub import Hub, Rendered
from config.live.presence import Presence
from config.live.tokens import Audience, Ticket, issue


class Server:
    """The protocol on a port, with a room in memory behind it, and an application that says where it was asked."""

    def __init__(self, thread, hold):
        self.rendered = Rendered("<p>Måned æøå</p>".encode(), 1)
        self.hub = Hub(self.render, thread, repair=0.2)
        self.presence, self.hold = Presence(), hold
        self.may_render = threading.Event()
        self.may_render.set()
        self.port = 0

    def render(self, audience):
        self.may_render.wait(5)
        return self.rendered if audience.room == "room" else None

    async def get(self, token, seen="", method="GET"):
        """One request on a connection of its own."""
        async with self.connected() as line:
            return await line.ask(f"/live/{token}?v={seen}", method)

    async def held(self, token, seen):
        """The same, when it has begun to wait."""
        asked = asyncio.create_task(self.get(token, seen))
        await asyncio.sleep(0.05)
        assert not asked.done()
        return asked

    @asynccontextmanager
    async def connected(self):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            yield Line(reader, writer)
        finally:
            writer.close()


class Line:
    """One connection."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer

    async def ask(self, path, method="GET", more="", version="1.1"):
        self.send(path, method, more, version)
        return await self.answer(method)

    def send(self, path, method="GET", more="", version="1.1"):
        self.writer.write(f"{method} {path} HTTP/{version}\r\nHost: localhost\r\n{more}\r\n".encode())

    async def answer(self, method="GET"):
        head = (await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), 2)).decode().split("\r\n")
        headers = dict(line.split(": ", 1) for line in head[1:] if line)
        length = 0 if method == "HEAD" else int(headers.get("content-length", 0))
        body = await asyncio.wait_for(self.reader.readexactly(length), 2)
        return SimpleNamespace(status=int(head[0].split()[1]), headers=headers, body=body)

    async def ends(self):
        """Whether the server closes it."""
        return await asyncio.wait_for(self.reader.read(1), 2) == b""


async def application(scope, receive, send):
    body = scope["path"].encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})


@pytest.fixture
def serving(monkeypatch):
    @asynccontextmanager
    async def served(hold=10.0):
        with ThreadPoolExecutor(1) as thread:
            server = Server(thread, hold)
            monkeypatch.setattr(runtime, "_live", server)
            config = uvicorn.Config(application, http=Protocol, lifespan="off", log_level="warning")
            state = ServerState()
            listening = await asyncio.get_running_loop().create_server(
                lambda: Protocol(config, state, {}), "127.0.0.1", 0
            )
            server.port = listening.sockets[0].getsockname()[1]
            try:
                yield server
            finally:
                server.may_render.set()
                server.hub.stop()
                listening.close()

    return served


def ticket(room="room", viewer="", epoch=1):
    return issue(Ticket(Audience(room, "participants", "nb"), viewer, epoch))


def test_a_new_body_comes_at_once_with_its_version_and_the_server_s_time(serving):
    async def scenario():
        async with serving() as server:
            answer = await server.get(ticket())
            assert answer.status == 200
            assert answer.body.decode() == "<p>Måned æøå</p>"
            assert answer.headers["content-type"] == "text/html; charset=utf-8"
            assert answer.headers["content-length"] == str(len(answer.body))
            assert len(answer.headers["x-version"]) == 16
            for _ in range(2):
                assert abs(int(answer.headers["x-now"]) - time.time() * 1000) < 100
                await asyncio.sleep(0.2)
                answer = await server.get(ticket())

    asyncio.run(scenario())


def test_a_body_that_is_known_is_waited_for(serving):
    async def scenario():
        async with serving(hold=0.2) as server:
            version = (await server.get(ticket())).headers["x-version"]
            begun = time.monotonic()
            answer = await server.get(ticket(), version)
            assert time.monotonic() - begun >= 0.2
            assert (answer.status, answer.body) == (204, b"")
            assert "x-now" in answer.headers
            assert "content-length" not in answer.headers
            server.hold = 10.0
            waiting = await server.held(ticket(), version)
            server.rendered = Rendered(b"<p>next</p>", 1)
            server.hub.touch("room", urgent=True)
            assert (await asyncio.wait_for(waiting, 1)).body == b"<p>next</p>"

    asyncio.run(scenario())


def test_one_connection_carries_a_poll_after_the_other_and_pages_between_them(serving):
    async def scenario():
        async with serving() as server, server.connected() as line:
            path = f"/live/{ticket()}?v="
            for number in range(3):
                server.rendered = Rendered(b"<p>%d</p>" % number, 1)
                server.hub.touch("room", urgent=True)
                await asyncio.sleep(0.05)
                assert (await line.ask(path, more="Content-Length: 3\r\n\r\nabc" if number == 2 else "")).status == 200
                assert (await line.ask(f"/page/{number}")).body == f"/page/{number}".encode()

    asyncio.run(scenario())


def test_what_is_sent_before_its_turn_is_answered_in_turn(serving):
    async def scenario():
        async with serving() as server, server.connected() as line:
            version = (await line.ask(f"/live/{ticket()}?v=")).headers["x-version"]
            line.send(f"/live/{ticket()}?v={version}")
            line.send("/page")
            line.send(f"/live/{ticket(room='elsewhere')}")
            await asyncio.sleep(0.05)
            server.rendered = Rendered(b"<p>next</p>", 1)
            server.hub.touch("room", urgent=True)
            assert (await line.answer()).body == b"<p>next</p>"
            assert (await line.answer()).body == b"/page"
            assert (await line.answer()).status == 410

    asyncio.run(scenario())


def test_who_wants_to_speak_another_protocol_is_the_server_s_own_affair(serving, caplog):
    async def scenario():
        async with serving() as server:
            socket = (
                "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n"
            )
            for more in (socket, "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: x\r\n"):
                async with server.connected() as line:
                    line.send(f"/live/{ticket()}", more=more)
                    await asyncio.sleep(0.05)
            assert (await server.get(ticket())).status == 200

    asyncio.run(scenario())
    assert "Fatal" not in caplog.text
    assert "KeyError" not in caplog.text


@pytest.mark.parametrize("options", [{"more": "Connection: close\r\n"}, {"version": "1.0"}])
def test_who_wants_no_more_is_let_go(serving, options):
    async def scenario():
        async with serving() as server, server.connected() as line:
            answer = await line.ask(f"/live/{ticket()}", **options)
            assert (answer.status, answer.headers["connection"]) == (200, "close")
            assert await line.ends()

    asyncio.run(scenario())


@pytest.mark.parametrize("form", ["", "x", "a/b", "%C3%A6", "{}!", "{}/", "/{}", "%00"])
def test_a_bad_token_is_refused(serving, form):
    async def scenario():
        async with serving() as server:
            answer = await server.get(form.format(ticket()))
            assert (answer.status, answer.body) == (403, b"")

    asyncio.run(scenario())


def test_a_withdrawn_viewer_is_refused_within_the_repair_and_no_longer_present(serving):
    async def scenario():
        async with serving() as server:
            version = (await server.get(ticket(viewer="leader"))).headers["x-version"]
            waiting = await server.held(ticket(viewer="leader"), version)
            assert server.presence.report() == {"room": {"leader"}}
            server.rendered = Rendered(b"secret", 1, frozenset({"leader"}))
            answer = await asyncio.wait_for(waiting, 2)
            assert (answer.status, answer.body) == (403, b"")
            assert "x-version" not in answer.headers
            assert server.presence.report() == {"room": frozenset()}

    asyncio.run(scenario())


def test_an_unknown_room_is_gone_and_other_methods_are_not_allowed(serving):
    async def scenario():
        async with serving() as server:
            assert (await server.get(ticket(room="elsewhere"))).status == 410
            for method in ("HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
                answer = await server.get(ticket(), method=method)
                assert (answer.status, answer.headers["allow"]) == (405, "GET")

    asyncio.run(scenario())


def test_every_answer_says_that_nothing_in_it_may_run(serving):
    async def scenario():
        async with serving(hold=0.05) as server:
            fine = await server.get(ticket())
            answers = [
                fine,
                await server.get(ticket(), fine.headers["x-version"]),
                await server.get("bad"),
                await server.get(ticket(room="elsewhere")),
                await server.get(ticket(), method="POST"),
            ]
            assert [answer.status for answer in answers] == [200, 204, 403, 410, 405]
            for answer in answers:
                assert answer.headers["cache-control"] == "no-store"
                assert answer.headers["x-content-type-options"] == "nosniff"
                assert answer.headers["referrer-policy"] == "same-origin"
                assert answer.headers["cross-origin-resource-policy"] == "same-origin"
                policy = set(answer.headers["content-security-policy"].split("; "))
                assert policy >= {"default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"}

    asyncio.run(scenario())


def test_a_browser_that_goes_away_frees_its_place_at_once(serving):
    async def scenario():
        async with serving() as server:
            version = (await server.get(ticket(viewer="leader"))).headers["x-version"]
            async with server.connected() as line:
                line.send(f"/live/{ticket(viewer='leader')}?v={version}")
                await asyncio.sleep(0.05)
                (channel,) = server.hub._rooms["room"].values()
                assert len(channel.waiters) == 1
                assert server.presence.asking("room") == {"leader"}
            await asyncio.sleep(0.05)
            assert not channel.waiters
            assert not server.presence.asking("room")
            assert server.presence.report() == {"room": {"leader"}}  # and for 30 seconds more

    asyncio.run(scenario())


def test_a_browser_that_goes_away_during_a_render_is_not_waited_for(serving):
    async def scenario():
        async with serving() as server:
            server.may_render.clear()
            async with server.connected() as line:
                line.send(f"/live/{ticket(viewer='leader')}")
                await asyncio.sleep(0.05)
            await asyncio.sleep(0.05)
            assert not server.presence.asking("room")
            server.may_render.set()
            assert (await server.get(ticket())).status == 200
            (channel,) = server.hub._rooms["room"].values()
            assert not channel.waiters

    asyncio.run(scenario())


def test_a_server_that_stops_lets_a_page_go_in_peace(serving):
    async def scenario():
        async with serving() as server:
            version = (await server.get(ticket())).headers["x-version"]
            waiting = await server.held(ticket(), version)
            server.hub.let_go()
            assert (await asyncio.wait_for(waiting, 1)).status == 204

    asyncio.run(scenario())


def test_presence_lasts_while_a_poll_is_held_and_thirty_seconds_after():
    now = [0.0]
    presence = Presence(lambda: now[0])
    presence.began("room", "leader")
    presence.began("room", "")
    now[0] = 100.0
    assert presence.report() == {"room": {"leader"}}
    presence.ended("room", "leader")
    presence.ended("room", "")
    now[0] = 129.0
    assert presence.report() == {"room": {"leader"}}
    now[0] = 131.0
    assert presence.report() == {"room": frozenset()}
    assert presence.report() == {}


def test_who_came_or_left_is_news_at_once_and_the_same_after_five_seconds():
    now = [0.0]
    presence = Presence(lambda: now[0])
    assert presence.news() == {}
    presence.began("room", "leader")
    assert presence.news() == {"room": {"leader"}}
    now[0] = 1.0
    assert presence.news() == {}
    presence.began("room", "late")
    presence.began("other", "leader")
    assert presence.asking("room") == {"leader", "late"}
    assert presence.news() == {"room": {"leader", "late"}, "other": {"leader"}}
    now[0] = 5.9
    assert presence.news() == {}
    now[0] = 6.0
    assert presence.news() == {"room": {"leader", "late"}, "other": {"leader"}}
    presence.ended("room", "late")
    presence.ended("other", "leader")
    assert presence.report()["room"] == {"leader", "late"}
    assert presence.asking("room") == {"leader"}
    presence.forget("room", "late")
    assert presence.news() == {"room": {"leader"}}
    presence.ended("room", "leader")
    now[0] = 60.0
    assert presence.news() == {"room": frozenset(), "other": frozenset()}
    assert presence.news() == {}
