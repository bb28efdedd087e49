"""`manage.py erase_person`: deletes all that is kept of somebody who asks for it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from programmes.management.known import member
from programmes.models import Membership
from programmes.services import belongings


class Command(BaseCommand):
    help = (
        "Deletes all that is kept of somebody in a municipality, for good. Without --yes it only says how much that is. "
        "What a group or a programme made together stays, without their name, and so does what others shared with them as "
        "their manager; backups go when they are too old."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("municipality", help='"Seljord kommune"')
        parser.add_argument("who", help='their name or address: "Kari Moen"')
        parser.add_argument("--yes", action="store_true", help="delete it")

    def handle(self, *args: Any, **options: Any) -> None:
        membership = member(Membership.objects.all(), options["municipality"], options["who"])
        name = membership.name
        if not options["yes"]:
            number = len(belongings.rows(membership))
            raise CommandError(
                f"{number} rows belong to {name}. With --yes they are deleted, and nothing brings them back."
            )
        self.stdout.write(f"{belongings.erase(membership)} rows of {name} are deleted.")
