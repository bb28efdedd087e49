"""`manage.py erase_programme`: deletes a programme that is over, with all that was made in it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from programmes.contract import NotPossible
from programmes.models import Programme
from programmes.services import programmes


class Command(BaseCommand):
    help = (
        "Deletes a programme for good: its gatherings, groups, answers and shared leader platform. Without --yes it only "
        "says what it is. What leaders keep for themselves, målkort and the like, stays theirs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("municipality", help='"Seljord kommune"')
        parser.add_argument("programme", help='its name: "Lederutvikling 2024"')
        parser.add_argument("--yes", action="store_true", help="delete it")

    def handle(self, *args: Any, **options: Any) -> None:
        found = Programme.objects.filter(municipality__name=options["municipality"], name=options["programme"])
        if len(found) != 1:
            raise CommandError(f"{len(found)} programmes are called that. Exactly one is needed.")
        (programme,) = found
        gatherings, leaders = programme.gatherings.count(), programme.participations.filter(role="leader").count()
        what = f"{programme.name}: {gatherings} gatherings, {leaders} leaders"
        if not options["yes"]:
            raise CommandError(f"{what}. With --yes it is deleted, and nothing brings it back.")
        try:
            programmes.erase(programme)
        except NotPossible as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{what}. Deleted.")
