"""Tickets: signed permission to watch what one audience sees. Kept out of logs, since they stand in URLs."""

import time
from dataclasses import astuple, dataclass
from functools import lru_cache

from django.core.signing import BadSignature, Signer

SALT = "varde.live"
LIFETIME = 16 * 60 * 60  # seconds: a page opened before breakfast lasts the longest day


class BadTicket(Exception):
    """Tampered with, expired, or signed for something else."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Those who see the same bytes: a room's public id, a role in it such as "projector" or "board:" with a round and a group."""

    room: str
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """`viewer` counts as present ("who" or "who.device"), "" for a screen; an `epoch` other than the room's own opens nothing."""

    audience: Audience
    viewer: str
    epoch: int


def issue(ticket: Ticket) -> str:
    """The token that stands for `ticket` for 16 hours, safe in a URL."""
    ends = int(time.time()) + LIFETIME
    return Signer(salt=SALT).sign_object((astuple(ticket), ends))


def read(token: str) -> Ticket:
    """The ticket behind a token from anywhere; raises BadTicket."""
    try:
        ticket, ends = _signed(token)
    except (BadSignature, ValueError, TypeError):
        raise BadTicket from None  # the cause quotes the token
    if time.time() > ends:
        raise BadTicket
    return ticket


@lru_cache(maxsize=4096)
def _signed(token: str) -> tuple[Ticket, int]:
    """What was signed, and when it ends. Every phone comes back with the same one after each step."""
    (audience, viewer, epoch), ends = Signer(salt=SALT).unsign_object(token)
    return Ticket(Audience(*audience), viewer, epoch), int(ends)
