"""What a fixture builds, built once a process: afterwards its rows are put back as they were.

Building through the services costs a tenth of a second, and most tests begin with it. The rows go back within the
test's own transaction, and only into a database in which nothing stands that they could meet.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date, time
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, models, transaction

from programmes.models import Municipality

APPS = ("config", "programmes", "values", "efficacy", "goals")
Built = TypeVar("Built")
Rows = list[tuple[str, list[str], list[tuple[Any, ...]]]]

_kept: dict[str, tuple[Rows, bytes]] = {}


def kept(name: str, build: Callable[[], Built]) -> Built:
    """What `build` makes in an empty database, and all its rows."""
    if Municipality.objects.exists():
        return build()
    if name not in _kept:
        built = build()
        _kept[name] = (read(), pickle.dumps(built))
        return built
    rows, pickled = _kept[name]
    write(rows)
    result: Built = pickle.loads(pickled)
    return result


def tables() -> list[type[models.Model]]:
    return [model for app in APPS for model in apps.get_app_config(app).get_models(include_auto_created=True)]


def read() -> Rows:
    found: Rows = []
    with connection.cursor() as cursor:
        for model in tables():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            if rows := [tuple(map(plain, row)) for row in cursor.fetchall()]:
                found.append((model._meta.db_table, [column[0] for column in cursor.description], rows))
    return found


def plain(value: Any) -> Any:
    """SQLite keeps days and times as text, and takes them as nothing else."""
    return str(value) if connection.vendor == "sqlite" and isinstance(value, date | time) else value


def write(tables: Rows) -> None:
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        for table, columns, rows in tables:
            one = f"({', '.join(['%s'] * len(columns))})"
            cursor.execute(
                f"INSERT INTO {quote(table)} ({', '.join(map(quote, columns))}) VALUES {', '.join([one] * len(rows))}",
                [value for row in rows for value in row],
            )
