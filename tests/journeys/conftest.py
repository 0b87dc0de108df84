"""The day on which a play is played, on each kind of database; leaves the plays to the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.day import Day

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from storage.store import Store


CHATS = ("local", "slack")
"""Where plays are played. Slack speaks over a socket on SQLite, and over signed HTTP on PostgreSQL."""


@pytest.fixture(params=CHATS)
def chat(request: pytest.FixtureRequest, store: Store) -> str:
    """The chat of a play, as `Day.begin` knows it."""
    if request.param == "local":
        return "local"
    return "socket" if store.is_sqlite else "http"


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
    """A play in the local chat is played on SQLite: on PostgreSQL it is played over Slack, through the same rooms."""
    items[:] = [item for item in items if not _is_played_over_slack_as_well(item)]


def _is_played_over_slack_as_well(item: pytest.Item) -> bool:
    params = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    return params.get("chat") == "local" and params.get("database") == "postgres"
