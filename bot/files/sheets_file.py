"""FAQ and directory as CSV and XLSX; leaves their fields to faq_file and directory_writer, the look to sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.files.directory_writer import closed_row, organisation_row, person_row, place_row, school_row
from bot.files.faq_file import row_of
from bot.files.formats import XLSX
from bot.files.sheet import written_book, written_csv
from bot.files.table_writer import Written, written_table
from bot.files.tables import ABSENCES, CALENDAR, FAQ, ORGANISATION, PEOPLE, PLACES, SCHOOLS
from knowledge.faq.entry import FaqEntry
from knowledge.support.directory import Directory


def write_faq_sheet(entries: Iterable[FaqEntry], form: str, language: str) -> str | bytes:
    """A CSV or XLSX file; reading it gives the same entries. `language` of its headings. Raises TooLongError."""
    table = written_table(FAQ, (row_of(entry) for entry in entries), language)
    return _book([table]) if form == XLSX else written_csv(table.header, table.rows)


def write_directory_book(directory: Directory) -> bytes:
    """An XLSX file with a sheet for each table; reading it gives the same directory. Raises TooLongError."""
    return _book(_tables(directory))


def write_directory_csv(directory: Directory) -> dict[str, str]:
    """Name of a table -> its CSV file; reading all of them gives the same directory. Raises TooLongError."""
    return {one.name: written_csv(one.header, one.rows) for one in _tables(directory)}


def _tables(directory: Directory) -> list[Written]:
    people = [person_row(one) for one in directory.people]
    away = [{"person": row["id"], **one} for row in people for one in row.pop("absences", [])]
    language = directory.organisation.language
    records = (
        (ORGANISATION, [organisation_row(directory.organisation)]),
        (SCHOOLS, [school_row(one) for one in directory.schools]),
        (PEOPLE, people),
        (PLACES, [place_row(one) for one in directory.places]),
        (CALENDAR, [closed_row(one) for one in directory.closed]),
        (ABSENCES, away),
    )
    return [written_table(table, rows, language) for table, rows in records]


def _book(tables: Sequence[Written]) -> bytes:
    return written_book([(one.title, one.header, one.rows) for one in tables])
