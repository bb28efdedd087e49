"""Many documents: by processes that print side by side, and let everything else on the machine go first."""

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from itertools import islice
from queue import SimpleQueue
from typing import TypeVar

from config.pdf.printer import Printer, PrintFailed, TooSlow, Unavailable

WORKERS = 2
AHEAD = 2  # documents a worker that wait while others are printed

Key = TypeVar("Key")
Result = bytes | PrintFailed
Document = tuple[str, tuple[str, ...]]  # HTML and styles


def pdfs(
    documents: Iterable[tuple[Key, Document]], *, workers: int = WORKERS
) -> Generator[tuple[Key, Result], None, None]:
    """Each document as it gets done, in no certain order: the PDF, or why there is none.

    A document takes the others down only by being the first of all on a machine that can't print: Unavailable.
    Documents are asked for as they are needed. Closing the iterator ends the processes.
    """
    rest = iter(documents)
    with _presses(workers) as make, ThreadPoolExecutor(workers) as pool:
        running: dict[Future[Result], Key] = {}
        try:
            while True:
                for key, document in islice(rest, workers * AHEAD - len(running)):
                    running[pool.submit(make, document)] = key
                if not running:
                    return
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield running.pop(future), future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def twice(press: Printer, document: Document) -> Result:
    """The document; one that took too long is tried again, since it was perhaps the machine that had no time."""
    try:
        with suppress(TooSlow):
            return press.pdf(document[0], *document[1])
        return press.pdf(document[0], *document[1])
    except Unavailable:
        raise
    except PrintFailed as failure:
        return failure


@contextmanager
def _presses(workers: int) -> Iterator[Callable[[Document], Result]]:
    """A function for threads, which prints with the press that is free."""
    presses = [Printer(gently=True) for _ in range(workers)]
    free: SimpleQueue[Printer] = SimpleQueue()
    for press in presses:
        free.put(press)

    def make(document: Document) -> Result:
        press = free.get()
        try:
            return twice(press, document)
        finally:
            free.put(press)

    try:
        yield make
    finally:
        for press in presses:
            press.close()
