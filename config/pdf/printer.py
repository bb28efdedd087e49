"""What views call to get a PDF.

WeasyPrint holds Python's lock for 0.2 s and more a document, in the process that must answer everybody else.
So the work is done in a warm process of its own, started with the first document and replaced when it dies or
hangs.
"""

import atexit
import json
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from config.pdf import worker
from config.pdf.worker import PACKAGES

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 20.0


class PrintFailed(Exception):
    """The document was not made. The message names the error and its place, never the document's text."""


class TooSlow(PrintFailed):
    """The document was not there in time."""


class Unavailable(PrintFailed):
    """No document can be made on this machine: a library is missing."""


class Printer:
    """One worker process. Any number of threads may ask; they are served one at a time.

    `gently`: for work that nobody waits for with a page open; the process lets others go first.
    """

    def __init__(self, seconds: float = SECONDS, *, gently: bool = False) -> None:
        self.seconds = seconds
        self.gently = gently
        self._turn = threading.Lock()
        self._worker: _Worker | None = None

    def pdf(self, html: str, *stylesheets: str) -> bytes:
        """The document as PDF/A-3a and PDF/UA-1, within `seconds` of the call, waiting for its turn included.

        ValueError for HTML without language or title. TooSlow when time is out: the worker is then killed. A
        worker that died is replaced and asked once more; if that fails too, PrintFailed. Unavailable without
        Pango.
        """
        deadline = time.monotonic() + self.seconds
        request = json.dumps({"html": html, "stylesheets": stylesheets}).encode()
        if not self._turn.acquire(timeout=self.seconds):
            raise TooSlow(f"Others' documents took more than {self.seconds:g} s.")
        try:
            try:
                return self._ask(request, deadline)
            except EOFError:
                return self._ask(request, deadline)
        except EOFError:
            raise PrintFailed("The worker died twice.") from None
        finally:
            self._turn.release()

    def warm(self) -> None:
        """Start the worker without waiting for it."""
        with self._turn:
            if self._worker is None:
                self._worker = _Worker(self.gently)

    def close(self) -> None:
        """End the worker; a later document starts a new one."""
        with self._turn:
            self._drop()

    def _ask(self, request: bytes, deadline: float) -> bytes:
        if self._worker is None:
            self._worker = _Worker(self.gently)
        try:
            answer = self._worker.ask(request, deadline - time.monotonic())
        except TimeoutError:
            self._drop()
            self._worker = _Worker(self.gently)  # warm again for the next document
            raise TooSlow(f"The document took more than {self.seconds:g} s.") from None
        except (EOFError, Unavailable):
            self._drop()
            raise
        kind, rest = answer[:1], answer[1:]
        if kind == worker.DONE:
            return rest
        if kind == worker.INVALID:
            raise ValueError(rest.decode())
        raise PrintFailed(rest.decode())

    def _drop(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None


class _Worker:
    """The process and its two pipes. It ends when its pipe closes: with its parent, however that dies."""

    def __init__(self, gently: bool) -> None:
        # No secrets of ours in a process that lays out what people wrote.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("VARDE_")}
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "config.pdf.worker", *["gently"] * gently],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # libraries print text from documents there
        )
        assert self.process.stdin
        assert self.process.stdout
        self.requests, self.answers = self.process.stdin, self.process.stdout
        self.ready = False

    def ask(self, request: bytes, seconds: float) -> bytes:
        """The answer. TimeoutError after `seconds`, with the process killed; EOFError when it died itself."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.process.kill()

        timer = threading.Timer(max(seconds, 0), stop)
        timer.daemon = True
        timer.start()
        try:
            answer = self._exchange(request)
        except OSError:  # nobody reads the pipe any more
            answer = None
        finally:
            timer.cancel()
        if answer is None:
            raise TimeoutError if late.is_set() else EOFError
        return answer

    def _exchange(self, request: bytes) -> bytes | None:
        if not self.ready:
            greeting = worker.receive(self.answers)
            if greeting is None:
                return None
            if greeting[:1] == worker.UNAVAILABLE:
                raise Unavailable(f"PDFs need these packages: {PACKAGES} ({greeting[1:].decode()}).")
            self.ready = True
        worker.send(self.requests, request)
        return worker.receive(self.answers)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.requests, self.answers):
            with suppress(OSError):  # a half-written request to a process that is gone
                pipe.close()


_printer = Printer()
atexit.register(_printer.close)
pdf = _printer.pdf
warm = _printer.warm
