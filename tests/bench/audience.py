"""A municipality of 50,000 people: choosing an audience, reading the directory, hearing a question; leaves judging to docs/measurements."""

from __future__ import annotations

import asyncio
import tempfile
import time
import tracemalloc
from dataclasses import replace
from pathlib import Path

from bot.clock import MachineClock
from bot.rehearsal.script import Script
from bot.rehearsal.stage import prepare
from knowledge.broadcast.audience import Way
from knowledge.broadcast.audience_copies import copies
from knowledge.broadcast.audience_words import AudienceError, parse_audience
from knowledge.conversation.event import Account, MessagePosted, MessageRef
from knowledge.support.directory import Directory, Person, Place, PlaceKind, Role, School
from storage.store import Store

ROOT = Path(__file__).resolve().parents[2]
PEOPLE, SCHOOLS = 50_000, 500
FIRST = ("Anna", "Eva", "Olle", "Per", "Karin", "Sofia", "Lars", "Maria")
KINDS = ("grundskola F–9", "förskola", "gymnasieskola")


def municipality() -> Directory:
    """Every fiftieth a local contact, a channel for each school, everybody on all platforms."""
    return Directory(
        schools=tuple(School(id=f"s{n}", name=f"Skolan {n}", kind=KINDS[n % 3], aliases=(f"sk {n}",)) for n in range(SCHOOLS)),
        people=tuple(
            Person(id=f"p{n}", name=f"{FIRST[n % 8]} Efternamn{n}", role=Role.TEACHER if n % 50 else Role.LOCAL, schools=(f"s{n % SCHOOLS}",),
                   email=f"p{n}@example.org", accounts={"slack": f"made-{n}", "teams": f"made-{n}", "local": f"p{n}"})
            for n in range(PEOPLE)
        ),
        places=(
            Place(id="news", kind=PlaceKind.NEWS, channels={"slack": "C"}),
            *(Place(id=f"c{n}", kind=PlaceKind.SCHOOL, school=f"s{n}", channels={"slack": f"C{n}", "teams": f"T{n}"}) for n in range(SCHOOLS)),
        ),
    )  # fmt: skip


def audiences() -> None:
    """Time and memory from the words to the copies, with nothing made beforehand."""
    for text in (
        "alla",
        "alla grundskolor och förskolor, utom Skolan 3",
        f"lärare på {', '.join(f'Skolan {n}' for n in range(400))}",
        ", ".join(f"Skolan {n}" for n in range(SCHOOLS)),
    ):
        directory = municipality()
        began, used = time.perf_counter(), time.process_time()
        audience = parse_audience(text, directory)
        read = time.perf_counter()
        found = copies(audience, directory, Way.BOTH, ("slack", "teams"))
        made, worked = time.perf_counter(), time.process_time() - used
        parse_audience(text, directory)
        again = time.perf_counter()
        directory = municipality()
        tracemalloc.start()
        kept = copies(parse_audience(text, directory), directory, Way.BOTH, ("slack", "teams"))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert kept == found
        print(f"{text[:45]:<46} read {read - began:5.2f} s (again {again - made:6.3f}), copies {made - read:5.2f} s, on a processor {worked:5.2f} s, "
              f"peak {peak / 1e6:5.1f} MB, {len(found)} recipients")  # fmt: skip


def nonsense() -> None:
    """40 kB of what is no audience."""
    directory = municipality()
    for text in ("å" * 40_000, "x, " * 13_000, "alla; " * 6_000 + "Skolan"):
        began = time.perf_counter()
        try:
            parse_audience(text, directory)
        except AudienceError as error:
            faults = len(error.problems)
        print(f"40 kB of {text[:6]!r:<12} {time.perf_counter() - began:5.2f} s, {faults} faults")


def _message(number: int, who: str) -> MessagePosted:
    ref = MessageRef(platform="local", channel="support", id=f"b{number}")
    author = Account(platform="local", id=who, name="Nils Ny")
    return MessagePosted(id=f"bench:{number}", at=MachineClock().now(), author=author, ref=ref,
                         text="Varför blir jag utloggad hela tiden?")  # fmt: skip


async def directory_and_events() -> None:
    """The directory read cold and warm, and one question of somebody known, of somebody new, and just after."""
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite+aiosqlite:///{folder}/bench.db")
        await store.migrate()
        start = MachineClock().now().replace(tzinfo=None)
        script = Script(directory=ROOT / "samples/storkoping/directory.yaml", faq=ROOT / "samples/unikum/faq_sv.yaml",
                        settings={}, start=start, steps=())  # fmt: skip
        app = (await prepare(script, store)).app
        made = municipality()
        async with store.transaction() as tx:
            sample = await tx.directory.load()
            await tx.directory.replace(
                replace(sample, schools=sample.schools + made.schools, people=sample.people + made.people)
            )
        for when in ("cold", "warm"):
            began = time.perf_counter()
            async with store.reading() as tx:
                await tx.directory.load()
            print(f"directory of {PEOPLE}, read {when:<4} {(time.perf_counter() - began) * 1000:8.1f} ms")
        await app.bot.hear(_message(0, "p1"))
        for number in range(1, 13):
            who, name = (("p49999", "known"), (f"new{number}", "new"), ("p7", "known, after one who was new"))[
                number % 3
            ]
            began = time.perf_counter()
            await app.bot.hear(_message(number, who))
            print(f"a question of somebody {name:<30} {(time.perf_counter() - began) * 1000:8.1f} ms")
        await app.close()


if __name__ == "__main__":
    audiences()
    nonsense()
    asyncio.run(directory_and_events())
