"""`manage.py show_person`: all that is kept of somebody, for them to read."""

from __future__ import annotations

from typing import Any

from django.core import serializers
from django.core.management.base import BaseCommand, CommandParser

from programmes.management.known import member
from programmes.models import Membership
from programmes.services import belongings


class Command(BaseCommand):
    help = (
        "Writes all that is kept of somebody in a municipality as JSON, also what only they may read: it is theirs, and "
        "for nobody else. Answers without a name are not in it, since nothing joins them with anybody."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("municipality", help='"Seljord kommune"')
        parser.add_argument("who", help='their name or address: "Kari Moen"')

    def handle(self, *args: Any, **options: Any) -> None:
        # Also of who has left.
        membership = member(Membership.objects.all(), options["municipality"], options["who"])
        self.stdout.write(serializers.serialize("json", belongings.rows(membership), indent=2))
