"""Brain: the one index of this process, kept up to date with the stored FAQ; leaves matching to knowledge/faq."""

from __future__ import annotations

import asyncio
from datetime import date, datetime

from bot.reader import MessageReader
from knowledge.faq.index import Index
from knowledge.faq.verdict import Policy
from knowledge.faq.weights import Weights
from storage.store import Store


class Brain:
    """Holds the index; another one is built in a thread while the old one serves."""

    def __init__(self, store: Store, weights: Weights) -> None:
        self._store, self._weights = store, weights
        self.index = Index.build([], weights)
        self._built: tuple[int, date] | None = None
        self._building: asyncio.Task[None] | None = None

    def reader(self, text: str, policy: Policy) -> MessageReader:
        """A reader of one message."""
        return MessageReader(text, self.index, self._weights, policy)

    async def refresh(self, now: datetime) -> None:
        """Compare the FAQ's revision and the day; the first time waits for the index, later ones go on meanwhile."""
        wanted = await self._wanted(now)
        if wanted == self._built:
            return
        if self._built is None:
            await self._build(wanted)
        elif self._building is None or self._building.done():
            self._building = asyncio.create_task(self._catch_up(now))

    async def _wanted(self, now: datetime) -> tuple[int, date]:
        async with self._store.reading() as tx:
            return await tx.faq.revision(), now.date()

    async def _catch_up(self, now: datetime) -> None:
        """Build until what is stored is what serves: more may be taught meanwhile."""
        while (wanted := await self._wanted(now)) != self._built:
            await self._build(wanted)

    async def _build(self, wanted: tuple[int, date]) -> None:
        async with self._store.reading() as tx:
            wanted, entries = (await tx.faq.revision(), wanted[1]), await tx.faq.entries()
        valid = [entry for entry in entries if entry.is_valid(wanted[1])]
        self.index = await asyncio.to_thread(Index.build, valid, self._weights)
        self._built = wanted

    async def settle(self, now: datetime) -> None:
        """Wait until the index is that of the stored FAQ: for whoever plays a day step by step."""
        while await self._wanted(now) != self._built:
            await self.refresh(now)
            if self._building is not None:
                await self._building

    async def close(self) -> None:
        """Let a build that is under way end."""
        if self._building is not None:
            await asyncio.gather(self._building, return_exceptions=True)
