"""A PostgreSQL of one's own for as long as a run lasts. Standard library only."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

USER = "varde"
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
port = 5432
"""
# The data live for minutes and nothing is to survive a power cut.
HASTY = """
fsync = off
synchronous_commit = off
full_page_writes = off
"""


class Unavailable(Exception):
    """PostgreSQL could not be started; the text says why and what helps."""


def programs() -> Path:
    """The folder with the newest server's own programs, which Debian keeps outside the path."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: float(folder.parent.name))
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    raise Unavailable(
        "PostgreSQL is not installed. On Debian this brings it:\n"
        "  sudo apt-get install -y --no-install-recommends postgresql"
    )


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """A new, empty server on a private socket; yields its address, and leaves nothing behind.

    With `durable` it acknowledges as in production: what is committed survives a crash.
    """
    programs()
    # /tmp and not TMPDIR: a socket's path must be short, and the host of an address is read in lower case.
    folder = Path(tempfile.mkdtemp(prefix="varde-", dir="/tmp"))
    if os.geteuid() == 0:
        try:
            shutil.chown(folder, "postgres", "postgres")
        except LookupError:
            folder.rmdir()
            raise Unavailable("PostgreSQL does not run as root, and there is no user “postgres” here.") from None
    try:
        _run(folder, "initdb", "--username", USER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        with (folder / "data" / "postgresql.conf").open("a") as configuration:
            configuration.write(SETTINGS.format(folder=folder) + ("" if durable else HASTY))
        _run(folder, "pg_ctl", "start", "--wait", "--silent", "--log", str(folder / "log"))
        yield f"postgresql://{USER}@{quote(str(folder), safe='')}:5432/postgres"
    finally:
        try:
            if (folder / "data" / "postmaster.pid").exists():
                _run(folder, "pg_ctl", "stop", "--mode=immediate", "--silent")
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def crash(address: str) -> None:
    """Ends a cluster's server as a power cut would, and starts it again; back when it answers."""
    folder = Path(unquote(urlsplit(address).hostname or ""))
    options = ("--mode=immediate", "--wait", "--silent", "--log", str(folder / "log"))
    _run(folder, "pg_ctl", "restart", *options)


def _run(folder: Path, program: str, *arguments: str) -> None:
    """One of PostgreSQL's programs on the cluster of a folder."""
    identity: dict[str, Any] = {}
    if os.geteuid() == 0:  # the server refuses to run as root; Debian's package brings this user
        identity = {"user": "postgres", "group": "postgres", "extra_groups": []}
    log = folder / "log"
    done = subprocess.run(  # noqa: S603
        [programs() / program, "-D", folder / "data", *arguments],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))},
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        **identity,
    )
    if done.returncode:
        said = done.stdout + (log.read_text(errors="replace") if log.exists() else "")
        raise Unavailable(f"PostgreSQL's {program} failed:\n{said.strip()}")
