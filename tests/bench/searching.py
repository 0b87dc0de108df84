"""A search among 100,000 stored questions, the way of a command from event to reply; leaves judging to docs/measurements."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from statistics import median

from bot.clock import MachineClock
from bot.rehearsal.script import Script
from bot.rehearsal.stage import prepare
from knowledge.conversation.event import Account, CommandGiven, MessageRef
from knowledge.conversation.message import Notice
from knowledge.support.question import Question, State
from storage.store import Store

ROOT = Path(__file__).resolve().parents[2]
STORED = 100_000
TURNS = 7
WORDS = (
    *("planering", "klass", "lösenord", "elev", "vårdnadshavare", "schema", "frånvaro", "app", "bedömning", "lärlogg"),
    *("veckobrev", "grupp", "kollega", "dela", "kopiera", "termin", "mall", "rapport", "samtal", "tid", "boka", "rum"),
    *("bild", "film", "logga", "in", "ut", "skriva", "hur", "man", "kan", "jag", "får", "det"),
)
LOOKED_FOR = (
    "lösenord",
    "dela planering",
    "boka samtal tid",
    "hur kopierar jag en mall till nästa termin",
    "losenord",
    "zeppelinare",
)


def made(number: int, chance: random.Random) -> Question:
    """A solved question; one every five minutes, the last of them now."""
    asked = MachineClock().now() - timedelta(minutes=5 * (STORED - number))
    said = " ".join(chance.choice(WORDS) for _ in range(chance.randint(6, 16)))
    return Question(asker=f"p{number % 5000}", asked_at=asked, text=f"{said}?", state=State.SOLVED, how="confirmed",
                    place="support", answered_by="eva", answer_text=" ".join(chance.choice(WORDS) for _ in range(30)),
                    solved_at=asked, root=MessageRef(platform="local", channel="support", id=str(number)))  # fmt: skip


async def main() -> None:
    """Six searches, seven times each."""
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite+aiosqlite:///{folder}/bench.db")
        await store.migrate()
        samples = ROOT / "samples"
        script = Script(directory=samples / "storkoping" / "directory.yaml", faq=samples / "unikum" / "faq_sv.yaml",
                        settings={}, start=MachineClock().now(), steps=())  # fmt: skip
        stage = await prepare(script, store)
        chance = random.Random(1)  # noqa: S311 - made-up questions
        async with store.transaction() as tx:
            for number in range(STORED):
                await tx.questions.add(made(number, chance))
        for words in LOOKED_FOR:
            took, worked = [], []
            for turn in range(TURNS):
                began, used = time.perf_counter(), time.process_time()
                shown = await stage.app.bot.hear(
                    CommandGiven(id=f"{words}{turn}", at=stage.clock.now(), text=f"sök {words}", channel="support",
                                 who=Account(platform="local", id="anna"))
                )  # fmt: skip
                took.append(1000 * (time.perf_counter() - began))
                worked.append(1000 * (time.process_time() - used))
            first = shown.message.plain.splitlines()[0] if isinstance(shown, Notice) else ""
            told = f"first {took[0]:6.1f}  median {median(took):6.1f}  max {max(took):6.1f} ms"
            print(f"{words:<45} {told}, of a processor {median(worked):6.1f}  {first}")
        await stage.app.close()


if __name__ == "__main__":
    asyncio.run(main())
