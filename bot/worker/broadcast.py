"""Feeds announcements to the outbox at the pace that each platform allows; leaves sending them to deliver.

Little is handed over at a time, so that a cancelling stops at once and questions find the way free.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from bot.clock import Clocks
from bot.platforms.base import Hear, Platform, TryLater
from knowledge.conversation.event import DeliveriesEnded
from storage.errors import StorageError
from storage.feed import Ended
from storage.store import Store
from storage.transaction import Transaction

log = logging.getLogger(__name__)
SHARE = 0.98
"""How much of a platform's allowance announcements use; the rest is left to the answers beside them."""
_AHEAD = timedelta(milliseconds=300)
"""So much is handed over at once at most, and so much may be under way: calls take about so long."""
_LEAST, _MOST = 2, 10
"""At least and at most so many are under way; when we die, those have to be looked up, or are uncertain."""
_SOON = timedelta(milliseconds=100)


@dataclass(frozen=True, kw_only=True)
class _Line:
    platform: str
    kind: str
    """`posts` or `changes`."""
    rate: float
    """Calls a second."""

    @property
    def name(self) -> str:
        """Under which the desks count what is used of it."""
        return f"{self.platform}/{self.kind}"

    @property
    def most(self) -> int:
        """How many may wait in the outbox."""
        return min(max(ceil(self.rate * _AHEAD.total_seconds()), _LEAST), _MOST)


class Feeder:
    """Looks again and again for copies that may be handed over."""

    def __init__(self, store: Store, platforms: Mapping[str, Platform], hear: Hear, clocks: Clocks) -> None:
        self._store, self._hear, self._clocks = store, hear, clocks
        self._platforms = platforms

    async def once(self) -> int:
        """Hand over what the pace allows, and tell of what is ended; gives how much there was to do."""
        async with self._store.reading() as tx:
            if not await tx.feed.busy():
                return 0
        handed = sum([await self._feed(line) for line in self._lines()])
        async with self._store.transaction() as tx:
            ended = await tx.feed.settle()
        return handed + sum([await self._tell(one) for one in ended])

    async def sleep_for(self, longest: timedelta) -> timedelta:
        """How long nothing is to be handed over."""
        async with self._store.reading() as tx:
            return _SOON if await tx.feed.busy() else longest

    def _lines(self) -> list[_Line]:
        lines = []
        for name, platform in self._platforms.items():
            allowed = platform.allowance
            lines.append(_Line(platform=name, kind="posts", rate=allowed.posts * SHARE))
            lines.append(_Line(platform=name, kind="changes", rate=allowed.changes * SHARE))
        return lines

    async def _feed(self, line: _Line) -> int:
        if not self._platforms[line.platform].has_spare(line.kind):
            return 0
        async with self._store.transaction() as tx:
            now = await tx.clock(self._clocks.machine.now())
            room = await tx.feed.room(line.name, line.rate, max(_AHEAD, timedelta(seconds=_LEAST / line.rate)), now)
            posts, changes = await tx.feed.under_way(line.platform, now)
            limit = min(room, line.most - (posts if line.kind == "posts" else changes))
            handed = await _hand_over(tx, line, limit)
            if handed:
                await tx.feed.used(line.name, handed, line.rate, now)
        return handed

    async def _tell(self, ended: Ended) -> int:
        event = DeliveriesEnded(
            id=f"announcement:{ended.number}:ended:{ended.round}", at=self._clocks.desk.now(), number=ended.number
        )
        try:
            await self._hear(event)
        except (TryLater, StorageError) as error:
            log.warning("the desk cannot hear now that announcement %d is sent: %s", ended.number, error)
            return 0
        async with self._store.reading() as tx:
            after = await tx.announcements.get(ended.number)
        return int(after is None or after.round != ended.round or after.ended_at is not None)


async def _hand_over(tx: Transaction, line: _Line, limit: int) -> int:
    if line.kind == "posts":
        return await tx.feed.posts(line.platform, limit)
    return await tx.feed.changes(line.platform, limit)
