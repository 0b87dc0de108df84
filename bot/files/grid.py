"""A sheet as rows of cells, whatever file it stood in; leaves reading it to csv and xlsx, its meaning to table_reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bot.files.faults import Faults

MOST_CELLS = 1_000_000
"""Filled cells of one sheet; more must be a mistake."""
WIDEST = 256
"""Columns of one sheet."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet program may read as a formula (OWASP, CSV injection)."""
_MARKED = re.compile(f"'+[{re.escape(''.join(FORMULA))}]")


@dataclass(frozen=True)
class Unreadable:
    """A cell that has no value: `words` say why, and what would be right."""

    words: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """The cells of a row that hold something, by column; both are counted from 1."""

    row: int
    cells: dict[int, str | Unreadable]


@dataclass(frozen=True, kw_only=True)
class Merged:
    """Cells that were made one; only the first has a value."""

    name: str
    """`A1:C1`."""
    first: int
    last: int
    """Rows."""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One sheet, without its empty rows."""

    name: str = ""
    """Of the sheet; empty in a file that is one sheet."""
    lines: list[Line] = field(default_factory=list)
    merged: tuple[Merged, ...] = ()

    def where(self, row: int, column: int = 0, heading: str = "") -> str:
        """`sheet ”FAQ”, row 3, column B (Svar)`."""
        parts = [f"sheet ”{self.name}”"] if self.name else []
        parts.append(f"row {row}")
        if column:
            parts.append(f"column {letter(column)}" + (f" ({heading})" if heading else ""))
        return ", ".join(parts)


def letter(column: int) -> str:
    """`A` for 1, `Z` for 26, `AA` for 27."""
    letters = ""
    while column:
        column, here = divmod(column - 1, 26)
        letters = chr(ord("A") + here) + letters
    return letters


def defused(text: str) -> str:
    """Text that no spreadsheet program takes for a formula; `as_written` gives the text back."""
    return f"'{text}" if text.startswith(FORMULA) or _MARKED.match(text) else text


def remarked(text: str) -> str:
    """The same for a cell that is text in any case: only what `as_written` would shorten is marked."""
    return f"'{text}" if _MARKED.match(text) else text


def as_written(cell: str) -> str:
    """The text of a cell that may have been defused; lines end in one way."""
    text = cell[1:] if _MARKED.match(cell) else cell
    return text.replace("\r\n", "\n").replace("\r", "\n")


def gathered(rows: Iterable[Iterable[str | Unreadable]], here: Callable[[int], str], faults: Faults) -> list[Line]:
    """The rows that hold something; FileErrors when they are too many or too wide. `here`: how a row is called."""
    lines: list[Line] = []
    count = 0
    for number, row in enumerate(rows, start=1):
        cells = {column: cell for column, cell in enumerate(row, start=1) if _holds(cell)}
        count += len(cells)
        if count > MOST_CELLS or max(cells, default=0) > WIDEST:
            words = f"is too much: a sheet may hold {MOST_CELLS:,} cells in {WIDEST} columns; divide it"
            raise faults.stop(here(number), words)
        if cells:
            lines.append(Line(row=number, cells=cells))
    return lines


def _holds(cell: str | Unreadable) -> bool:
    return isinstance(cell, Unreadable) or bool(cell.strip(" \t\r\n\xa0"))
