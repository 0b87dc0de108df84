"""The command `report`: what became of the questions of a period; leaves counting to knowledge and its looks to bot/reporting."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from bot.clock import MachineClock
from bot.commands.common import CommandError, add_config, database_as_it_is, run_async, settings_of, write_whole
from bot.reporting import markdown, picture, workbook, workshops
from bot.reporting.figures import Words
from bot.settings_values import Settings
from bot.words import LANGUAGES, load_texts
from knowledge.support.directory import Directory
from knowledge.support.periods import EXAMPLES, period_of
from knowledge.support.statistics import Report

MD, XLSX = "md", "xlsx"
_ENDINGS = {".md": MD, ".markdown": MD, ".xlsx": XLSX}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--period", required=True, metavar="PERIOD", help=f"which questions: {EXAMPLES}")
    parser.add_argument("--by", choices=("school", "category"), help="divide each week or month by this too")
    parser.add_argument("--format", choices=(MD, XLSX), help="default: by the ending of --output, else md")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where to; default: standard output")
    parser.add_argument(
        "--picture", type=Path, metavar="FILE.svg", help="where the picture goes (default: beside --output)"
    )
    parser.add_argument("--language", choices=LANGUAGES, help="of the report (default: the organisation's)")
    add_config(parser)


def run(arguments: argparse.Namespace) -> int:
    """Count and write; nothing is changed."""
    output: Path | None = arguments.output
    form = _form(arguments.format, output)
    settings = settings_of(arguments)
    report, directory, held = run_async(_counted(settings, arguments))
    language = arguments.language or directory.organisation.language
    words = Words(texts=load_texts(), language=language, directory=directory)
    drawn = arguments.picture or (output.with_suffix(".svg") if output else None)
    if drawn and report.whole.asked:
        write_whole(drawn, picture.drawn(report, words).encode("utf-8"))
    if form == XLSX and output:
        write_whole(output, workbook.written(report, words))
    else:
        _markdown(report, words, output, drawn, held)
    if output:
        print(f"Written to {output}{f', the picture to {drawn}' if drawn and report.whole.asked else ''}.")
    return 0


def _markdown(
    report: Report, words: Words, output: Path | None, drawn: Path | None, held: list[workshops.Held]
) -> None:
    where = "" if drawn is None else _seen_from(output, drawn)
    text = markdown.written(report, words, _today(report), where, held)
    if output is None:
        sys.stdout.write(text)
    else:
        write_whole(output, text.encode("utf-8"))


def _seen_from(output: Path | None, drawn: Path) -> str:
    """The picture's place as the report names it: from the report's own folder."""
    if output is None:
        return drawn.as_posix()
    return Path(os.path.relpath(drawn.resolve(), output.resolve().parent)).as_posix()


def _form(wanted: str | None, output: Path | None) -> str:
    """The format that is meant. Raises CommandError where it cannot be written so."""
    form = wanted or (_ENDINGS.get(output.suffix.lower()) if output else MD)
    if form is None:
        raise CommandError(f"{output} ends in no known format; end it in .md or .xlsx, or say --format")
    if form == XLSX and output is None:
        raise CommandError("an xlsx file needs a place; add for example --output report.xlsx")
    return form


async def _counted(settings: Settings, arguments: argparse.Namespace) -> tuple[Report, Directory, list[workshops.Held]]:
    async with database_as_it_is(settings) as store:
        await store.refuse_newer()
        async with store.reading() as tx:
            directory = await tx.directory.load()
            working = settings.calendar.working_time(directory)
            today = MachineClock().now().astimezone(working.zone).date()
            try:
                period = period_of(arguments.period, today)
            except ValueError as error:
                raise CommandError(str(error)) from error
            report = Report(period=period, working=working, crossed=arguments.by or "")
            category = {entry.id: entry.category or "" for entry in await tx.faq.entries()}
            begins, ends = report.moments
            async for one in tx.statistics.asked(begins, ends):
                report.add(one, category.get(one.entry or "", ""))
            return report, directory, await workshops.held(tx, directory, report)


def _today(report: Report) -> date:
    return MachineClock().now().astimezone(report.working.zone).date()
