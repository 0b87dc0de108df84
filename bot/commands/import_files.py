"""The command `import`: FAQ or directory from files to the database, all or nothing; leaves reading to bot/files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

from bot.clock import MachineClock
from bot.commands.common import add_config, database, database_if_readable, run_async, settings_of
from bot.files.difference import Difference, difference
from bot.files.directory_file import read_directory
from bot.files.directory_writer import rows_of
from bot.files.faq_file import read_faq, row_of
from bot.files.faults import MOST_TOLD, Fault
from bot.settings_values import Settings
from handlers import new_contacts
from knowledge.faq.entry import FaqEntry
from knowledge.faq.wordings import ENOUGH
from knowledge.support.directory import Directory
from storage.store import Store
from storage.transaction import Transaction

Rows = dict[str, dict[str, Any]]
"""What the record is called -> its fields."""
MOST_SHOWN = 10
"""How many records of each kind are named after an import."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    for name, words in (("faq", "FAQ entries"), ("directory", "schools, people, places and breaks")):
        one = what.add_parser(
            name, help=words, description=f"Put {words} from files in place of those that are stored."
        )
        one.add_argument(
            "files", nargs="+", type=Path, metavar="FILE", help="YAML, JSON Lines, CSV or XLSX; several make one whole"
        )
        one.add_argument(
            "--dry-run", action="store_true", help="check the files and say what would change; nothing is stored"
        )
        one.add_argument("--yes", action="store_true", help="take things away without asking, also at a terminal")
        add_config(one)


def run(arguments: argparse.Namespace) -> int:
    """Read the files, then store them in one transaction; FileErrors names every fault in them."""
    return _run_faq(arguments) if arguments.what == "faq" else _run_directory(arguments)


def _run_faq(arguments: argparse.Namespace) -> int:
    read = read_faq(*arguments.files)
    _tell(read.warnings)
    _tell_of_few_wordings(read.value)

    async def store(tx: Transaction) -> None:
        await tx.faq.replace(read.value, None, MachineClock().now())

    async def rows(tx: Transaction) -> Rows:
        return _faq_rows(await tx.faq.entries())

    plan = _Plan(f"{len(read.value)} FAQ entries", _faq_rows(read.value), store, rows)
    _carry_out(plan, arguments)
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

    async def store(tx: Transaction) -> None:
        await tx.directory.replace(directory)
        await tx.timers.set(new_contacts.KEY, new_contacts.LOOK, MachineClock().now())

    async def rows(tx: Transaction) -> Rows:
        stored = await tx.directory.load()
        return {} if stored == Directory() else rows_of(stored)

    count = f"{len(directory.schools)} schools, {len(directory.people)} people, {len(directory.places)} places"
    _carry_out(_Plan(count, rows_of(directory), store, rows), arguments)
    if not arguments.dry_run:
        print("`supportbot check` says whether everybody can be reached.")
    return 0


def _faq_rows(entries: Iterable[FaqEntry]) -> Rows:
    return {entry.id: row_of(entry) for entry in entries}


class _Plan:
    """What is to be put in place of what."""

    def __init__(
        self,
        count: str,
        named: Rows,
        store: Callable[[Transaction], Awaitable[None]],
        rows: Callable[[Transaction], Awaitable[Rows]],
    ) -> None:
        """`named`: what the files hold; `store` puts it in place, `rows` tells what is stored then."""
        self.count, self.named, self._store, self._rows = count, named, store, rows

    async def apply(self, tx: Transaction) -> Difference:
        """Do it, and tell what that changed."""
        before = await self._rows(tx)
        await self._store(tx)
        return difference(before, await self._rows(tx))


class _Undone(Exception):  # noqa: N818 - no error: a dry run ends so
    """Takes a transaction back."""


def _carry_out(plan: _Plan, arguments: argparse.Namespace) -> None:
    settings = settings_of(arguments)
    if not arguments.dry_run:
        if _is_asked(arguments) and not _agreed(plan, run_async(_tried(settings, plan))):
            print("Nothing is stored.")
            return
        _tell_changes(plan, run_async(_stored(settings, plan)), dry=False)
        return
    changes = run_async(_tried(settings, plan))
    _tell_changes(plan, changes or difference({}, plan.named), dry=True)
    if changes is None:
        print("There is no database of this version to compare with.")


def _is_asked(arguments: argparse.Namespace) -> bool:
    """Whether somebody sits there; a program that calls us has looked with `--dry-run`, or has not."""
    return sys.stdin.isatty() and not arguments.yes


def _agreed(plan: _Plan, changes: Difference | None) -> bool:
    """What would change is shown; whether it may, when something is to be taken away."""
    if changes is None or not changes.gone:
        return True
    print(f"{plan.count} read: {changes.counts}.")
    for line in changes.lines(MOST_SHOWN):
        print(line)
    return input(f"Take {len(changes.gone):,} away? [y/N] ").strip().casefold() in {"y", "yes", "j", "ja"}


async def _stored(settings: Settings, plan: _Plan) -> Difference:
    async with database(settings) as store, store.transaction() as tx:
        return await plan.apply(tx)


async def _tried(settings: Settings, plan: _Plan) -> Difference | None:
    """What would change, found by doing it and taking it back; None without a database that can be read."""
    async with database_if_readable(settings) as store:
        return None if store is None else await _taken_back(store, plan)


async def _taken_back(store: Store, plan: _Plan) -> Difference | None:
    changes = None
    try:
        async with store.transaction() as tx:
            changes = await plan.apply(tx)
            raise _Undone  # noqa: TRY301 - the transaction must see it
    except _Undone:
        return changes


def _tell_changes(plan: _Plan, changes: Difference, *, dry: bool) -> None:
    if dry:
        print(f"{plan.count} read: {changes.counts}; nothing is stored (--dry-run).")
    else:
        print(f"{plan.count} imported: {changes.counts}.")
    for line in changes.lines(MOST_SHOWN):
        print(line)
    if changes.empties:
        would = "would be" if dry else "were"
        print(
            f"warning: {len(changes.gone):,} of {changes.before:,} that are stored stand in no file and {would} "
            "taken away; if the files are not the whole, import all of them together",
            file=sys.stderr,
        )


def _tell(warnings: Iterable[Fault]) -> None:
    told = list(warnings)
    for warning in told[:MOST_TOLD]:
        print(f"warning: {warning}", file=sys.stderr)
    if len(told) > MOST_TOLD:
        print(f"warning: … and {len(told) - MOST_TOLD:,} more", file=sys.stderr)
