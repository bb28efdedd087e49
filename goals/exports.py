"""Everything that was handed in to a programme, as one file: asked for by HR, made beside the request.

The parts lie on disk as they are printed, so a worker that takes the job over prints none twice. What the file holds
is settled at its end: an edition that was withdrawn while it was made is left out, and in the transaction that makes
the file known, each edition in it is noted as fetched. The file is its asker's, for a quarter of an hour.
"""

from __future__ import annotations

import os
import shutil
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config import jobs
from config.fingerprints import fingerprint_of
from config.jobs import Cancelled, Running, daily, enqueue, job
from config.locking import lock_row
from config.models import Job
from config.pdf import batch, merger
from config.pdf.printer import PrintFailed
from config.text import sort_key
from goals import printing
from goals.models import Export
from goals.printing import Page
from goals.queries import cards as queries
from goals.queries import handed_in as queries_handed_in
from goals.queries import sharing as queries_sharing
from goals.services import sharing
from programmes.contract import NotPossible
from programmes.models import Person, Programme, Share
from programmes.models.people import last_name_first
from programmes.rules import programme_of_hr
from programmes.services.trail import record

KEPT = timedelta(minutes=15)
FORGOTTEN = timedelta(days=1)
EVERY = 0.4  # seconds between two notes of the progress
FRONT = 0  # among shares' keys: the first page of one PDF with all
UNDER_WAY = (Job.State.WAITING, Job.State.RUNNING)


# Asking, cancelling, and how it stands


def ask(*, programme: Programme, form: str, by: Person) -> Export:
    """Asks for the file. One that is under way already is not begun again.

    Raises `NotPossible` where nobody has handed in.
    """
    with transaction.atomic():
        lock_row(by, whole=True)  # two taps are one
        earlier = Export.objects.filter(programme=programme, form=form, person=by, ready_at=None)
        for export in earlier.order_by("-asked_at")[:1]:
            if Job.objects.filter(key=key(export), state__in=UNDER_WAY).exists():
                return export
        if not to_print(programme):
            raise NotPossible(_("Ingen har levert målkort ennå, så det er ikke noe å hente."))
        export = Export.objects.create(programme=programme, form=form, person=by)
        enqueue("goals.export", key=key(export), payload={"export": export.public_id})
    return export


def cancel(*, export: Export) -> None:
    """Stops the making of the file. What is printed of it is deleted within a minute."""
    with transaction.atomic():
        if jobs.cancel(key(export)):
            enqueue("goals.end_export", key=f"{key(export)} cancelled", run_at=timezone.now() + timedelta(minutes=1))


def key(export: Export) -> str:
    return f"goals.export {export.public_id}"


@dataclass(frozen=True)
class Status:
    """How far a file is: waiting, running, packing, ready, empty, gone, cancelled or failed."""

    state: str
    done: int = 0
    total: int = 0

    @property
    def moves(self) -> bool:
        return self.state in ("waiting", "running", "packing")


def status_of(export: Export) -> Status:
    if export.ready_at:
        if not export.count:
            return Status("empty")
        return Status("ready" if timezone.now() < ends_at(export) else "gone")
    found = Job.objects.filter(key=key(export)).first()
    if found is None or found.state not in (*UNDER_WAY, Job.State.CANCELLED):
        return Status("failed")
    total = found.total or 0
    packing = found.state == Job.State.RUNNING and 0 < total == found.progress
    return Status("packing" if packing else found.state, found.progress, total)


def latest(*, programme: Programme, person: Person) -> Export | None:
    """The file that somebody asked for last, while it is being made or can be fetched."""
    last = Export.objects.filter(programme=programme, person=person).order_by("-asked_at").first()
    if last is None:
        return None
    status = status_of(last)
    return last if status.moves or status.state == "ready" else None


def ends_at(export: Export) -> datetime:
    return (export.ready_at or export.asked_at) + KEPT


def left_out(export: Export) -> list[str]:
    """The leaders whose målkort could not be printed."""
    shares = queries_sharing.open_shares(export.programme).filter(public_id__in=export.failed)
    return [share.edition.membership.name for share in shares.select_related("edition__membership__person")]


def opened(export: Export) -> IO[bytes] | None:
    """The file, for as long as it is there."""
    if status_of(export).state != "ready":
        return None
    try:
        return file_of(export).open("rb")
    except FileNotFoundError:
        return None


def name_of(export: Export) -> str:
    day = timezone.localtime(export.asked_at).date()
    return f"{_('Målkort')} – {printing.plain(export.programme.name)} – {day}.{export.form}"


# The files


def folder() -> Path:
    """Where files and their parts lie: for this program's user only."""
    path = settings.VAR_DIR / "exports"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Path(path)


def file_of(export: Export) -> Path:
    return folder() / f"{export.secret}.{export.form}"


def private(path: str, flags: int) -> int:
    """An opener: nobody else on the machine reads the file."""
    return os.open(path, flags, 0o600)


def write(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    draft = path.with_suffix(f".{os.getpid()}.draft")
    with open(draft, "wb", opener=private) as file:
        file.write(content)
    draft.replace(path)


def sweep() -> None:
    """Deletes what belongs to no file that is being made or may still be fetched."""
    made = Export.objects.filter(ready_at__gt=timezone.now() - KEPT)
    keys = Job.objects.filter(kind="goals.export", state__in=UNDER_WAY).values_list("key", flat=True)
    making = Export.objects.filter(ready_at=None, public_id__in=[each.split()[-1] for each in keys])
    secrets = {*made.values_list("secret", flat=True), *making.values_list("secret", flat=True)}
    for path in folder().iterdir():
        if path.name.partition(".")[0] in secrets:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


# Printing


@dataclass(frozen=True)
class Part:
    """A leader's målkort on disk, under the name it has in the file."""

    share: Share
    name: str
    path: Path

    @property
    def leader(self) -> str:
        return last_name_first(str(self.share.edition.sheet["leader"]))


def to_print(programme: Programme) -> list[Share]:
    """The newest open edition of each leader who has handed in, by last name, as an archive has them."""
    shares = [line.share for line in queries_handed_in.hand_ins(programme) if line.share]
    return sorted(shares, key=lambda share: sort_key(last_name_first(str(share.edition.sheet["leader"]))))


def front_of(leaders: list[str], programme: Programme, into: Path, *, printed: datetime) -> tuple[Page, Path]:
    """The first page of one PDF with all, and where it lies once printed: with other leaders it is another."""
    page = printing.cover(programme, leaders, printed=printed)
    return page, into / f"front-{fingerprint_of(page.html, page.styles)}.pdf"


def print_parts(
    shares: list[Share], programme: Programme, into: Path, *, form: str, printed: datetime, told: Callable[[int], None]
) -> Iterator[tuple[Share, Part | None]]:
    """Prints what is not printed yet; every share with its part, or None where it could not be printed."""
    sheets = {share.pk: queries.edition_sheet(share.edition) for share in shares}
    parts = {
        share.pk: Part(share, printing.file_name(sheets[share.pk]), into / f"{share.public_id}.pdf") for share in shares
    }
    yield from ((part.share, part) for part in parts.values() if part.path.exists())
    missing = [part for part in parts.values() if not part.path.exists()]
    colour = programme.municipality.colour
    pages: Iterable[tuple[int, Page]] = (
        (part.share.pk, printing.page(sheets[part.share.pk], colour=colour, printed=printed)) for part in missing
    )
    if form == Export.Form.PDF:
        front, at = front_of([part.leader for part in parts.values()], programme, into, printed=printed)
        pages = pages if at.exists() else chain([(FRONT, front)], pages)
    done = len(shares) - len(missing)
    told(done)
    with closing(batch.pdfs((which, (page.html, page.styles)) for which, page in pages)) as results:
        for which, result in results:
            if which == FRONT:
                if not isinstance(result, PrintFailed):
                    write(at, result)
                continue
            part = parts[which]
            if isinstance(result, PrintFailed):
                yield part.share, None
            else:
                write(part.path, result)
                yield part.share, part
            told(done := done + 1)


# Making one file of the parts


def pack(parts: list[Part], programme: Programme, form: str, target: Path, *, printed: datetime) -> None:
    """The parts as one file. Its first page is printed anew where it is not for those who were to be printed."""
    if form == Export.Form.ZIP:
        with open(target, "wb", opener=private) as file, zipfile.ZipFile(file, "w") as archive:
            for name, part in zip(different(part.name for part in parts), parts, strict=True):
                archive.write(part.path, name)
        return
    front, at = front_of([part.leader for part in parts], programme, parts[0].path.parent, printed=printed)
    if not at.exists():
        for _which, result in batch.pdfs([(FRONT, (front.html, front.styles))], workers=1):
            if isinstance(result, PrintFailed):
                raise result
            write(at, result)
    merger.merge([(front.name, at), *[(part.leader, part.path) for part in parts]], target)


def different(names: Iterable[str]) -> list[str]:
    """The names, with a number after each that has been there before, also where only its case differs."""
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        stem, number, unique = name.removesuffix(".pdf"), 1, name
        while unique.casefold() in taken:
            number += 1
            unique = f"{stem} ({number}).pdf"
        taken.add(unique.casefold())
        found.append(unique)
    return found


# The job


@job("goals.export", slow=True)
def make(running: Running) -> None:
    """Makes the file that was asked for; run again, it goes on where the last run was."""
    export = still_asked(str(running.payload.get("export", "")))
    if export is None:
        return
    into = folder() / export.secret
    into.mkdir(mode=0o700, exist_ok=True)
    shares = to_print(export.programme)
    told = now_and_then(running, len(shares))
    try:
        parts = dict(print_parts(shares, export.programme, into, form=export.form, printed=export.asked_at, told=told))
        in_order = [part for share in shares if (part := parts[share])]
        failed = [share.public_id for share in shares if not parts[share]]
        while not hand_over(export, in_order, failed, running):
            pass
    except Cancelled:
        sweep()
        raise
    shutil.rmtree(into, ignore_errors=True)


def still_asked(name: str) -> Export | None:
    """The file that is to be made, unless it is ready, or its asker is no longer HR."""
    export = Export.objects.select_related("programme__municipality", "person").filter(public_id=name).first()
    if export is None or export.ready_at or not export.person.is_active:
        return None
    try:
        programme_of_hr(export.person, export.programme.public_id)
    except Programme.DoesNotExist:
        return None
    return export


def now_and_then(running: Running, total: int) -> Callable[[int], None]:
    """Tells how far the job is, but not at every step: each is a write to the database."""
    last = 0.0

    def tell(done: int) -> None:
        nonlocal last
        if done == total or time.monotonic() - last > EVERY:
            last = time.monotonic()
            running.progress(done, total)

    return tell


def hand_over(export: Export, parts: list[Part], failed: list[str], running: Running) -> bool:
    """Makes the file and hands it out; False when an edition was withdrawn in the meantime."""
    standing = set(queries_sharing.open_shares(export.programme).values_list("pk", flat=True))
    parts = [part for part in parts if part.share.pk in standing]
    draft = folder() / f"{export.secret}.{os.getpid()}.draft"
    if parts:
        pack(parts, export.programme, export.form, draft, printed=export.asked_at)
    try:
        with transaction.atomic():
            fetched(parts, export.programme, by=export.person)
            now = timezone.now()
            Export.objects.filter(pk=export.pk).update(ready_at=now, count=len(parts), failed=failed)
            enqueue("goals.end_export", key=f"{key(export)} ended", run_at=now + KEPT)
            running.progress(running.done, running.done)  # Cancelled, if it is no longer ours to hand out
            if parts:
                draft.replace(file_of(export))
    except NotPossible:
        return False
    return True


def fetched(parts: list[Part], programme: Programme, *, by: Person | None) -> None:
    """Notes that all this is handed out as a file. Raises `NotPossible` when some of it was withdrawn."""
    for part in sorted(parts, key=lambda part: part.share.pk):  # whoever locks several does it in this order
        sharing.fetch(share=part.share, by=by)
    record("goalcard.export", by=by, subject=f"programme:{programme.public_id}", municipality=programme.municipality)


@job("goals.end_export")
def end(_: Running) -> None:
    """A file's time is out, or nobody wants it any more."""
    sweep()


@daily("goals.clear_exports")
def clear(_: Running) -> None:
    """What was asked for is forgotten the day after."""
    Export.objects.filter(asked_at__lt=timezone.now() - FORGOTTEN).delete()
    sweep()
