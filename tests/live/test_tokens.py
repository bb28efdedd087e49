"""Tickets: what was issued can be read for 16 hours, and nothing else can."""

import time

import pytest
from django.core import signing

from config.live.tokens import LIFETIME, SALT, Audience, BadTicket, Ticket, issue, read

TICKET = Ticket(Audience("gathering1234", "board:r2:g3", "nn"), "leader567890", 7)


def test_what_is_issued_can_be_read():
    assert read(issue(TICKET)) == TICKET


def test_a_token_is_short_and_safe_in_a_url():
    token = issue(TICKET)
    assert len(token) < 200
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_:")


@pytest.mark.parametrize("place", range(0, 120, 7))
def test_a_changed_token_opens_nothing(place):
    token = issue(TICKET)
    assert place < len(token)
    changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
    with pytest.raises(BadTicket):
        read(changed)


@pytest.mark.parametrize("token", ["", ":", "::", "a:b:c", "æøå", "\0", "../" * 20, "x" * 100_000])
def test_rubbish_opens_nothing(token):
    with pytest.raises(BadTicket):
        read(token)


@pytest.mark.parametrize("value", [None, 7, [], {}, ["a", "b"], [["a"], "b", 1], "abc"])
def test_a_signature_on_something_else_opens_nothing(value):
    with pytest.raises(BadTicket):
        read(signing.dumps(value, salt=SALT))


def test_another_purpose_s_token_opens_nothing():
    with pytest.raises(BadTicket):
        read(signing.dumps([["gathering1234", "projector", "nb"], "", 1], salt="another"))


def test_a_token_ends_after_sixteen_hours(monkeypatch):
    token = issue(TICKET)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + LIFETIME - 5)
    assert read(token) == TICKET
    monkeypatch.setattr(time, "time", lambda: now + LIFETIME + 5)
    with pytest.raises(BadTicket):
        read(token)


def test_the_error_does_not_quote_the_token():
    token = issue(TICKET)
    with pytest.raises(BadTicket) as caught:
        read(token + "x")
    assert token not in repr(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
