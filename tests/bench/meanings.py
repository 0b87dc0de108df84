"""What an encoder costs: its way through the FAQ and each message, beside words alone; leaves printing to the bench."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.brain import Brain
from bot.clock import MachineClock
from bot.embedding.stored import for_desk
from bot.files.faq_file import read_faq
from bot.library import load_matcher
from knowledge.faq.verdict import Policy, Situation
from storage.store import Store

FAQ = Path(__file__).resolve().parents[2] / "samples/unikum/faq_sv.yaml"


@dataclass(kw_only=True)
class Cost:
    """Of one way to compare."""

    has_meanings: bool
    words_after: float
    """Seconds until the first index serves, by words."""
    all_after: float
    """Seconds until everything is there."""
    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    """Milliseconds a message, read and judged."""


async def cost(setting: str, asked: tuple[str, ...], count: int = 160) -> list[Cost]:
    """Once without vectors in the database, once with all of them."""
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite+aiosqlite:///{folder}/bench.db")
        await store.migrate()
        async with store.transaction() as tx:
            await tx.faq.replace(read_faq(FAQ).value, None, MachineClock().now())
        found = [await _cost(store, setting, asked, count) for _ in range(2)]
        await store.close()
        return found


async def _cost(store: Store, setting: str, asked: tuple[str, ...], count: int) -> Cost:
    clock = MachineClock()
    brain = Brain(store, load_matcher(), for_desk(setting, store, clock), patience=timedelta(seconds=9))
    began = time.perf_counter()
    await brain.refresh(clock.now())
    words = time.perf_counter() - began
    if brain._building:
        await brain._building
    made = Cost(has_meanings=brain.index.meaning is not None, words_after=words, all_after=time.perf_counter() - began)
    for number in range(count):
        began, used = time.perf_counter(), time.process_time()
        (await brain.read(asked[number % len(asked)], Policy())).verdict(Situation())
        made.wall.append((time.perf_counter() - began) * 1000)
        made.processor.append((time.process_time() - used) * 1000)
    await brain.close()
    return made
