"""The option `train --own`: reads the presses of the desk's database and keeps what they make better; leaves deciding to bot/training."""

from __future__ import annotations

import argparse
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.clock import MachineClock
from bot.commands.common import CommandError, database_as_it_is, run_async, settings_of
from bot.library import load_matcher
from bot.settings_values import Settings
from bot.training.own import Outcome, in_words, learn_own
from knowledge.faq.own import as_json, read_parts
from storage.store import Store

DAYS = 365
"""Presses of one school year count: older ones were about other answers, and partly about other people's habits."""


def show(namespace: argparse.Namespace) -> int:
    """Learn and tell; 0 also when everything stays as it was."""
    settings = settings_of(namespace)
    if namespace.reset:
        return run_async(_reset(settings, dry=namespace.dry_run))
    return run_async(_train(settings, MachineClock().now(), dry=namespace.dry_run))


async def _train(settings: Settings, now: datetime, *, dry: bool) -> int:
    async with _opened(settings) as store:
        outcome = await _learned(store, now)
        print(f"Presses of the last {DAYS} days: " + "\n".join(outcome.lines))
        if outcome.new and not dry:
            async with store.transaction() as tx:
                await tx.calibration.put(as_json(outcome.stored))
        print(f"\n{_ending(outcome, dry=dry)}")
    return 0


async def _learned(store: Store, now: datetime) -> Outcome:
    async with store.reading() as tx:
        presses = await tx.feedback.all(now - timedelta(days=DAYS))
        before = read_parts(await tx.calibration.get())
    return learn_own(presses, load_matcher(), before, now)


def _ending(outcome: Outcome, *, dry: bool) -> str:
    if not outcome.new:
        return "Nothing is changed."
    if dry:
        return f"Nothing is stored (--dry-run); it would be: {in_words(outcome.stored)}."
    return f"Stored: {in_words(outcome.stored)}. A bot that runs takes it up with the next message."


async def _reset(settings: Settings, *, dry: bool) -> int:
    async with _opened(settings) as store:
        async with store.reading() as tx:
            parts = read_parts(await tx.calibration.get())
        if not parts:
            print("The odds are as shipped; there is nothing to take away.")
        elif dry:
            print(f"Nothing is changed (--dry-run); this would go: {in_words(parts)}.")
        else:
            async with store.transaction() as tx:
                await tx.calibration.put(None)
            print(f"The odds are as shipped again; this is gone: {in_words(parts)}.")
    return 0


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Store]:
    """The desk's database, while the desk may run; CommandError when its tables are of another version."""
    async with database_as_it_is(settings) as store:
        await store.refuse_newer()
        found, newest = await store.schema()
        if found != newest:
            raise CommandError("the tables are of an older version; run `supportbot migrate` first")
        yield store
