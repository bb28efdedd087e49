"""`manage.py test`: the suite on SQLite, then what concerns the database on PostgreSQL; beside both, the browser's tests.

Further arguments go to pytest in every run, `-n0` for one among them. After a run that failed no other begins.
With `--thorough` everything is run, also what takes too long for every change (`manage.py prove suite`).
Django is not set up here: each run is a pytest of its own, without the settings of whoever started it.
"""

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen, TimeoutExpired
from typing import Any

from config import postgres
from config.bootstrap import HERE

RUNS = {
    "SQLite": "not browser",
    "PostgreSQL": "not (browser or pdf or served or once)",
    "SQLite, in the browser": "browser",
}
# The browser's tests keep an event loop running in their process, where no other test can start one of its own.
# They wait for a server and a screen half of the time: a run of theirs goes beside the others, and no core stands still.
BESIDE = "SQLite, in the browser"
WORKERS = {BESIDE: "1"}
# To read all tests takes each process some ten seconds: none reads those of which it runs none.
READS = {BESIDE: ["-o", "testpaths=tests/browser"]}
REST = ["--ignore=tests/browser"]
# Where time is short, PostgreSQL is asked what it may answer otherwise, and the rest only with --thorough.
SHORT = "not portable"
PASSED = (0, 5)  # 5: nothing of it was asked for
PATIENCE = 20  # seconds that a run has to end in, with its servers


def settings(folder: str, database: str) -> dict[str, str]:
    """The environment of one run: the machine's, but of Varde's settings only where it keeps its things.

    Python may keep what it has compiled: each of the runs, and each server that a test starts, would do it anew.
    """
    kept = {name for name in os.environ if not name.startswith("VARDE_")} | {"VARDE_NO_VENV"}
    kept -= {"PYTHONDONTWRITEBYTECODE"}
    machine = {name: value for name, value in os.environ.items() if name in kept}
    return machine | {"VARDE_VAR": folder, "VARDE_DATABASE": database}


def selection(argv: list[str], name: str) -> list[str]:
    """Pytest's arguments for one run: a selection by marker only narrows ours."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("-m", dest="marker")
    known, rest = parser.parse_known_args(argv)
    marker = RUNS[name]
    if name == "PostgreSQL" and "--thorough" not in rest:
        marker = f"({marker}) and ({SHORT})"
    return ["-m", f"({known.marker}) and ({marker})" if known.marker else marker, *rest]


def suite(name: str, arguments: list[str], folder: str, database: str | None = None, said: Any = None) -> Popen[bytes]:
    """A run that has begun; what it says goes to a file, where one is given."""
    environment = settings(folder, database or str(Path(folder, "varde.sqlite3")))
    # Worksteal keeps neighbours on one core as long as both have work, and evens out the end.
    line = [sys.executable, "-m", "pytest", "-n", WORKERS.get(name, "2"), "--dist", "worksteal"]
    line += [*READS.get(name, REST), *arguments]
    return Popen(line, cwd=HERE, env=environment, stdout=said, stderr=said)  # noqa: S603


@contextmanager
def begun(name: str, argv: list[str], database: str | None = None, said: Any = None) -> Iterator[Popen[bytes]]:
    """One of the runs, in a folder of its own. Where we end before it, it is asked to end as by Ctrl-C."""
    with tempfile.TemporaryDirectory(prefix="varde-", ignore_cleanup_errors=True) as folder:
        process = suite(name, selection(argv, name), folder, database, said)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                try:
                    process.wait(PATIENCE)
                except TimeoutExpired:
                    process.kill()
                    process.wait()


def runs(argv: list[str], address: str) -> Iterator[int]:
    """The code of each run, as it ends."""
    with tempfile.TemporaryFile() as said, begun(BESIDE, argv, said=said) as beside:
        for name in (name for name in RUNS if name != BESIDE):
            print(f"On {name}:", flush=True)
            with begun(name, argv, address if name == "PostgreSQL" else None) as process:
                code = process.wait()
            yield code
            if code not in PASSED:
                break
        print(f"On {BESIDE}:", flush=True)
        code = beside.wait()
        said.seek(0)
        print(said.read().decode(errors="replace"), flush=True)
        yield code


def main(argv: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped then too
    try:
        with postgres.cluster() as address:
            codes = list(runs(argv, address))
            # What was asked for may belong to one of the runs only; but to none is a mistake.
            return next((code for code in codes if code not in PASSED), min(codes))
    except postgres.Unavailable as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
