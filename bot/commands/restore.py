"""The command `restore`: puts a backup in the database's place; leaves checking and swapping to storage."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.commands.common import CommandError, add_config, database_file, run_async, settings_of
from storage.engines import parsed
from storage.restoring import restore


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that `supportbot backup` made")
    add_config(parser)


def run(arguments: argparse.Namespace) -> int:
    """Restore. Raises CommandError for the database itself, StorageError when it cannot be, and nothing has changed."""
    settings, source = settings_of(arguments), Path(arguments.file)
    file = database_file(settings)
    if file is not None and source.resolve() == file.resolve():
        raise CommandError(f"{source} is the database itself; name a backup")
    kept = run_async(restore(parsed(settings.database_url), source))
    print(f"{source} is restored to {settings.database}.")
    if kept is not None:
        print(f"What stood there is kept in {kept}; remove it when all is well.")
    print("Whoever was erased after this backup is in it again: erase them anew.")
    return 0
