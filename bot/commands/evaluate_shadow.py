"""The option `evaluate --shadow`: what the bot would have done on the recorded days; leaves the figures to bot/evaluation."""

from __future__ import annotations

import argparse
from datetime import datetime, timedelta

from bot.clock import MachineClock
from bot.commands.common import CommandError, database_as_it_is, run_async, settings_of
from bot.evaluation.printing import print_json
from bot.evaluation.shadow import Report, as_json, report, told
from bot.library import load_matcher
from bot.settings_values import Settings
from knowledge.faq.index import Index


def show(namespace: argparse.Namespace) -> int:
    """Read the days and tell; 1 when nothing was recorded."""
    now = MachineClock().now()
    found = run_async(_read(settings_of(namespace), now, namespace.days))
    if not found.heard:
        raise CommandError(
            f"nothing was recorded in the last {namespace.days} days; set matching.mode = ”shadow”, or matching.places"
        )
    if namespace.json:
        print_json(as_json(found))
    else:
        print("\n".join(told(found)))
    return 0


async def _read(settings: Settings, now: datetime, days: int) -> Report:
    async with database_as_it_is(settings) as store, store.reading() as tx:
        rows = await tx.shadow.since(now - timedelta(days=days))
        entries = [entry for entry in await tx.faq.entries() if entry.is_valid(now.date())]
    return report(rows, Index.build(entries, load_matcher()))
