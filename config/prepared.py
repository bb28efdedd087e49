"""Queries that a whole room asks at once: said in the ORM, and their SQL made once.

Making the SQL of a query costs the ORM several times what the database spends on it. Here that is done at the
first call, with a stand-in for each argument; later calls put their arguments in the stand-ins' places. What several
fibers ask at the same time goes to the database together (`config.fibers`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import QuerySet
from django.db.models.query import get_related_populators
from django.utils.functional import cached_property

from config import fibers
from config.written import quoted

M = TypeVar("M", bound=models.Model)

# No argument is like these: each is told from the others by its number.
STAND_INS: dict[type, Callable[[int], Any]] = {
    str: lambda number: f"\x02{number}\x03",
    int: lambda number: -(2**31) + number,
    date: lambda number: date.min + timedelta(number),
    datetime: lambda number: datetime(1, 1, 1, microsecond=number, tzinfo=timezone.utc),  # noqa: UP017
}

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
