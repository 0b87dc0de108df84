"""The process dies at every single point of ingest, timer and outbox, once each: nothing is lost, nothing is doubled.

A point is every statement of a writing transaction, the moment before and after every commit, and the moment before and
after every call to the service. After it nothing of that process works any more, a new one begins on the same database,
and the sender repeats what was not acknowledged.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy import event as hooks
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clocks, SetClock
from bot.worker.loop import Worker
from bot.worker.pace import AT_ONCE, Manners
from knowledge.conversation.event import Account, ButtonPressed, Event, MessagePosted, MessageRef
from storage.near import NearConnection
from storage.store import Store
from storage.transaction import Transaction
from tests.bot.worker_bench import age
from tests.durable.desk import SmallDesk
from tests.durable.service import FakeService

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANNA = Account(platform="fake", id="anna")


class Died(BaseException):
    """The process is dead; no `except Exception` goes on from here."""


class Life:
    """Counts the points that a process passes, and ends it at one of them."""

    def __init__(self, dies_at: int | None = None) -> None:
        self.dies_at, self.points, self.where = dies_at, 0, ""

    def point(self, name: str) -> None:
        """Pass a point, or die there; the dead stay dead."""
        if self.dies_at is not None and self.points >= self.dies_at:
            self.where = self.where or name
        self.still_alive()
        self.points += 1

    def still_alive(self) -> None:
        """Die again, if it died."""
        if self.where:
            raise Died(self.where)


class MortalStore(Store):
    """A Store whose process may die at each statement and around each commit."""

    life: Life

    @classmethod
    async def born(cls, url: str, life: Life) -> MortalStore:
        store = cls(url)
        store.life = life

        def statement(connection: Connection, *rest: Any) -> None:
            reads = (
                connection.get_execution_options().get("postgresql_readonly")
                or store._reader.sync_engine is connection.engine
            )
            life.still_alive() if reads else life.point(rest[1][:40])

        for engine in {store._writer.sync_engine, store._reader.sync_engine}:
            hooks.listen(engine, "before_cursor_execute", statement)
        return store

    async def _keep(self, connection: AsyncConnection | NearConnection, tx: Transaction) -> None:
        self.life.point("before commit")
        await super()._keep(connection, tx)
        self.life.point("after commit")


class Play:
    """One process after the other on the same database and the same service."""

    def __init__(self, url: str) -> None:
        self.url, self.service = url, FakeService()
        self.now = START

    async def live(self, life: Life, *events: Event, until: timedelta | None = None) -> bool:
        """A process hears the events (acknowledged when `hear` returns) and works; gives whether it got to the end."""
        store = await MortalStore.born(self.url, life)
        self.service.on_call = life.point
        clocks = Clocks(desk=SetClock(self.now), machine=SetClock(datetime.now(UTC)))  # noqa: TID251 - leases
        desk = SmallDesk(store, HOUR)
        worker = Worker(store, {"fake": self.service}, desk.hear, clocks, manners=Manners(paces={"fake": AT_ONCE}))
        try:
            for one in events:
                await desk.hear(one)
            await worker.drain()
            if until is not None:
                self.now += until
                await worker.jump(clocks.desk, self.now)  # type: ignore[arg-type]
        except Died:
            return False
        finally:
            await asyncio.gather(*worker._deliverer._busy.values(), return_exceptions=True)
            self.service.on_call = lambda _call: None
            await store.close()
        return True

    async def survive(self, *events: Event, until: timedelta | None = None) -> None:
        """A process that does not die takes over, when the leases of the dead one are over."""
        store = await Store.open(self.url)
        if not store.is_sqlite:
            await age(store, timedelta(seconds=10))
        await store.close()
        assert await self.live(Life(), *events, until=until)

    def standing(self) -> list[str]:
        """What stands in the service."""
        return sorted(self.service.texts())

    def doubled(self) -> list[str]:
        """Keys that were posted more than once."""
        return [key for key, times in Counter(post.key for post in self.service.posts).items() if times > 1]


def asked(name: str) -> MessagePosted:
    ref = MessageRef(platform="fake", channel="support", id=name)
    return MessagePosted(id=f"fake:{name}", at=START, author=ANNA, ref=ref, text=name)


def helped(name: str) -> ButtonPressed:
    ref = MessageRef(platform="fake", channel="support", id=name)
    return ButtonPressed(id=f"fake:{name}:helped", at=START, who=ANNA, key="", action="helped", ref=ref)


async def histories(database: str) -> dict[str, list[str]]:
    """Text of each question -> what happened to it."""
    store = await Store.open(database)
    async with store.reading() as tx:
        found = {
            one.text: [line.what for line in await tx.questions.history(one.number)]
            for one in await tx.questions.where()
        }
        assert await tx.timers.keys() == []
        assert set(await tx.outbox.counts()) <= {"done", "cancelled"}
    await store.close()
    return found


async def every_death(database: str, **scene: Any) -> None:
    """Play the scene once for each of its points, with a death there, and see that the end is always the same."""
    count, number = 10_000, 0
    while number < count:
        name, play = f"q{number}", Play(database)
        if scene.get("before"):
            await play.survive(asked(name))
        life, events = Life(number), tuple(make(name) for make in scene["events"])
        if await play.live(life, *events, until=scene.get("until")):
            count = number
        await play.survive(*events, until=timedelta(hours=3))
        assert play.doubled() == [], f"doubled when it died at {life.where}"
        assert play.standing() == sorted(text.format(name) for text in scene["stands"]), f"died at {life.where}"
        number += 1
    assert count >= scene["points"], f"only {count} points were tried"
    happened = await histories(database)
    assert len(happened) == count + 1
    assert set(map(tuple, happened.values())) == {scene["history"]}


async def test_a_question_is_taken_in_once_wherever_the_process_dies(database: str) -> None:
    await every_death(
        database,
        events=(asked,),
        stands=("{} card escalated", "{} call call"),
        history=("asked", "escalated"),
        points=20,
    )


async def test_a_timer_fires_once_wherever_the_process_dies(database: str) -> None:
    await every_death(
        database,
        before=True,
        events=(),
        until=timedelta(hours=2),
        stands=("{} card escalated", "{} call call"),
        history=("asked", "escalated"),
        points=30,
    )


async def test_an_answer_counts_once_and_nobody_is_called_after_it_wherever_the_process_dies(database: str) -> None:
    await every_death(
        database,
        before=True,
        events=(helped,),
        stands=("{} card solved",),
        history=("asked", "solved"),
        points=15,
    )


@pytest.mark.parametrize("calls", [1])
def test_the_dead_stay_dead(calls: int) -> None:
    life = Life(calls)
    life.point("a")
    for _ in range(2):
        with pytest.raises(Died):
            life.point("b")
    assert life.where == "b"
