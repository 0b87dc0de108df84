"""Hands timers over when their moment has come; leaves claiming one and what happens then to the handlers."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from random import Random

from bot.clock import Clocks
from bot.platforms.base import Hear, TryLater
from bot.worker.pace import back_off
from storage.errors import StorageError
from storage.store import Store
from storage.timers import Timer

log = logging.getLogger(__name__)
_AT_ONCE = 100
Moment = tuple[str, datetime]
"""Key and due time: what an event of a timer is told apart by."""


class TimerHand:
    """Fires due timers in the order of their moments; one at a time, since the database writes one at a time."""

    def __init__(self, store: Store, hear: Hear, clocks: Clocks, random: Random) -> None:
        self._store, self._hear, self._clocks, self._random = store, hear, clocks, random
        self._refused: dict[Moment, tuple[int, datetime]] = {}
        """What could not be handed over -> how often, and when (machine clock) it is tried again."""
        self.stopping = asyncio.Event()
        """Once set, no further timer is handed over."""
        self.firing = asyncio.Lock()
        """Held while timers fire, so that a jump of the clock is not run through twice."""

    async def fire_due(self, now: datetime) -> int:
        """Fire everything that is due by the desk's `now`, also what comes due by it; gives how many were fired."""
        fired, seen = 0, set[Moment]()
        while not self.stopping.is_set() and (due := await self._waiting(now, seen)):
            for timer in due:
                if self.stopping.is_set():
                    break
                seen.add((timer.key, timer.due))
                fired += await self._fire(timer, now)
        return fired

    async def _waiting(self, now: datetime, seen: set[Moment]) -> list[Timer]:
        machine = self._clocks.machine.now()
        resting = {moment for moment, (_, at) in self._refused.items() if at > machine} | seen
        async with self._store.reading() as tx:
            due = await tx.timers.due(now, _AT_ONCE + len(resting))
        return [timer for timer in due if (timer.key, timer.due) not in resting]

    async def _fire(self, timer: Timer, now: datetime) -> bool:
        moment = (timer.key, timer.due)
        try:
            await self._hear(timer.fired(now))
        except (TryLater, StorageError) as error:
            log.warning("timer %s could not be handed over: %s", timer.key, error)
        except Exception:  # a bug in one case must not keep the others waiting
            log.exception("timer %s met a bug", timer.key)
        else:
            async with self._store.reading() as tx:
                left = await tx.timers.get(timer.key)
            if left is None or left.due != timer.due:
                self._refused.pop(moment, None)
                return True
        times = self._refused.get(moment, (0, now))[0] + 1
        self._refused[moment] = (times, self._clocks.machine.now() + back_off(times, self._random))
        return False

    async def next_due(self) -> datetime | None:
        """The earliest moment still to come, by the desk clock."""
        async with self._store.reading() as tx:
            return await tx.timers.next_due(after=self._clocks.desk.now())

    async def sleep_for(self, longest: timedelta) -> timedelta:
        """How long nothing is due, at most `longest`."""
        async with self._store.reading() as tx:
            first = [(timer.key, timer.due) for timer in await tx.timers.first(len(self._refused) + 1)]
        # What was refused is overdue, so it is among the first; the rest of it was moved or cancelled since.
        self._refused = {moment: rest for moment, rest in self._refused.items() if moment in first}
        machine, desk = self._clocks.machine.now(), self._clocks.desk.now()
        waits = [due - desk for key, due in first if (key, due) not in self._refused]
        waits += [at - machine for _, at in self._refused.values()]
        return max(min([*waits, longest]), timedelta())
