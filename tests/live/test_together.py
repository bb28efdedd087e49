"""What a room sends at once is answered as if each had sent it alone."""

from __future__ import annotations

import asyncio
import gc
import re
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config import fibers
from config.handler import Handler
from config.threads import Threads
from config.together import MOST, is_marked
from programmes.models import Elector, Exercise, Person, Round
from tests import world as worlds
from tests.conftest import ALONE, go_to
from values.models import Allocation, Candidate
from values.queries.points import frozen

Answer = tuple[str, dict[str, str], str]
Environ = dict[str, Any]
TOKEN = "0" * 32


@pytest.fixture
def app(db: Any) -> Handler:
    return Handler()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/gatherings/aaaaaaaaaaaa/", True),
        ("/gatherings/aaaaaaaaaaaa/rounds/bbbbbbbbbbbb/points/", True),
        ("/gatherings/aaaaaaaaaaaa/rounds/bbbbbbbbbbbb/points/more/", False),
        ("/gatherings/aaaaaaaaaaaa/cockpit/", False),
        ("/", False),
    ],
)
def test_what_a_whole_room_asks_for_is_marked(path: str, expected: bool) -> None:
    assert is_marked(path) is expected


class TestRoom:
    """Six leaders, each with an answer of another kind."""

    pytestmark = pytest.mark.django_db(transaction=True)

    def test_each_is_answered_as_if_alone(self, as_person, app: Handler) -> None:
        here = worlds.place("Seljordmerke")
        round = points_of(here)
        Elector.objects.filter(round=round, participation=here.leaders[4]).delete()
        Person.objects.filter(pk=here.leaders[1].membership.person_id).update(language="nn")
        browsers = [as_person(leader.membership.person) for leader in here.leaders]
        path = f"/gatherings/{here.gathering.public_id}/rounds/{round.public_id}/points/"
        asked = [
            post(browsers[0], path, hand_in(round, 100)),
            post(browsers[1], path, hand_in(round, 100)),
            post(browsers[2], path, hand_in(round, 99)),
            post(browsers[3], path, hand_in(round, "for mye")),
            post(browsers[4], path, hand_in(round, 100)),  # not asked
            post(browsers[5], path, hand_in(round, 60, "draft")),
            post(as_person(None), path, hand_in(round, 100)),
            {**post(browsers[0], path, hand_in(round, 100)), "HTTP_X_CSRFTOKEN": "1" * 32},
        ]
        alone = [answer(app, request()) for request in map(fresh, asked)]
        written = set(Allocation.objects.values_list("participation", "total", "handed_in"))
        assert [status for status, *_ in alone] == [
            "200 OK", "200 OK", "422 Unprocessable Entity", "422 Unprocessable Entity", "404 Not Found", "200 OK",
            "401 Unauthorized", "403 Forbidden",
        ]  # fmt: skip
        Allocation.objects.all().delete()
        found: dict[int, Answer] = {}

        def note(number: int, request: Callable[[], Environ]) -> None:
            found[number] = answer(app, request())

        fibers.run([partial(note, number, request) for number, request in enumerate(map(fresh, asked))])
        assert [found[number][0] for number in range(len(asked))] == [status for status, *_ in alone]
        for number, (_, headers, body) in enumerate(alone):
            if number < 4:  # the others say the time, or bring a token of their own
                assert found[number][1:] == (headers, body)
        assert set(Allocation.objects.values_list("participation", "total", "handed_in")) == written
        assert "Du kan endre dei" in found[1][2], "in her own language"

    @pytest.mark.parametrize("number", range(6))
    def test_each_has_their_own_page(self, as_person, app: Handler, number: int) -> None:
        """At every stop of the day, as soon as the step has come."""
        here = worlds.place("Seljordmerke")
        go_to(here.gathering, number, here.facilitator)
        path = f"/gatherings/{here.gathering.public_id}/"
        asked = [get(as_person(leader.membership.person), path) for leader in here.leaders]
        alone = [answer(app, fresh(each)()) for each in asked]
        assert {status for status, *_ in alone} == {"200 OK"}
        found: dict[int, Answer] = {}

        def note(at: int, request: Callable[[], Environ]) -> None:
            found[at] = answer(app, request())

        fibers.run([partial(note, at, request) for at, request in enumerate(map(fresh, asked))])
        assert [found[at] for at in range(len(asked))] == alone

    def test_a_room_costs_as_many_statements_as_one(self, as_person, app: Handler) -> None:
        """Fewer than one each, where the database takes several questions in one."""
        here = worlds.place("Seljordmerke")
        round = points_of(here)
        path = f"/gatherings/{here.gathering.public_id}/rounds/{round.public_id}/points/"
        asked = [post(as_person(each.membership.person), path, hand_in(round, 100)) for each in here.leaders]
        for environ in asked:  # what is noted of each once
            answer(app, fresh(environ)())

        def note(environ: Environ) -> None:
            assert answer(app, fresh(environ)())[0] == "200 OK"

        def cost(environs: list[Environ]) -> int:
            with CaptureQueriesContext(connection) as statements:
                fibers.run([partial(note, each) for each in environs])
            beside = ("BEGIN", "COMMIT", "SELECT pg_notify")  # which tells other processes, and a server once for many
            return sum(not each["sql"].startswith(beside) for each in statements)

        assert Allocation.objects.count() == len(asked)
        one, all_of_them = cost(asked[:1]), cost(asked)
        assert all_of_them == (one if connection.vendor == "postgresql" else one * len(asked))

    def test_a_close_in_between_keeps_out_who_came_late(self, as_person, app: Handler) -> None:
        here = worlds.place("Seljordmerke")
        round = points_of(here)
        path = f"/gatherings/{here.gathering.public_id}/rounds/{round.public_id}/points/"
        asked = [post(as_person(each.membership.person), path, hand_in(round, 100)) for each in here.leaders]
        answers: list[Answer] = []

        def closing() -> None:
            fibers.ask(close, round)

        def close(rounds: Iterable[Round]) -> list[None]:
            Round.objects.update(closed_at=timezone.now())
            return [None for _ in rounds]

        def noted(environ: Environ) -> None:
            answers.append(answer(app, environ))

        fibers.run([closing, *[partial(noted, fresh(each)()) for each in asked]])
        assert {status for status, *_ in answers} == {"409 Conflict"}
        assert not Allocation.objects.exists()

    def test_nothing_is_left_of_a_vote_that_has_been_answered(self, as_person, app: Handler) -> None:
        """Nothing for the garbage collector to look for."""
        here = worlds.place("Seljordmerke")
        round = points_of(here)
        path = f"/gatherings/{here.gathering.public_id}/rounds/{round.public_id}/points/"
        vote = post(as_person(here.leaders[0].membership.person), path, hand_in(round, 100))
        answer(app, fresh(vote)())  # what stays from the first one
        gc.collect()
        gc.disable()
        try:
            assert answer(app, fresh(vote)())[0] == "200 OK"
            assert not [each for each in gc.get_objects() if isinstance(each, WSGIRequest)]
        finally:
            gc.enable()


class TestThread:
    """The bridge for what is marked."""

    SCOPE = {
        "type": "http", "method": "POST", "path": "/gatherings/a/rounds/b/points/", "query_string": b"",
        "http_version": "1.1", "headers": [],
    }  # fmt: skip

    def test_all_that_wait_go_side_by_side_and_no_more(self) -> None:
        many, times, all_wait = 2 * MOST + 3, list[int](), threading.Event()

        def question(numbers: Sequence[int]) -> Sequence[int]:
            all_wait.wait(5)
            times.append(len(numbers))
            return numbers

        def app(environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
            number = fibers.ask(question, int(environ["wsgi.input"].read()))
            start("200 OK", [])
            return [b"%d" % number]

        async def scenario() -> list[bytes]:
            threads = Threads(app, workers=1)
            asked = [asyncio.create_task(self.asked(threads, b"%d" % number)) for number in range(many)]
            await asyncio.sleep(0.1)
            all_wait.set()
            return await asyncio.gather(*asked)

        assert asyncio.run(scenario()) == [b"%d" % number for number in range(many)]
        assert (sum(times), max(times)) == (many, MOST)

    def test_an_app_that_fails_fails_for_its_own_request(self) -> None:
        def app(environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
            if (body := environ["wsgi.input"].read()) == b"bad":
                raise ZeroDivisionError
            start("200 OK", [])
            return [body]

        async def scenario() -> list[bytes | BaseException]:
            threads = Threads(app, workers=1)
            asked = [self.asked(threads, body) for body in (b"one", b"bad", b"two")]
            return await asyncio.gather(*asked, return_exceptions=True)

        one, bad, two = asyncio.run(scenario())
        assert (one, two) == (b"one", b"two")
        assert isinstance(bad, ZeroDivisionError)

    def test_what_goes_wrong_between_them_leaves_nobody_waiting(self, monkeypatch, caplog) -> None:
        def app(environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
            start("200 OK", [])
            return [environ["wsgi.input"].read()]

        def broken(_: Sequence[Callable[[], None]]) -> None:
            raise ValueError

        async def scenario() -> bytes:
            threads = Threads(app, workers=1)
            with monkeypatch.context() as patch:
                patch.setattr(fibers, "run", broken)
                with pytest.raises(RuntimeError):
                    await asyncio.wait_for(self.asked(threads, b"one"), 5)
            return await asyncio.wait_for(self.asked(threads, b"two"), 5)

        assert asyncio.run(scenario()) == b"two"
        assert "were not answered" in caplog.text

    async def asked(self, threads: Threads, body: bytes) -> bytes:
        answered = b""

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body}

        async def send(message: dict[str, Any]) -> None:
            nonlocal answered
            answered += message.get("body", b"")

        await threads(self.SCOPE, receive, send)
        return answered


def points_of(here: worlds.Place) -> Round:
    """An open round over four values, on the stage."""
    exercise = Exercise.objects.get(item__gathering=here.gathering, kind="points")
    go_to(here.gathering, ALONE, here.facilitator)
    round = exercise.rounds.last() or Round.objects.create(exercise=exercise, number=1, opened_at=timezone.now())
    Elector.objects.bulk_create(
        [Elector(round=round, participation=each) for each in here.leaders], ignore_conflicts=True
    )
    round.candidates.all().delete()
    Candidate.objects.bulk_create(
        Candidate(round=round, position=number, label=f"Verdi {number}") for number in range(1, 5)
    )
    frozen.cache_clear()
    return round


def hand_in(round: Round, first: int | str, act: str = "hand_in") -> str:
    return urlencode({"act": act, "points-1": first, "points-2": "0"})


def post(browser: Any, path: str, body: str) -> Environ:
    cookies = {name: morsel.value for name, morsel in browser.cookies.items()} | {"csrf": TOKEN}
    return {
        "REQUEST_METHOD": "POST", "PATH_INFO": path, "QUERY_STRING": "", "SERVER_NAME": "localhost",
        "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http", "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body)), "body": body,
        "HTTP_HOST": "localhost", "HTTP_HX_REQUEST": "true", "HTTP_X_CSRFTOKEN": TOKEN,
        "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in cookies.items()),
    }  # fmt: skip


def get(browser: Any, path: str) -> Environ:
    """As a phone fetches what is its own to do."""
    return {**post(browser, path, ""), "REQUEST_METHOD": "GET", "HTTP_HX_TARGET": "own"}


def fresh(environ: Environ) -> Callable[[], Environ]:
    return lambda: {**environ, "wsgi.input": BytesIO(environ["body"].encode()), "wsgi.errors": BytesIO()}


def answer(app: Handler, environ: Environ) -> Answer:
    """Status, headers and body, without tokens and tickets, of which no two are alike."""
    said: list[Any] = []
    response = app(environ, lambda status, headers, *_: said.extend([status, dict(headers)]))
    body = b"".join(response).decode()
    response.close()
    said[1].pop("Set-Cookie", None)  # which says the second at which it ends
    return said[0], said[1], re.sub(r'(name="csrfmiddlewaretoken" value|data-live)="[^"]+"', r"\1", body)
