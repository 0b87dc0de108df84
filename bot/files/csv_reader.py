"""CSV as spreadsheet programs save it, in their encodings and with their separators; leaves the meaning to table_reader."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator

from bot.files.faults import Faults
from bot.files.grid import Grid, Unreadable, as_written, gathered

_SEPARATORS = (";", ",", "\t")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_TOLD = re.compile(r"\ufeff?sep=(.)\r?\n", re.IGNORECASE)
"""A first line by which Excel is told the separator."""
_TWO_BYTES = re.compile(rb"\xc3[\xa4\xa5\xb6\x84\x85\x96\xa9]")
"""å, ä, ö and é in UTF-8."""
_LOOKED_AT = 20_000


def read_csv(raw: bytes, is_heading: Callable[[str], bool], faults: Faults) -> Grid:
    """The one sheet of the file; FileErrors when it cannot be read on. `is_heading`: to tell separators apart."""
    text = _decoded(raw, faults)
    told = _TOLD.match(text)
    if told:
        text = text[told.end() :]
    separator = told[1] if told else _separator(text, is_heading)
    return Grid(lines=gathered(_rows(text, separator, faults), "row {}".format, faults))


def _rows(text: str, separator: str, faults: Faults) -> Iterator[list[str | Unreadable]]:
    number = 0
    try:
        for done, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1):
            number = done
            yield [as_written(cell) for cell in row]
    except csv.Error as error:
        words = "has a quotation mark that is not closed, or not doubled within a cell; save it from the program again"
        raise faults.stop(f"row {number + 1}", f"{words} ({error})") from error


def _decoded(raw: bytes, faults: Faults) -> str:
    if raw.startswith(b"PK\x03\x04"):
        raise faults.stop("", "is no CSV but a workbook; give it the ending .xlsx")
    if raw.startswith(_UTF_16) or _is_wide(raw):
        return _wide(raw, faults)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return _western(raw, line, faults)


def _is_wide(raw: bytes) -> bool:
    """UTF-16 without a mark: every second byte of what is mostly Latin letters is zero."""
    start = raw[:400]
    return len(start) > 8 and max(start[1::2].count(0), start[::2].count(0)) > len(start) * 0.4


def _wide(raw: bytes, faults: Faults) -> str:
    unmarked = "utf-16-le" if raw[1:400:2].count(0) >= raw[:400:2].count(0) else "utf-16-be"
    try:
        return raw.decode("utf-16" if raw.startswith(_UTF_16) else unmarked)
    except UnicodeDecodeError as error:
        raise faults.stop("", "is UTF-16 that is cut off or damaged; save it as CSV UTF-8") from error


def _western(raw: bytes, line: int, faults: Faults) -> str:
    """Windows-1252, as Excel's plain "CSV" is in Swedish."""
    mixed = _TWO_BYTES.search(raw) is not None
    try:
        text = "" if mixed else raw.decode("cp1252")
    except UnicodeDecodeError:
        mixed = True
    if mixed:
        raise faults.stop(f"line {line}", "is neither UTF-8 nor Windows-1252 throughout; save it as CSV UTF-8")
    faults.warn(f"line {line}", "", "is no UTF-8; the file is read as Windows-1252")
    return text


def _separator(text: str, is_heading: Callable[[str], bool]) -> str:
    """The one that gives the most headings that are known, else the most columns."""

    def worth(separator: str) -> tuple[int, int]:
        head = _first_row(text[:_LOOKED_AT], separator)
        return sum(map(is_heading, head)), len(head)

    return max(_SEPARATORS, key=worth)


def _first_row(text: str, separator: str) -> list[str]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return next((row for row in rows if any(row)), [])
    except csv.Error:
        return []
