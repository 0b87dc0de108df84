"""Empties the outbox: claims rows, keeps the pace of each channel and the fence; leaves one sending to sending."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby

from bot.clock import Clocks
from bot.platforms.base import Hear, Platform, TryLater
from bot.worker.pace import Line, Manners, Turns
from bot.worker.sending import Sender
from bot.worker.settle import Settler
from knowledge.conversation.event import Undelivered
from storage.deliveries import UNCERTAIN, OutboxRow
from storage.errors import StorageError
from storage.store import Store

log = logging.getLogger(__name__)
_AT_ONCE = 20
"""How many rows are claimed together."""
_OVERDUE = timedelta(milliseconds=250)
"""How soon to look again at what could be done but is not, for example a claim that another worker is taking over."""


class Deliverer:
    """One pass after the other over the outbox; each line of a channel is served by one task at a time."""

    def __init__(  # noqa: PLR0913 - the composition root hands over everything once
        self,
        store: Store,
        platforms: Mapping[str, Platform],
        hear: Hear,
        *,
        owner: str,
        clocks: Clocks,
        manners: Manners,
        turns: Turns,
        sender: Sender,
        settler: Settler,
        wake: Callable[[], None],
    ) -> None:
        self._store, self._platforms, self._hear, self._owner = store, platforms, hear, owner
        self._clocks, self._manners, self._turns = clocks, manners, turns
        self._sender, self._settler, self._wake = sender, settler, wake
        self._busy: dict[Line, asyncio.Task[None]] = {}
        self._stopping = False
        self._pass = asyncio.Lock()

    async def once(self) -> int:
        """One pass: settle, tell what was given up, begin to send what may be sent. Gives how much there was to do."""
        async with self._pass:
            settled = await self._settler.settle()
            told = await self._tell()
            return settled + told + await self._begin()

    async def finish(self) -> None:
        """Wait for what is being sent."""
        while self._busy:
            await asyncio.wait(self._busy.values())

    def stop(self) -> None:
        """Claim nothing more; after the message that is being sent each line gives back the rest."""
        self._stopping = True

    async def abandon(self) -> None:
        """Drop what is still being sent, as a kill would; it will be looked up."""
        left = list(self._busy.values())
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def sleep_for(self, longest: timedelta) -> timedelta:
        """How long there is nothing to do, at most `longest`; what a line's task waits for wakes us by itself."""
        machine = self._clocks.machine.now()
        resting = self._turns.resting(machine)
        async with self._store.reading() as tx:
            moment = await tx.outbox.next_moment(self._skipped(machine), tuple(self._platforms))
            now = await tx.clock(machine)
        waits = [until - machine for until in resting.values()]
        waits += [moment - now if moment > now else _OVERDUE] if moment else []
        return max(min([*waits, longest]), timedelta())

    def _skipped(self, machine: datetime) -> set[tuple[str, str]]:
        return {(channel, what) for _, channel, what in (*self._busy, *self._turns.resting(machine))}

    async def _begin(self) -> int:
        begun = self._clocks.machine.now()
        skip = self._skipped(begun)
        async with self._store.reading() as tx:
            if self._stopping or not await tx.outbox.is_ready(await tx.clock(begun), skip, tuple(self._platforms)):
                return 0
        async with self._store.transaction() as tx:
            now = await tx.clock(begun)
            rows = await tx.outbox.claim(self._owner, now, self._manners.lease, _AT_ONCE, skip, tuple(self._platforms))
        of = self._manners.line
        for line, group in groupby(sorted(rows, key=of), key=of):
            task = asyncio.create_task(self._serve(line, list(group), begun + self._manners.fence))
            self._busy[line] = task
            task.add_done_callback(partial(self._served, line))
        return len(rows)

    def _served(self, line: Line, task: asyncio.Task[None]) -> None:
        self._busy.pop(line, None)
        if not task.cancelled():
            task.exception()  # seen: `_serve` has logged all that can be gone on from
        self._wake()

    async def _serve(self, line: Line, rows: list[OutboxRow], fence: datetime) -> None:
        """Send one after the other, at the line's pace; what the fence leaves over is given back."""
        try:
            while rows and not self._stopping:
                machine = self._clocks.machine
                wait = self._turns.wait(line, machine.now())
                if machine.now() + wait > fence:
                    break
                if wait:
                    await asyncio.sleep(wait.total_seconds())
                self._turns.spoke(line, machine.now())
                if self._turns.blocked(line, machine.now()) or machine.now() > fence:
                    break
                await self._sender.send(rows.pop(0))
                self._turns.spoke(line, machine.now())  # counted from its end: on the way there a post may lose time
            await self._give_back(rows)
        except StorageError as error:
            log.warning("what was sent to a channel of %s could not be recorded: %s", line[0], error)
        except Exception:  # the rows stay ours until the lease ends, then they are looked up
            log.exception("sending to a channel of %s met a bug", line[0])

    async def _give_back(self, rows: list[OutboxRow]) -> None:
        if rows:
            async with self._store.transaction() as tx:
                await tx.outbox.release(self._owner, [row.id for row in rows])

    async def _tell(self) -> int:
        """Let the desk hear of posts that were given up: the event's id sees to it that it hears of each once."""
        async with self._store.reading() as tx:
            rows = await tx.outbox.untold()
        return sum([await self._tell_of(row) for row in rows])

    async def _tell_of(self, row: OutboxRow) -> bool:
        try:
            await self._hear(_undelivered(row, self._clocks.desk.now()))
        except (TryLater, StorageError) as error:
            log.warning("the desk cannot hear of outbox row %d now: %s", row.id, error)
            return False
        except Exception:  # a bug there must not stop the deliveries
            log.exception("hearing of outbox row %d met a bug", row.id)
            return False
        async with self._store.transaction() as tx:
            await tx.outbox.tell(row.id)
        return True


def _undelivered(row: OutboxRow, at: datetime) -> Undelivered:
    return Undelivered(
        id=f"undelivered:{row.id}",
        at=at,
        key=row.key,
        platform=row.where.platform,
        channel=row.where.channel,
        person=row.person,
        reply=row.reply,
        reason="uncertain" if row.state == UNCERTAIN else row.reason.partition(":")[0],
    )
