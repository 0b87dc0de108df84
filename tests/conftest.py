"""Fixtures that every room's tests share: databases of both kinds; leaves the rest to the conftest of each folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage.store import Store
from tests.databases import Databases

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

BOTH = ("sqlite", "postgres")


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """What makes databases; one PostgreSQL server for each test process."""
    made = Databases(tmp_path_factory.mktemp("databases"))
    yield made
    made.close()


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database with tables; the test runs once on each kind."""
    with databases.fresh(request.param, tmp_path) as url:
        yield url


@pytest.fixture(params=BOTH)
def empty_database(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database without anything; the test runs once on each kind."""
    with databases.fresh(request.param, tmp_path, empty=True) as url:
        yield url


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    """An open store on a fresh database of each kind."""
    opened = await Store.open(database)
    yield opened
    await opened.close()


@pytest.fixture
def sqlite_database(databases: Databases, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh SQLite database with tables, for tests in which the kind does not matter."""
    with databases.fresh("sqlite", tmp_path) as url:
        yield url


@pytest.fixture
def postgres_database(databases: Databases, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh PostgreSQL database with tables, for what only a server can do."""
    with databases.fresh("postgres", tmp_path) as url:
        yield url


@pytest.fixture
async def sqlite_store(sqlite_database: str) -> AsyncIterator[Store]:
    """An open store on SQLite, for tests in which the kind of database does not matter."""
    opened = await Store.open(sqlite_database)
    yield opened
    await opened.close()
