from __future__ import annotations

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from goals import exports
from goals.models import Export
from programmes.contract import NotPossible
from programmes.models import Programme


class Command(BaseCommand):
    help = "Everything handed in to a programme, as a ZIP or as one tagged PDF. Leaders see that it was fetched."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--programme", required=True, help="its public id, or its name as in addresses (a-b-c)")
        parser.add_argument("--out", required=True, type=Path, help="a path that ends in .zip or .pdf")
        parser.add_argument("--force", action="store_true", help="overwrite a file that is there")

    def handle(self, *_: Any, programme: str, out: Path, force: bool, **__: Any) -> None:
        form = out.suffix.removeprefix(".").lower()
        if form not in Export.Form.values:
            raise CommandError("--out must end in .zip or .pdf.")
        if out.exists() and not force:
            raise CommandError(f"{out} is there already. Use --force to overwrite it.")
        if not out.parent.is_dir():
            raise CommandError(f"There is no folder {out.parent}.")
        wanted = found(programme)
        count, failed = save(wanted, form, out)
        self.stdout.write(f"{count} målkort of {wanted.name} in {out}.")
        if failed:
            raise CommandError(f"{failed} could not be printed.")


def found(name: str) -> Programme:
    """The programme with this public id, or the only one whose name gives this slug."""
    every = Programme.objects.select_related("municipality")
    programmes = list(every.filter(public_id=name)) or [each for each in every if slugify(each.name) == name]
    if len(programmes) != 1:
        ids = ", ".join(each.public_id for each in programmes)
        raise CommandError(
            f"Several programmes are called that: {ids}." if programmes else "There is no such programme."
        )
    return programmes[0]


def save(programme: Programme, form: str, out: Path) -> tuple[int, int]:
    """How many are in the file, and how many could not be printed."""
    now = timezone.now()
    shares = exports.to_print(programme)
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        into = Path(folder)
        printed = dict(exports.print_parts(shares, programme, into, form=form, printed=now, told=lambda _: None))
        parts = [part for share in shares if (part := printed[share])]
        if not parts:
            raise CommandError("Nobody has handed in." if not shares else "None could be printed.")
        draft = into / f"all.{form}"
        exports.pack(parts, programme, form, draft, printed=now)
        try:
            with transaction.atomic():
                exports.fetched(parts, programme, by=None)
                draft.replace(out)
        except NotPossible:
            raise CommandError("Somebody withdrew their målkort just now. Run it again.") from None
    return len(parts), len(shares) - len(parts)
