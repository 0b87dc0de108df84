"""Measures the real bot on the fake of Teams: webhook, tokens, press, a storm; leaves judging to docs/measurements.

The bot is `supportbot run` in a process of its own, with its real manners and SQLite; the fake and the people share this one.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from storage.store import Store
from tests.databases import migrated
from tests.teams.fake import FakeTeams
from tests.teams.load.run import Tally, crowd_of, free_port, is_done, judge, started
from tests.teams.stage import town_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from tests.slack.load.crowd import Crowd, Saying

RATE, SECONDS, PRESSES, STORM = 50, 20, 60, 500
_SHARES = (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))


@dataclass(kw_only=True)
class Desk:
    """A desk that runs, and the people before it."""

    teams: FakeTeams
    store: Store
    crowd: Crowd
    said: dict[str, Saying]

    async def say(self, saying: Saying) -> None:
        """Write something; returns when it was answered."""

        def stands(message: str) -> None:
            self.said[message] = saying

        await self.teams.says(saying.who, saying.room, saying.text, before_delivery=stands)

    async def at_pace(self, sayings: Sequence[Saying], a_second: float) -> None:
        """Write so many messages a second, whether or not the former ones were answered."""
        begun, under_way = time.perf_counter(), []
        for number, saying in enumerate(sayings):
            await asyncio.sleep(max(begun + number / a_second - time.perf_counter(), 0))
            under_way.append(asyncio.create_task(self.say(saying)))
        await asyncio.gather(*under_way)

    async def emptied(self) -> None:
        """Wait until all that was to be said is said."""
        async with asyncio.timeout(600):
            while not await is_done(self.store, {}):  # noqa: ASYNC110 - it happens in another process
                await asyncio.sleep(0.3)


@asynccontextmanager
async def desk(crowd: Crowd) -> AsyncIterator[Desk]:
    """The real bot on a fresh database."""
    with tempfile.TemporaryDirectory(prefix="teams-bench-") as folder:
        url = f"sqlite+aiosqlite:///{folder}/desk.db"
        await migrated(url)
        store = await Store.open(url)
        await crowd.settle_in(store)
        async with FakeTeams.open(town_of(crowd.directory)) as teams:
            program = await started(teams, url, Path(folder), free_port())
            try:
                yield Desk(teams=teams, store=store, crowd=crowd, said={})
            finally:
                await program.end()
                await store.close()


def _told(name: str, seconds: Sequence[float], wanted: str) -> None:
    ordered = sorted(seconds)
    at = {word: ordered[min(len(ordered) - 1, int(share * len(ordered)))] for word, share in _SHARES}
    figures = "  ".join(f"{word} {1000 * value:6.0f}" for word, value in at.items())
    load = os.getloadavg()[0]
    print(f"{name:<52} {figures}  max {1000 * ordered[-1]:6.0f} ms  n={len(ordered)}  load {load:.1f}  wanted {wanted}")


async def webhook(one: Desk) -> None:
    """Activities at a steady pace, while our token is void and a new one takes two seconds."""
    await one.at_pace([one.crowd.next() for _ in range(100)], 10)
    since = len(one.teams.deliveries)
    one.teams.faults.next("token", "slow")
    await asyncio.gather(one.at_pace([one.crowd.next() for _ in range(RATE * SECONDS)], RATE), _slow_token(one))
    made = one.teams.deliveries[since:]
    _told(f"webhook, {RATE}/s for {SECONDS} s, a token takes 2 s", [d.seconds for d in made], "p99 <= 1000")
    print(f"  not taken: {sum(not d.ok for d in made)}; tokens asked for in {len(one.teams.deliveries)} activities and "
          f"{len(one.teams.calls)} calls: {sum(one.teams.logins.asked.values())}, of them one since it was void")  # fmt: skip


async def _slow_token(one: Desk) -> None:
    await asyncio.sleep(1)
    one.teams.logins.revoke()
    await one.teams.held()
    await asyncio.sleep(2)
    one.teams.faults.release()


async def presses(one: Desk) -> None:
    """Askers press that an answer helped, one after the other on a desk with nothing else to do."""
    await one.emptied()
    took = []
    cards = [
        post for room in one.crowd.rooms for post in one.teams.posts(room) if post.card and post.thread in one.said
    ]
    for post in [post for post in cards if "helped" in one.teams.buttons(post.id)][:PRESSES]:
        begun = time.perf_counter()
        await one.teams.presses(one.said[post.thread or ""].who, post.id, "helped")
        took.append(time.perf_counter() - begun)
        await asyncio.sleep(0.2)
    _told("press to the new card before the presser", took, "<= 5000")


async def storm() -> None:
    """Many questions at once, on a desk of their own; what came of them is judged in the end."""
    crowd = crowd_of(Random(2), talk=0.0, open_ended=0.2)  # noqa: S311 - to be repeated
    async with desk(crowd) as one:
        await one.at_pace([crowd.next() for _ in range(STORM)], STORM / 10)
        _told(f"storm of {STORM} in 10 s, webhook", [d.seconds for d in one.teams.deliveries], "max <= 15000")
        begun = time.perf_counter()
        await one.emptied()
        tally = Tally()
        await judge(tally, one.store, one.teams, one.said)
        print(f"  {tally.questions} questions, {tally.cards} cards, all said {time.perf_counter() - begun:.0f} s later; "
              f"faults: {tally.faults or 'none'}; reminders: {tally.reminders}")  # fmt: skip


async def main() -> None:
    """All figures."""
    print(f"Teams: the bot in a process of its own, the fake and 60 people in another, on {os.cpu_count()} cores")
    async with desk(crowd_of(Random(1), talk=0.6, open_ended=0.1)) as one:  # noqa: S311 - to be repeated
        await webhook(one)
        await presses(one)
    await storm()


if __name__ == "__main__":
    asyncio.run(main())
