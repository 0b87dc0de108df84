"""Rows as CSV and XLSX in which nothing that people wrote becomes a formula; leaves which rows to the caller."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Value = str | int | float | datetime | None
CSV, XLSX = "csv", "xlsx"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet program reads as a formula (OWASP, CSV injection)."""
_WIDEST = 60


def written_csv(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """The text of a CSV file with semicolons, as Swedish spreadsheet programs expect, and a mark that it is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_plain(value) for value in row] for row in rows)
    return f"\ufeff{out.getvalue()}"


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def written_xlsx(title: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """An XLSX file with one sheet: the head stays in sight, texts are texts, moments are without zone (local time)."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for number, name in enumerate(header):
        sheet.column_dimensions[_letter(number)].width = min(max(len(name) + 4, 14), _WIDEST)
    sheet.append([_cell(sheet, name, bold=True) for name in header])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: WriteOnlyWorksheet, value: Value, *, bold: bool = False) -> Cell:
    shown = value.replace(tzinfo=None) if isinstance(value, datetime) else value
    cell = WriteOnlyCell(sheet, value=shown)
    if isinstance(value, str):
        cell.data_type = "s"  # else a text that begins with = would be a formula
    if bold:
        cell.font = Font(bold=True)
    return cell


def _letter(number: int) -> str:
    """`A`, `B`, …: no sheet of ours has more than 26 columns."""
    return chr(ord("A") + number)
