"""The soak of announcements: thousands of recipients, dozens of kills, on each service and database, as a table; leaves a run to mailing."""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.broadcast.in_teams import InTeams
from tests.broadcast.mailing import FAULTS, Mailing
from tests.broadcast.on_slack import OnSlack
from tests.databases import Postgres, migrated
from tests.durable.results import Row

if TYPE_CHECKING:
    from tests.broadcast.mailing import Tally

SERVICES = {"Slack": OnSlack, "Teams": InTeams}
COUNTED = ("recipients", "copies", "kills", "uncertain", "questions", *FAULTS)
RATE = 0.5
"""Questions a second beside it."""


def play(databases: list[tuple[str, str, str]], recipients: int, kills: int, results: list[Row]) -> bool:
    """(service, title, address): a run on each, a line for each; gives whether any shows a fault."""
    print(
        f"\n| announcement | {' | '.join(COUNTED)} | share of the pace | answer p95 s | late s | seconds | ready again s, median |"
    )
    print("|---" * (len(COUNTED) + 6) + "|")
    faults = False
    for service, title, url in databases:
        asyncio.run(migrated(url))
        run = Mailing(url=url, service=SERVICES[service](), recipients=recipients, kills=kills, rate=RATE)
        tally = asyncio.run(run.play())
        faults |= bool(tally.faults)
        results.append(Row(run=f"announcement, {service}, {title}", broken=tally.kills, heard=tally.recipients,
                           faults=tally.faults, ready=tally.ready))  # fmt: skip
        print(_line(f"{service}, {title}", tally), flush=True)
    return faults


def _line(title: str, tally: Tally) -> str:
    figures = " | ".join(f"{getattr(tally, name):,}" for name in COUNTED)
    times = f"{tally.pace:.1%} | {tally.answer_p95:.2f} | {tally.late:.2f} | {tally.seconds:.0f}"
    return f"| {title} | {figures} | {times} | {statistics.median(tally.ready):.2f} |"


def main() -> int:
    """Play the runs that are asked for; 0 when none shows a fault."""
    asking = argparse.ArgumentParser(
        description="Send an announcement to many while the bot is killed again and again."
    )
    asking.add_argument("--recipients", type=int, default=5000)
    asking.add_argument("--kills", type=int, default=50)
    asking.add_argument("--service", choices=tuple(SERVICES), help="only this one")
    asking.add_argument("--database", choices=("sqlite", "postgres"), help="only this one")
    wanted = asking.parse_args()
    services = [wanted.service] if wanted.service else list(SERVICES)
    server = Postgres(durable=True) if wanted.database != "sqlite" else None
    try:
        with tempfile.TemporaryDirectory(prefix="mailing-") as folder:
            runs = []
            for service in services:
                if wanted.database != "postgres":
                    runs.append((service, "SQLite", f"sqlite+aiosqlite:///{Path(folder) / f'{service}.db'}"))
                if server:
                    server.start()
                    runs.append((service, "PostgreSQL", server.url(server.create())))
            return int(play(runs, wanted.recipients, wanted.kills, []))
    finally:
        if server:
            server.remove()


if __name__ == "__main__":
    sys.exit(main())
