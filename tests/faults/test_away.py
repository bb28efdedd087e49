"""What people are told while the database is away."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from programmes.views import start


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_page_asks_to_try_again(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    answer = healthz(monkeypatch, error("something that somebody wrote"))
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "prøv igjen" in (text := answer.content.decode())
    assert "Nummer:" not in text
    assert "somebody" not in text


def test_a_fragment_stays_and_a_line_beside_it_asks_to_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = healthz(monkeypatch, OperationalError("away"), HX_Request="true")
    assert (answer.status_code, answer["HX-Retarget"]) == (503, "#toast")
    assert answer.content.decode().startswith('<p class="toast">')


def test_any_other_error_has_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = healthz(monkeypatch, ZeroDivisionError())
    assert (answer.status_code, "Nummer:" in answer.content.decode()) == (500, True)


def healthz(monkeypatch: pytest.MonkeyPatch, error: Exception, **headers: str) -> Any:
    """The answer of a view that fails."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(start, "HttpResponse", fail)
    return Client(raise_request_exception=False, headers=headers).get("/healthz")
