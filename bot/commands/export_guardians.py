"""`export guardians`: every text for guardians as one page to print or as plain text; leaves looks to bot/pages, what fits to knowledge."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import MachineClock
from bot.commands.common import CommandError, database_as_it_is, run_async, settings_of, write_whole
from bot.pages.guardians import Sheet, page, plain_text
from bot.settings_values import Settings
from bot.words import load_texts
from handlers.guardians import names_inside
from knowledge.conversation import times
from knowledge.faq.entry import FaqEntry
from knowledge.faq.guardians import GuardianText, in_language, internal, is_old, texts_of
from knowledge.support.directory import Directory

HTML, TEXT = "html", "text"
FORMATS = (HTML, TEXT)
_ENDINGS = {".html": HTML, ".htm": HTML, ".txt": TEXT, ".text": TEXT}


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What is written, and what its reader should know."""

    texts: tuple[GuardianText, ...]
    remarks: tuple[str, ...]


def run(arguments: argparse.Namespace) -> int:
    """Write what is valid today; what is old, left out or not written for guardians is named on standard error."""
    output: Path | None = arguments.output
    form = _form(arguments.format, output)
    settings = settings_of(arguments)
    entries, directory = run_async(_stored(settings))
    language = arguments.language or directory.organisation.language
    now = MachineClock().now()
    zone = ZoneInfo(directory.organisation.time_zone)
    today = now.astimezone(zone).date()
    chosen = choose(entries, (*names_inside(directory), *settings.policy.internal), language, today)
    for remark in chosen.remarks:
        print(remark, file=sys.stderr)
    if not chosen.texts:
        raise CommandError("no entry has a text for guardians that is valid today; write guardian_sv or guardian_en")
    sheet = Sheet(texts=chosen.texts, language=language, organisation=directory.organisation.name,
                  date=f"{times.day(today, now, zone, language)} {today.year}", words=load_texts())  # fmt: skip
    written = page(sheet) if form == HTML else plain_text(sheet)
    if output is None:
        sys.stdout.write(written)
    else:
        write_whole(output, written.encode("utf-8"))
        print(f"Written to {output}.")
    return 0


def _form(wanted: str | None, output: Path | None) -> str:
    """The format that is meant. Raises CommandError for one in which they are not written."""
    form = wanted or (_ENDINGS.get(output.suffix.lower()) if output else HTML)
    if form not in FORMATS:
        raise CommandError(
            "texts for guardians are written as html or text; end the file in .html or .txt, or say --format"
        )
    return form


async def _stored(settings: Settings) -> tuple[list[FaqEntry], Directory]:
    async with database_as_it_is(settings) as store:
        await store.refuse_newer()
        async with store.reading() as tx:
            return await tx.faq.entries(), await tx.directory.load()


def choose(entries: Sequence[FaqEntry], inside: Sequence[str], language: str, today: date) -> Chosen:
    """The texts that may be printed, in the order of the FAQ."""
    given = {entry.id: in_language(texts, language) for entry in entries
             if entry.is_valid(today) and (texts := texts_of(entry, inside))}  # fmt: skip
    told = {one: place for one, text in given.items() if (place := internal(text.text, inside))}
    left_out = [f"left out: {one} says what is only for us ({place})" for one, place in told.items()]
    kept = tuple(text for one, text in given.items() if one not in told)
    return Chosen(texts=kept, remarks=(*left_out, *_remarks(kept, today)))


def _remarks(texts: Sequence[GuardianText], today: date) -> Iterator[str]:
    for text in texts:
        if is_old(text.entry, today):
            yield f"old: {text.entry.id} was due for a look {text.entry.review_by}"
        if not text.is_own:
            yield f"an answer stands in: {text.entry.id} has no text for guardians; write its guardian_{text.language}"
