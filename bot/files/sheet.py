"""Rows as CSV and XLSX in which nothing that people wrote becomes a formula; leaves which rows to the caller."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from bot.files.grid import FORMULA, defused, letter, remarked

Value = str | int | float | datetime | date | None
_WIDEST = 60
LONGEST = 32_767
"""Characters that a cell holds."""
_CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold; a carriage return is read from it as a line break."""


def written_csv(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """The text of a CSV file with semicolons, as Swedish spreadsheet programs expect, and a mark that it is UTF-8.

    Moments are written without zone (local): with one, such a program takes them for texts.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([defused(name) for name in header])
    writer.writerows([_plain(value) for value in row] for row in rows)
    return f"\ufeff{out.getvalue()}"


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")
    return defused(value) if isinstance(value, str) else str(value)


def written_xlsx(title: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """An XLSX file with one sheet; see `written_book`."""
    return written_book([(title, header, rows)])


def written_book(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Value]]]]) -> bytes:
    """An XLSX file with sheets (title, header, rows): heads stay in sight, texts are texts, moments without zone (local)."""
    book = Workbook(write_only=True)
    for title, header, rows in sheets:
        sheet = book.create_sheet(title[:31])
        sheet.freeze_panes = "A2"
        for number, name in enumerate(header, start=1):
            sheet.column_dimensions[letter(number)].width = min(max(len(name) + 4, 14), _WIDEST)
        sheet.append([_cell(sheet, name, bold=True) for name in header])
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: WriteOnlyWorksheet, value: Value, *, bold: bool = False) -> Cell:
    cell = WriteOnlyCell(sheet, value=_shown(value))
    if isinstance(value, str):
        cell.data_type = "s"  # else a text that begins with = would be a formula
        if value.startswith(FORMULA):
            cell.quotePrefix = True  # and stays text when somebody edits it
    if bold:
        cell.font = Font(bold=True)
    return cell


def _shown(value: Value) -> Any:  # noqa: ANN401 - what openpyxl takes, days among them
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return _cut(in_xml(value)) if isinstance(value, str) else value


def in_xml(text: str) -> str:
    """The text of a cell as XML can hold it."""
    return _NO_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", _CODED.sub("_x005F_", remarked(text)))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
