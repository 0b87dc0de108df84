"""Desks on the fake of Slack that are killed and cut off under load; leaves how often to tests and soak, judging to the tally."""

from __future__ import annotations

import asyncio
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bot.platforms.slack import needs
from knowledge.conversation.event import MessageRef
from storage.store import Store
from tests.slack import words_seen as seen
from tests.slack.fake import FakeSlack, hastened
from tests.slack.load.crowd import Crowd
from tests.slack.load.inside import Inside
from tests.slack.load.program import Program
from tests.slack.load.tally import Tally, judge
from tests.slack.stage import workspace_of

if TYPE_CHECKING:
    from tests.slack.load.crowd import Saying

SLACK_FASTER = 60
"""How many times faster than Slack's the fake tells again what was not taken."""
LONGEST = 90.0
"""Seconds until everything must be done after the last message."""


@dataclass(kw_only=True)
class Run:
    """One run: real desks on one database, people who write `rate` messages a second, and what goes wrong."""

    url: str
    desks: int = 1
    kills: int = 0
    cuts: int = 0
    rate: float = 4.0
    seed: int = 1
    inside: bool = False
    """Whether the desk runs in this process, and looks at its socket more often: for runs without kills."""

    def __post_init__(self) -> None:
        self._random = Random(self.seed)  # noqa: S311 - to be repeated
        self._crowd = Crowd(self._random)
        self._tally = Tally()
        self._said: dict[str, Saying] = {}
        self._helped: set[str] = set()
        self._programs: list[Program | Inside] = []
        self._deeds: set[asyncio.Task[None]] = set()

    async def play(self) -> Tally:
        """Run it to the end."""
        store = await Store.open(self.url)
        try:
            await self._crowd.settle_in(store)
            with tempfile.TemporaryDirectory(prefix="slack-load-") as folder:
                await self._on_slack(store, Path(folder))
        finally:
            await store.close()
        return self._tally

    async def _on_slack(self, store: Store, folder: Path) -> None:
        async with FakeSlack.open(
            workspace_of(self._crowd.directory),
            scopes=needs.scopes(),
            events=needs.EVENTS,
            pause=hastened(SLACK_FASTER),
        ) as self._slack:
            try:
                for number in range(self.desks):
                    await self._start(folder, number + 1)
                writing = asyncio.create_task(self._write())
                await self._misfortunes(folder)
                writing.cancel()
                await asyncio.gather(writing, return_exceptions=True)
                await self._quiet(store)
                codes = [await program.end() for program in self._programs]
            finally:
                for program in self._programs:
                    if program.runs:
                        await program.kill()
            await judge(self._tally, store, self._slack, self._said, self._helped)
        if any(codes):
            raise RuntimeError(f"a desk ended with {codes}: {(folder / 'log').read_text(encoding='utf-8')[-2000:]}")

    async def _start(self, folder: Path, sockets: int) -> None:
        begun = time.monotonic()
        desk = Inside if self.inside else Program
        self._programs.append(await desk.start(self._slack, self.url, folder))
        async with asyncio.timeout(60):
            await self._slack.connected(sockets)
        self._tally.ready.append(time.monotonic() - begun)

    async def _misfortunes(self, folder: Path) -> None:
        """Kills and cuts in any order; a moment before each, and something is said that Slack never tells of."""
        todo = ["kill"] * self.kills + ["cut"] * self.cuts
        self._random.shuffle(todo)
        for what in todo:
            await asyncio.sleep(self._random.uniform(0.3, 1.5))
            await (self._kill(folder) if what == "kill" else self._cut())

    async def _kill(self, folder: Path) -> None:
        program = self._programs.pop(self._random.randrange(len(self._programs)))
        await program.kill()
        self._tally.kills += 1
        await self._say_unheard()
        await self._start(folder, self.desks)

    async def _cut(self) -> None:
        begun = time.monotonic()
        self._slack.cut_sockets()
        self._tally.cuts += 1
        await self._say_unheard()
        async with asyncio.timeout(60):
            await self._slack.connected(self.desks)
        self._tally.ready.append(time.monotonic() - begun)

    async def _say_unheard(self) -> None:
        async with self._slack.unheard():
            for _ in range(2):
                await self._say()
        self._tally.unheard += 2

    async def _write(self) -> None:
        """People write and press, until the run is over."""
        while True:
            deed = self._press() if self._random.random() < 0.15 else self._say()
            task = asyncio.create_task(deed)
            self._deeds.add(task)
            task.add_done_callback(self._deeds.discard)
            await asyncio.sleep(self._random.expovariate(self.rate))

    async def _say(self) -> None:
        saying = self._crowd.next()

        def stands(ts: str) -> None:
            self._said[ts] = saying

        await self._slack.says(saying.who, saying.room, saying.text, before_delivery=stands)

    async def _press(self) -> None:
        """The asker of some answered question presses that it helped."""
        room = self._slack.workspace.channel(self._random.choice(self._crowd.rooms))
        cards = [post for post in room.posts.values() if post.by_bot and seen.place_of(post.blocks, "helped")]
        cards = [post for post in cards if post.thread in self._said]
        if not cards:
            return
        post = self._random.choice(cards)
        block, action, option = seen.place_of(post.blocks, "helped") or ("", "", None)
        who = self._said[post.thread or ""].who
        delivery = await self._slack.presses(who, room.id, post.ts, action, option, block_id=block)
        self._tally.presses += delivery.ok
        if delivery.ok and not self._slack.ephemerals(who, room.id):  # else it was asked to try again
            self._helped.add(post.thread or "")

    async def _quiet(self, store: Store) -> None:
        """Wait until all that was written is heard and all that was to be said is said."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST):
                await self._slack.settled()
                await asyncio.gather(*self._deeds)
                while not await self._is_done(store):  # noqa: ASYNC110 - what is waited for happens in another process
                    await asyncio.sleep(0.3)

    async def _is_done(self, store: Store) -> bool:
        async with store.reading() as tx:
            counts = await tx.outbox.counts()
            if counts.get("pending", 0) + counts.get("sending", 0):
                return False
            refs = [MessageRef(platform="slack", channel=one.room, id=ts) for ts, one in self._said.items()]
            return all([await tx.messages.get(ref) for ref in refs])
