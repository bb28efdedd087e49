"""Tickets: signed permission to watch what one audience sees. Kept out of logs, since they stand in URLs."""

from dataclasses import astuple, dataclass

from django.core import signing

SALT = "varde.live"
LIFETIME = 16 * 60 * 60  # seconds: a page opened before breakfast lasts the longest day


class BadTicket(Exception):
    """Tampered with, expired, or signed for something else."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Those who see the same bytes: a room's public id, a role in it such as "projector" or "group:abc"."""

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
    return signing.dumps(astuple(ticket), salt=SALT)


def read(token: str) -> Ticket:
    """The ticket behind a token from anywhere; raises BadTicket."""
    try:
        audience, viewer, epoch = signing.loads(token, salt=SALT, max_age=LIFETIME)
        return Ticket(Audience(*audience), viewer, epoch)
    except (signing.BadSignature, ValueError, TypeError):
        raise BadTicket from None  # the cause quotes the token
