"""The command `migrate`: brings the database up to date; leaves how to storage."""

from __future__ import annotations

import argparse

from bot.commands.common import add_config, database, run_async, settings_of
from bot.settings_values import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add_config(parser)


def run(arguments: argparse.Namespace) -> int:
    """Bring the tables to the newest schema; StorageError when they are newer than this version."""
    settings = settings_of(arguments)
    print(f"The database {settings.database} is up to date: schema {run_async(_migrate(settings))}.")
    return 0


async def _migrate(settings: Settings) -> str:
    async with database(settings) as store:
        _found, newest = await store.schema()
        return newest
