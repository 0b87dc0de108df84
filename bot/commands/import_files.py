"""The command `import`: FAQ or directory from files to the database, all or nothing; leaves reading to bot/files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.clock import MachineClock
from bot.commands.common import add_config, database, run_async, settings_of
from bot.files.directory_file import read_directory
from bot.files.faq_file import read_faq
from bot.files.faults import Fault
from bot.settings_values import Settings
from knowledge.faq.entry import FaqEntry
from knowledge.faq.wordings import ENOUGH
from knowledge.support.directory import Directory


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    for name, words in (("faq", "FAQ entries"), ("directory", "schools, people, places and breaks")):
        one = what.add_parser(
            name, help=words, description=f"Put {words} from files in place of those that are stored."
        )
        one.add_argument(
            "files", nargs="+", type=Path, metavar="FILE", help="YAML or JSON Lines; several make one whole"
        )
        one.add_argument("--dry-run", action="store_true", help="only check the files; nothing is stored")
        add_config(one)


def run(arguments: argparse.Namespace) -> int:
    """Read the files, then store them in one transaction; FileErrors names every fault in them."""
    return _run_faq(arguments) if arguments.what == "faq" else _run_directory(arguments)


def _run_faq(arguments: argparse.Namespace) -> int:
    read = read_faq(*arguments.files)
    _tell(read.warnings)
    _tell_of_few_wordings(read.value)
    count = f"{len(read.value)} FAQ entries"
    if arguments.dry_run:
        print(f"{count} read; nothing is stored (--dry-run).")
        return 0
    print(f"{count} imported: {run_async(_store_faq(settings_of(arguments), read.value))}.")
    return 0


def _tell_of_few_wordings(entries: list[FaqEntry]) -> None:
    """Once, with a count: people ask in more ways than an author thinks of, and the matcher lives by them."""
    few = [entry.id for entry in entries if len(entry.texts) < ENOUGH]
    if few:
        named = ", ".join(few[:3]) + (", …" if len(few) > 3 else "")
        print(
            f"warning: {len(few)} of {len(entries)} entries have fewer than {ENOUGH} ways of asking ({named}); "
            "a few more under alternatives, in the words of the chat, let the bot find them more often",
            file=sys.stderr,
        )


def _run_directory(arguments: argparse.Namespace) -> int:
    read = read_directory(*arguments.files)
    _tell(read.warnings)
    directory = read.value
    count = f"{len(directory.schools)} schools, {len(directory.people)} people, {len(directory.places)} places"
    if arguments.dry_run:
        print(f"{count} read; nothing is stored (--dry-run).")
        return 0
    print(f"{count} imported: {run_async(_store_directory(settings_of(arguments), directory))}.")
    print("`supportbot check` says whether everybody can be reached.")
    return 0


async def _store_faq(settings: Settings, entries: list[FaqEntry]) -> str:
    async with database(settings) as store, store.transaction() as tx:
        before = {entry.id: entry for entry in await tx.faq.entries()}
        await tx.faq.replace(entries, None, MachineClock().now())
        return _difference(before, {entry.id: entry for entry in await tx.faq.entries()})


async def _store_directory(settings: Settings, directory: Directory) -> str:
    async with database(settings) as store, store.transaction() as tx:
        before = await tx.directory.load()
        await tx.directory.replace(directory)
        return _difference(_by_id(before), _by_id(await tx.directory.load()))


def _by_id(directory: Directory) -> dict[str, object]:
    return {
        **{f"school {one.id}": one for one in directory.schools},
        **{f"person {one.id}": one for one in directory.people},
        **{f"place {one.id}": one for one in directory.places},
    }


def _difference(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    new = len(after.keys() - before.keys())
    gone = len(before.keys() - after.keys())
    changed = sum(before[one] != after[one] for one in before.keys() & after.keys())
    return f"{new} new, {changed} changed, {gone} taken away"


def _tell(warnings: Iterable[Fault]) -> None:
    for warning in warnings:
        print(f"warning: {warning}", file=sys.stderr)
