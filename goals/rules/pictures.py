"""Who may see a picture of a shared sheet: those who may open the edition that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from goals import rules
from programmes.models import Person, Share
from programmes.sheets import kind_of


@dataclass(frozen=True)
class SharedPicture:
    """A JPEG, and the share by which it is seen."""

    share: Share
    content: bytes


def _of(share: Share, number: int) -> SharedPicture:
    content = kind_of(share.edition).picture(share.edition, number)
    if content is None:
        raise Http404
    return SharedPicture(share, content)


def picture_of_own_sheet(person: Person, leader: str, kind: str, subject: str, number: int) -> bytes:
    """As it would go along if the sheet were shared now."""
    own = rules.own_sheet(person, leader, kind, subject)
    content = own.kind.own_picture(own.membership, subject, number)
    if content is None:
        raise Http404
    return content


def own_picture(person: Person, share: str, number: int) -> SharedPicture:
    return _of(rules.own_share(person, share), number)


def picture_of_manager(person: Person, share: str, number: int) -> SharedPicture:
    return _of(rules.share_of_manager(person, share), number)


def picture_of_group(person: Person, programme: str, share: str, number: int) -> SharedPicture:
    return _of(rules.share_of_group(person, programme, share), number)
