from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from programmes import demonstration
from programmes.models import Programme, Stage
from programmes.queries.demo import cast


class Command(BaseCommand):
    help = "Serves a filled programme: pick a person and look around. Its database lies in .var/demo."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="the port to serve on (8000)")
        parser.add_argument("--lan", action="store_true", help="serve the local network too, for phones in the room")
        parser.add_argument("--reset", action="store_true", help="throw the demonstration away, and make it anew")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is started by: python3 manage.py demo")
        database = Path(str(settings.DATABASES["default"]["NAME"]))
        database.parent.mkdir(parents=True, exist_ok=True)
        if options["reset"]:
            for part in database.parent.glob(f"{database.name}*"):
                part.unlink()
        call_command("migrate", verbosity=0, interactive=False)
        if not Programme.objects.exists():
            demonstration.build()
        host = lan_address() if options["lan"] else "localhost"
        if options["lan"]:
            settings.ALLOWED_HOSTS.append(host)
        self.tell(f"http://{host}:{options['port']}/", lan=options["lan"])
        call_command("serve", host="0.0.0.0" if options["lan"] else "127.0.0.1", port=options["port"])  # noqa: S104

    def tell(self, address: str, *, lan: bool) -> None:
        """Prints where to go, who is who, and the join code."""
        people = cast()
        code = Stage.objects.exclude(join_code="").values_list("join_code", flat=True).first() or ""
        leaders = [f"{group.name}: {', '.join(person.name for person in members)}" for group, members in people.groups]
        lines = [
            "",
            f"  Varde, demonstration: {address}",
            "  Pick a person there; nobody needs a password.",
            "",
            f"  Facilitators   {', '.join(person.name for person in people.facilitators)}",
            f"  HR             {', '.join(person.name for person in people.hr)}",
            f"  Managers       {', '.join(person.name for person in people.managers)}",
            *[f"  {'Leaders' if not number else '':<14} {line}" for number, line in enumerate(leaders)],
            "",
            f"  Join code of gathering 3, once a facilitator has started it: {code}",
        ]
        if lan:
            lines.append("  Without https the projector's screen may go to sleep.")
        self.stdout.write("\n".join([*lines, ""]))
        self.stdout.flush()


def lan_address() -> str:
    """This machine's address on the local network, by the route that a packet outwards would take."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
