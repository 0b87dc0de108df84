"""One row of the outbox, sent and recorded; leaves which row and when to deliver."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from random import Random

from bot.clock import Clock
from bot.platforms.base import PINS, Address, Blocked, Gone, Platform, TryLater, Unsure
from bot.worker.pace import Manners, Turns, back_off
from knowledge.conversation.event import MessageRef
from knowledge.conversation.message import Message
from storage.deliveries import PIN, POST, REVISE, WITHDRAW, OutboxRow
from storage.store import Store

log = logging.getLogger(__name__)
REMINDER = {"sv": "Påminnelse", "en": "Reminder"}
"""Put in front of what may have been said already, where the platform cannot tell whether it was."""
OUR_KEY = "question/"
"""How a thread is named that a message of our own begins: by that message's key."""


class Sender:
    """Sends rows that are ours, and writes down what became of them."""

    def __init__(
        self,
        store: Store,
        platforms: Mapping[str, Platform],
        *,
        owner: str,
        machine: Clock,
        manners: Manners,
        turns: Turns,
        random: Random,
    ) -> None:
        self._store, self._platforms, self._owner = store, platforms, owner
        self._machine, self._manners, self._turns, self._random = machine, manners, turns, random

    async def send(self, row: OutboxRow) -> None:
        """Send it now; every outcome is recorded. After a StorageError it is looked up."""
        try:
            async with asyncio.timeout(self._manners.patience):
                remote_id = await self._call(row)
        except TryLater as refusal:
            await self._again(row, refusal)
        except Gone as error:
            await self._gone(row, error)
        except (Unsure, TimeoutError) as error:
            await self._unsure(row, str(error) or "no answer in time", failed=False)
        except Exception as error:
            log.exception("outbox row %d (%s) could not be sent", row.id, row.reply)
            await self._fault(row, type(error).__name__)
        else:
            await self._done(row, remote_id)

    async def _call(self, row: OutboxRow) -> str:
        platform, to = self._platforms[row.where.platform], await address(self._store, row)
        if row.kind == POST and row.message is not None:
            words = _reminding(row.message) if row.repeated else row.message
            return await platform.send(to, row.key, words, row.token)
        ref = MessageRef(platform=to.platform, channel=to.channel, id=row.remote_id or "", thread=to.thread)
        if row.kind == REVISE and row.message is not None:
            await platform.revise(ref, row.key, row.message, row.token)
        elif row.kind == WITHDRAW:
            await platform.withdraw(ref)
        elif PINS in platform.abilities:
            await platform.pin(ref, pinned=row.kind == PIN)
        return ref.id

    async def _done(self, row: OutboxRow, remote_id: str) -> None:
        async with self._store.transaction() as tx:
            if row.kind == POST:
                await tx.outbox.posted(row.id, remote_id, self._machine.now())
            else:
                await tx.outbox.done(row.id, self._machine.now())

    async def _again(self, row: OutboxRow, refusal: TryLater) -> None:
        if row.attempts >= self._manners.attempts and not refusal.for_all:
            await self._dead(row, f"failed: {refusal}")
            return
        wait = refusal.after if refusal.after is not None else back_off(row.attempts, self._random)
        if refusal.after:
            self._turns.block(self._manners.line(row), self._machine.now() + wait)
        await self._later(row, wait, str(refusal))

    async def _gone(self, row: OutboxRow, error: Gone) -> None:
        """A post without a place is dead; what would change a message that is not there has nothing to do."""
        if row.kind == POST:
            await self._dead(row, f"{'blocked' if isinstance(error, Blocked) else 'gone'}: {error}")
            return
        async with self._store.transaction() as tx:
            await tx.outbox.cancel(row.id, f"gone: {error}")

    async def _fault(self, row: OutboxRow, error: str) -> None:
        if row.failures + 1 >= self._manners.faults:
            await self._dead(row, f"failed: {error}")
        else:
            await self._unsure(row, error, failed=True)

    async def _unsure(self, row: OutboxRow, reason: str, *, failed: bool) -> None:
        """A post is looked up when the platform has had time to show it; the other two do no harm twice."""
        if row.kind != POST:
            await self._later(row, back_off(row.attempts, self._random), reason, failed=failed)
            return
        wait = self._manners.pace(row.where.platform).settle
        if failed:
            wait += back_off(row.failures + 1, self._random)
        async with self._store.transaction() as tx:
            now = await tx.clock(self._machine.now())
            await tx.outbox.look_up_at(row.id, now + wait, reason, owner=self._owner, failed=failed)

    async def _later(self, row: OutboxRow, wait: timedelta, reason: str, *, failed: bool = False) -> None:
        async with self._store.transaction() as tx:
            now = await tx.clock(self._machine.now())
            await tx.outbox.retry(row.id, now + wait, reason, owner=self._owner, failed=failed)

    async def _dead(self, row: OutboxRow, reason: str) -> None:
        log.warning("outbox row %d (%s) is given up: %s", row.id, row.reply, reason)
        async with self._store.transaction() as tx:
            await tx.outbox.dead(row.id, reason, owner=self._owner)


async def address(store: Store, row: OutboxRow) -> Address:
    """Where a row goes, in the platforms' words; TryLater while the message that begins its thread is not posted."""
    to, thread = row.where, row.where.thread
    if thread and thread.startswith(OUR_KEY):
        async with store.reading() as tx:
            root = await tx.outbox.where(thread)
        if root is None and row.kind == POST:
            raise TryLater(why=f"{thread} is not posted yet")
        thread = root.id if root else None
    return Address(platform=to.platform, channel=to.channel, thread=thread, only_for=to.only_for)


def _reminding(message: Message) -> Message:
    word = REMINDER.get(message.language, REMINDER["sv"])
    return replace(message, text=f"{word}: {message.text}")
