"""The command `backup`: a checked copy of the database while it is in use; leaves the copying to storage."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.commands.common import CommandError, add_config, database_as_it_is, database_file, run_async, settings_of
from bot.settings_values import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="where to; a file that is there is replaced")
    add_config(parser)


def run(arguments: argparse.Namespace) -> int:
    """Copy and check. Raises CommandError for a place where no copy can be, StorageError when it fails."""
    settings, target = settings_of(arguments), Path(arguments.file)
    file = database_file(settings)
    if file is not None and target.resolve() == file.resolve():
        raise CommandError(f"{target} is the database itself; name another file")
    if target.is_dir() or not target.absolute().parent.is_dir():
        raise CommandError(f"{target} is no place for a file; name a file in a folder that exists")
    run_async(_copied(settings, target))
    print(
        f"Backed up to {target} ({target.stat().st_size / 1_000_000:.1f} MB), and checked. It holds what people wrote: keep it safe."
    )
    return 0


async def _copied(settings: Settings, target: Path) -> None:
    async with database_as_it_is(settings) as store:
        await store.backup(target)
