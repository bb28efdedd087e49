"""How the pages of input are written, moved, taken out and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from config.days import midnight
from config.fingerprints import fingerprint_of
from config.ids import free_id
from config.jobs import Running, daily
from config.locking import lock_row
from config.pictures import Image
from programmes.contract import NotPossible, refuse_changed
from programmes.models import AgendaItem, Exercise, InputPage, InputPicture, SlideImport
from programmes.services.changes import changed
from programmes.services.holding import hold_day
from programmes.services.stage import look_again

MOST = 200  # pages in an item
LIFTED = 10_000


@dataclass(frozen=True)
class PageText:
    heading: str
    text: str = ""
    quote: str = ""
    quote_source: str = ""


@dataclass(frozen=True)
class Slide:
    """A page of a PDF as a picture, with what it says."""

    heading: str
    alt: str
    picture: Image


def create(
    *,
    item: AgendaItem,
    after: Exercise | None,
    text: PageText,
    picture: Image | None = None,
    alt: str = "",
    name: str = "",
) -> InputPage:
    """A new page, last among those that stand at the same place. Sent again under its `name`, it is the same page."""
    with transaction.atomic():
        hold_day(item.gathering)
        _locked(item)
        there = InputPage.objects.filter(public_id=name).select_related("item").first() if name else None
        if there and there.item.gathering_id == item.gathering_id:
            return there
        page = InputPage(**vars(text), public_id=free_id(InputPage, name))
        _put(item, after, [page])
        if picture:
            _put_picture(page, picture, alt)
        look_again(item.gathering)
    return page


def bring_in(*, item: AgendaItem, after: Exercise | None, slides: Sequence[Slide]) -> None:
    """All slides as pages, in their order. Raises NotPossible where there is no room for all of them."""
    with transaction.atomic():
        hold_day(item.gathering)
        pages = _put(
            item, after, [InputPage(heading=slide.heading, is_slide=True, alt_is_start=True) for slide in slides]
        )
        for page, slide in zip(pages, slides, strict=True):
            _put_picture(page, slide.picture, slide.alt)
        look_again(item.gathering)


def fingerprint(page: InputPage) -> str:
    """Changes whenever somebody has changed what the page says."""
    alt = InputPicture.objects.filter(page=page).values_list("alt", flat=True).first()
    return fingerprint_of(*(getattr(page, name) for name in PageText.__dataclass_fields__), alt)


def change(*, page: InputPage, text: PageText, picture: Image | None = None, alt: str = "", seen: str = "") -> None:
    """What a page says; a picture takes the place of the one that it has.

    Raises NotPossible where somebody has changed it since its writer saw the `fingerprint` in `seen`.
    """
    with transaction.atomic():
        hold_day(page.item.gathering)
        if seen:
            refuse_changed(seen, fingerprint(lock_row(page, whole=True)))
        InputPage.objects.filter(pk=page.pk).update(**vars(text), alt_is_start=False)
        if picture:
            _put_picture(page, picture, alt)
            InputPage.objects.filter(pk=page.pk).update(is_slide=False)
        elif alt:
            InputPicture.objects.filter(page=page).update(alt=alt)
        changed(page.item.gathering)


def take_picture_off(*, page: InputPage) -> None:
    with transaction.atomic():
        hold_day(page.item.gathering)
        InputPicture.objects.filter(page=page).delete()
        InputPage.objects.filter(pk=page.pk).update(is_slide=False, alt_is_start=False)
        changed(page.item.gathering)


def move(*, page: InputPage, down: bool) -> None:
    """One step up or down within its item: past the next page, or past the exercise that stands between."""
    with transaction.atomic():
        hold_day(page.item.gathering)
        item = _locked(page.item)
        page = InputPage.objects.get(pk=page.pk)
        if page.deleted_at:
            return
        places: list[int | None] = [None, *item.exercises.order_by("position").values_list("pk", flat=True)]
        rows = _in_order(item, places)
        beside = [row for row in rows if row.after_id == page.after_id and row.deleted_at is None]
        at = beside.index(page) + (1 if down else -1)
        rows.remove(page)
        if 0 <= at < len(beside):
            rows.insert(rows.index(beside[at]) + (1 if down else 0), page)
        else:
            place = places.index(page.after_id) + (1 if down else -1)
            if not 0 <= place < len(places):
                return
            page.after_id = places[place]
            InputPage.objects.filter(pk=page.pk).update(after=page.after_id)
            first = next(
                (n for n, row in enumerate(rows) if places.index(row.after_id) >= place + (not down)), len(rows)
            )
            rows.insert(first, page)
        _number(item, rows)
        look_again(item.gathering)


def delete(*, page: InputPage) -> None:
    with transaction.atomic():
        hold_day(page.item.gathering)
        InputPage.objects.filter(pk=page.pk, deleted_at=None).update(deleted_at=timezone.now())
        look_again(page.item.gathering)


def restore(*, page: InputPage) -> None:
    with transaction.atomic():
        hold_day(page.item.gathering)
        InputPage.objects.filter(pk=page.pk).update(deleted_at=None)
        look_again(page.item.gathering)


def copy(*, source: AgendaItem, item: AgendaItem, exercises: dict[int, Exercise]) -> None:
    """The pages of an item into its copy; `exercises` are the copies by the key of what each was made from."""
    for page in source.pages.filter(deleted_at=None).select_related("picture"):
        picture = getattr(page, "picture", None)
        made = InputPage.objects.create(
            item=item,
            after=exercises.get(page.after_id or 0),
            **{
                name: getattr(page, name)
                for name in ("position", "heading", "text", "quote", "quote_source", "is_slide", "alt_is_start")
            },
        )
        if picture:
            InputPicture.objects.create(
                page=made, content=picture.content, width=picture.width, height=picture.height, alt=picture.alt
            )


@daily("input.forget")
def forget(_: Running) -> None:
    """What was taken out before today is gone, and so are old reports of imports."""
    before = midnight()
    InputPage.objects.filter(deleted_at__lt=before).delete()
    SlideImport.objects.filter(at__lt=before).delete()


def _locked(item: AgendaItem) -> AgendaItem:
    return AgendaItem.objects.select_for_update(of=("self",)).select_related("gathering").get(pk=item.pk)


def _put(item: AgendaItem, after: Exercise | None, pages: list[InputPage]) -> list[InputPage]:
    item = _locked(item)
    if item.pages.count() + len(pages) > MOST:
        raise NotPossible(_("En post har plass til %(most)s sider. Del innlegget på flere poster.") % {"most": MOST})
    last = item.pages.aggregate(last=Max("position"))["last"] or 0
    for number, page in enumerate(pages, start=last + 1):
        page.item, page.after, page.position = item, after, number
        page.save()
    return pages


def _put_picture(page: InputPage, picture: Image, alt: str) -> None:
    values = {"content": picture.content, "width": picture.width, "height": picture.height, "alt": alt[:500]}
    InputPicture.objects.update_or_create(page=page, defaults=values)


def _in_order(item: AgendaItem, places: list[int | None]) -> list[InputPage]:
    """Every page of an item as the day comes to them, those that were taken out among them."""
    return sorted(item.pages.all(), key=lambda row: (places.index(row.after_id), row.position))


def _number(item: AgendaItem, rows: list[InputPage]) -> None:
    item.pages.update(position=F("position") + LIFTED)
    for number, row in enumerate(rows, start=1):
        InputPage.objects.filter(pk=row.pk).update(position=number)
