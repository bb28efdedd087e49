from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from types import FrameType
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections

from config import memory, sqlite, statics
from config.pdf import printer

APPLICATION, PROTOCOL = "config.asgi:application", "config.live.endpoint:Protocol"
# Seconds from the start until the workers begin: they would take the processors from who waits to be let in again.
AFTER = 2


class Command(BaseCommand):
    help = "Serves Varde: pages, the long poll, and two workers beside them, one of which takes no slow jobs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reload", action="store_true", help="for development: start again when a file changes")
        parser.add_argument("--no-worker", action="store_true", help="the workers run elsewhere (manage.py work)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            statics.collect()
        connections.close_all()
        workers = [] if options["no_worker"] else [Worker(), Worker("--quick")]
        beside = threading.Timer(AFTER, begin, [workers])
        beside.daemon = True
        beside.start()
        try:
            run(host=options["host"], port=options["port"], reload=options["reload"])
        finally:
            beside.cancel()
            for worker in workers:
                worker.stop()


def begin(workers: Sequence[Worker]) -> None:
    """What runs beside the server. It begins when the phones that were thrown out have had time to come back.

    By then most templates have been read, which stay too.
    """
    memory.settle()
    for worker in workers:
        worker.start()
    printer.warm()
    sqlite.count()
    connections.close_all()


def run(*, host: str, port: int, reload: bool) -> None:
    """Serves until SIGTERM or SIGINT."""
    options: dict[str, Any] = {
        "host": host,
        "port": port,
        "http": PROTOCOL,
        "ws": "none",
        "timeout_graceful_shutdown": 2,
        "log_level": "warning",
        "access_log": False,
        "server_header": False,
        "proxy_headers": False,  # Django trusts as many proxies as VARDE_PROXIES says
    }
    if reload:
        uvicorn.run(APPLICATION, reload=True, **options)
        return
    # uvicorn raises the signal again once it has ended: then the worker is still to be stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    Server(uvicorn.Config(APPLICATION, **options)).run()


class Server(uvicorn.Server):
    """Lets held polls go as soon as it is asked to end."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        from config import asgi

        asgi.let_go()
        super().handle_exit(sig, frame)


class Worker(threading.Thread):
    """Keeps one `manage.py work` process alive for as long as the server lives."""

    def __init__(self, *arguments: str) -> None:
        super().__init__(name="worker", daemon=True)
        self.arguments = arguments
        self.ending = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        while not self.ending.is_set():
            self.process = subprocess.Popen(  # noqa: S603
                [sys.executable, sys.argv[0], "work", "--parent", str(os.getpid()), *self.arguments]
            )
            self.process.wait()
            self.ending.wait(1)

    def stop(self) -> None:
        self.ending.set()
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
