"""Measures preparing an audience, the minute of a sending, and corrections; leaves the kills to the soak, judging to docs/measurements."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

from bot import config
from bot.app import build
from bot.clock import Clocks
from bot.platforms.local.adapter import LocalPlatform
from handlers.replies.announcements import copy
from handlers.replies.voice import Voice
from knowledge.broadcast.announcement import Announcement, State, Words
from knowledge.broadcast.audience import Atom, Audience, Group, Way
from knowledge.broadcast.audience_copies import copies
from knowledge.broadcast.audience_words import parse_audience
from knowledge.support.directory import Directory, Person, Role, School
from storage.ledger import COPY
from storage.store import Store
from tests.broadcast.mailing import is_done, scheduled
from tests.broadcast.on_slack import OnSlack
from tests.databases import migrated

PEOPLE, SCHOOLS = 50_000, 500
AT_MINUTES, CORRECTED = 40, 90
ALWAYS = {"calendar": {"hours": "00:00-24:00", "days": "mon-sun"}}


def municipality(count: int) -> Directory:
    """A big one."""
    schools = tuple(School(id=f"s{number}", name=f"Skola {number}", kind="grundskola") for number in range(SCHOOLS))
    people = tuple(Person(id=f"p{number}", name=f"Lärare {number}", schools=(f"s{number % SCHOOLS}",), accounts={"local": f"p{number}"})
                   for number in range(count))  # fmt: skip
    return Directory(
        schools=schools, people=(Person(id="c", name="C", role=Role.CENTRAL, accounts={"local": "c"}), *people)
    )


async def _store(folder: str, directory: Directory) -> Store:
    url = f"sqlite+aiosqlite:///{folder}/bench.db"
    await migrated(url)
    store = await Store.open(url)
    async with store.transaction() as tx:
        await tx.directory.replace(directory)
    return store


async def _prepare(store: Store, directory: Directory) -> int:
    """Read the words, find everybody, write the ledger."""
    audience = parse_audience("lärare på grundskolor, utom Lärare 5", directory)
    there = copies(audience, directory, Way.PEOPLE, ("local",))
    async with store.transaction() as tx:
        one = await tx.announcements.add(Announcement(author="c", audience=audience), datetime.now(UTC))  # noqa: TID251 - a bench
        await tx.ledger.add(one.number, COPY, there)
    return len(there)


async def preparing() -> None:
    """50,000 recipients: seconds, and megabytes at the most."""
    with tempfile.TemporaryDirectory() as folder:
        store = await _store(folder, directory := municipality(PEOPLE))
        begun = time.perf_counter()
        count = await _prepare(store, directory)
        took = time.perf_counter() - begun
        tracemalloc.start()
        await _prepare(store, directory)
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        await store.close()
    print(f"preparing an audience of {count:,}: {took:.2f} s, {peak:.0f} MB at the most (wanted 5 s, 100 MB)")


async def punctuality() -> None:
    """How late announcements begin that are set to a moment."""
    everybody = Audience(groups=(Group(who=(Atom(kind="person", value="p1"),)),))
    with tempfile.TemporaryDirectory() as folder:
        store = await _store(folder, municipality(10))
        chat = LocalPlatform(clock=lambda: datetime.now(UTC), names=str)  # noqa: TID251 - a bench
        app = build(store, config.load({}, overrides=ALWAYS, rehearsal=True), {"local": chat}, Clocks())
        await app.listen()
        running = asyncio.create_task(app.worker.run())
        due = {}
        for number in range(AT_MINUTES):
            at = datetime.now(UTC) + timedelta(seconds=3 + number * 0.7)  # noqa: TID251 - a bench
            async with store.transaction() as tx:
                one = Announcement(author="c", state=State.SCHEDULED, words={"sv": Words(title="T", body="B")}, audience=everybody,
                                   for_meeting=False, wanted_at=at, send_at=at)  # fmt: skip
                one = await tx.announcements.add(one, at)
                await tx.timers.set(one.key("send"), "announcement_send", at, values={"number": one.number})
            due[one.key("copy/p1")] = at
        while len(posts := [post for post in chat.log.everything() if post.key in due]) < AT_MINUTES:  # noqa: ASYNC110 - a bench
            await asyncio.sleep(0.1)
        app.worker.stop()
        await running
        await app.close()
    late = [(post.at - due[post.key]).total_seconds() for post in posts]
    print(
        f"{AT_MINUTES} announcements at their moment: late by {median(late):.2f} s, p95 {quantiles(late, n=20)[-1]:.2f} s (wanted 1 s)"
    )


async def correcting() -> None:
    """Every copy on Slack changes, at the pace of its edits."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/bench.db"
        await migrated(url)
        service = OnSlack()
        await service.open(url, CORRECTED, Path(folder), 1)
        store = await Store.open(url)
        try:
            await service.start()
            await scheduled(store, datetime.now(UTC) + timedelta(seconds=1))  # noqa: TID251 - a bench
            while not await is_done(store):  # noqa: ASYNC110 - it happens in another process
                await asyncio.sleep(0.1)
            service.calls()
            before, begun = service.edits, time.perf_counter()
            await _correct(store)
            while service.calls() and service.edits - before < CORRECTED:  # noqa: ASYNC110 - the same
                await asyncio.sleep(0.1)
            took = time.perf_counter() - begun
            await service.end()
        finally:
            await service.close()
            await store.close()
    rate = CORRECTED / took * 60
    print(f"correcting {CORRECTED} copies on Slack: {rate:.1f} edits a minute of 50, {rate / 50:.0%} (wanted 95 %)")


async def _correct(store: Store) -> None:
    async with store.transaction() as tx:
        one = await tx.announcements.get(1)
        assert one is not None
        one = replace(one, edition=2, words={"sv": Words(title="Nya omdömen", body="Från tisdag.")})
        await tx.announcements.save(one)
        directory = await tx.directory.load()
        settings = config.load({}, overrides=ALWAYS, rehearsal=True)
        texts = build(store, settings, {}, Clocks()).bot._texts
        voice = Voice(texts=texts, language="sv", directory=directory, working=settings.calendar.working_time(directory),
                      policy=settings.policy, now=datetime.now(UTC))  # noqa: TID251 - a bench  # fmt: skip
        await tx.announcements.put_bodies(1, {COPY: {"sv": copy(one, voice)}})


async def main() -> None:
    """Everything, one after the other."""
    await preparing()
    await punctuality()
    await correcting()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
