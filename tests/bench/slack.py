"""Measures the real bot on the fake of Slack: event to ack, press to revised card, a storm; leaves judging to docs/measurements.

The bot is `supportbot run` in a process of its own, with its real manners and SQLite; the fake and the people share this one.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import aiohttp

from bot.platforms.slack import needs
from storage.store import Store
from tests.databases import migrated
from tests.slack import words_seen as seen
from tests.slack.fake import FakeSlack, hastened
from tests.slack.load.crowd import Crowd
from tests.slack.load.program import BOT, Program
from tests.slack.load.tally import Tally, judge
from tests.slack.stage import workspace_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from tests.slack.fake.posts import Post
    from tests.slack.load.crowd import Saying

RATE, SECONDS, PRESSES, STORM = 50, 20, 60, 500
FASTER = 6
"""How many times faster than Slack's the fake tells again what was not taken: after 0, 10 and 50 s."""


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(kw_only=True)
class Desk:
    """A desk that runs, and the people before it."""

    slack: FakeSlack
    store: Store
    crowd: Crowd
    said: dict[str, Saying]

    async def say(self, saying: Saying) -> None:
        """Write something; returns when it was acked at last."""

        def stands(ts: str) -> None:
            self.said[ts] = saying

        await self.slack.says(saying.who, saying.room, saying.text, before_delivery=stands)

    async def at_pace(self, sayings: Sequence[Saying], a_second: float) -> None:
        """Write so many messages a second, whether or not the former ones were acked."""
        begun, under_way = time.perf_counter(), []
        for number, saying in enumerate(sayings):
            await asyncio.sleep(max(begun + number / a_second - time.perf_counter(), 0))
            under_way.append(asyncio.create_task(self.say(saying)))
        await asyncio.gather(*under_way)

    async def emptied(self, longest: float) -> None:
        """Wait until all that was to be said is said."""
        async with asyncio.timeout(longest):
            while await self._waiting():  # noqa: ASYNC110 - it happens in another process
                await asyncio.sleep(0.3)

    async def _waiting(self) -> int:
        async with self.store.reading() as tx:
            counts = await tx.outbox.counts()
        return counts.get("pending", 0) + counts.get("sending", 0)


@asynccontextmanager
async def desk(transport: str, crowd: Crowd, module: Sequence[str] = BOT) -> AsyncIterator[Desk]:
    """The real bot (or another `module`) on a fresh database, over `socket` or `http`."""
    with tempfile.TemporaryDirectory(prefix="slack-bench-") as folder:
        url = f"sqlite+aiosqlite:///{folder}/desk.db"
        await migrated(url)
        store = await Store.open(url)
        await crowd.settle_in(store)
        async with FakeSlack.open(
            workspace_of(crowd.directory), scopes=needs.scopes(), events=needs.EVENTS, transport=transport,
            pause=hastened(FASTER),
        ) as slack:  # fmt: skip
            program = await _started(slack, url, Path(folder), transport, module)
            try:
                yield Desk(slack=slack, store=store, crowd=crowd, said={})
            finally:
                await program.end()
                await store.close()


async def _started(slack: FakeSlack, url: str, folder: Path, transport: str, module: Sequence[str]) -> Program:
    if transport == "socket":
        program = await Program.start(slack, url, folder, module)
        await slack.connected()
        return program
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    more = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": slack.signing_secret, "SUPPORTBOT_WEB__PORT": str(port)}
    program = await Program.start(slack, url, folder, module, **more)
    slack.deliver_to(f"http://127.0.0.1:{port}/slack/events")
    async with aiohttp.ClientSession() as session:
        while not await _is_ready(session, f"http://127.0.0.1:{port}/readyz"):  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.1)
    return program


async def _is_ready(session: aiohttp.ClientSession, address: str) -> bool:
    try:
        async with session.get(address) as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


def _told(name: str, seconds: Sequence[float], wanted: str) -> None:
    figures = "  ".join(f"{word} {1000 * percentile(seconds, share):7.0f}" for word, share in _SHARES)
    load = os.getloadavg()[0]
    print(
        f"{name:<46} {figures}  max {1000 * max(seconds):7.0f} ms  n={len(seconds)}  load {load:.1f}  wanted {wanted}"
    )


_SHARES = (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))


def _acks(slack: FakeSlack, since: int) -> list[float]:
    """Seconds from the first try of each event to its ack, also when it took several tries."""
    return [
        sum(one.took for one in delivery.attempts) for delivery in slack.deliveries[since:] if delivery.kind == "event"
    ]


async def acks(one: Desk, transport: str) -> None:
    """Events at a steady pace."""
    since = await _written(one)
    _told(f"{transport}: event to ack, {RATE}/s for {SECONDS} s", _acks(one.slack, since), "p99 <= 300")
    again = sum(delivery.tries > 1 for delivery in one.slack.deliveries[since:])
    print(f"  told again by Slack: {again} of {len(one.slack.deliveries) - since}")


async def _written(one: Desk) -> int:
    """Write at the pace, after some to warm up; gives how many deliveries do not count."""
    await one.at_pace([one.crowd.next() for _ in range(100)], 10)
    since = len(one.slack.deliveries)
    await one.at_pace([one.crowd.next() for _ in range(RATE * SECONDS)], RATE)
    return since


async def nothing(transport: str) -> None:
    """The same to a program with the same SDK that does nothing."""
    async with desk(transport, _mixed(), ("tests.bench.slack_nothing",)) as one:
        since = await _written(one)
        _told("  beside: the same SDK, nothing done", _acks(one.slack, since), "-")


def _mixed() -> Crowd:
    """Six in ten talk, three ask in an entry's words, one asks in words of their own."""
    return Crowd(Random(1), talk=0.6, open_ended=0.1)  # noqa: S311 - to be repeated


async def presses(one: Desk, transport: str) -> None:
    """Askers press that an answer helped, one after the other on a desk with nothing else to do."""
    await one.emptied(300)
    took, acked = [], []
    for post in _answered(one)[:PRESSES]:
        begun, before = time.perf_counter(), post.edited
        block, action, option = seen.place_of(post.blocks, "helped") or ("", "", None)
        who = one.said[post.thread or ""].who
        delivery = await one.slack.presses(who, post.channel.id, post.ts, action, option, block_id=block)
        acked.append(delivery.took)
        while post.edited is before and time.perf_counter() - begun < 10:  # noqa: ASYNC110 - the same
            await asyncio.sleep(0.002)
        took.append(time.perf_counter() - begun)
        await asyncio.sleep(0.2)
    _told(f"{transport}: press to revised card", took, "p95 <= 500")
    _told("  of it press to ack", acked, "<= 3000")


def _answered(one: Desk) -> list[Post]:
    posts = [post for room in one.crowd.rooms for post in one.slack.workspace.channel(room).posts.values()]
    cards = [post for post in posts if post.by_bot and post.thread in one.said]
    return [post for post in cards if seen.place_of(post.blocks, "helped")]


async def storm(transport: str) -> None:
    """Many questions at once, on a desk of their own; what came of them is judged in the end."""
    crowd = Crowd(Random(2), talk=0.0, open_ended=0.2)  # noqa: S311 - to be repeated
    async with desk(transport, crowd) as one:
        await one.at_pace([crowd.next() for _ in range(STORM)], STORM / 10)
        _told(f"{transport}: storm of {STORM} in 10 s, event to ack", _acks(one.slack, 0), "max <= 3000")
        begun = time.perf_counter()
        await one.emptied(600)
        tally = Tally()
        await judge(tally, one.store, one.slack, one.said, set())
        print(f"  {tally.posts} posts, all said {time.perf_counter() - begun:.0f} s later; told again: {tally.retries}; "
              f"nearest two posts of one channel {tally.nearest:.2f} s (wanted 1); faults: {tally.faults or 'none'}")  # fmt: skip


async def main(transports: Sequence[str] = ("socket", "http")) -> None:
    """All figures, over each transport."""
    print(f"Slack: the bot in a process of its own, the fake and {60} people in another, on {os.cpu_count()} cores")
    for transport in transports:
        async with desk(transport, _mixed()) as one:
            await acks(one, transport)
            await presses(one, transport)
        await nothing(transport)
        await storm(transport)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:] or ("socket", "http")))
