"""Style sheets and scripts under their far-future names, collected once for all server processes of a folder."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command


def collect() -> None:
    """Collects what is not collected yet. Processes that start together wait for the one that does it."""
    root = Path(str(settings.STATIC_ROOT))
    root.mkdir(parents=True, exist_ok=True)
    mark, sources = root / "collected", digest()
    with alone(root):
        if not mark.exists() or mark.read_text() != sources:
            call_command("collectstatic", verbosity=0, interactive=False)
            mark.write_text(sources)


def digest() -> str:
    """Changes with every file that there is to collect."""
    found = hashlib.blake2b(digest_size=16)
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            found.update(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode())
    return found.hexdigest()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process at a time."""
    try:
        import fcntl
    except ImportError:  # Windows, where nobody runs several
        yield
        return
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
