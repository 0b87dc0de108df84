"""A worker on a fake service with a clock that a test moves; leaves the asserting to the tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Interval, literal, update

from bot.clock import Clocks, MachineClock, SetClock
from bot.platforms.base import Platform
from bot.worker.loop import Worker
from bot.worker.pace import AT_ONCE, Manners
from knowledge.conversation.event import Event, TimerFired
from knowledge.conversation.message import Message
from storage.deliveries import Where
from storage.schema import outbox
from storage.store import Store
from storage.timers import Timer
from tests.durable.service import FakeService

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@dataclass
class Heard:
    """A desk that notes what it hears and claims the timers."""

    store: Store
    events: list[Event] = field(default_factory=list)
    refuse: list[BaseException] = field(default_factory=list)

    async def __call__(self, event: Event) -> None:
        """Hear it, once."""
        if self.refuse:
            raise self.refuse.pop(0)
        async with self.store.transaction() as tx:
            if not await tx.inbox.is_new(event.id, event.at):
                return
            if isinstance(event, TimerFired) and not await tx.timers.claim(Timer.of(event)):
                return
        self.events.append(event)


class Bench:
    """Everything that a worker test needs."""

    def __init__(self, store: Store, platforms: Mapping[str, Platform] | None = None, **worker: Any) -> None:
        self.store = store
        self.desk, self.machine = SetClock(START), SetClock(MachineClock().now())
        self.service = FakeService()
        self.heard = Heard(store)
        self.clocks = worker.pop("clocks", Clocks(desk=self.desk, machine=self.machine))
        # PostgreSQL's clock goes on by itself, so what a test waits for is already over when it begins.
        manners = worker.pop("manners", Manners(paces={"fake": AT_ONCE}))
        self.worker = Worker(
            store,
            platforms or {"fake": self.service},
            self.heard,
            self.clocks,
            manners=manners,
            random=Random(1),  # noqa: S311 - only spreads retries
            **worker,
        )

    async def say(self, key: str, text: str = "hej", channel: str = "support", **more: Any) -> None:
        """Commit something to be said."""
        async with self.store.transaction() as tx:
            await tx.outbox.say(
                key, Where(platform="fake", channel=channel), Message(reply="answer", text=text), **more
            )

    async def withdraw(self, key: str) -> None:
        """Commit that it is to be taken away."""
        async with self.store.transaction() as tx:
            await tx.outbox.withdraw(key)

    async def counts(self) -> dict[str, int]:
        """State of the outbox rows -> how many."""
        async with self.store.reading() as tx:
            return await tx.outbox.counts()

    async def later(self, **by: float) -> None:
        """Let time pass: the machine's clock, and every time in the outbox (PostgreSQL's own clock cannot be moved)."""
        gone = timedelta(**by)
        self.machine.set(self.machine.now() + gone)
        if not self.store.is_sqlite:
            await age(self.store, gone)


async def age(store: Store, by: timedelta) -> None:
    """Let everything in the outbox have happened so much earlier."""
    moments = ("not_before", "claimed_at", "lease_until")
    async with store.transaction() as tx:
        await tx.do(update(outbox).values({name: outbox.c[name] - literal(by, Interval) for name in moments}))
