"""The day on which a play is played, on each kind of database; leaves the plays to the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.day import Day

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from storage.store import Store


@pytest.fixture
async def day(store: Store) -> AsyncIterator[Day]:
    """Tuesday 24 November 2026, 09:00, patience 4 hours locally and 8 centrally."""
    begun = await Day.begin(store)
    yield begun
    await begun.end()


@pytest.fixture
async def strict(store: Store) -> AsyncIterator[Day]:
    """The same day with a bot that answers only what equals an entry; every other question goes to people."""
    begun = await Day.begin(store, matching={"answer": "0.99", "suggest": "0.98"})
    yield begun
    await begun.end()


@pytest.fixture
async def offering(store: Store) -> AsyncIterator[Day]:
    """The same day with a bot that offers entries for every question that equals none."""
    begun = await Day.begin(store, matching={"answer": "0.99", "suggest": "0.02"})
    yield begun
    await begun.end()


@pytest.fixture
async def doubting(store: Store) -> AsyncIterator[Day]:
    """The same day with a bot that is never sure whether a question is for the desk."""
    begun = await Day.begin(store, matching={"question": "0.9999", "unsure": "0.01"})
    yield begun
    await begun.end()
