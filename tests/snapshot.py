"""What a fixture builds, built once a process: afterwards its rows are put back as they were.

Building through the services costs a tenth of a second, and most tests begin with it. The rows go back within the
test's own transaction, and only into a database in which nothing stands that they could meet.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date, time
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from programmes.models import Municipality

if TYPE_CHECKING:
    from tests.world import Place

APPS = ("config", "programmes", "values", "efficacy", "goals")
Built = TypeVar("Built")
Rows = list[tuple[str, list[str], list[tuple[Any, ...]]]]

_kept: dict[str, tuple[Rows, bytes]] = {}
_further: dict[str, tuple[str, Rows, Rows, bytes]] = {}


def kept(name: str, build: Callable[[], Built]) -> Built:
    """What `build` makes in an empty database, and all its rows."""
    if Municipality.objects.exists():
        return build()
    name = f"{name} {timezone.localdate()}"  # a run may go on past midnight
    if name not in _kept:
        built = build()
        _kept[name] = (read(), pickle.dumps(built))
        return built
    rows, pickled = _kept[name]
    write(rows)
    result: Built = pickle.loads(pickled)
    return result


def further(name: str, here: Place, build: Callable[[Place], Built]) -> Built:
    """What `build` makes of a place that was kept, and what it does to it: rows that come, change and go."""
    whose, gone, come, pickled = _further.get(name, ("", [], [], b""))
    if whose == here.municipality.public_id:
        write(come, instead_of=gone)
        as_it_is, result = pickle.loads(pickled)
        vars(here).update(vars(as_it_is))
        return cast(Built, result)
    before = read()
    built = build(here)
    after = read()
    _further[name] = (
        here.municipality.public_id, without(before, after), without(after, before), pickle.dumps((here, built))
    )  # fmt: skip
    return built


def without(rows: Rows, others: Rows) -> Rows:
    """Those of the rows that are not among the others as they are."""
    known = {(table, row) for table, _columns, found in others for row in map(repr, found)}
    return [
        (table, columns, [row for row in found if (table, repr(row)) not in known]) for table, columns, found in rows
    ]


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


def write(tables: Rows, *, instead_of: Rows | None = None) -> None:
    """Puts rows back, in the place of others; each table's key is its first column."""
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        for table, columns, rows in instead_of or []:
            cursor.executemany(f"DELETE FROM {quote(table)} WHERE {quote(columns[0])} = %s", [row[:1] for row in rows])
        for table, columns, rows in tables:
            if not rows:
                continue
            one = f"({', '.join(['%s'] * len(columns))})"
            cursor.execute(
                f"INSERT INTO {quote(table)} ({', '.join(map(quote, columns))}) VALUES {', '.join([one] * len(rows))}",
                [value for row in rows for value in row],
            )
