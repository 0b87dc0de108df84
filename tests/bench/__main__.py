"""Measures what the issues promise, each beside an alternative in the same run; leaves judging to docs/measurements."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bot.clock import Clocks, MachineClock
from bot.embedding.meanings import PATIENCE
from bot.rehearsal.script import Script
from bot.rehearsal.stage import prepare
from bot.worker.loop import Worker
from knowledge.conversation.event import Account, Event, MessagePosted, MessageRef, TimerFired
from storage.store import Store
from tests.bench import durable, slack, teams
from tests.bench.meanings import cost

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.app import App

ROOT = Path(__file__).resolve().parents[2]
ASKED = (
    "Hur tilldelar jag en planering till min klass?",
    "föräldrarna ser ingenting av det jag la upp igår",
    "det funkar inte",
    "Tack, den behövde jag också",
    "Varför blir jag utloggad hela tiden?",
    "Påminner om APT i personalrummet kl 15.30",
    "går det att skriva ut namnskyltar till krokarna direkt från unikum?",
    "I keep getting logged out while I'm writing, is there a setting?",
)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _told(name: str, values: Sequence[float], unit: str = "ms") -> None:
    print(
        f"{name:<58} p50 {median(values):8.1f}  p95 {percentile(values, 0.95):8.1f}  max {max(values):8.1f} {unit}  n={len(values)}"
    )


async def _desk(folder: str) -> App:
    store = await Store.open(f"sqlite+aiosqlite:///{folder}/bench.db")
    await store.migrate()
    start = MachineClock().now().replace(tzinfo=None)
    script = Script(directory=ROOT / "samples/storkoping/directory.yaml", faq=ROOT / "samples/unikum/faq_sv.yaml",
                    settings={}, start=start, steps=())  # fmt: skip
    return (await prepare(script, store)).app


def _message(number: int, text: str) -> MessagePosted:
    people = ("anna", "sami", "karin", "helena", "yusuf")
    return MessagePosted(
        id=f"bench:{number}",
        at=MachineClock().now(),
        author=Account(platform="local", id=people[number % len(people)]),
        ref=MessageRef(platform="local", channel="support", id=f"b{number}"),
        text=text,
    )


async def messages(count: int = 400) -> None:
    """A message, event in to commit, on SQLite FULL with the sample FAQ; beside one raw commit on the same file."""
    with tempfile.TemporaryDirectory() as folder:
        app = await _desk(folder)
        took, raw = [], []
        for number in range(count):
            event = _message(number, ASKED[number % len(ASKED)])
            began = time.perf_counter()
            await app.bot.hear(event)
            took.append((time.perf_counter() - began) * 1000)
            began = time.perf_counter()
            async with app.store.transaction() as tx:
                await tx.desk.set("bench", number)
            raw.append((time.perf_counter() - began) * 1000)
        _told("message, event in to commit (SQLite FULL, lexical)", took)
        _told("  beside: one raw commit of one row, same file", raw)
        print(f"  ratio of the medians: {median(took) / median(raw):.1f} raw commits a message")
        await app.close()


async def lateness(count: int = 100) -> None:
    """How late timers fire at low load, by the running worker; beside asyncio.sleep in the same run."""
    with tempfile.TemporaryDirectory() as folder:
        app = await _desk(folder)
        clock, late, slept = MachineClock(), [], []
        fired = asyncio.Event()

        async def noted(event: Event) -> None:
            assert isinstance(event, TimerFired)
            due = event.values["due"]
            late.append((clock.now().timestamp() - due) * 1000)
            async with app.store.transaction() as tx:
                await tx.timers.cancel(event.key)
            if len(late) == count:
                fired.set()

        worker = Worker(app.store, {}, noted, Clocks())
        running = asyncio.create_task(worker.run())
        for number in range(count):
            due = clock.now() + timedelta(milliseconds=300)
            async with app.store.transaction() as tx:
                await tx.timers.set(f"bench/{number}", "bench", due, values={"due": due.timestamp()})
            began = time.perf_counter()
            await asyncio.sleep(0.1)
            slept.append((time.perf_counter() - began - 0.1) * 1000)
        await asyncio.wait_for(fired.wait(), 30)
        worker.stop()
        await running
        _told("timer lateness, running worker (SQLite)", late)
        _told("  beside: lateness of asyncio.sleep(0.1)", slept)
        await app.close()


async def meanings() -> None:
    """A message read and judged with the encoder that is installed; beside words alone in the same run."""
    for setting, words in (("none", "words alone"), ("auto", "words and meaning")):
        for when, one in zip(("new", "kept"), await cost(setting, ASKED), strict=True):
            if setting == "auto" and not one.has_meanings:
                print("no encoder is installed: words and meaning are not measured")
                return
            print(
                f"sample FAQ, {words}, {when} vectors: serves after {one.words_after:.2f} s, all after {one.all_after:.2f} s"
            )
            _told(f"  message read and judged, {words}", one.wall)
            _told("    of it on a processor", one.processor)
            late = sum(took > PATIENCE.total_seconds() * 1000 for took in one.wall)
            print(f"    over the limit of {PATIENCE.total_seconds() * 1000:.0f} ms: {late} of {len(one.wall)}")


def start(times: int = 5) -> None:
    """From the start of the process to the first answered message; beside a process that only imports the libraries."""
    libraries = "import sqlalchemy.ext.asyncio, aiosqlite, aiohttp, numpy, scipy.sparse, yaml"
    whole, bare = [], []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(times):
            for code, values in (([sys.executable, "-m", "tests.bench.first", folder, str(number)], whole),
                                 ([sys.executable, "-c", libraries], bare)):  # fmt: skip
                began = time.perf_counter()
                subprocess.run(code, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
                values.append((time.perf_counter() - began) * 1000)
    _told("process start to first answered message", whole)
    _told("  beside: a process that imports the same libraries", bare)


@contextmanager
def one_core() -> Iterator[None]:
    """What is started meanwhile keeps to one core, where the system allows it; numpy then takes one thread."""
    cores = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
    if cores:
        os.sched_setaffinity(0, {min(cores)})
    yield
    if cores:
        os.sched_setaffinity(0, cores)


def matching() -> None:
    """The matcher at three sizes of FAQ, each in a process of its own; and from the start of `match` to its first line."""
    for size in ("1000", "10000", "100000"):
        with one_core():
            subprocess.run([sys.executable, "-m", "tests.bench.matching_speed", size], cwd=ROOT, check=True)
    command = [sys.executable, "-m", "bot", "match", "--lexical", "--faq", "samples/unikum/faq_sv.yaml"]
    took = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run(
            command, cwd=ROOT, check=True, input=b'{"text": "hur loggar jag in?"}', stdout=subprocess.DEVNULL
        )
        took.append((time.perf_counter() - began) * 1000)
    _told("start of `match` to its end after one line", took)


def main() -> None:
    """All figures, one after the other."""
    matching()
    asyncio.run(messages())
    asyncio.run(lateness())
    asyncio.run(meanings())
    start()
    durable.main()
    asyncio.run(slack.main())
    asyncio.run(teams.main())


if __name__ == "__main__":
    main()
