"""The pictures of shared sheets, each by itself, so that a page is light and asks for those that are looked at."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse

from config.http import Request, jpeg
from config.policy import policy
from goals.rules import pictures as rules_pictures
from goals.rules.pictures import SharedPicture
from goals.services import sharing
from programmes.models import Share


def pictures_at(name: str, *more: str) -> str:
    """The address that the pictures of an edition follow, each by its number and a slash."""
    return reverse(name, args=[*more, 0]).removesuffix("0/")


def noted(request: Request, share: Share, *, again: bool = False) -> None:
    """Notes that a receiver reads it now; it is not there where it was taken back since the policy found it."""
    try:
        sharing.look(share=share, by=request.user, again=again)
    except Share.DoesNotExist as gone:
        raise Http404 from gone


@policy(rules_pictures.picture_of_own_sheet)
def sheet_picture(request: Request, content: bytes) -> HttpResponse:
    """To the leader who is about to share the sheet."""
    return jpeg(content)


@policy(rules_pictures.own_picture)
def edition_picture(request: Request, picture: SharedPicture) -> HttpResponse:
    """To the leader whose edition it is."""
    return jpeg(picture.content)


def seen(request: Request, picture: SharedPicture) -> HttpResponse:
    noted(request, picture.share, again=True)
    return jpeg(picture.content)


@policy(rules_pictures.picture_of_manager)
def report_picture(request: Request, picture: SharedPicture) -> HttpResponse:
    """To the nearest manager whom it was shared with."""
    return seen(request, picture)


@policy(rules_pictures.picture_of_group)
def group_picture(request: Request, picture: SharedPicture) -> HttpResponse:
    """To the others in the group."""
    return seen(request, picture)
