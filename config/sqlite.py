"""What SQLite must be told, and PostgreSQL does by itself."""

from __future__ import annotations

from contextlib import suppress

from django.db import OperationalError, connection

ROWS = 400  # of each index that are looked at


def count() -> None:
    """Lets it see how many rows share a key: else it may look at all of a programme to find one person.

    Where it can't write just then, it goes on with what it knows.
    """
    if connection.vendor == "sqlite":
        with suppress(OperationalError), connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={ROWS}")
            cursor.execute("ANALYZE")
