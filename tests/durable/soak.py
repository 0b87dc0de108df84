"""`python -m tests.durable.soak`: hundreds of kills and freezes, with one table of all results; leaves the judging to the harness."""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
from pathlib import Path

from tests.broadcast import soak as mailing
from tests.databases import Postgres, migrated
from tests.durable.harness import Outcome, Run
from tests.durable.results import Row, table
from tests.slack.soak import Wanted, play
from tests.teams import soak as in_teams

RECIPIENTS = 5000
COLUMNS = (
    "kills",
    "pauses",
    "questions",
    "effects",
    "lost_questions",
    "lost_effects",
    "doubled",
    "escalated_after_answer",
    "stale_cards",
    "unsettled",
    "lookups",
)


def main() -> int:
    """Play all runs; 0 when none of them shows a fault."""
    asking = argparse.ArgumentParser(description="Kill desks at random under load; see that nothing is lost.")
    asking.add_argument("--kills", type=int, default=200, help="kills on each database")
    asking.add_argument("--pauses", type=int, default=15, help="freezes longer than the lease (PostgreSQL only)")
    asking.add_argument("--seed", type=int, default=1, help="the same seed plays the same moments")
    asking.add_argument("--slack-kills", type=int, default=20, help="kills of the real bot on Slack, on each database")
    asking.add_argument("--teams-kills", type=int, default=20, help="kills of the real bot in Teams, on each database")
    asking.add_argument("--mail-kills", type=int, default=50, help="kills on the way of an announcement to 5,000")
    asking.add_argument("--slack-cuts", type=int, default=30, help="cuts of its sockets, on each database")
    asking.add_argument("--only", choices=("sqlite", "postgres"), help="only this database")
    wanted = asking.parse_args()
    server = Postgres(durable=True) if wanted.only != "sqlite" else None
    try:
        with tempfile.TemporaryDirectory(prefix="soak-") as folder:
            runs: list[tuple[str, Run]] = []
            on_slack: list[tuple[str, str]] = []
            teams: list[tuple[str, str]] = []
            if wanted.only != "postgres":
                url = f"sqlite+aiosqlite:///{Path(folder) / 'desk.db'}"
                runs.append(("SQLite, 1 desk", Run(url=url, kills=wanted.kills, seed=wanted.seed)))
                on_slack.append(("SQLite", f"sqlite+aiosqlite:///{Path(folder) / 'slack.db'}"))
                teams.append(("SQLite", f"sqlite+aiosqlite:///{Path(folder) / 'teams.db'}"))
            if server:
                server.start()
                for title, kills, pauses in (("killed", wanted.kills, 0), ("frozen", 0, wanted.pauses)):
                    url = server.url(server.create())
                    run = Run(url=url, workers=2, kills=kills, pauses=pauses, seed=wanted.seed)
                    runs.append((f"PostgreSQL, 2 desks, {title}", run))
                on_slack.append(("PostgreSQL", server.url(server.create())))
                teams.append(("PostgreSQL", server.url(server.create())))
            results: list[Row] = []
            faults = _play([one for one in runs if one[1].kills or one[1].pauses], wanted.seed, results)
            if wanted.slack_kills or wanted.slack_cuts:
                load = Wanted(kills=wanted.slack_kills, cuts=wanted.slack_cuts, seed=wanted.seed)
                faults |= play(on_slack, load, results)
            if wanted.teams_kills:
                faults |= in_teams.play(teams, wanted.teams_kills, wanted.seed, results)
            if wanted.mail_kills:
                faults |= mailing.play(_mailings(wanted.only, server, folder), RECIPIENTS, wanted.mail_kills, results)
            print(f"\n{table(results)}", flush=True)
            return int(faults)
    finally:
        if server:
            server.remove()


def _mailings(only: str | None, server: Postgres | None, folder: str) -> list[tuple[str, str, str]]:
    """(service, title, address) of a fresh database for each announcement."""
    found = []
    for service in mailing.SERVICES:
        if only != "postgres":
            found.append((service, "SQLite", f"sqlite+aiosqlite:///{Path(folder) / f'mail-{service}.db'}"))
        if server:
            found.append((service, "PostgreSQL", server.url(server.create())))
    return found


def _play(runs: list[tuple[str, Run]], seed: int, results: list[Row]) -> bool:
    if not runs:
        return False
    print(f"seed {seed}\n\n| run | {' | '.join(COLUMNS)} | ready again s, median / longest |")
    print("|---" * (len(COLUMNS) + 2) + "|")
    faults = False
    for title, run in runs:
        outcome = asyncio.run(_one(run))
        faults |= bool(outcome.faults)
        results.append(Row(run=title, broken=outcome.kills + outcome.pauses, heard=outcome.questions, faults=outcome.faults,
                           ready=outcome.ready))  # fmt: skip
        print(_line(title, outcome), flush=True)
    return faults


async def _one(run: Run) -> Outcome:
    await migrated(run.url)
    return await run.play()


def _line(title: str, outcome: Outcome) -> str:
    figures = " | ".join(f"{getattr(outcome, name):,}" for name in COLUMNS)
    return f"| {title} | {figures} | {statistics.median(outcome.ready):.2f} / {max(outcome.ready):.2f} |"


if __name__ == "__main__":
    sys.exit(main())
