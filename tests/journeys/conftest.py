"""The day on which a play is played, on each kind of database; leaves the plays to the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

import pytest

from tests.journeys.day import WHERE, Day
from tests.journeys.local_alone import LOCAL_ALONE, NOT_IN_TEAMS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from storage.store import Store
    from tests.databases import Databases


HERE = ("sqlite", "postgres", "postgres over slack", "sqlite over teams")
"""Where plays are played."""


@pytest.fixture(params=HERE)
def database(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database with tables, for each kind of database and of chat."""
    with databases.fresh(request.param.split()[0], tmp_path) as url:
        yield url


@pytest.fixture(autouse=True)
def chat(request: pytest.FixtureRequest) -> Iterator[str]:
    """The chat of a play, as `Day.begin` knows it; a day that a play begins by itself is there too."""
    where = _where(request.node)
    WHERE[0] = {"postgres over slack": _transport(request.node), "sqlite over teams": "teams"}.get(where, "local")
    yield WHERE[0]
    WHERE[0] = "local"


@pytest.fixture
async def day(store: Store, chat: str) -> AsyncIterator[Day]:
    """Tuesday 24 November 2026, 09:00, patience 4 hours locally and 8 centrally."""
    begun = await Day.begin(store, on=chat)
    yield begun
    await begun.end()


@pytest.fixture
async def strict(store: Store, chat: str) -> AsyncIterator[Day]:
    """The same day with a bot that answers only what equals an entry; every other question goes to people."""
    begun = await Day.begin(store, on=chat, matching={"answer": "0.99", "suggest": "0.98"})
    yield begun
    await begun.end()


@pytest.fixture
async def offering(store: Store, chat: str) -> AsyncIterator[Day]:
    """The same day with a bot that offers entries for every question that equals none."""
    begun = await Day.begin(store, on=chat, matching={"answer": "0.99", "suggest": "0.02"})
    yield begun
    await begun.end()


@pytest.fixture
async def doubting(store: Store, chat: str) -> AsyncIterator[Day]:
    """The same day with a bot that is never sure whether a question is for the desk."""
    begun = await Day.begin(store, on=chat, matching={"question": "0.9999", "unsure": "0.01"})
    yield begun
    await begun.end()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A play in the local chat is played on SQLite: on PostgreSQL it is played over Slack, through the same rooms.

    What speaks to the local chat itself, past the hands that both chats have, is played there alone, on both databases.
    """
    items[:] = [item for item in items if _where(item) not in _nowhere(item)]


def _nowhere(item: pytest.Item) -> tuple[str, ...]:
    """Where a play is not played."""
    name = f"{item.path.stem}::{getattr(item, 'originalname', item.name)}"
    if item.path.stem in LOCAL_ALONE or name in LOCAL_ALONE:
        return ("postgres over slack", "sqlite over teams")
    not_there = item.path.stem in NOT_IN_TEAMS or name in NOT_IN_TEAMS
    return ("postgres", "sqlite over teams") if not_there else ("postgres",)


def _transport(item: pytest.Item) -> str:
    """Slack speaks over a socket in every second play, by its name, and over signed HTTP in the others.

    Which of them it is changes nothing behind the adapter; each play over both would be a fifth of the suite's time, and
    the rehearsals are played over both.
    """
    return ("socket", "http")[crc32(item.nodeid.encode()) % 2]


def _where(item: pytest.Item) -> str:
    params = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    return str(params.get("database", ""))
