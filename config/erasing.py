"""What was deleted is gone from the database's files, too: not only from its tables.

A row that is deleted stands on where it was written: in SQLite's write-ahead log until that is begun anew, in
PostgreSQL's tables until they are vacuumed. Commit by commit, it would tell who gave which anonymous answer.
What the server keeps to recover from a crash, and its backups, is its operator's (docs/anonymity.md).
"""

from __future__ import annotations

from django.apps import apps
from django.db import connection
from django.db.backends.utils import CursorWrapper

from config import jobs
from config.data import DataClass

JOB = "database.erase"
PATIENCE = 500  # milliseconds


class Busy(Exception):
    """Somebody reads what stood before; it is tried again."""


def ask(because: str) -> None:
    """Erases as soon as the caller's transaction is kept. `because` names what was deleted: it is done once for each."""
    jobs.enqueue(JOB, key=f"{JOB} {because}")


@jobs.job(JOB, attempts=12, daily=True)
def erase(_: jobs.Running) -> None:
    """Begins the log anew, or writes the tables anew that hold what nobody may join with a person.

    Whoever wants to write waits while this waits for whoever reads: so it gives up soon, and is tried again. Neither is
    possible inside a transaction.
    """
    if connection.in_atomic_block:
        raise Busy
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            begin_log_anew(cursor)
        else:
            write_tables_anew(cursor)


def begin_log_anew(cursor: CursorWrapper) -> None:
    cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
    try:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy = cursor.fetchone()[0]
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {1000 * connection.settings_dict['OPTIONS']['timeout']}")
    if is_busy:
        raise Busy


def write_tables_anew(cursor: CursorWrapper) -> None:
    cursor.execute(f"SET lock_timeout = {PATIENCE}")
    try:
        cursor.execute(f"VACUUM (FULL) {', '.join(map(connection.ops.quote_name, tables()))}")
    finally:
        cursor.execute("RESET lock_timeout")


def tables() -> list[str]:
    """Where answers lie that are deleted when their round closes."""
    kept = (DataClass.SEALED, DataClass.BALLOT)
    return sorted(model._meta.db_table for model in apps.get_models() if getattr(model, "data_class", None) in kept)
