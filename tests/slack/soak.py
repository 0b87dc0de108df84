"""The soak on Slack: the real bot is killed and cut off many times on each database, as a table; leaves judging to the tally."""

from __future__ import annotations

import asyncio
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.databases import migrated
from tests.durable.results import Row
from tests.slack.load.run import Run
from tests.slack.load.tally import FAULTS

if TYPE_CHECKING:
    from tests.slack.load.tally import Tally

COUNTED = ("kills", "cuts", "said", "sure", "unheard", "questions", "posts", "presses", "retries", *FAULTS)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """How often what goes wrong, on each database."""

    kills: int
    cuts: int
    seed: int


def play(databases: list[tuple[str, str]], wanted: Wanted, results: list[Row]) -> bool:
    """Play a run on each database (title, address), print a line for each, into `results` too; gives whether any shows a fault."""
    print(f"\n| run on Slack | {' | '.join(COUNTED)} | ready again s, median / longest |")
    print("|---" * (len(COUNTED) + 2) + "|")
    faults = False
    for title, url in databases:
        desks = 1 if url.startswith("sqlite") else 2
        tally = asyncio.run(_one(Run(url=url, desks=desks, kills=wanted.kills, cuts=wanted.cuts, seed=wanted.seed)))
        faults |= bool(tally.faults)
        broken = tally.kills + tally.cuts
        results.append(
            Row(run=f"Slack, {title}", broken=broken, heard=tally.said, faults=tally.faults, ready=tally.ready)
        )
        print(_line(f"{title}, {desks} x `run`", tally), flush=True)
    return faults


async def _one(run: Run) -> Tally:
    await migrated(run.url)
    return await run.play()


def _line(title: str, tally: Tally) -> str:
    figures = " | ".join(f"{getattr(tally, name):,}" for name in COUNTED)
    return f"| {title} | {figures} | {statistics.median(tally.ready):.2f} / {max(tally.ready):.2f} |"
