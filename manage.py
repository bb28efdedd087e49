#!/usr/bin/env python3
"""Varde's command line: `python3 manage.py demo` shows the product, `python3 manage.py test` checks it."""

import os
import sys

# Above every other line that an older Python could stumble on, and in words that it can parse.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("Varde needs Python 3.11 or newer; this is Python " + sys.version.split()[0] + ".")

if __name__ == "__main__":
    from config import bootstrap

    command = sys.argv[1] if len(sys.argv) > 1 else ""
    bootstrap.prepare(command)
    if command == "test":
        from config import testing

        sys.exit(testing.main(sys.argv[2:]))

    if command == "demo":
        from config import demonstration

        demonstration.set_up()

    if command in ("bench_live", "bench_pdf", "prove"):
        # They start servers of their own, each with a key and a database of its own, and what was compiled is kept.
        os.environ.setdefault("VARDE_SECRET_KEY", "not used")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

    from config import memory

    memory.look_seldom()
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    execute_from_command_line(sys.argv)
