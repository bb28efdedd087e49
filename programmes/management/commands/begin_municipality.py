"""`manage.py begin_municipality`: the first municipality of an installation, and who sets its programmes up."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from config.fields import tidy
from programmes.contract import NotPossible
from programmes.forms.programme import named
from programmes.models import Municipality, Office
from programmes.services import offices
from programmes.services.trail import record


class Command(BaseCommand):
    help = "Makes a municipality with its administrator, who signs in and begins programmes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help='"Seljord kommune"')
        parser.add_argument("administrator", help='"Kari Moen kari@seljord.kommune.no"')
        parser.add_argument("--language", choices=["nb", "nn"], default="nb")

    def handle(self, *args: Any, **options: Any) -> None:
        name = tidy(options["name"])[:120]
        if not name:
            raise CommandError("Give the municipality a name.")
        try:
            with transaction.atomic():
                municipality = Municipality.objects.create(name=name, language=options["language"])
                membership = offices.give(municipality, named(options["administrator"]), Office.Role.ADMINISTRATOR)
                record(
                    "municipality.begin",
                    by=None,
                    subject=f"municipality:{municipality.public_id}",
                    municipality=municipality,
                )
        except (ValidationError, NotPossible) as wrong:
            raise CommandError(" ".join(getattr(wrong, "messages", None) or [str(wrong)])) from wrong
        self.stdout.write(f"{name}: {membership.name} signs in with {membership.person.email}.")
