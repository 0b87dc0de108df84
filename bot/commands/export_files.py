"""The command `export`: FAQ, directory or questions out of the database; leaves the formats to bot/files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.commands.common import CommandError, add_config, database_as_it_is, run_async, settings_of
from bot.files.directory_writer import write_directory
from bot.files.faq_file import write_faq
from bot.files.formats import FORMATS, YAML, format_of
from bot.files.questions_file import write_questions
from bot.settings_values import Settings

WHAT = ("faq", "directory", "questions")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("what", choices=WHAT, help="what to write")
    parser.add_argument("--format", choices=FORMATS, help="default: by the ending of --output, else yaml")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where to; default: standard output")
    add_config(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write what is stored, so that importing it gives the same state."""
    output: Path | None = arguments.output
    form = arguments.format or (format_of(output) if output else None) or YAML
    text = run_async(_text(settings_of(arguments), arguments.what, form))
    if output is None:
        sys.stdout.write(text)
        return 0
    _write(output, text)
    print(f"Written to {output}.")
    return 0


async def _text(settings: Settings, what: str, form: str) -> str:
    async with database_as_it_is(settings) as store:
        await store.refuse_newer()
        async with store.reading() as tx:
            if what == "faq":
                return write_faq(await tx.faq.entries(), form)
            if what == "directory":
                return write_directory(await tx.directory.load(), form)
            return write_questions(await tx.questions.where(), form)


def _write(output: Path, text: str) -> None:
    """Beside it first, then in its place: a full disk never leaves half a file."""
    part = output.with_name(f"{output.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(output)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CommandError(f"{output} cannot be written: {error.strerror}") from error
