"""Queries that a whole room asks at once: said in the ORM, and their SQL made once.

Making the SQL of a query costs the ORM several times what the database spends on it. Here that is done at the
first call, with a stand-in for each argument; later calls put their arguments in the stand-ins' places. What several
fibers ask or write at the same time goes to the database together (`config.fibers`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.models import QuerySet
from django.db.models.query import get_related_populators
from django.utils.functional import cached_property

from config import fibers

M = TypeVar("M", bound=models.Model)

# No argument is like these: each is told from the others by its number.
STAND_INS: dict[type, Callable[[int], Any]] = {
    str: lambda number: f"\x02{number}\x03",
    int: lambda number: -(2**31) + number,
    date: lambda number: date.min + timedelta(number),
    datetime: lambda number: datetime(1, 1, 1, microsecond=number, tzinfo=timezone.utc),  # noqa: UP017
}

Telling = tuple[str, Sequence[Any]]
ARRAYS = {str: "text[]", int: "bigint[]", date: "date[]", datetime: "timestamptz[]"}


@dataclass
class Made:
    """A query's SQL, its parameters with the places of the arguments, and what it takes to read its rows."""

    sql: str
    parameters: list[Any]
    places: dict[int, str]
    converters: list[tuple[int, list[Callable[..., Any]], Any]]
    names: list[str]  # the model's attributes, which are the first columns
    related: Sequence[Any]
    annotations: dict[str, int]

    def filled(self, arguments: dict[str, Any], connection: Any) -> list[Any]:
        found = list(self.parameters)
        for place, name in self.places.items():
            found[place] = adapted(arguments[name], connection)
        return found


class Prepared(Generic[M]):
    """A query of named arguments, each of the type given for it.

    `build` makes the query from them, and must make the same SQL whatever their values.
    """

    def __init__(self, build: Callable[..., QuerySet[M, Any]], **arguments: type) -> None:
        self._build = build
        self._stand_ins = {
            name: STAND_INS[type_](number) for number, (name, type_) in enumerate(arguments.items(), start=1)
        }

    def get(self, **arguments: Any) -> M:
        """The row, or the first of several; raises the model's DoesNotExist where there is none."""
        found = self.first(**arguments)
        if found is None:
            raise self._model.DoesNotExist  # type: ignore[attr-defined]
        return found

    def first(self, **arguments: Any) -> M | None:
        """The first row, or None."""
        found = self.rows(**arguments)
        return self._read(found[0], self._made, connections[DEFAULT_DB_ALIAS]) if found else None

    def all(self, **arguments: Any) -> list[M]:
        """Every row, in the query's order."""
        connection, made = connections[DEFAULT_DB_ALIAS], self._made
        return [self._read(row, made, connection) for row in self.rows(**arguments)]

    def rows(self, **arguments: Any) -> list[tuple[Any, ...]]:
        """The columns of a `values_list`, as the database has them."""
        return fibers.ask(self._rows_of, arguments)

    def _rows_of(self, asked: Sequence[dict[str, Any]]) -> list[list[tuple[Any, ...]]]:
        """The rows of each."""
        connection, made = connections[DEFAULT_DB_ALIAS], self._made
        with connection.cursor() as cursor:
            if len(asked) > 1 and connection.vendor == "postgresql":
                return self._rows_at_once(asked, cursor)
            found = []
            for arguments in asked:
                cursor.execute(made.sql, made.filled(arguments, connection))
                found.append(list(cursor.fetchall()))
            return found

    def _rows_at_once(self, asked: Sequence[dict[str, Any]], cursor: Any) -> list[list[tuple[Any, ...]]]:
        connection = connections[DEFAULT_DB_ALIAS]
        sql, fixed = self._of_many
        columns = [[adapted(each[name], connection) for each in asked] for name in self._stand_ins]
        cursor.execute(sql, [*columns, *fixed])
        found: list[list[tuple[Any, ...]]] = [[] for _ in asked]
        for number, *row in cursor.fetchall():
            found[number - 1].append(tuple(row))
        return found

    @cached_property
    def _of_many(self) -> tuple[str, list[Any]]:
        """PostgreSQL's statement for several sets of arguments, and the parameters that are the same for all."""
        made = self._made
        pieces = made.sql.split("%s")
        asked = [
            f"asked.{quoted(made.places[place])}" if place in made.places else "%s" for place in range(len(pieces) - 1)
        ]
        each = "".join(piece for pair in zip(pieces, [*asked, ""], strict=True) for piece in pair)
        arrays = ", ".join(f"%s::{ARRAYS[type(value)]}" for value in self._stand_ins.values())
        names = ", ".join(map(quoted, [*self._stand_ins, "number"]))
        several = f"unnest({arrays}) WITH ORDINALITY asked ({names})"
        sql = f"SELECT asked.number, each.* FROM {several}, LATERAL ({each}) each"  # noqa: S608
        return sql, [value for place, value in enumerate(made.parameters) if place not in made.places]

    def _read(self, row: tuple[Any, ...], made: Made, connection: Any) -> M:
        values = list(row)
        for place, converters, expression in made.converters:
            for converter in converters:
                values[place] = converter(values[place], expression, connection)
        found = self._model.from_db(connection.alias, made.names, values[: len(made.names)])
        for related in made.related:
            related.populate(values, found)
        for name, place in made.annotations.items():
            setattr(found, name, values[place])
        return found

    @cached_property
    def _query(self) -> QuerySet[M, Any]:
        return self._build(**self._stand_ins)

    @property
    def _model(self) -> type[M]:
        return self._query.model

    @cached_property
    def _made(self) -> Made:
        connection = connections[DEFAULT_DB_ALIAS]
        compiler = self._query.query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        names = {adapted(value, connection): name for name, value in self._stand_ins.items()}
        places = {place: names[value] for place, value in enumerate(parameters) if value in names}
        assert set(places.values()) == set(names.values()), "an argument is not a parameter of its query"
        columns, info = compiler.select, compiler.klass_info
        return Made(
            sql,
            list(parameters),
            places,
            [(place, *found) for place, found in compiler.get_converters([each for each, *_ in columns]).items()],
            [columns[place][0].target.attname for place in info["select_fields"]] if info else [],
            get_related_populators(info, columns, connection.alias) if info else [],  # type: ignore[call-arg]
            compiler.annotation_col_map or {},
        )


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

    On PostgreSQL both are one statement, which may also `tell`: an expression, and its parameters.
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


def attach(name: str, children: Iterable[models.Model], to: Sequence[models.Model]) -> None:
    """Gives each its children, in their order, so that `parent.name.all()` asks the database no more.

    A filter on them asks it, and stays with the parent. As `prefetch_related` does it, where the
    children have been read already.
    """
    if not to:
        return
    relation: Any = to[0]._meta.get_field(name)
    accessor = relation.get_accessor_name()
    by_parent: dict[Any, list[models.Model]] = {parent.pk: [] for parent in to}
    for child in children:
        if (siblings := by_parent.get(getattr(child, relation.field.attname))) is not None:
            siblings.append(child)  # else its parent came after the parents were read
    for parent in to:
        for child in by_parent[parent.pk]:
            setattr(child, relation.field.name, parent)
        read = getattr(parent, accessor).get_queryset()
        read._result_cache, read._prefetch_done = by_parent[parent.pk], True
        vars(parent).setdefault("_prefetched_objects_cache", {})[accessor] = read


def adapted(value: Any, connection: Any) -> Any:
    """As the database's driver takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
