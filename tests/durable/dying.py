"""A small town whose whole desk dies around a commit or a call and lives on; leaves what happens there, and judging it, to the tests.

The statements inside a transaction are tried in test_crash_points: whatever is not committed is as if it had not been.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot import config
from bot.app import build
from bot.clock import Clocks, SetClock
from bot.worker.pace import AT_ONCE, Manners
from knowledge.conversation.event import Account, Event
from knowledge.faq.entry import FaqEntry
from knowledge.support.directory import Directory, Person, Place, PlaceKind, Role, School
from knowledge.support.wish import OPEN
from storage.store import Store
from storage.transaction import Transaction
from tests.bot.worker_bench import age
from tests.databases import Databases
from tests.durable.service import FakeService
from tests.durable.test_crash_points import Died, Life, MortalStore

MORNING = datetime(2026, 11, 24, 8, tzinfo=UTC)
QUESTION = "Hur lägger jag upp ett veckobrev?"
ENTRIES = [FaqEntry(id="veckobrev", question=QUESTION, answer="Lägg det som ett inlägg på gruppen.")]
TOWN = Directory(
    schools=(School(id="linden", name="Lindskolan"),),
    people=(
        Person(id="anna", name="Anna Ek", schools=("linden",), accounts={"fake": "anna"}),
        Person(id="eva", name="Eva Lind", role=Role.LOCAL, schools=("linden",), accounts={"fake": "eva"}),
        Person(id="cecilia", name="Cecilia Holm", role=Role.CENTRAL, accounts={"fake": "cecilia"}),
    ),
    places=(Place(id="support", kind=PlaceKind.SUPPORT, channels={"fake": "support"}),),
)
SETTINGS = config.load({}, overrides={"escalation": {"local": "4h", "central": "8h"}}, rehearsal=True)


class CoarseLife(Life):
    """Dies only around commits and calls, not at the statements between them."""

    def point(self, name: str) -> None:
        """Pass a point, or die there; a statement is none."""
        if name.split(" ", 1)[0].isupper() or name.startswith("PRAGMA"):
            self.still_alive()
        else:
            super().point(name)


def who(person: str) -> Account:
    """Somebody's account."""
    return Account(platform="fake", id=person)


Scenes = tuple[tuple[Callable[[int], Event | None], timedelta], ...]
"""What happens (to the question, or the wish, of that number), or nothing, and how long afterwards the clock is moved.

After no time at all the next scene comes before anything is delivered.
"""
MINUTE = timedelta(minutes=1)


class Town:
    """One process after the other on the same database and the same service."""

    def __init__(self, url: str, scenes: Scenes, *, tells: bool = True) -> None:
        self.url, self.service, self.now, self.scenes = url, FakeService(tells=tells), MORNING, scenes
        self.settings = SETTINGS

    async def live(self, life: Life, *scenes: int) -> bool:
        """A process plays scenes, one after the other; gives whether it got to the end."""
        store = await MortalStore.born(self.url, life)
        self.service.on_call = life.point
        clocks = Clocks(desk=SetClock(self.now), machine=SetClock(datetime.now(UTC)))  # noqa: TID251 - leases
        app = build(store, self.settings, {"fake": self.service}, clocks, Manners(paces={"fake": AT_ONCE}))
        app.bot.patience = timedelta(minutes=1)  # a machine that is busy is no fault of the desk
        now = self.now
        try:
            for scene in scenes:
                happens, length = self.scenes[scene]
                if (event := happens(await _newest(store))) is not None:
                    await app.bot.hear(event)
                if length:
                    await app.worker.drain()
                    now += length
                    await app.worker.jump(clocks.desk, now)  # type: ignore[arg-type] # a SetClock
            await app.worker.drain()
        except Died:
            return False
        finally:
            await asyncio.gather(*app.worker._deliverer._busy.values(), return_exceptions=True)
            self.service.on_call = lambda _call: None
            await app.brain.close()
            await store.close()
        self.now = now
        return True

    async def through(self, scene: int, point: int) -> str:
        """Everything before that scene, then the scene with a death at that point and life after it; where it was, or nothing."""
        if scene:
            assert await self.live(CoarseLife(), *range(scene))
        return await self.dies(point, scene)

    async def dies(self, point: int, *scenes: int) -> str:
        """These scenes in one life, with a death at that point and life after it; where it was, or nothing."""
        life = CoarseLife(point)
        await self.live(life, *scenes)
        if life.where:
            await self.survive(*scenes)
        return life.where

    async def survive(self, *scenes: int) -> None:
        """The senders repeat themselves to a process that does not die, when the leases of the dead one are over."""
        store = await Store.open(self.url)
        if not store.is_sqlite:
            await age(store, timedelta(seconds=10))
        await store.close()
        assert await self.live(CoarseLife(), *scenes)

    def posted(self) -> dict[str, int]:
        """How often what was posted, without the answers to presses and commands."""
        return dict(Counter(post.key for post in self.service.posts if not post.key.startswith("reply/")))


async def _newest(store: Store) -> int:
    """The number of the question, or of the open wish; an abandoned transaction leaves a gap in the numbers of PostgreSQL."""
    async with store.reading() as tx:
        found = [one.number for one in await tx.questions.where()]
        return max(found or [one.number for one in await tx.wishes.open(OPEN)], default=0)


Before = Callable[[Transaction], Coroutine[Any, Any, None]]
"""What is stored already when a town begins to live."""


async def prepared(url: str, scenes: Scenes, directory: Directory = TOWN, before: Before | None = None) -> Town:
    """The town before anything has happened, or with what `before` stores."""
    store = await Store.open(url)
    async with store.transaction() as tx:
        await tx.directory.replace(directory)
        await tx.faq.replace(ENTRIES, None, MORNING)
        if before is not None:
            await before(tx)
    await store.close()
    return Town(url, scenes)


async def left(store: Store, *timers: str) -> dict[str, list[str]]:
    """Nothing is left to be said; gives the timers that are set, by the beginning of their keys."""
    async with store.reading() as tx:
        assert set(await tx.outbox.counts()) <= {"done", "cancelled"}
        return {one: await tx.timers.keys(one) for one in timers}


def at_any_point(
    kind: str, databases: Databases, folder: Path, death: Callable[[str, int], Coroutine[Any, Any, str]]
) -> None:
    """Die at each point in turn, each time on a database of its own, until there is none left.

    `death` is given the database's address and the point; it gives where that was, or nothing when there is no such point.
    """
    point = 0
    while True:
        here = folder / str(point)
        here.mkdir()
        with databases.fresh(kind, here) as url:
            if not asyncio.run(death(url, point)):
                break
        point += 1
    assert point > 3, "hardly any point was tried"
