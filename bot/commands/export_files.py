"""The command `export`: what is stored, out of the database; leaves formats to bot/files, agendas and texts for guardians to its neighbours."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import MachineClock
from bot.commands import export_agenda, export_guardians
from bot.commands.common import CommandError, add_config, database_as_it_is, run_async, settings_of, write_all
from bot.files.announcements_file import write_announcements
from bot.files.calendar_file import write_calendar
from bot.files.directory_writer import write_directory
from bot.files.faq_file import write_faq
from bot.files.formats import CSV, FORMATS, SHEETS, XLSX, format_of
from bot.files.meetings_file import ICS, MD, MEETING_FORMATS, write_meetings
from bot.files.questions_file import write_questions
from bot.files.sheets_file import write_directory_book, write_directory_csv, write_faq_sheet
from bot.files.table_writer import TooLongError
from bot.settings_values import Settings
from bot.words import LANGUAGES, calendar_words
from knowledge.support.directory import Directory
from knowledge.support.meeting import MeetingState
from storage.transaction import Transaction

Written = str | bytes | dict[str, str]
"""What one file holds, or several by what comes at the end of their names."""
AGENDA = "agenda"
FITTING = {
    "faq": FORMATS,
    "directory": FORMATS,
    "questions": FORMATS,
    "announcements": (CSV, *(form for form in FORMATS if form != CSV)),
    "meetings": MEETING_FORMATS,
    AGENDA: (MD,),
    "guardians": export_guardians.FORMATS,
}
"""What can be written -> as what; the first where nobody says."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("what", choices=FITTING, help="what to write")
    parser.add_argument(
        "meeting",
        nargs="?",
        type=int,
        metavar="MEETING",
        help="of an agenda: its meeting's number; default: the next one",
    )
    parser.add_argument(
        "--format",
        choices=sorted({form for fitting in FITTING.values() for form in fitting}),
        help="default: by the ending of --output, else "
        + ", ".join(f"{what} {one[0]}" for what, one in FITTING.items()),
    )
    parser.add_argument("--language", choices=LANGUAGES, help="of texts for guardians (default: the organisation's)")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where to; default: standard output")
    add_config(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write what is stored, so that importing it gives the same state."""
    if arguments.what == "guardians":
        return export_guardians.run(arguments)
    output: Path | None = arguments.output
    written = run_async(_wanted(arguments, output))
    if output is None:
        _print(written)
        return 0
    files = _files(output, written)
    write_all(files)
    print(f"Written to {', '.join(map(str, files))}.")
    return 0


async def _wanted(arguments: argparse.Namespace, output: Path | None) -> Written:
    """What is to be written. Raises CommandError."""
    settings = settings_of(arguments)
    if arguments.what != AGENDA and arguments.meeting is not None:
        raise CommandError(f"{arguments.meeting} is a meeting's number, which only an agenda has")
    form = _form(arguments.what, arguments.format, output)
    if arguments.what == AGENDA:
        return await export_agenda.written(settings, arguments.meeting)
    return await _written(settings, arguments.what, form)


def _form(what: str, wanted: str | None, output: Path | None) -> str:
    """The format that is meant. Raises CommandError for one that needs a place and has none."""
    ending = output.suffix.lower().removeprefix(".") if output else ""
    by_ending = ending if ending in {ICS, MD} else format_of(output) if output else None
    form = wanted or by_ending or FITTING[what][0]
    if form not in FITTING[what]:
        raise CommandError(f"{what} cannot be written as {form}; write --format with one of {', '.join(FITTING[what])}")
    if form == XLSX and output is None:
        raise CommandError(f"an xlsx file needs a place; add for example --output {what}.xlsx")
    if form == CSV and what == "directory" and output is None:
        raise CommandError("a directory is several csv files; add for example --output directory.csv")
    return form


def _files(output: Path, written: Written) -> dict[Path, bytes]:
    if isinstance(written, dict):
        return {output.with_stem(f"{output.stem}-{name}"): text.encode("utf-8") for name, text in written.items()}
    return {output: written if isinstance(written, bytes) else written.encode("utf-8")}


def _print(written: Written) -> None:
    if isinstance(written, bytes):
        sys.stdout.buffer.write(written)
    elif isinstance(written, str):
        sys.stdout.write(written.removeprefix("\ufeff"))


async def _written(settings: Settings, what: str, form: str) -> Written:
    async with database_as_it_is(settings) as store:
        await store.refuse_newer()
        async with store.reading() as tx:
            try:
                return await _told(tx, what, form)
            except TooLongError as error:
                raise CommandError(str(error)) from error


async def _told(tx: Transaction, what: str, form: str) -> Written:
    directory = await tx.directory.load()
    if what == "faq":
        entries = await tx.faq.entries()
        language = directory.organisation.language
        return write_faq_sheet(entries, form, language) if form in SHEETS else write_faq(entries, form)
    if what == "directory":
        if form == CSV:
            return write_directory_csv(directory)
        return write_directory_book(directory) if form == XLSX else write_directory(directory, form)
    if what == "questions":
        history = await tx.questions.whole_history()
        asked = [(one, history.get(one.number, [])) for one in await tx.questions.where()]
        return write_questions(asked, directory, form)
    if what == "meetings":
        return await _meetings(tx, directory, form)
    everything = await tx.announcements.everything()
    sent = [(one, await tx.ledger.where(one.number)) for one in everything]
    return write_announcements(sent, directory, form)


async def _meetings(tx: Transaction, directory: Directory, form: str) -> Written:
    """All that people know of; in a calendar none of their answers."""
    organisation = directory.organisation
    words = calendar_words(organisation.language, organisation.name)
    everything = await tx.meetings.all([state for state in MeetingState if state is not MeetingState.DRAFT])
    if form == ICS:
        return write_calendar(everything, words, MachineClock().now(), ZoneInfo(organisation.time_zone))
    return write_meetings([(one, await tx.meetings.replies(one.number)) for one in everything], directory, words, form)
