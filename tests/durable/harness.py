"""Kills desks at random under load and judges what is left; leaves how often to the tests and to the soak."""

from __future__ import annotations

import asyncio
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from storage.store import Store
from tests.durable.world import World

ROOT = Path(__file__).parents[2]


@dataclass
class Outcome:
    """What a run came to; every field from `lost_questions` to `stale_cards` is to be 0."""

    kills: int = 0
    pauses: int = 0
    questions: int = 0
    effects: int = 0
    lost_questions: int = 0
    lost_effects: int = 0
    doubled: int = 0
    escalated_after_answer: int = 0
    stale_cards: int = 0
    unsettled: int = 0
    lookups: int = 0
    ready: list[float] = field(default_factory=list)

    @property
    def faults(self) -> dict[str, int]:
        """What should not have happened -> how often it did."""
        names = ("lost_questions", "lost_effects", "doubled", "escalated_after_answer", "stale_cards", "unsettled")
        return {name: getattr(self, name) for name in names if getattr(self, name)}


@dataclass(kw_only=True)
class Run:
    """One run: `kills` times a random desk of `workers` dies (or freezes for longer than its lease: `pauses`)."""

    url: str
    workers: int = 1
    kills: int = 5
    pauses: int = 0
    seed: int = 1
    rate: float = 25.0
    patience: float = 0.8
    lease: float = 2.0

    def __post_init__(self) -> None:
        self._random = Random(self.seed)  # noqa: S311 - to be repeated
        self._world = World(self._random)
        self._desks: list[asyncio.subprocess.Process] = []
        self._outcome = Outcome()

    async def play(self) -> Outcome:
        """Run it to the end."""
        with tempfile.TemporaryDirectory(prefix="desk-") as folder:
            socket = str(Path(folder) / "service")
            await self._world.open(socket)
            try:
                await asyncio.gather(*(self._spawn(socket) for _ in range(self.workers)))
                asking = asyncio.create_task(self._ask())
                for _ in range(self.kills):
                    await self._kill_one(socket)
                for _ in range(self.pauses):
                    await self._pause_one()
                asking.cancel()
                await asyncio.gather(asking, return_exceptions=True)
                await self._quiet()
                await self._end()
            finally:
                for desk in self._desks:
                    if desk.returncode is None:
                        desk.kill()
                        await desk.wait()
                await self._world.close()
        await self._judge()
        return self._outcome

    async def _spawn(self, socket: str) -> None:
        begun = time.monotonic()
        arguments = ("-m", "tests.durable.program", self.url, socket, str(self.patience), str(self.lease))
        self._desks.append(await asyncio.create_subprocess_exec(sys.executable, *arguments, cwd=ROOT))
        async with asyncio.timeout(20):
            await self._world.connected.get()
        self._outcome.ready.append(time.monotonic() - begun)

    async def _kill_one(self, socket: str) -> None:
        await asyncio.sleep(self._random.uniform(0.05, 0.7))
        desk = self._desks.pop(self._random.randrange(len(self._desks)))
        desk.kill()
        await desk.wait()
        self._outcome.kills += 1
        self._world.repeat()
        await self._spawn(socket)

    async def _pause_one(self) -> None:
        """Freeze a desk until another has taken its work over, then let it go on as if nothing had been."""
        await asyncio.sleep(self._random.uniform(0.05, 0.7))
        desk = self._random.choice(self._desks)
        desk.send_signal(signal.SIGSTOP)
        await asyncio.sleep(self.lease * 1.5)
        desk.send_signal(signal.SIGCONT)
        self._outcome.pauses += 1

    async def _ask(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            while self._world.waiting > 80:  # on a slow machine the desk sets the pace
                self._world.changed.clear()
                await self._world.changed.wait()
            name = f"q{len(self._world.asked)}"
            self._world.ask(name)
            if self._random.random() < 0.25:
                loop.call_later(self._random.uniform(0, self.patience * 1.3), self._world.help, name)
            await asyncio.sleep(self._random.expovariate(self.rate))

    async def _quiet(self) -> None:
        """Wait until everything is heard, every timer has fired and the outbox is empty; at most a minute."""
        end = time.monotonic() + 60
        await asyncio.sleep(self.patience * 1.4)  # the last answers
        store = await Store.open(self.url)
        try:
            while time.monotonic() < end and (self._world.unheard or await _busy(store)):
                self._world.changed.clear()
                self._world.repeat()
                try:
                    async with asyncio.timeout(0.3):
                        await self._world.changed.wait()
                except TimeoutError:
                    pass
            self._outcome.unsettled = len(self._world.unheard) + await _busy(store)
        finally:
            await store.close()

    async def _end(self) -> None:
        """Ask every desk to stop; each must do so by itself."""
        for desk in self._desks:
            desk.terminate()
        async with asyncio.timeout(20):
            codes = [await desk.wait() for desk in self._desks]
        if any(codes):
            raise RuntimeError(f"a desk ended with {codes}")

    async def _judge(self) -> None:
        outcome, world = self._outcome, self._world
        outcome.questions, outcome.lookups = len(world.asked), world.calls["find"]
        posted = Counter(post["key"] for post in world.posts.values())
        outcome.doubled = sum(times - 1 for times in posted.values())
        standing = {post["key"]: post["text"] for post in world.posts.values() if not post["gone"]}
        store = await Store.open(self.url)
        async with store.reading() as tx:
            found = await tx.questions.where()
            texts = Counter(question.text for question in found)
            outcome.lost_questions = sum(1 for name in world.asked if not texts[name])
            outcome.doubled += sum(times - 1 for times in texts.values())
            for question in found:
                happened = [line.what for line in await tx.questions.history(question.number)]
                self._judge_one(happened, question.key("card"), question.key("call"), standing, posted)
        await store.close()

    def _judge_one(
        self, happened: list[str], card: str, call: str, standing: dict[str, str], posted: Counter[str]
    ) -> None:
        outcome = self._outcome
        outcome.effects += 1 + happened.count("escalated")
        outcome.doubled += len(happened) - len(set(happened))
        outcome.lost_effects += happened == ["asked"] or not posted[card]
        outcome.escalated_after_answer += happened[-2:] == ["solved", "escalated"]
        if happened[-1] == "solved":
            outcome.stale_cards += not standing.get(card, "").endswith("solved") or call in standing
        elif happened[-1] == "escalated":
            outcome.lost_effects += call not in standing
            outcome.stale_cards += not standing.get(card, "").endswith("escalated")


async def _busy(store: Store) -> int:
    async with store.reading() as tx:
        counts = await tx.outbox.counts()
        return len(await tx.timers.keys()) + counts.get("pending", 0) + counts.get("sending", 0)
