"""Reads back what happened while nobody listened, at the start and after each gap; leaves reading to the platforms.

A service may also fall silent without a word, so the channels are read back from time to time all the same.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.clock import Clocks
from bot.platforms.base import Hear, Platform, TryLater
from knowledge.conversation.event import MessageRef
from storage.errors import StorageError
from storage.store import Store

log = logging.getLogger(__name__)
EVERY = timedelta(minutes=10)
"""How often the channels are read back though nothing seems to be amiss."""
OVERLAP = timedelta(minutes=10)
"""How far before the last reading the next begins: a service may tell of something so late (Slack: 1 and 5 minutes)."""
KNOWN = timedelta(days=14)
"""How old a message may be that is missed when it is taken away."""


class CatchUp:
    """For each platform: how far back everything has surely been heard."""

    def __init__(self, store: Store, platforms: Mapping[str, Platform], hear: Hear, clocks: Clocks) -> None:
        self._store, self._platforms, self._hear, self._clocks = store, platforms, hear, clocks
        self._read: dict[str, tuple[int, datetime]] = {}

    async def once(self) -> int:
        """Read back every platform that it is time for; gives how many events were heard. Raises TryLater."""
        return sum([await self._one(name, platform) for name, platform in self._platforms.items()])

    async def _one(self, name: str, platform: Platform) -> int:
        gaps, begun = platform.gaps, self._clocks.desk.now()
        before = self._read.get(name)
        is_due = before is None or before[0] != gaps or begun - before[1] >= EVERY
        if not gaps or not platform.is_connected or not is_due:
            return 0
        cursor = await self._moment(_name(name))
        try:
            heard = await self._since(platform, cursor) if cursor else 0
        except (TryLater, StorageError):
            raise
        except Exception:  # from the same moment again, but not at once: a service that fails so is not pressed
            log.exception("%s could not be read back", name)
            self._read[name] = (gaps, begun)
            return 0
        async with self._store.transaction() as tx:
            if cursor is None:
                await tx.desk.set(_first(name), begun.isoformat())
            await tx.desk.set(_name(name), begun.isoformat())
        self._read[name] = (gaps, begun)
        return heard

    async def _moment(self, name: str) -> datetime | None:
        """A moment that is kept under that name; None before the very first start."""
        async with self._store.reading() as tx:
            stored = await tx.desk.get(name)
        return datetime.fromisoformat(stored) if stored else None

    async def _since(self, platform: Platform, cursor: datetime) -> int:
        known, places = await self._what_is_there(platform.name, cursor)
        first, begin = await self._moment(_first(platform.name)), cursor - OVERLAP
        heard = 0
        async for event in platform.since(max(begin, first or begin).isoformat(), known, places):
            await self._hear(event)
            heard += 1
        log.info("%s was read back from %s: %d events", platform.name, cursor.isoformat(timespec="seconds"), heard)
        return heard

    async def _what_is_there(self, name: str, cursor: datetime) -> tuple[list[MessageRef], list[str]]:
        async with self._store.reading() as tx:
            known = await tx.messages.standing(name, cursor - KNOWN)
            places = (await tx.directory.load()).places
        return known, [place.channels[name] for place in places if name in place.channels]


def _name(platform: str) -> str:
    return f"{platform}/heard until"


def _first(name: str) -> str:
    """When the platform was first listened to: what was said before is not answered."""
    return f"{name}/heard from"
