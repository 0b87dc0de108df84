"""Rows that somebody began to send and did not finish, looked up before a resend; leaves the sending to deliver."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from bot.clock import Clock
from bot.platforms.base import Absent, CannotKnow, Found, Gone, Platform, Posted, TryLater
from bot.worker.pace import Manners, back_off
from bot.worker.sending import address
from storage.deliveries import POST, OutboxRow
from storage.store import Store

log = logging.getLogger(__name__)
_MARGIN = timedelta(minutes=5)
"""How far the platform's clock may be off when it is asked for messages since a moment."""
_PAUSE = timedelta(seconds=2)
"""How long until a look-up that failed is made again."""


class Settler:
    """Finds out what became of rows whose lease ran out."""

    def __init__(
        self,
        store: Store,
        platforms: Mapping[str, Platform],
        *,
        owner: str,
        machine: Clock,
        manners: Manners,
        random: Random,
    ) -> None:
        self._store, self._platforms, self._owner = store, platforms, owner
        self._machine, self._manners, self._random = machine, manners, random

    async def begin(self) -> None:
        """On SQLite nobody else runs: what is found in `sending` at the start belongs to a dead one."""
        if self._store.is_sqlite:
            async with self._store.transaction() as tx:
                await tx.outbox.expire_all(self._machine.now())

    async def settle(self) -> int:
        """Look up everything that is due for it; gives how many rows were settled."""
        async with self._store.reading() as tx:
            now = await tx.clock(self._machine.now())
            stuck = [row for row in await tx.outbox.stuck(now) if row.where.platform in self._platforms]
        return sum(await asyncio.gather(*(self._one(row) for row in stuck[:20])))

    async def _one(self, row: OutboxRow) -> bool:
        async with self._store.transaction() as tx:
            now = await tx.clock(self._machine.now())
            if not await tx.outbox.take_stuck(row.id, self._owner, now, self._manners.lease):
                return False
            shown_at = (row.claimed_at or now) + self._manners.pace(row.where.platform).settle
            if row.kind != POST:
                await tx.outbox.retry(row.id, now, "interrupted", owner=self._owner)  # doing it twice does no harm
                return True
            if shown_at > now:
                await tx.outbox.look_up_at(row.id, shown_at, row.reason, owner=self._owner)
                return False
        return await self._look(row)

    async def _look(self, row: OutboxRow) -> bool:
        platform, since = self._platforms[row.where.platform], row.created_at - _MARGIN
        try:
            async with asyncio.timeout(self._manners.patience):
                found = await platform.find(row.token, await address(self._store, row), since)
        except TryLater as refusal:
            await self._look_again(row, refusal.after or _PAUSE, str(refusal))
            return False
        except TimeoutError:  # it waits for the platform's limit, with many others
            await self._look_again(row, _PAUSE, "looking it up takes long")
            return False
        except Gone as error:
            async with self._store.transaction() as tx:
                await tx.outbox.dead(row.id, f"gone: {error}", owner=self._owner)
            return True
        except Exception as error:  # noqa: BLE001 - the other rows must still be settled
            return await self._cannot_look(row, error)
        await self._settled(row, found)
        return True

    async def _cannot_look(self, row: OutboxRow, error: Exception) -> bool:
        log.warning("outbox row %d cannot be looked up: %s", row.id, type(error).__name__)
        if row.failures + 1 < self._manners.faults:
            await self._look_again(row, _PAUSE, type(error).__name__, failed=True)
            return False
        await self._settled(row, CannotKnow())
        return True

    async def _look_again(self, row: OutboxRow, wait: timedelta, reason: str, *, failed: bool = False) -> None:
        async with self._store.transaction() as tx:
            now = await tx.clock(self._machine.now())
            await tx.outbox.look_up_at(row.id, now + wait, reason, owner=self._owner, failed=failed)

    def _wait(self, row: OutboxRow) -> timedelta:
        """The first time at once; a service that takes nothing at all is not pressed."""
        return timedelta() if row.attempts <= 1 else back_off(row.attempts, self._random)

    async def _settled(self, row: OutboxRow, found: Found) -> None:
        log.info("outbox row %d was looked up: %s", row.id, type(found).__name__)
        async with self._store.transaction() as tx:
            now: datetime = await tx.clock(self._machine.now())
            if isinstance(found, Posted):
                await tx.outbox.posted(row.id, found.id, now)
            elif isinstance(found, Absent):
                await tx.outbox.retry(row.id, now + self._wait(row), "absent", owner=self._owner)
            elif row.at_most_once or row.repeated:
                await tx.outbox.uncertain(row.id, "uncertain", owner=self._owner)
            else:
                await tx.outbox.retry(row.id, now, "repeated", owner=self._owner, repeated=True)
