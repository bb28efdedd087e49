"""`manage.py give_address`: an address for somebody who has been in, which nobody may give from within a programme."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from config.ids import public_id
from programmes.management.known import member
from programmes.models import Membership
from programmes.models.dated import on_day
from programmes.services.trail import record


class Command(BaseCommand):
    help = (
        "Gives somebody an e-mail address, or another than they had. Whoever has it signs in as them and reads all that "
        "is theirs: ask the person themselves first, not by e-mail."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("municipality", help='"Seljord kommune"')
        parser.add_argument("who", help='their name, or the address they had: "Kari Moen"')
        parser.add_argument("email", help="kari@seljord.kommune.no")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip()
        try:
            validate_email(email)
            with transaction.atomic():
                membership = member(Membership.objects.filter(on_day()), options["municipality"], options["who"])
                person = membership.person
                person.email, person.session_salt = email, public_id()  # who had the old one is signed out
                person.save(update_fields=["email", "session_salt"])
                record(
                    "person.email",
                    by=None,
                    subject=f"membership:{membership.public_id}",
                    municipality=membership.municipality,
                )
        except ValidationError as wrong:
            raise CommandError(" ".join(wrong.messages)) from wrong
        except IntegrityError as taken:
            raise CommandError("Somebody else has that address.") from taken
        self.stdout.write(f"{membership.name} signs in with {email}.")
