"""Who may write and see pages of input."""

from __future__ import annotations

from dataclasses import dataclass

from programmes.models import InputPage, InputPicture, Person, SlideImport
from programmes.rules import Desk, desk_at, running_stage


@dataclass(frozen=True)
class Draft:
    desk: Desk
    page: InputPage


def page_of(person: Person, gathering: str, page: str) -> Draft:
    """A page of input of a gathering that the person facilitates."""
    desk = desk_at(person, gathering)
    found = InputPage.objects.select_related("item__gathering", "after").get(
        public_id=page, item__gathering=desk.gathering
    )
    found.item.gathering = desk.gathering
    return Draft(desk, found)


def picture_of(person: Person, gathering: str, page: str) -> InputPicture:
    """The picture of such a page."""
    return InputPicture.objects.get(page=page_of(person, gathering, page).page)


def slides_of(person: Person, gathering: str, slides: str) -> SlideImport:
    """A PDF that was brought into a gathering that the person facilitates."""
    desk = desk_at(person, gathering)
    found = (
        SlideImport.objects.defer("content")
        .select_related("item")
        .get(public_id=slides, item__gathering=desk.gathering)
    )
    found.item.gathering = desk.gathering
    return found


def projected_picture(token: str, page: str) -> InputPicture:
    """The picture of a page of the gathering whose projector this is, for as long as the day runs."""
    stage = running_stage(token)
    return InputPicture.objects.get(page__public_id=page, page__item__gathering=stage.gathering, page__deleted_at=None)
