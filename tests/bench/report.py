"""The report over 100,000 questions, and one morning of lists to 1,000 contacts; leaves judging to docs/measurements."""

from __future__ import annotations

import asyncio
import resource
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

import yaml

from bot.__main__ import main as supportbot
from knowledge.conversation.event import MessageRef
from knowledge.support.question import Question, State
from storage.questions import _values
from storage.schema import history, questions
from storage.store import Store
from tests.journeys.day import Day

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHOOLS = 500
WAITING = 1000
BEGIN = datetime(2026, 8, 3, 6, tzinfo=UTC)


def asked(number: int, chance: Random) -> Question:
    """A question of the autumn, with one of the usual fates."""
    at = (BEGIN + timedelta(days=chance.randrange(112))).replace(hour=chance.choice((7, 8, 9, 11, 13, 14)))
    later = at + timedelta(hours=chance.expovariate(1 / 9))
    fates: tuple[dict[str, Any], ...] = (
        {"state": State.SOLVED, "how": "confirmed", "entry": "a", "answered_at": at, "solved_at": later},
        {"state": State.SOLVED, "how": "assumed", "entry": "a", "answered_at": at, "solved_at": later},
        {"state": State.SOLVED, "how": "by_contact", "answered_by": "k0", "answered_at": later, "solved_at": later},
        {"state": State.SOLVED, "how": "linked", "solved_at": later},
        {"state": State.WAITING, "holders": ("k0",), "candidates": ("a",)},
    )
    return Question(number=number, asker="t0", asked_at=at, text="hur gör man en sak i unikum? " * 3, place="support",
                    root=MessageRef(platform="local", channel="support", id=str(number)),
                    school=f"s{chance.randrange(SCHOOLS)}", **chance.choice(fates))  # fmt: skip


def told(number: int, at: datetime, chance: Random) -> Iterator[dict[str, Any]]:
    """What the history holds of it."""
    whats = ["asked", "turn", "answered", "solved", *(["reopened"] if chance.random() < 0.05 else [])]
    yield from ({"question": number, "what": what, "who": None, "at": at, "details": {}} for what in whats)


async def filled(number: int) -> None:
    """A database with so many questions, in the working directory."""
    chance = Random(1)  # noqa: S311 - the same ones each time, and no secret
    store = await Store.open("sqlite+aiosqlite:///supportbot.db")
    await store.migrate()
    for first in range(1, number + 1, 10_000):
        some = [asked(one, chance) for one in range(first, min(first + 10_000, number + 1))]
        lines = [line for one in some for line in told(one.number, one.asked_at, chance)]
        async with store.transaction() as tx:
            await tx.do_all(tx.insert(questions), [{"number": one.number, **_values(one)} for one in some])
            await tx.do_all(tx.insert(history), lines)
    await store.close()


async def morning(folder: Path) -> None:
    """One morning's lists: two contacts at each of 500 schools, a thousand questions that wait."""
    people = [{"id": "c", "name": "C", "role": "central"}]
    people += [
        {"id": f"k{one}", "name": f"K {one}", "role": "local", "schools": [f"s{one // 2}"]} for one in range(1000)
    ]
    directory = {
        "organisation": {"name": "Stor", "time_zone": "Europe/Stockholm"},
        "schools": [{"id": f"s{one}", "name": f"Skola {one}"} for one in range(SCHOOLS)],
        "people": people,
        "places": [{"id": "support", "kind": "support"}],
    }
    faq = [{"id": "a", "question": "Hur?", "answer": "Så."}]
    for name, value in (("d", directory), ("q", faq)):
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(value), encoding="utf-8")
    store = await Store.open("sqlite+aiosqlite:///lists.db")
    await store.migrate()
    day = await Day.begin(
        store, directory=folder / "d.yaml", faq=folder / "q.yaml", on="local", posts={"local": "true"}
    )
    async with store.transaction() as tx:
        for one in range(WAITING):
            root = MessageRef(platform="local", channel="support", id=str(one))
            await tx.questions.add(Question(asker="c", asked_at=BEGIN, text="hur gör man?", state=State.WAITING, root=root,
                                            school=f"s{one // 2}", holders=(f"k{one}",), asked=(f"k{one}",)))  # fmt: skip
        timer = await tx.timers.get("list/local")
    assert timer is not None
    app = day.play.stage.app
    app.bot.patience = timedelta(minutes=5)
    day.play.stage.clock.set(timer.due)
    begun = perf_counter()
    await app.bot.hear(timer.fired(timer.due))
    print(
        f"lists to {len(people) - 1} contacts of {SCHOOLS} schools, in one transaction: {perf_counter() - begun:.2f} s"
    )
    await day.end()
    await store.close()


def run(number: int) -> None:
    """Print both."""
    asyncio.run(filled(number))
    for words in (["--output", "out.md"], ["--by", "school", "--output", "out.xlsx"]):
        begun = perf_counter()
        try:
            supportbot(["report", "--period", "2026", *words])
        except SystemExit:
            print(f"report over {number} questions {words}: {perf_counter() - begun:.1f} s")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at most, filling the database included: {most:.0f} MB")


if __name__ == "__main__":
    import os

    with TemporaryDirectory() as folder:
        os.chdir(folder)
        run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
        asyncio.run(morning(Path(folder)))
