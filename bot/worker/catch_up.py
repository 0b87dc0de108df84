"""Reads back what happened while nobody listened, at the start and after each gap; leaves reading to the platforms.

A service may also fall silent without a word, so the channels are read back from time to time all the same.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta

from bot.clock import Clocks
from bot.platforms.base import Hear, Platform, TryLater
from knowledge.conversation.event import Event, MessageRef
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
        self._began: dict[str, datetime] = {}
        self.stopping = asyncio.Event()
        """Once set, nothing more is read."""

    async def begin(self) -> None:
        """Note the very first start, before anybody listens: what was said until then is not answered, all after it is."""
        for name in self._platforms:
            if name not in self._began:
                self._began[name] = await self._first_start(name, self._clocks.desk.now())

    async def once(self) -> int:
        """Read back every platform that it is time for; gives how many events were heard. Raises TryLater."""
        await self.begin()
        return sum([await self._one(name, platform) for name, platform in self._platforms.items()])

    async def _one(self, name: str, platform: Platform) -> int:
        gaps, begun = platform.gaps, self._clocks.desk.now()
        before = self._read.get(name)
        is_due = before is None or before[0] != gaps or begun - before[1] >= EVERY
        if not gaps or not platform.is_connected or not is_due:
            return 0
        after_gap = before is None or before[0] != gaps
        try:
            heard = await self._since(platform, await self._cursor(name, whole=after_gap), whole=after_gap)
        except (TryLater, StorageError):
            raise
        except Exception:  # from the same moment again, but not at once: a service that fails so is not pressed
            log.exception("%s could not be read back", name)
            self._read[name] = (gaps, begun)
            return 0
        if self.stopping.is_set():
            return heard  # the next start reads all of it
        async with self._store.transaction() as tx:
            for cursor in (_name(name), *((_whole(name),) if after_gap else ())):
                await tx.desk.set(cursor, begun.isoformat())
        self._read[name] = (gaps, begun)
        return heard

    async def _first_start(self, name: str, now: datetime) -> datetime:
        async with self._store.reading() as tx:
            stored = await tx.desk.get(_began(name))
        if stored is None:
            async with self._store.transaction() as tx:
                stored = await tx.desk.get(_name(name)) or now.isoformat()
                await tx.desk.set(_began(name), stored)
        return datetime.fromisoformat(stored)

    async def _cursor(self, name: str, *, whole: bool) -> datetime:
        async with self._store.reading() as tx:
            stored = await tx.desk.get(_whole(name) if whole else _name(name))
        return datetime.fromisoformat(stored) if stored else self._began[name]

    async def _since(self, platform: Platform, cursor: datetime, *, whole: bool) -> int:
        """`whole`: own conversations too, which are many; from time to time the places are enough."""
        known, places = await self._what_is_there(platform.name, cursor)
        known = [ref for ref in known if whole or not ref.is_direct]
        heard, begin = 0, max(cursor - OVERLAP, self._began[platform.name])
        events = platform.since(begin.isoformat(), known, places)
        while (event := await self._next(events)) is not None:
            await self._hear(event)
            heard += 1
        log.info("%s was read back from %s: %d events", platform.name, cursor.isoformat(timespec="seconds"), heard)
        return heard

    async def _next(self, events: AsyncIterator[Event]) -> Event | None:
        """The next event; None at the end, or as soon as we are told to stop: a service may let us wait for minutes."""
        ahead = asyncio.ensure_future(_ahead(events))
        stop = asyncio.ensure_future(self.stopping.wait())
        try:
            await asyncio.wait((ahead, stop), return_when=asyncio.FIRST_COMPLETED)
            return None if self.stopping.is_set() else await ahead
        finally:
            ahead.cancel()
            stop.cancel()
            await asyncio.gather(ahead, stop, return_exceptions=True)

    async def _what_is_there(self, name: str, cursor: datetime) -> tuple[list[MessageRef], list[str]]:
        async with self._store.reading() as tx:
            known = await tx.messages.standing(name, cursor - KNOWN)
            places = (await tx.directory.load()).places
        return known, [place.channels[name] for place in places if name in place.channels]


async def _ahead(events: AsyncIterator[Event]) -> Event | None:
    return await anext(events, None)


def _name(platform: str) -> str:
    return f"{platform}/heard until"


def _whole(platform: str) -> str:
    return f"{platform}/heard in private until"


def _began(platform: str) -> str:
    return f"{platform}/first start"
