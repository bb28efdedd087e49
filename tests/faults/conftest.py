"""Grounds on which faults happen: a gathering at the points round, on a database of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from config.proving.servers import serving
from values.proving import faults
from values.proving.faults import Ground


@pytest.fixture(scope="session")
def sqlite(migrated: Path) -> Iterator[Ground]:
    with faults.ground(migrated=migrated) as ground:
        yield ground


@pytest.fixture(scope="session")
def served(sqlite: Ground) -> Iterator[Ground]:
    """With a server that no fault may harm."""
    with serving(sqlite.site, worker=False) as (server,):
        yield replace(sqlite, standing=server)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Ground]:
    with faults.ground("postgresql") as ground:
        yield ground
