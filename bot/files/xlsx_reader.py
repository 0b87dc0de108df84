"""XLSX to grids: dates, numbers and formulas as the text that people see; leaves the meaning to table_reader."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import iterparse

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from bot.files.faults import Faults
from bot.files.grid import Grid, Merged, Unreadable, as_written, gathered
from bot.files.xlsx_package import check_package

_BROKEN = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError,
    EOFError, NotImplementedError, RuntimeError, OSError, OverflowError,
)  # fmt: skip
"""What openpyxl raises at files that are not as they should be."""
_CODED = re.compile("_x([0-9A-Fa-f]{4})_")
"""How the format writes characters that XML cannot hold."""
_ZEROS = re.compile("0{2,}")
_EXACT = 10**15
"""Below this a number of a spreadsheet program is exact."""


def read_xlsx(raw: bytes, faults: Faults) -> list[Grid]:
    """The sheets that can be seen; FileErrors when the file cannot be read, a warning for each hidden one."""
    check_package(raw, faults)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of looks and checks that are not read here
            book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
            return list(_grids(book, faults))
    except _BROKEN as error:
        raise faults.stop("", "is damaged: it cannot be read as XLSX; save it as .xlsx again") from error


def _grids(book: Any, faults: Faults) -> Iterator[Grid]:  # noqa: ANN401 - a workbook of two kinds
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            faults.warn(f"sheet ”{sheet.title}”", "", "is hidden; it is not read")
            continue
        with sheet._get_source() as stream:  # noqa: SLF001 - openpyxl tells of merged cells only without read_only
            empty, merged = _scanned(stream)
        lines = gathered(_rows(sheet, empty), Grid(name=sheet.title).where, faults)
        yield Grid(name=sheet.title, lines=lines, merged=merged)


def _rows(sheet: Any, empty: set[tuple[int, int]]) -> Iterator[list[str | Unreadable]]:  # noqa: ANN401 - see above
    """`empty`: the formulas that have no value."""
    sheet.reset_dimensions()  # some programs tell wrong ones
    for number, row in enumerate(sheet.iter_rows(), start=1):
        yield [_read(cell, (number, column) in empty) for column, cell in enumerate(row, start=1)]


def _read(cell: Any, is_empty_formula: bool) -> str | Unreadable:  # noqa: ANN401, FBT001 - one of two classes; private
    if is_empty_formula:
        return Unreadable("is a formula without a value; copy the cells and paste them as values")
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        return Unreadable(f"holds the error {value}; mend it, or empty the cell")
    return as_written(_decoded(value)) if isinstance(value, str) else _shown(value, cell.number_format)


def _shown(value: object, number_format: str | None) -> str:
    """A value that is no text as people see it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        whole = int(value) if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT else value
        # Ids and postal codes get their leading zeros from the format alone.
        padded = number_format if number_format and _ZEROS.fullmatch(number_format) else ""
        return str(whole).zfill(len(padded))
    return str(value)


def _decoded(text: str) -> str:
    """The text with the characters that were coded."""
    return _CODED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _scanned(stream: Any) -> tuple[set[tuple[int, int]], tuple[Merged, ...]]:  # noqa: ANN401 - a file of an archive
    """Where formulas without a value stand, and which cells are merged, out of the sheet's XML."""
    empty: set[tuple[int, int]] = set()
    merged: list[Merged] = []
    for _, element in iterparse(stream):  # noqa: S314 - a DOCTYPE is refused before
        name = element.tag.rpartition("}")[2]
        if name == "c":
            parts = {child.tag.rpartition("}")[2]: child for child in element}
            if "f" in parts and _has_no_value(parts.get("v"), element.get("t")):
                column, row, _, _ = range_boundaries(element.attrib["r"])
                empty.add((int(row or 0), int(column or 0)))
        elif name == "mergeCell":
            _, first, _, last = range_boundaries(element.attrib["ref"])
            merged.append(Merged(name=element.attrib["ref"], first=int(first or 1), last=int(last or 1)))
        elif name == "row":
            element.clear()
    return empty, tuple(merged)


def _has_no_value(value: Any, kind: str | None) -> bool:  # noqa: ANN401 - an element or None
    return value is None or (not value.text and kind != "str")
