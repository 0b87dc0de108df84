"""The worker: its loops and their sleep, and the same work step by step for plays; leaves each work to its own file."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime, timedelta
from random import Random

from bot.clock import Clocks, Settable
from bot.platforms.base import Hear, Platform, TryLater
from bot.worker.audit import Audit, Auditor
from bot.worker.broadcast import Feeder
from bot.worker.catch_up import CatchUp
from bot.worker.deliver import Deliverer
from bot.worker.pace import Manners, Turns
from bot.worker.profiles import ContactLookUps, LookUps
from bot.worker.sending import Sender
from bot.worker.settle import Settler
from bot.worker.timers import TimerHand
from storage import shadow
from storage.errors import StorageError
from storage.store import Store

log = logging.getLogger(__name__)
_ALONE, _SHARED = timedelta(seconds=5), timedelta(seconds=1)
"""The longest sleep: on SQLite nobody else can have written; on PostgreSQL another replica may have."""
_BREATH = 0.05
"""Seconds from one look to the next at least: in a storm each commit wakes us, and looking costs as much as an event."""
_KEPT = timedelta(days=30)
"""How long finished rows are kept: no service repeats an event, and nobody presses a withdrawn card, that late."""


class Worker:
    """Does what the desk has promised. `run` until `stop`; or `drain`, `fire_due` and `jump` for plays and tests."""

    def __init__(  # noqa: PLR0913 - the composition root hands over everything once
        self,
        store: Store,
        platforms: Mapping[str, Platform],
        hear: Hear,
        clocks: Clocks | None = None,
        *,
        audit: Audit | None = None,
        manners: Manners | None = None,
        random: Random | None = None,
        helpdesk: Collection[str] = (),
    ) -> None:
        """`helpdesk`: the ids of its people, who are called as contacts are."""
        self._store = store
        self._clocks = clocks = clocks or Clocks()
        self.owner = secrets.token_hex(8)
        """Names this worker on the rows that it claims."""
        manners, random = manners or Manners(), random or Random(secrets.randbits(64))  # noqa: S311 - only spreads retries
        turns = Turns(manners)
        self._settler = Settler(
            store, platforms, owner=self.owner, machine=clocks.machine, manners=manners, random=random
        )
        sender = Sender(
            store, platforms, owner=self.owner, machine=clocks.machine, manners=manners, turns=turns, random=random
        )
        self._deliverer = Deliverer(
            store,
            platforms,
            hear,
            owner=self.owner,
            clocks=clocks,
            manners=manners,
            turns=turns,
            sender=sender,
            settler=self._settler,
            wake=self.wake,
        )
        self._feeder = Feeder(store, platforms, hear, clocks)
        self._timers = TimerHand(store, hear, clocks, random)
        self._auditor = Auditor(audit)
        self._look_ups = LookUps(store, platforms, hear, clocks, random)
        self._contacts = ContactLookUps(store, platforms, hear, clocks, random, helpdesk)
        self._catch_up = CatchUp(store, platforms, hear, clocks)
        self._longest = _ALONE if store.is_sqlite else _SHARED
        self._woken = [asyncio.Event() for _ in range(5)]
        self._stopping = asyncio.Event()
        self._began = False
        self.seen_at = clocks.machine.now()
        """When the loops last showed that they live, by the machine clock."""
        self.looks = 0
        """How often the loops have looked for something to do."""
        clocks.desk.on_move(self.wake)

    def wake(self) -> None:
        """There may be something to do."""
        for event in self._woken[:4]:  # what is read back has its own signs
            event.set()

    async def before_listening(self) -> None:
        """What must be known before the first event comes: how far back to read when we die at once."""
        await self._catch_up.begin()

    async def run(self) -> None:
        """Work until `stop` is called; an error in one loop never ends it."""
        forget = self._store.on_commit(self.wake)
        try:
            await self._begin()
            await asyncio.gather(
                self._forever("delivery", self._woken[0], self._deliver_and_rest),
                self._forever("timers", self._woken[1], self._fire_and_rest),
                self._forever("audit", self._woken[2], self._audit_and_rest),
                self._forever("announcements", self._woken[3], self._feed_and_rest),
                self._forever("reading back", self._woken[4], self._catch_up_and_rest),
            )
            await self._deliverer.finish()
        finally:
            forget()
            await self._deliverer.abandon()

    def stop(self) -> None:
        """Claim nothing more; `run` returns when everything begun is finished and recorded, the rest given back."""
        self._stopping.set()
        self._deliverer.stop()
        self._timers.stopping.set()
        self._catch_up.stopping.set()
        for event in self._woken:
            event.set()

    async def _begin(self) -> None:
        if not self._began:
            self._began = True
            await self._settler.begin()

    async def _forever(self, name: str, woken: asyncio.Event, work: Callable[[], Awaitable[timedelta]]) -> None:
        loop = asyncio.get_running_loop()
        while not self._stopping.is_set():
            begun = loop.time()
            self.looks += 1
            woken.clear()
            try:
                rest = await work()
            except (StorageError, TryLater) as error:
                log.warning("%s pauses: %s", name, error)
                rest = _SHARED
            except Exception:  # the loop must outlive every bug
                log.exception("%s met a bug", name)
                rest = _SHARED
            self.seen_at = self._clocks.machine.now()
            await _sleep(woken, rest)
            if not self._stopping.is_set():
                await asyncio.sleep(begun + _BREATH - loop.time())

    async def _deliver_and_rest(self) -> timedelta:
        if await self._deliverer.once():
            return timedelta()
        return await self._deliverer.sleep_for(self._longest)

    async def _feed_and_rest(self) -> timedelta:
        await self._feeder.once()
        return await self._feeder.sleep_for(self._longest)

    async def _fire_and_rest(self) -> timedelta:
        async with self._timers.firing:
            await self._timers.fire_due(self._clocks.desk.now())
        return await self._timers.sleep_for(self._longest)

    async def _audit_and_rest(self) -> timedelta:
        await self._look_ups.once()
        await self._contacts.once()
        if await self._auditor.look(self._clocks.desk.now()):
            async with self._store.transaction() as tx:
                await tx.housekeeping.tidy(self._clocks.machine.now() - _KEPT)
                await tx.shadow.tidy(self._clocks.desk.now() - shadow.KEPT)
        return self._longest

    async def _catch_up_and_rest(self) -> timedelta:
        await self._catch_up.once()
        return _SHARED

    async def catch_up(self) -> int:
        """Read back what happened while nobody listened; gives how many events were heard."""
        return await self._catch_up.once()

    async def drain(self) -> None:
        """Look up strangers, and deliver everything that can be delivered now, also what comes of it."""
        await self._begin()
        while True:
            found = await self._look_ups.once() + await self._contacts.once()
            busy = found + await self._feeder.once() + await self._deliverer.once()
            await self._deliverer.finish()
            if not busy:
                return

    async def fire_due(self, now: datetime) -> int:
        """Fire all timers due by the desk's `now`, in the order of their moments; gives how many were fired."""
        async with self._timers.firing:
            return await self._timers.fire_due(now)

    async def jump(self, clock: Settable, to: datetime) -> None:
        """Move the desk clock, and stop at each due moment on the way: fire what is due, deliver what comes of it."""
        async with self._timers.firing:
            await self._timers.fire_due(clock.now())
            await self.drain()
            while (due := await self._timers.next_due()) is not None and due <= to:
                clock.set(due)
                await self._timers.fire_due(clock.now())
                await self.drain()
            clock.set(to)
            await self._timers.fire_due(clock.now())
            await self._auditor.look(clock.now())
            await self.drain()


async def _sleep(woken: asyncio.Event, rest: timedelta) -> None:
    """Sleep until the time is over or somebody wakes us, whichever comes first."""
    try:
        async with asyncio.timeout(rest.total_seconds()):
            await woken.wait()
    except TimeoutError:
        pass
