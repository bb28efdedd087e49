"""A mail server that can stop answering in the middle of a message."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# Where it can stop: before it greets, at the recipient, with a message that it has not accepted, with one that it has.
PLACES = ("greeting", "recipient", "content", "accepted")


class Mailbox:
    """The Message-IDs that were accepted, in order. It stops answering at `place`, or never where that is empty."""

    def __init__(self) -> None:
        self.received: list[str] = []
        self.place = ""
        self.stopped = threading.Event()
        self.port = 0

    def stop_at(self, place: str) -> None:
        self.stopped.clear()
        self.place = place

    @contextmanager
    def open(self) -> Iterator[Mailbox]:
        box = self

        class Handler(Talk):
            mailbox = box

        with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
            server.daemon_threads = True
            self.port = server.server_address[1]
            thread = threading.Thread(target=server.serve_forever, args=(0.05,))
            thread.start()
            try:
                yield self
            finally:
                server.shutdown()
                thread.join()


class Talk(socketserver.StreamRequestHandler):
    """One conversation, as much of SMTP as a client of ours speaks."""

    mailbox: Mailbox

    def handle(self) -> None:
        try:
            self.talk()
        except ConnectionError:  # the other end was killed
            return

    def talk(self) -> None:
        if not self.goes_on("greeting"):
            return
        self.say("220 here")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"RCPT" and not self.goes_on("recipient"):
                return
            if word == b"DATA" and not self.take():
                return
            if word == b"QUIT":
                if self.goes_on("accepted"):
                    self.say("221 bye")
                return
            if word != b"DATA":
                self.say("250 ok")

    def take(self) -> bool:
        """Reads a message; whether it was accepted."""
        self.say("354 go on")
        lines = list(iter(self.rfile.readline, b".\r\n"))
        if not self.goes_on("content"):
            return False
        found = re.search(rb"^Message-ID: (.+?)\r$", b"".join(lines), re.MULTILINE | re.IGNORECASE)
        self.mailbox.received.append(found[1].decode() if found else "")
        self.say("250 kept")
        return True

    def goes_on(self, place: str) -> bool:
        """Whether to answer; else it stays silent until the other end has gone."""
        if self.mailbox.place != place:
            return True
        self.mailbox.stopped.set()
        self.rfile.read()
        return False

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
