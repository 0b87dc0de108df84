"""A report as the rows of a spreadsheet, one figure in each cell; leaves the look of the file to sheet."""

from __future__ import annotations

from collections.abc import Iterator

from bot.files.sheet import Value, written_xlsx
from bot.reporting.figures import COUNTS, TIMES, Words, count, minutes, tables
from knowledge.support.statistics import Report, Tally


def written(report: Report, words: Words) -> bytes:
    """An XLSX file: a row for the whole period, then for each part, school and category, told apart by the first columns."""
    head = [words.say(f"head.{name}") for name in ("kind", "part", "name", *COUNTS, "share")]
    head += [words.say(f"head.{name}_minutes") for name in TIMES]
    return written_xlsx(words.say("sheet"), head, _rows(report, words))


def _rows(report: Report, words: Words) -> Iterator[list[Value]]:
    yield [words.say("total"), None, report.period.name, *_figures(report.whole)]
    for table in tables(report, words):
        for names, tally in table.rows:
            part, name = names if len(names) == 2 else (None, names[0])
            yield [table.title, part, name, *_figures(tally)]


def _figures(tally: Tally) -> Iterator[Value]:
    yield from (count(tally, name) for name in COUNTS)
    yield None if tally.share_of_bot is None else round(tally.share_of_bot, 4)
    for name in TIMES:
        found = minutes(tally, name)
        yield None if found is None else round(found)
