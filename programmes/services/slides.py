"""A PDF of slides becomes pages of input, in the worker: all of its pages, or none."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from config.ids import public_id
from config.jobs import Running, enqueue, job
from config.locking import lock_row
from config.models import Job
from config.pictures import Image
from programmes import slides
from programmes.contract import NotPossible
from programmes.models import AgendaItem, Exercise, Person, SlideImport
from programmes.services import input as services
from programmes.services.holding import hold_day
from programmes.services.input import Slide
from programmes.services.trail import record

ROOM = "room"


def key(which: SlideImport) -> str:
    return f"input.slides {which.public_id}"


def ask(
    *, item: AgendaItem, after: Exercise | None, name: str, content: bytes, by: Person, sent_as: str = ""
) -> SlideImport:
    """Keeps the file until the worker has read it. Sent again as the same, it is read once."""
    with transaction.atomic():
        lock_row(item)
        there = SlideImport.objects.filter(public_id=sent_as).select_related("item").first() if sent_as else None
        if there and there.item.gathering_id == item.gathering_id:
            return there
        made = SlideImport.objects.create(
            item=item,
            after=after,
            name=name,
            content=content,
            by=by,
            public_id=sent_as if sent_as and not there else public_id(),
        )
        enqueue("input.slides", key=key(made), payload={"slides": made.public_id})
    return made


def job_of(which: SlideImport) -> Job | None:
    return Job.objects.filter(key=key(which)).first()


@job("input.slides", slow=True, attempts=2)
def bring_in(running: Running) -> None:
    """Draws the pages and keeps them; run again after it has, it finds that it has."""
    public_id = str(running.payload.get("slides", ""))
    which = SlideImport.objects.filter(public_id=public_id, state=SlideImport.State.WAITING).first()
    if which is None:
        return
    try:
        with translation.override(which.item.gathering.programme.language):
            made = _read(bytes(which.content or b""), told=running.progress)
        with transaction.atomic():
            hold_day(which.item.gathering)
            which = _waiting(which)
            services.bring_in(item=which.item, after=which.after, slides=made)
            _end(which, SlideImport.State.DONE, pages=len(made))
            record(
                "input.slides",
                by=which.by,
                subject=f"gathering:{which.item.gathering.public_id}",
                municipality=which.item.gathering.programme.municipality,
            )
    except SlideImport.DoesNotExist:
        return  # another run was first
    except slides.Refused as refused:
        _end(which, SlideImport.State.REFUSED, problems=[list(each) for each in refused.problems])
    except NotPossible:
        _end(which, SlideImport.State.REFUSED, problems=[[0, ROOM]])


def _read(content: bytes, *, told: Callable[[int, int], None]) -> list[Slide]:
    with tempfile.TemporaryDirectory(prefix="slides-") as name:
        folder = Path(name)
        file = folder / "slides.pdf"
        file.write_bytes(content)
        texts = slides.render(file, folder, told=told)
        return [_slide(number, text, folder) for number, text in enumerate(texts, start=1)]


def _slide(number: int, text: str, folder: Path) -> Slide:
    """A page with its first line as heading, and all that it says as a start for the alternative text."""
    said = "".join(sign if sign.isprintable() or sign in "\r\n" else " " for sign in text)
    lines = [" ".join(line.split()) for line in said.splitlines() if line.strip()]
    picture = Image((folder / f"{number}.jpg").read_bytes(), slides.WIDTH, slides.HEIGHT)
    if not lines:
        told = {"number": number}
        return Slide(_("Lysbilde %(number)s") % told, _("Lysbilde %(number)s, uten tekst") % told, picture)
    return Slide(lines[0][:120], " ".join(lines)[:500], picture)


def _waiting(which: SlideImport) -> SlideImport:
    rows = SlideImport.objects.select_for_update(of=("self",)).select_related(
        "item__gathering__programme__municipality", "after", "by"
    )
    return rows.get(pk=which.pk, state=SlideImport.State.WAITING)


def _end(which: SlideImport, state: SlideImport.State, **more: Any) -> None:
    """The file is let go: what it became is kept, or why it could not."""
    SlideImport.objects.filter(pk=which.pk, state=SlideImport.State.WAITING).update(state=state, content=None, **more)
