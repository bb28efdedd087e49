"""Rows that are written by one statement each, whose SQL is made once.

What a whole room writes at once, and what a whole room waits for. What several fibers write at the same time goes to the
database together (`config.fibers`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.utils.functional import cached_property

from config import fibers

M = TypeVar("M", bound=models.Model)

Telling = tuple[str, Sequence[Any]]
"""An expression of SQL, and its parameters."""


class Insert(Generic[M]):
    """A row that is written: one statement."""

    def __init__(self, model: type[M]) -> None:
        self._model = model

    def write(self, row: M) -> bool:
        """Whether it was written."""
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(self._sql, self.values(row))
            return bool(cursor.rowcount)

    def values(self, row: M) -> list[Any]:
        connection = connections[DEFAULT_DB_ALIAS]
        values = [
            field.get_db_prep_save(field.pre_save(row, add=True), connection=connection) for field in self._fields
        ]
        return [*values, *self._more(row)]

    def _more(self, row: M) -> list[Any]:
        """What the statement asks beside the values."""
        return []

    @cached_property
    def _fields(self) -> list[Any]:
        return [field for field in self._model._meta.concrete_fields if not field.generated and not field.primary_key]

    @cached_property
    def _sql(self) -> str:
        return self._into(self._source(self._placeholders))

    def statement(self, per: str) -> str:
        """One that writes the row for each row of another."""
        return self._into(f"SELECT {self._placeholders} FROM {per}")  # noqa: S608

    def _into(self, source: str) -> str:
        columns = ", ".join(quoted(field.column) for field in self._fields)
        return f"INSERT INTO {quoted(self._model._meta.db_table)} ({columns}) {source}"

    @cached_property
    def _placeholders(self) -> str:
        return ", ".join(["%s"] * len(self._fields))

    def _source(self, placeholders: str) -> str:
        return f"VALUES ({placeholders})"


class Upsert(Insert[M]):
    """The same, or written over where there is one with the same `unique` fields.

    Where the field `keeps` is true it is written over only by one in which it is true as well.
    """

    def __init__(self, model: type[M], *, unique: Sequence[str], over: Sequence[str], keeps: str = "") -> None:
        super().__init__(model)
        self._unique, self._over, self._keeps = unique, over, keeps

    def write(self, row: M) -> bool:
        return fibers.ask(self._write_all, row)

    def _write_all(self, rows: Sequence[M]) -> list[bool]:
        """Whether each was written; in an order in which two who write the same rows don't wait for each other."""
        if len(rows) == 1:
            return [super().write(rows[0])]
        in_order = sorted(rows, key=lambda row: [getattr(row, field.attname) for field in self._known_by])
        connection = connections[DEFAULT_DB_ALIAS]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.executemany(self._sql, [self.values(row) for row in in_order])
                if cursor.rowcount == len(rows):
                    return [True] * len(rows)
        with transaction.atomic():
            written = {id(row): super(Upsert, self).write(row) for row in in_order}
        return [written[id(row)] for row in rows]

    @cached_property
    def _known_by(self) -> list[Any]:
        return [self._model._meta.get_field(name) for name in self._unique]

    @cached_property
    def _sql(self) -> str:
        unique = ", ".join(self._columns(self._unique))
        sets = ", ".join(f"{column} = excluded.{column}" for column in self._columns(self._over))
        sql = f"{super()._sql} ON CONFLICT ({unique}) DO UPDATE SET {sets}"
        if not self._keeps:
            return sql
        (keeps,) = self._columns([self._keeps])
        return f"{sql} WHERE excluded.{keeps} OR NOT {quoted(self._model._meta.db_table)}.{keeps}"

    def _columns(self, names: Sequence[str]) -> list[str]:
        fields: list[Any] = [self._model._meta.get_field(name) for name in names]
        return [quoted(field.column) for field in fields]


class Change(Generic[M]):
    """Sets fields of one row, where it still is as it was seen: one statement."""

    def __init__(self, model: type[M], *seen: str) -> None:
        self._model, self._seen = model, seen
        self._made: dict[tuple[str, ...], tuple[str, list[Any]]] = {}  # the statement and its fields, by what is set

    def write(self, values: dict[str, Any], **seen: Any) -> bool:
        """Whether it still was; `seen` are the values by which the row is known."""
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(*self._statement(values, seen))
            return bool(cursor.rowcount)

    def _statement(self, values: dict[str, Any], seen: dict[str, Any]) -> tuple[str, list[Any]]:
        connection = connections[DEFAULT_DB_ALIAS]
        names = tuple(values)
        sql, fields = self._made.get(names) or self._made.setdefault(names, self._make(names))
        given = [*values.values(), *(seen[name] for name in self._seen)]
        plain = (each.pk if isinstance(each, models.Model) else each for each in given)
        return sql, [
            field.get_db_prep_save(value, connection=connection) for field, value in zip(fields, plain, strict=True)
        ]

    def _make(self, names: tuple[str, ...]) -> tuple[str, list[Any]]:
        fields: list[Any] = [self._model._meta.get_field(name) for name in (*names, *self._seen)]
        each = [f"{quoted(field.column)} = %s" for field in fields]
        sets, where = ", ".join(each[: len(names)]), " AND ".join(each[len(names) :])
        return f"UPDATE {quoted(self._model._meta.db_table)} SET {sets} WHERE {where}", fields  # noqa: S608


class Noted(Change[M]):
    """The same, and a row that notes it: neither is written without the other.

    On PostgreSQL both are one statement, which may also `tell`.
    """

    def __init__(self, model: type[M], *seen: str, note: Insert[Any]) -> None:
        super().__init__(model, *seen)
        self._note = note

    def write_noted(self, values: dict[str, Any], note: models.Model, tell: Telling = ("1", ()), **seen: Any) -> bool:
        """Whether it still was, and is noted; then those who listen are told, as far as the database does that."""
        connection = connections[DEFAULT_DB_ALIAS]
        if connection.vendor != "postgresql":
            with transaction.atomic():
                return self.write(values, **seen) and self._note.write(note)
        change, parameters = self._statement(values, seen)
        saying, said = tell
        sql = (
            f"WITH changed AS ({change} RETURNING 1), noted AS ({self._note.statement('changed')})"  # noqa: S608
            f" SELECT {saying} FROM changed"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [*parameters, *self._note.values(note), *said])
            return bool(cursor.rowcount)


def quoted(name: str) -> str:
    return connections[DEFAULT_DB_ALIAS].ops.quote_name(name)
