"""Queries that a whole room asks at once: said in the ORM, and their SQL made once.

Making the SQL of a query costs the ORM several times what the database spends on it. Here that is done at the
first call, with a stand-in for each argument; later calls put their arguments in the stand-ins' places.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any, Generic, TypeVar

from django.db import connection, models
from django.db.models import QuerySet

M = TypeVar("M", bound=models.Model)

# No argument is like these: each is told from the others by its number.
STAND_INS: dict[type, Callable[[int], Any]] = {
    str: lambda number: f"\x02{number}\x03",
    int: lambda number: -(2**31) + number,
    date: lambda number: date.min + timedelta(number),
    datetime: lambda number: datetime(1, 1, 1, microsecond=number, tzinfo=timezone.utc),  # noqa: UP017
}


class Prepared(Generic[M]):
    """A query of named arguments, each of the type given for it.

    `build` makes the query from them and must make the same SQL whatever their values. A query with
    `select_related` cannot be prepared: its rows are read as instances of one model.
    """

    def __init__(self, build: Callable[..., QuerySet[M, Any]], **arguments: type) -> None:
        self._build = build
        self._stand_ins = {
            name: STAND_INS[type_](number) for number, (name, type_) in enumerate(arguments.items(), start=1)
        }
        self._made: tuple[type[M], str, list[Any], dict[int, str]] | None = None

    def get(self, **arguments: Any) -> M:
        """The row, or the first of several; raises the model's DoesNotExist where there is none."""
        model, sql, parameters = self._filled(arguments)
        for found in model._default_manager.raw(sql, parameters):
            return found
        raise model.DoesNotExist  # type: ignore[attr-defined]

    def rows(self, **arguments: Any) -> list[tuple[Any, ...]]:
        """The columns of a `values_list`, as the database has them."""
        _model, sql, parameters = self._filled(arguments)
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return list(cursor.fetchall())

    def _filled(self, arguments: dict[str, Any]) -> tuple[type[M], str, list[Any]]:
        if self._made is None:
            self._made = self._make()
        model, sql, parameters, places = self._made
        filled = list(parameters)
        for place, name in places.items():
            filled[place] = adapted(arguments[name])
        return model, sql, filled

    def _make(self) -> tuple[type[M], str, list[Any], dict[int, str]]:
        query = self._build(**self._stand_ins)
        sql, parameters = query.query.sql_with_params()
        names = {adapted(value): name for name, value in self._stand_ins.items()}
        places = {place: names[value] for place, value in enumerate(parameters) if value in names}
        assert set(places.values()) == set(names.values()), "an argument is not a parameter of its query"
        return query.model, sql, list(parameters), places


def adapted(value: Any) -> Any:
    """As the database's driver takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
