"""The suite's own database is made of the models: `manage.py migrate` makes the same tables, with the same laws."""

from __future__ import annotations

import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection

from config.proving.servers import MANAGE, Site
from tests.snapshot import tables

pytestmark = pytest.mark.django_db
Found = set[tuple[str, ...]]
OURS = {model._meta.db_table for model in tables()}
COLUMNS = """
SELECT table_name, column_name, data_type, is_nullable, character_maximum_length::text, is_identity
FROM information_schema.columns WHERE table_schema = 'public'
"""
LAWS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
"""
INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"


def parts(statement: str) -> Iterator[str]:
    """What a statement that makes a table says of it, column by column and law by law, in whatever order."""
    depth, begun = 0, 0
    for place, sign in enumerate(statement):
        depth += (sign == "(") - (sign == ")")
        if (sign == "," and depth == 1) or (sign == "(" and depth == 1) or (sign == ")" and depth == 0):
            yield re.sub(r"\s+", " ", statement[begun:place]).strip()
            begun = place + 1


def of_sqlite(ask: Any) -> Found:
    found = ask("SELECT type, tbl_name, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {
        (table, name, part)
        for kind, table, name, statement in found
        if table in OURS
        for part in (parts(statement) if kind == "table" else [statement])
    }


def of_postgresql(ask: Any) -> Found:
    return {tuple(map(str, row)) for query in (COLUMNS, LAWS, INDEXES) for row in ask(query) if row[0] in OURS}


def asked(query: str) -> list[tuple[Any, ...]]:
    """What this test's own database answers."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of a new database beside the test's own, on PostgreSQL."""
    name, own = f"migrated_{secrets.token_hex(6)}", connection.settings_dict
    server = f"postgresql://{own['USER']}@{quote(own['HOST'], safe='')}:{own['PORT']}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as maintenance:
        maintenance.execute(f"CREATE DATABASE {name}".encode())
        yield f"{server}/{name}"
        maintenance.execute(f"DROP DATABASE {name}".encode())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite")
def test_migrating_makes_what_the_models_say_on_sqlite(migrated: Path) -> None:
    with closing(sqlite3.connect(migrated)) as file:
        made = of_sqlite(lambda query: file.execute(query).fetchall())
    said = of_sqlite(asked)
    assert {table for table, *_ in said} == OURS
    assert made == said


@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL")
def test_migrating_makes_what_the_models_say_on_postgresql(elsewhere: str, tmp_path: Path) -> None:
    Site(tmp_path, elsewhere, {"VARDE_SECRET_KEY": "not used"}).run(*MANAGE, "migrate", "-v0")
    with psycopg.connect(elsewhere) as server:
        made = of_postgresql(lambda query: server.execute(query).fetchall())
    said = of_postgresql(asked)
    assert {table for table, *_ in said} == OURS
    assert made == said
