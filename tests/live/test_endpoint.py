"""The long poll as a browser meets it: statuses, headers, and what happens when somebody goes away."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import cast

import pytest

from config.live.endpoint import poll
from config.live.hub import Hub, Rendered
from config.live.presence import Presence
from config.live.runtime import Live
from config.live.tokens import Audience, Ticket, issue


class Server:
    """The endpoint with a room in memory behind it."""

    def __init__(self, thread):
        self.rendered = Rendered("<p>Måned æøå</p>".encode(), 1)
        self.hub = Hub(self.render, thread, repair=0.2)
        self.presence = Presence()

    def render(self, audience):
        return self.rendered if audience.room == "room" else None

    def get(self, token, seen="", **options):
        return asyncio.create_task(self.request(token, seen, **options))

    async def request(self, token, seen="", method="GET", hold=0.2, leave=None):
        """The status, headers and body of one request, or None where nothing was sent."""
        scope = {
            "type": "http",
            "method": method,
            "path": f"/live/{token}",
            "query_string": f"v={seen}".encode(),
        }
        messages = [{"type": "http.request", "body": b"", "more_body": False}]
        sent = []

        async def receive():
            if messages:
                return messages.pop()
            await (leave or asyncio.Event()).wait()
            return {"type": "http.disconnect"}

        async def send(message):
            sent.append(message)

        await poll(cast(Live, self), scope, receive, send, hold=hold)
        start, body = sent
        headers = {name.decode(): value.decode() for name, value in start["headers"]}
        return SimpleNamespace(status=start["status"], headers=headers, body=body["body"])


@asynccontextmanager
async def serving():
    with ThreadPoolExecutor(1) as thread:
        server = Server(thread)
        try:
            yield server
        finally:
            server.hub.stop()


def ticket(room="room", viewer="", epoch=1):
    return issue(Ticket(Audience(room, "participants", "nb"), viewer, epoch))


def test_a_new_body_comes_at_once_with_its_version_and_the_server_s_time():
    async def scenario():
        async with serving() as server:
            answer = await server.get(ticket())
            assert answer.status == 200
            assert answer.body.decode() == "<p>Måned æøå</p>"
            assert answer.headers["content-type"] == "text/html; charset=utf-8"
            assert answer.headers["content-length"] == str(len(answer.body))
            assert len(answer.headers["x-version"]) == 16
            assert abs(int(answer.headers["x-now"]) - time.time() * 1000) < 2000

    asyncio.run(scenario())


def test_a_body_that_is_known_is_waited_for():
    async def scenario():
        async with serving() as server:
            version = (await server.get(ticket())).headers["x-version"]
            begun = time.monotonic()
            answer = await server.get(ticket(), version)
            assert time.monotonic() - begun >= 0.2
            assert (answer.status, answer.body) == (204, b"")
            assert "x-now" in answer.headers
            assert "content-length" not in answer.headers
            waiting = server.get(ticket(), version, hold=10)
            await asyncio.sleep(0.05)
            server.rendered = Rendered(b"<p>next</p>", 1)
            server.hub.touch("room", urgent=True)
            assert (await asyncio.wait_for(waiting, 1)).body == b"<p>next</p>"

    asyncio.run(scenario())


@pytest.mark.parametrize("form", ["", "x", "a/b", "æ", "{}!", "{}/", "/{}"])
def test_a_bad_token_is_refused(form):
    async def scenario():
        async with serving() as server:
            answer = await server.get(form.format(ticket()))
            assert (answer.status, answer.body) == (403, b"")

    asyncio.run(scenario())


def test_a_withdrawn_viewer_is_refused_within_the_repair_and_no_longer_present():
    async def scenario():
        async with serving() as server:
            version = (await server.get(ticket(viewer="leader"))).headers["x-version"]
            waiting = server.get(ticket(viewer="leader"), version, hold=10)
            await asyncio.sleep(0.05)
            assert server.presence.report() == {"room": {"leader"}}
            server.rendered = Rendered(b"secret", 1, frozenset({"leader"}))
            answer = await asyncio.wait_for(waiting, 2)
            assert (answer.status, answer.body) == (403, b"")
            assert "x-version" not in answer.headers
            assert server.presence.report() == {"room": frozenset()}

    asyncio.run(scenario())


def test_an_unknown_room_is_gone_and_other_methods_are_not_allowed():
    async def scenario():
        async with serving() as server:
            assert (await server.get(ticket(room="elsewhere"))).status == 410
            for method in ("HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
                answer = await server.get(ticket(), method=method)
                assert (answer.status, answer.headers["allow"]) == (405, "GET")

    asyncio.run(scenario())


def test_every_answer_says_that_nothing_in_it_may_run():
    async def scenario():
        async with serving() as server:
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


def test_a_browser_that_goes_away_frees_its_place_at_once():
    async def scenario():
        async with serving() as server:
            version = (await server.get(ticket(viewer="leader"))).headers["x-version"]
            leave = asyncio.Event()
            waiting = server.get(ticket(viewer="leader"), version, hold=60, leave=leave)
            await asyncio.sleep(0.05)
            leave.set()
            await asyncio.wait_for(waiting, 1)
            assert server.presence.report() == {"room": {"leader"}}  # and for 30 seconds more

    asyncio.run(scenario())


def test_a_server_that_stops_lets_a_page_go_in_peace():
    async def scenario():
        async with serving() as server:
            version = (await server.get(ticket())).headers["x-version"]
            waiting = server.get(ticket(), version, hold=60)
            await asyncio.sleep(0.05)
            waiting.cancel()
            assert (await asyncio.wait_for(waiting, 1)).status == 204

    asyncio.run(scenario())


def test_presence_lasts_while_a_poll_is_held_and_thirty_seconds_after():
    now = [0.0]
    presence = Presence(lambda: now[0])
    with presence.poll("room", "leader"), presence.poll("room", ""):
        now[0] = 100.0
        assert presence.report() == {"room": {"leader"}}
    now[0] = 129.0
    assert presence.report() == {"room": {"leader"}}
    now[0] = 131.0
    assert presence.report() == {"room": frozenset()}
    assert presence.report() == {}


def test_who_came_or_left_is_news_at_once_and_the_same_after_five_seconds():
    now = [0.0]
    presence = Presence(lambda: now[0])
    assert presence.news() == {}
    with presence.poll("room", "leader"):
        assert presence.news() == {"room": {"leader"}}
        now[0] = 1.0
        assert presence.news() == {}
        with presence.poll("room", "late"), presence.poll("other", "leader"):
            assert presence.asking("room") == {"leader", "late"}
            assert presence.news() == {"room": {"leader", "late"}, "other": {"leader"}}
            now[0] = 5.9
            assert presence.news() == {}
            now[0] = 6.0
            assert presence.news() == {"room": {"leader", "late"}, "other": {"leader"}}
        assert presence.report()["room"] == {"leader", "late"}
        assert presence.asking("room") == {"leader"}
        presence.forget("room", "late")
        assert presence.news() == {"room": {"leader"}}
    now[0] = 60.0
    assert presence.news() == {"room": frozenset(), "other": frozenset()}
    assert presence.news() == {}
