"""Questions a second beside raw commits, an idle desk with many timers, a desk with a long past; leaves judging to docs/measurements."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count as numbers
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING

from sqlalchemy import text

from bot.clock import MachineClock
from bot.rehearsal.script import Script
from bot.rehearsal.stage import prepare
from knowledge.conversation.event import Account, ButtonPressed, MessagePosted, MessageRef
from knowledge.conversation.message import Message
from knowledge.support.question import Question, State
from storage.deliveries import Where
from storage.questions import _values
from storage.schema import questions
from storage.store import Store
from tests.bench.idle import idle
from tests.bench.made_faq import words_of
from tests.databases import Postgres

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from bot.app import App
    from storage.transaction import Transaction

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = ("anna", "sami", "karin", "helena", "yusuf")
AT_ONCE = 50
"""Questions under way at the same time, as in the trials of the reference."""


@contextmanager
def _databases(only: str | None) -> Iterator[list[tuple[str, Callable[[], str]]]]:
    """(name, what makes the address of an empty database) of each kind; PostgreSQL is as durable as a real one."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        files = (f"sqlite+aiosqlite:///{folder}/bench{number}.db" for number in numbers())
        found: list[tuple[str, Callable[[], str]]] = [("SQLite FULL", lambda: next(files))]
        if only == "sqlite":
            yield found
            return
        server = Postgres(durable=True)
        try:
            server.start()
            yield [*found, ("PostgreSQL", lambda: server.url(server.create()))]
        finally:
            server.remove()


async def _desk(url: str) -> App:
    store = await Store.open(url)
    await store.migrate()
    start = MachineClock().now().replace(tzinfo=None)
    script = Script(directory=ROOT / "samples/storkoping/directory.yaml", faq=ROOT / "samples/unikum/faq_sv.yaml",
                    settings={}, start=start, steps=())  # fmt: skip
    return (await prepare(script, store)).app


def _made_up(random: Random, words: Sequence[str]) -> str:
    return f"{' '.join(random.choice(words) for _ in range(random.randint(5, 12)))}?"


async def _rate(count: int, one: Callable[[int], Awaitable[None]]) -> float:
    """How many a second, so many under way at once."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def held(number: int) -> None:
        async with gate:
            await one(number)

    began = time.perf_counter()
    await asyncio.gather(*(held(number) for number in range(count)))
    return count / (time.perf_counter() - began)


async def _raw(store: Store, count: int) -> float:
    """Commits a second, one row each, as the desk commits."""

    async def one(number: int) -> None:
        async with store.transaction() as tx:
            await tx.do(text("INSERT INTO raw (number) VALUES (:number)").bindparams(number=number))

    async with store.transaction() as tx:
        await tx.do(text("CREATE TABLE IF NOT EXISTS raw (number INTEGER)"))
    return await _rate(count, one)


async def _kept(store: Store, count: int) -> float:
    """A question as it is made durable: event, message, question, two lines of history, card, call line and two timers, in one commit."""
    clock = MachineClock()

    async def one(number: int) -> None:
        now = clock.now()
        ref = MessageRef(platform="local", channel=f"c{number % 40}", id=f"k{number}")
        async with store.transaction() as tx:
            await tx.inbox.is_new(f"kept:{number}", now)
            await tx.inbox.is_new_message(ref)
            await tx.messages.remember(ref, "anna", now, "hur loggar jag in?")
            asked = Question(asker="anna", asked_at=now, text="hur loggar jag in?", root=ref, state=State.WAITING)
            question = await tx.questions.add(asked)
            await _what_follows(tx, question, now)

    return await _rate(count, one)


async def _what_follows(tx: Transaction, question: Question, now: datetime) -> None:
    where = Where(platform="local", channel=question.root.channel, thread=question.root.id)
    for what in ("asked", "routed"):
        await tx.questions.note(question.number, what, None, now)
    for part in ("card", "call"):
        await tx.outbox.say(question.key(part), where, Message(reply="waiting", text="Frågan ligger hos Eva Lind."))
        await tx.timers.set(question.key(part), "step", now + timedelta(hours=4), values={"number": question.number})


async def _heard(app: App, count: int, seed: int) -> tuple[float, float]:
    """Questions a second through the whole bot, all different, and how long one takes when it is alone (ms)."""
    random, clock = Random(seed), MachineClock()  # noqa: S311 - made-up texts
    words = words_of(3000, random)
    app.bot.patience = timedelta(minutes=5)

    async def one(number: int) -> None:
        asked = f"Hur får jag ut {_made_up(random, words)}"
        author = Account(platform="local", id=PEOPLE[number % len(PEOPLE)])
        ref = MessageRef(platform="local", channel="support", id=f"h{seed}.{number}")
        await app.bot.hear(
            MessagePosted(id=f"heard:{seed}.{number}", at=clock.now(), author=author, ref=ref, text=asked)
        )

    took = []
    for number in range(40):
        began = time.perf_counter()
        await one(-1 - number)
        took.append((time.perf_counter() - began) * 1000)
    return await _rate(count, one), median(took)


async def throughput(url: str, name: str, count: int) -> None:
    """Questions a second on one database, beside raw commits in the same run, before and after."""
    app = await _desk(url)
    try:
        before = await _raw(app.store, count * 2)
        kept = await _kept(app.store, count)
        heard, alone = await _heard(app, count, 1)
        raw = (before + await _raw(app.store, count * 2)) / 2
        print(f"{name}: raw commits of one row {raw:,.0f}/s; durable questions {kept:,.0f}/s = {kept / raw:.2f} of raw; "
              f"heard by the whole bot {heard:,.0f}/s = {heard / raw:.2f} of raw, one alone {alone:.1f} ms", flush=True)  # fmt: skip
    finally:
        await app.close()


async def _past(store: Store, count: int) -> None:
    """So many solved questions of two years, of which nine in ten have words that others may see."""
    random, now = Random(5), MachineClock().now()  # noqa: S311 - made-up texts
    words = words_of(6000, random)
    for start in range(0, count, 2000):
        rows = []
        for number in range(start, min(start + 2000, count)):
            asked = now - timedelta(days=730) * (1 - number / count) - timedelta(days=4)
            ref = MessageRef(platform="local", channel="support", id=f"old{number}")
            old = Question(asker=f"teacher{number % 2000}", asked_at=asked, text=_made_up(random, words), root=ref,
                           place="support", school=("lindskolan", "bjorkskolan")[number % 2], state=State.SOLVED, how="by_contact",
                           answered_by="eva", answer_text=_made_up(random, words), solved_by="eva",
                           solved_at=asked + timedelta(hours=3), private=number % 10 == 0)  # fmt: skip
            rows.append(_values(old))
        async with store.transaction() as tx:
            await tx.do_all(questions.insert(), rows)


async def _figures(app: App, seed: int, times: int) -> dict[str, list[float]]:
    """What people notice, ms each."""
    clock = MachineClock()
    random = Random(seed)  # noqa: S311 - made-up texts
    words = words_of(3000, random)
    found: dict[str, list[float]] = {}

    async def took(name: str, doing: Awaitable[object]) -> None:
        began = time.perf_counter()
        await doing
        found.setdefault(name, []).append((time.perf_counter() - began) * 1000)

    for number in range(times):
        ref = MessageRef(platform="local", channel="support", id=f"f{seed}.{number}")
        author = Account(platform="local", id=PEOPLE[number % len(PEOPLE)])
        asked = MessagePosted(id=f"f:{seed}.{number}", at=clock.now(), author=author, ref=ref,
                              text=f"Hur får jag ut {_made_up(random, words)}")  # fmt: skip
        await took("question", app.bot.hear(asked))
        async with app.store.reading() as tx:
            question = await tx.questions.by_root("local", "support", ref.id)
        if question:
            eva = Account(platform="local", id="eva")
            press = ButtonPressed(id=f"p:{seed}.{number}", at=clock.now(), who=eva, key=question.key("card"),
                                  action="solved")  # fmt: skip
            await took("press", app.bot.hear(press))
        for command in ("mina", "väntar", f"sök {random.choice(words)} {random.choice(words)}"):
            ref = MessageRef(platform="local", channel="direct:eva", id=f"c{seed}.{number}.{command[:3]}")
            said = MessagePosted(id=f"c:{seed}.{number}.{command[:3]}", at=clock.now(),
                                 author=Account(platform="local", id="eva"), ref=ref, text=command)  # fmt: skip
            await took(command.split()[0], app.bot.hear(said))
    return found


async def stored(new: str, old: str, name: str, count: int) -> None:
    """What people notice on a desk with a long past, beside a new one, turn by turn in the same run."""
    desks = {"new": await _desk(new), "old": await _desk(old)}
    found: dict[str, dict[str, list[float]]] = {which: {} for which in desks}
    try:
        await _past(desks["old"].store, count)
        for turn in range(7):
            for which, app in desks.items():
                app.bot.patience = timedelta(minutes=5)
                took = await _figures(app, turn, 10)
                for figure, values in took.items() if turn else ():  # the first turn warms up
                    found[which].setdefault(figure, []).extend(values)
        for figure, values in found["new"].items():
            before, after = median(values), median(found["old"][figure])
            more = f"{after:.1f} ms with {count:,} questions ({after / before - 1:+.0%})"
            print(f"{name}, {figure}: {before:.1f} ms new, {more}", flush=True)
    finally:
        for app in desks.values():
            await app.close()


async def _on_each(only: str | None, parts: Sequence[str], wanted: argparse.Namespace) -> None:
    with _databases(only) as databases:
        for name, empty in databases:
            if "throughput" in parts:
                await throughput(empty(), name, wanted.questions)
            if "stored" in parts:
                await stored(empty(), empty(), name, wanted.stored)


def main() -> None:
    """All figures, or those that are asked for."""
    asking = argparse.ArgumentParser(description="Measure the desk's durable work.")
    asking.add_argument("parts", nargs="*", help="throughput, stored, idle; default: all")
    asking.add_argument("--only", choices=("sqlite",), help="without PostgreSQL")
    asking.add_argument("--questions", type=int, default=400)
    asking.add_argument("--stored", type=int, default=100_000)
    asking.add_argument("--timers", type=int, default=10_000)
    asking.add_argument("--seconds", type=int, default=60)
    wanted = asking.parse_args(sys.argv[1:] if __name__ == "__main__" else [])
    parts = wanted.parts or ["throughput", "stored", "idle"]
    asyncio.run(_on_each(wanted.only, parts, wanted))
    if "idle" in parts:
        idle(wanted.timers, wanted.seconds)


if __name__ == "__main__":
    main()
