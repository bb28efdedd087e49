"""The process that makes PDFs: plain data in, bytes out; it knows neither Django, settings nor database.

Started by printer.py as `python -m config.pdf.worker`. A message is its length (8 bytes) and that many bytes.
The worker first says whether it is ready, then answers each request with the PDF or with what went wrong.
"""

import json
import os
import queue
import signal
import struct
import sys
import threading
import traceback
from typing import IO

from config import memory

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-inter fonts-dejavu-core"
READY, DONE, INVALID, FAILED, UNAVAILABLE = b"r", b"d", b"i", b"f", b"u"
NICE = 5
MEMORY = 1_000_000_000  # bytes that a document may take beyond what the idle worker has


def send(stream: IO[bytes], message: bytes) -> None:
    stream.write(struct.pack(">Q", len(message)))
    stream.write(message)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """The next message, or None when the other side is gone."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    (length,) = struct.unpack(">Q", head)
    message = stream.read(length)
    return message if len(message) == length else None


def main() -> None:
    memory.look_seldom()
    if "gently" in sys.argv[1:]:
        os.nice(NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole terminal; the parent decides
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the answers
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    try:
        from config.pdf import engine

        engine.warm()
    except (OSError, ImportError) as error:
        send(answers, UNAVAILABLE + type(error).__name__.encode())
        return
    limit_memory()
    memory.settle()
    send(answers, READY)
    while True:
        request = json.loads(requests.get())
        try:
            send(answers, DONE + engine.render(request["html"], tuple(request["stylesheets"])))
        except ValueError as error:
            send(answers, INVALID + where(error))
        except MemoryError as error:
            send(answers, FAILED + where(error))
            return  # what is left of the heap is not worth keeping
        except Exception as error:
            send(answers, FAILED + where(error))


def listen(stream: IO[bytes], requests: "queue.SimpleQueue[bytes]") -> None:
    """Pass requests on; when the parent is gone, so is the worker, in the middle of a document too."""
    while (request := receive(stream)) is not None:
        requests.put(request)
    os._exit(0)


def where(error: BaseException) -> bytes:
    """The error's name and place; never its message, which may hold what somebody wrote."""
    *_, last = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} in {os.path.basename(last.filename)}:{last.lineno}".encode()


def limit_memory() -> None:
    """On Linux only: elsewhere the address space can't be measured or limited this way."""
    if not sys.platform.startswith("linux"):
        return
    import resource

    with open("/proc/self/statm", encoding="ascii") as file:
        idle = int(file.read().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or idle + MEMORY < hard:
        resource.setrlimit(resource.RLIMIT_AS, (idle + MEMORY, hard))


if __name__ == "__main__":
    main()
