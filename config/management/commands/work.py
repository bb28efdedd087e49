import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from config import jobs


class Command(BaseCommand):
    help = "Run the jobs in the queue until SIGTERM or SIGINT; what is running then is finished or put back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--parent", type=int, help="end when the process of this number is no longer the parent")
        parser.add_argument("--once", action="store_true", help="run what is due, and end")

        parser.add_argument("--quick", action="store_true", help="leave the slow jobs to another worker")

    def handle(self, *_: Any, once: bool, parent: int | None, quick: bool, **__: Any) -> None:
        jobs.discover()
        before = {number: signal.signal(number, jobs.ask_to_stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            jobs.work(once=once, parent=parent, quick=quick)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
