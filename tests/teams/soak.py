"""The soak in Teams: the real bot is killed many times on each database, as a table; leaves judging to the run."""

from __future__ import annotations

import asyncio
import statistics

from tests.databases import migrated
from tests.durable.results import Row
from tests.teams.load.run import FAULTS, Run, Tally

COUNTED = ("kills", "said", "sure", "questions", "cards", "again", "reminders", *FAULTS)


def play(databases: list[tuple[str, str]], kills: int, seed: int, results: list[Row]) -> bool:
    """Play a run on each database (title, address), print a line for each, into `results` too; gives whether any shows a fault."""
    print(f"\n| run in Teams | {' | '.join(COUNTED)} | ready again s, median / longest |")
    print("|---" * (len(COUNTED) + 2) + "|")
    faults = False
    for title, url in databases:
        tally = asyncio.run(_one(Run(url=url, kills=kills, seed=seed)))
        faults |= bool(tally.faults)
        results.append(
            Row(run=f"Teams, {title}", broken=tally.kills, heard=tally.said, faults=tally.faults, ready=tally.ready)
        )
        figures = " | ".join(f"{getattr(tally, name):,}" for name in COUNTED)
        print(f"| {title} | {figures} | {statistics.median(tally.ready):.2f} / {max(tally.ready):.2f} |", flush=True)
    return faults


async def _one(run: Run) -> Tally:
    await migrated(run.url)
    return await run.play()
