"""The command `export`: FAQ, directory, questions or announcements out of the database; leaves the formats to bot/files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.commands.common import CommandError, add_config, database_as_it_is, run_async, settings_of, write_whole
from bot.files.announcements_file import write_announcements
from bot.files.directory_writer import write_directory
from bot.files.faq_file import write_faq
from bot.files.formats import FORMATS, YAML, format_of
from bot.files.questions_file import write_questions
from bot.files.sheet import CSV, XLSX
from bot.settings_values import Settings

WHAT = ("faq", "directory", "questions", "announcements")
SHEETS = (CSV, XLSX)
"""Formats of announcements alone."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("what", choices=WHAT, help="what to write")
    parser.add_argument(
        "--format",
        choices=(*FORMATS, *SHEETS),
        help="default: by the ending of --output, else yaml (of announcements csv)",
    )
    parser.add_argument("--output", type=Path, metavar="FILE", help="where to; default: standard output")
    add_config(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write what is stored, so that importing it gives the same state."""
    output: Path | None = arguments.output
    form = _form(arguments.what, arguments.format, output)
    written = run_async(_written(settings_of(arguments), arguments.what, form))
    if output is None:
        _print(written)
        return 0
    write_whole(output, written if isinstance(written, bytes) else written.encode("utf-8"))
    print(f"Written to {output}.")
    return 0


def _form(what: str, wanted: str | None, output: Path | None) -> str:
    """The format that is meant. Raises CommandError for one that this is not written in."""
    sheet = output.suffix.lower().removeprefix(".") if output else ""
    by_ending = sheet if sheet in SHEETS else format_of(output) if output else None
    form = wanted or by_ending or (CSV if what == "announcements" else YAML)
    if form in SHEETS and what != "announcements":
        raise CommandError(f"{what} are not written as {form}; write yaml or jsonl")
    if form == XLSX and output is None:
        raise CommandError("an xlsx file needs a place; add for example --output announcements.xlsx")
    return form


def _print(written: str | bytes) -> None:
    if isinstance(written, str):
        sys.stdout.write(written.removeprefix("\ufeff"))


async def _written(settings: Settings, what: str, form: str) -> str | bytes:
    async with database_as_it_is(settings) as store:
        await store.refuse_newer()
        async with store.reading() as tx:
            if what == "faq":
                return write_faq(await tx.faq.entries(), form)
            if what == "directory":
                return write_directory(await tx.directory.load(), form)
            if what == "questions":
                return write_questions(await tx.questions.where(), form)
            everything = await tx.announcements.everything()
            sent = [(one, await tx.ledger.where(one.number)) for one in everything]
            return write_announcements(sent, await tx.directory.load(), form)
