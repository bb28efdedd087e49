"""The personal entry card: a signed link for one person and one gathering, printed with a QR code."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import segno
from django.core import signing
from django.http import Http404
from django.utils import timezone

from programmes.models import Gathering, Participation, Stage
from programmes.queries.people import groups_by_participation
from programmes.queries.room import leaders_of

SALT = "programmes.card"
A_PAGE = 8


@dataclass(frozen=True)
class Card:
    """A card that somebody has scanned."""

    gathering: Gathering
    participation: Participation
    is_valid: bool  # of today, and the day is not over
    is_rehearsed: bool  # the day is: then it lets nobody in, and is not used


def token(gathering: Gathering, participation: Participation) -> str:
    return signing.Signer(salt=SALT).sign_object([gathering.public_id, participation.public_id])


def holder(token: str) -> Card:
    """Whose card this is. What we have not signed is not there, nor a leader who has left the programme."""
    try:
        gathering_id, participation_id = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, TypeError, ValueError) as bad:
        raise Http404 from bad
    stage = Stage.objects.select_related("gathering__programme__municipality").get(gathering__public_id=gathering_id)
    gathering = stage.gathering
    participation = leaders_of(gathering.programme).get(public_id=participation_id)
    today = gathering.date == timezone.localdate()
    return Card(gathering, participation, today and stage.state != Stage.State.ENDED, stage.is_rehearsal)


@dataclass(frozen=True)
class Picture:
    """A QR code as a path of squares, since a document can't fetch a picture."""

    size: int
    path: str


def qr(address: str) -> Picture:
    """Each row's dark stretches as rectangles, with the quiet zone of four around them."""
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    parts = []
    for y, row in enumerate(rows, start=4):
        x = 4
        for dark, stretch in groupby(row):
            width = len(list(stretch))
            if dark:
                parts.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    return Picture(len(rows) + 8, "".join(parts))


@dataclass(frozen=True)
class Printed:
    """One card on the sheet."""

    name: str
    group: str
    qr: Picture


def sheets(gathering: Gathering, *, link: str) -> list[list[Printed]]:
    """A card for each leader of the programme, eight a page; `link` is the address before the token."""
    groups = groups_by_participation(gathering)
    made = [
        Printed(each.name, groups.get(each.pk, ""), qr(f"{link}{token(gathering, each)}/"))
        for each in leaders_of(gathering.programme)
    ]
    return [made[start : start + A_PAGE] for start in range(0, len(made), A_PAGE)]
