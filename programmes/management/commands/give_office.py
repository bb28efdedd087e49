"""`manage.py give_office`: who is HR of a municipality, or its administrator; from today, or no longer."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from programmes.contract import NotPossible
from programmes.forms.programme import named
from programmes.models import Municipality, Office
from programmes.services import offices


class Command(BaseCommand):
    help = "Makes somebody HR of a municipality, who reads what leaders hand in, or its administrator; or ends that."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("municipality", help='"Seljord kommune"')
        parser.add_argument("who", help='"Hanne Nordbø hanne@seljord.kommune.no"')
        parser.add_argument("role", choices=Office.Role.values)
        parser.add_argument("--end", action="store_true", help="it is theirs no longer")

    def handle(self, *args: Any, **options: Any) -> None:
        found = Municipality.objects.filter(name=options["municipality"])
        if len(found) != 1:
            raise CommandError(f"{len(found)} municipalities are called that. Exactly one is needed.")
        (municipality,) = found
        act = offices.end if options["end"] else offices.give
        try:
            membership = act(municipality, named(options["who"]), options["role"])
        except (ValidationError, NotPossible) as wrong:
            raise CommandError(" ".join(getattr(wrong, "messages", None) or [str(wrong)])) from wrong
        state = "no longer" if options["end"] else "from today"
        self.stdout.write(f"{membership.name}: {options['role']} of {municipality.name} {state}.")
