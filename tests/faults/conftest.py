"""Grounds on which faults happen: a gathering at the points round, on a database of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from config.proving.servers import serving
from values.proving import faults
from values.proving.faults import Ground


@pytest.fixture(scope="session")
def sqlite() -> Iterator[Ground]:
    with faults.ground() as ground:
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
