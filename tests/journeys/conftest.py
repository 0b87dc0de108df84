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
