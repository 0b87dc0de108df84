"""The whole desk dies around each commit and each call to the service, once each: a question's way comes out the same.

The statements inside a transaction are tried in test_crash_points: whatever is not committed is as if it had not been.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot import config
from bot.app import build
from bot.clock import Clocks, SetClock
from bot.worker.pace import AT_ONCE, Manners
from knowledge.conversation.event import Account, ButtonPressed, Event, MessagePosted, MessageRef
from knowledge.faq.entry import FaqEntry
from knowledge.support.directory import Directory, Person, Place, PlaceKind, Role, School
from storage.store import Store
from tests.bot.worker_bench import age
from tests.durable.service import FakeService
from tests.durable.test_crash_points import Died, Life, MortalStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from knowledge.support.question import Question
    from tests.databases import Databases

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


def _asks(_number: int) -> MessagePosted:
    ref = MessageRef(platform="fake", channel="support", id="m1")
    return MessagePosted(id="fake:m1", at=MORNING, author=who("anna"), ref=ref, text=QUESTION)


def _presses(person: str, action: str) -> Callable[[int], ButtonPressed]:
    def press(number: int) -> ButtonPressed:
        key = f"question/{number}/card"
        return ButtonPressed(id=f"fake:{person}:{action}", at=MORNING, who=who(person), key=key, action=action)

    return press


Scenes = tuple[tuple["Callable[[int], Event]", timedelta], ...]
SCENES: Scenes = (
    (_asks, timedelta(minutes=1)),
    (_presses("anna", "not_helped"), timedelta(hours=5)),
    (_presses("cecilia", "take"), timedelta(minutes=1)),
    (_presses("cecilia", "solved"), timedelta(minutes=1)),
)
"""What happens (to the question of that number), and how long afterwards the clock is moved: the five hours take the
question from Eva to Cecilia."""


class Town:
    """One process after the other on the same database and the same service."""

    def __init__(self, url: str, scenes: Scenes = SCENES, *, tells: bool = True) -> None:
        self.url, self.service, self.now, self.scenes = url, FakeService(tells=tells), MORNING, scenes

    async def live(self, life: Life, *scenes: int) -> bool:
        """A process plays scenes, one after the other; gives whether it got to the end."""
        store = await MortalStore.born(self.url, life)
        self.service.on_call = life.point
        clocks = Clocks(desk=SetClock(self.now), machine=SetClock(datetime.now(UTC)))  # noqa: TID251 - leases
        app = build(store, SETTINGS, {"fake": self.service}, clocks, Manners(paces={"fake": AT_ONCE}))
        app.bot.patience = timedelta(minutes=1)  # a machine that is busy is no fault of the desk
        now = self.now
        try:
            for scene in scenes:
                happens, length = self.scenes[scene]
                await app.bot.hear(happens(await _newest(store)))
                await app.worker.drain()
                now += length
                await app.worker.jump(clocks.desk, now)  # type: ignore[arg-type] # a SetClock
        except Died:
            return False
        finally:
            await asyncio.gather(*app.worker._deliverer._busy.values(), return_exceptions=True)
            self.service.on_call = lambda _call: None
            await app.brain.close()
            await store.close()
        self.now = now
        return True

    async def survive(self, scene: int) -> None:
        """The sender repeats itself to a process that does not die, when the leases of the dead one are over."""
        store = await Store.open(self.url)
        if not store.is_sqlite:
            await age(store, timedelta(seconds=10))
        await store.close()
        assert await self.live(CoarseLife(), scene)


async def _newest(store: Store) -> int:
    """The question's number; an abandoned transaction leaves a gap in the numbers of PostgreSQL."""
    async with store.reading() as tx:
        return max((question.number for question in await tx.questions.where()), default=0)


async def prepared(url: str, scenes: Scenes = SCENES) -> Town:
    """The town before anything has happened."""
    store = await Store.open(url)
    async with store.transaction() as tx:
        await tx.directory.replace(TOWN)
        await tx.faq.replace(ENTRIES, None, MORNING)
    await store.close()
    return Town(url, scenes)


async def _outcome(url: str) -> tuple[Question, list[str]]:
    store = await Store.open(url)
    async with store.reading() as tx:
        questions = await tx.questions.where()
        assert len(questions) == 1
        happened = [line.what for line in await tx.questions.history(questions[0].number)]
        assert set(await tx.outbox.counts()) <= {"done", "cancelled"}
    await store.close()
    return questions[0], happened


OUTCOMES = (
    ("answered", ["asked", "answered"], 0),
    ("waiting", ["pressed:not_helped", "turn", "turn"], 2),
    ("taken", ["pressed:take", "taken"], 2),
    ("solved", ["pressed:solved", "solved", "asker_called"], 3),
)
"""For each scene: the state after it, what happened in it, and how many call lines there have been by then: Eva is
called, then Cecilia, then Anna."""


async def _death(url: str, scene: int, point: int) -> bool:
    """Die at that point of that scene; gives whether there is such a point."""
    town = await prepared(url)
    life = CoarseLife(point)
    if scene:
        assert await town.live(CoarseLife(), *range(scene))
    await town.live(life, scene)
    if life.where:
        await town.survive(scene)
    question, happened = await _outcome(url)
    state, _, calls = OUTCOMES[scene]
    assert question.state.value == state, life.where
    assert happened == [what for _, whats, _ in OUTCOMES[: scene + 1] for what in whats], life.where
    posted = Counter(post.key for post in town.service.posts)
    assert posted == Counter({question.key("card"): 1, question.key("call"): calls}), life.where
    assert len(town.service.texts()) == (1 if scene in {0, 2} else 2), life.where
    return bool(life.where)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
@pytest.mark.parametrize("scene", range(len(SCENES)), ids=["asked", "escalated", "taken", "solved"])
def test_the_desk_may_die_at_any_point_of_a_scene(scene: int, kind: str, databases: Databases, tmp_path: Path) -> None:
    point = 0
    while True:
        folder = tmp_path / str(point)
        folder.mkdir()
        with databases.fresh(kind, folder) as url:
            if not asyncio.run(_death(url, scene, point)):
                break
        point += 1
    assert point > 3, "hardly any point was tried"
