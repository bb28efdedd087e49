"""`manage.py test`: the whole suite on SQLite, then what concerns the database on a PostgreSQL of its own.

Further arguments go to pytest in both runs, `-n0` for one among them. It stops at the first run that fails.
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

NOT_ON_POSTGRESQL = "not browser and not pdf"
NOTHING_COLLECTED = 5


def settings(folder: str, database: str) -> dict[str, str]:
    """The environment of one run: the machine's, but of Varde's settings only where it keeps its things."""
    kept = {name for name in os.environ if not name.startswith("VARDE_")} | {"VARDE_NO_VENV"}
    machine = {name: value for name, value in os.environ.items() if name in kept}
    return machine | {"VARDE_VAR": folder, "VARDE_DATABASE": database}


def selection(argv: list[str]) -> tuple[list[str], list[str]]:
    """Pytest's arguments on SQLite and on PostgreSQL, where a selection by marker only narrows ours."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("-m", dest="marker")
    known, rest = parser.parse_known_args(argv)
    narrowed = f"({known.marker}) and ({NOT_ON_POSTGRESQL})" if known.marker else NOT_ON_POSTGRESQL
    return argv, ["-m", narrowed, *rest]


def suite(arguments: list[str], database: str | None = None) -> int:
    with tempfile.TemporaryDirectory(prefix="varde-", ignore_cleanup_errors=True) as folder:
        environment = settings(folder, database or str(Path(folder, "varde.sqlite3")))
        # Worksteal keeps neighbours on one core as long as both have work, and evens out the end.
        line = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal", *arguments]
        return subprocess.run(line, cwd=HERE, env=environment).returncode  # noqa: S603


def main(argv: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped then too
    on_sqlite, on_postgresql = selection(argv)
    try:
        print("On SQLite:", flush=True)
        if code := suite(on_sqlite):
            return code
        with postgres.cluster() as address:
            print(f"On PostgreSQL, {NOT_ON_POSTGRESQL}:", flush=True)
            code = suite(on_postgresql, address)
            # All that was asked for may belong on SQLite, where it has passed.
            return 0 if code == NOTHING_COLLECTED else code
    except postgres.Unavailable as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
