"""`manage.py test`: the suite on SQLite, then the browser's tests, then what concerns the database on PostgreSQL.

Further arguments go to pytest in every run, `-n0` for one among them. It stops at the first run that fails.
With `--thorough` everything is run, also what takes too long for every change (`manage.py prove suite`).
Django is not set up here: each run is a pytest of its own, without the settings of whoever started it.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from config import postgres
from config.bootstrap import HERE

# The browser's tests keep an event loop running in their process, where no other test can start one of its own.
RUNS = {
    "SQLite": "not browser",
    "SQLite, in the browser": "browser",
    "PostgreSQL": "not (browser or pdf or served or once)",
}
# Where time is short, PostgreSQL is asked what it may answer otherwise, and the rest only with --thorough.
SHORT = "not portable"
NOTHING_COLLECTED = 5


def settings(folder: str, database: str) -> dict[str, str]:
    """The environment of one run: the machine's, but of Varde's settings only where it keeps its things."""
    kept = {name for name in os.environ if not name.startswith("VARDE_")} | {"VARDE_NO_VENV"}
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


def suite(arguments: list[str], database: str | None = None) -> int:
    with tempfile.TemporaryDirectory(prefix="varde-", ignore_cleanup_errors=True) as folder:
        environment = settings(folder, database or str(Path(folder, "varde.sqlite3")))
        # Worksteal keeps neighbours on one core as long as both have work, and evens out the end.
        line = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", *arguments]
        return subprocess.run(line, cwd=HERE, env=environment).returncode  # noqa: S603


def main(argv: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped then too
    try:
        with postgres.cluster() as address:
            codes = []
            for name in RUNS:
                print(f"On {name}:", flush=True)
                codes.append(suite(selection(argv, name), address if name == "PostgreSQL" else None))
                if codes[-1] not in (0, NOTHING_COLLECTED):
                    return codes[-1]
            # What was asked for may belong to one of the runs only; but to none is a mistake.
            return min(codes)
    except postgres.Unavailable as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
