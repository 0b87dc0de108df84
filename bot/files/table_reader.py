"""Grids to records by their headings, in any order and in two languages; leaves what the records mean to the builders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.files.cells import Cell
from bot.files.faults import Faults, FileErrors
from bot.files.grid import Grid, Line, Unreadable
from bot.files.jsonl_reader import json_cell
from bot.files.table_values import split
from bot.files.tables import DAY, DIRECTORY, FAQ, FLAG, LIST, Column, Table, folded

_YES, _NO = ("ja", "yes", "true", "sant", "1", "x"), ("nej", "no", "false", "falskt", "0")
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]00:00(:00)?")
_LOOKED_AT = 10
"""Rows in which headings are looked for that do not stand first."""
_EXTRA = "extra."
"""Before the heading of a field that is not known but is called like one that is."""


@dataclass(frozen=True, kw_only=True)
class _Headings:
    """What stands above each column."""

    table: Table
    grid: Grid
    row: int
    written: dict[int, str]
    columns: dict[int, Column | str]
    """Column, or the name of a field that is not known."""

    def where(self, row: int, column: int) -> str:
        return self.grid.where(row, column, " ".join(self.written.get(column, "").split()))


def read_tables(grids: Sequence[Grid], tables: Sequence[Table], called: str, faults: Faults) -> Cell:
    """Fields named as the tables, each with a list of records; FileErrors when no table can be told by its headings.

    `called`: the name of the file, which may say which table a sheet without a name is.
    """
    found: dict[str, _Headings] = {}
    others: list[Grid] = []
    for grid in (one for one in grids if one.lines):
        if (below := _below(grid, tables)) is not None:
            words = f"the headings stand in row {below}; take away what stands above them"
            faults.add(grid.where(grid.lines[0].row), "", words)
            continue
        table = _which(grid, tables, called, faults)
        if table is None:
            others.append(grid)
        elif table.name in found:
            words = f"holds {table.name}, as ”{found[table.name].grid.name}” does; keep one sheet of each table"
            faults.add(f"sheet ”{grid.name}”", "", words)
        else:
            found[table.name] = _headings(grid, table, faults)
    if not found and not faults.wrong:
        _explain(others, tables, faults)
    if faults.wrong:  # with wrong headings every row would look wrong
        raise FileErrors(faults.wrong)
    for grid in others:
        faults.warn(f"sheet ”{grid.name}”", "", "is not read: by its headings it is none of our tables")
    records = {name: tuple(_records(one, faults)) for name, one in found.items()}
    return Cell(where="", content={name: Cell(where="", content=many) for name, many in records.items()})


def is_heading(tables: Sequence[Table], text: str) -> bool:
    """Whether one of the tables has a column that is called so."""
    return any(folded(text) in table.by_heading for table in tables)


def _which(grid: Grid, tables: Sequence[Table], called: str, faults: Faults) -> Table | None:
    """The table that a sheet is called by, unless its headings are clearly those of another; None for neither."""
    headings = _names(grid.lines[0])
    likely = _like(headings, tables)
    words = {folded(grid.name)} if grid.name else {folded(called), *re.split(r"[^a-zåäö]+", called.casefold())}
    named = [table for table in tables if table.names & words]
    if len(named) == 1 and not (likely and len(_fields(headings, likely[0])) > len(_fields(headings, named[0]))):
        return named[0]
    if len(likely) > 1:
        told = " or ".join(one.name for one in likely)
        here = f"sheet ”{grid.name}”" if grid.name else ""
        faults.add(here, "", f"could be {told} by its headings; call the {'sheet' if here else 'file'} by its table")
    if likely:
        return likely[0]
    only = tables[0] if len(tables) == 1 and _fields(headings, tables[0]) else None
    return only if only and not _like(headings, (FAQ, *DIRECTORY)) else None


def _names(line: Line) -> set[str]:
    """What stands in a row, folded."""
    return {folded(one) for one in line.cells.values() if isinstance(one, str)}


def _below(grid: Grid, tables: Sequence[Table]) -> int | None:
    """The row of the headings, where they stand below something else; None when they stand where they should."""
    if _like(_names(grid.lines[0]), tables):
        return None
    return next((line.row for line in grid.lines[1:_LOOKED_AT] if _like(_names(line), tables)), None)


def _like(headings: set[str], tables: Sequence[Table]) -> list[Table]:
    """The tables that have all their required columns, those that know most of the headings."""
    whole = [one for one in tables if set(one.required) <= _fields(headings, one)]
    most = max((len(_fields(headings, one)) for one in whole), default=0)
    return [one for one in whole if len(_fields(headings, one)) == most]


def _fields(headings: set[str], table: Table) -> set[str]:
    """The fields of a table whose columns are there."""
    return {table.by_heading[one].name for one in headings if one in table.by_heading}


def _explain(others: Sequence[Grid], tables: Sequence[Table], faults: Faults) -> None:
    wanted = "; ".join(table.told for table in tables)
    for grid in others:
        there = ", ".join(f"”{_short(one)}”" for one in list(grid.lines[0].cells.values())[:6] if isinstance(one, str))
        like = next((one for one in _like(_names(grid.lines[0]), (FAQ, *DIRECTORY)) if one not in tables), None)
        if like:
            advice = f"it looks like {like.name}; use `supportbot import {'faq' if like is FAQ else 'directory'}`"
        else:
            advice = f"the first row must hold the headings of a table: {wanted}"
        faults.add(
            grid.where(grid.lines[0].row), "", f"has the headings {there}, which are none of our tables; {advice}"
        )
    if not others:
        faults.add("", "", f"is empty; the first row holds the headings of a table: {wanted}")


def _headings(grid: Grid, table: Table, faults: Faults) -> _Headings:
    line = grid.lines[0]
    written = {column: cell for column, cell in line.cells.items() if isinstance(cell, str)}
    found = _Headings(table=table, grid=grid, row=line.row, written=written, columns={})
    for one in grid.merged:
        if one.first <= line.row <= one.last:
            words = f"the headings are merged ({one.name}); unmerge them, so that each column has its own"
            faults.add(grid.where(line.row), "", words)
    first: dict[str, int] = {}
    for number, cell in line.cells.items():
        if isinstance(cell, Unreadable):
            faults.add(grid.where(line.row, number), "", cell.words)
            continue
        column = _column(cell, table)
        name = column if isinstance(column, str) else column.name
        if name in first:
            before = found.where(line.row, first[name])
            faults.add(found.where(line.row, number), name, f"stands twice (first in {before}); keep one of them")
        first.setdefault(name, number)
        found.columns[number] = column
    _check_required(found, set(first), faults)
    return found


def _check_required(headings: _Headings, there: set[str], faults: Faults) -> None:
    for one in headings.table.columns:
        if one.name in headings.table.required and one.name not in there:
            words = f"has no column; add one with the heading ”{one.name}” or ”{one.swedish}”"
            faults.add(headings.grid.where(headings.row), one.name, words)


def _column(heading: str, table: Table) -> Column | str:
    if heading.startswith(_EXTRA):
        return f"{_EXTRA}{heading.removeprefix(_EXTRA)}"
    known = table.by_heading.get(folded(heading))
    if known:
        return known
    name = heading.strip()
    inside = bool(table.nested) and name.startswith(f"{table.nested}.")
    return Column(name, name) if inside else f"{_EXTRA}{name}"


def _records(headings: _Headings, faults: Faults) -> Iterator[Cell]:
    _warn_of_merged(headings, faults)
    for line in headings.grid.lines[1:]:
        fields: dict[str, Cell] = {}
        for number, column in headings.columns.items():
            cell = _value(headings, line, number, column, faults)
            if cell is not None:
                _put(fields, column, headings.table.nested, cell)
        for number in line.cells.keys() - headings.columns.keys():
            where = headings.grid.where(line.row, number)
            faults.add(where, "", f"”{_short(line.cells[number])}” stands in a column without a heading; give it one")
        yield Cell(where=headings.grid.where(line.row), content=fields)


def _warn_of_merged(headings: _Headings, faults: Faults) -> None:
    below = [one.name for one in headings.grid.merged if one.first > headings.row]
    if below:
        named = ", ".join(below[:3]) + (", …" if len(below) > 3 else "")
        words = f"has merged cells ({named}); only the first cell of each has the value, the others are empty"
        faults.warn(f"sheet ”{headings.grid.name}”", "", words)


def _value(headings: _Headings, line: Line, number: int, column: Column | str, faults: Faults) -> Cell | None:
    """The cell; None for an empty one, unless it stands where something must."""
    written = line.cells.get(number, "")
    if isinstance(column, str):
        # Where its heading stands: it is warned of once, and not in every row.
        above = headings.where(headings.row, number)
        return _unknown(written, above) if isinstance(written, str) and written else None
    if not written and column.name not in headings.table.required:
        return None
    where = headings.where(line.row, number)
    if isinstance(written, Unreadable):
        faults.add(where, column.name, written.words)
        return Cell(where=where, content="", told=True)
    if not written:
        return Cell(where=where, content="", bare=True)
    return _known(column, written, where)


def _unknown(written: str, where: str) -> Cell:
    read = json_cell(written, where) if written[0] in '[{"' else None
    return read or Cell(where=where, content=written, bare=True)


def _known(column: Column, written: str, where: str) -> Cell:
    if column.kind == LIST:
        items = (column.words.get(item.casefold(), item) for item in split(written))
        return Cell(where=where, content=tuple(Cell(where=where, content=item) for item in items))
    text = written.strip()
    if column.kind == FLAG:
        word = text.casefold()
        return Cell(where=where, content="true" if word in _YES else "false" if word in _NO else text)
    if column.kind == DAY and (day := _MIDNIGHT.fullmatch(text)):
        return Cell(where=where, content=day[1])
    return Cell(where=where, content=column.words.get(text.casefold(), written))


def _put(fields: dict[str, Cell], column: Column | str, nested: str, cell: Cell) -> None:
    name = column.removeprefix(_EXTRA) if isinstance(column, str) else column.name
    if isinstance(column, str) or not nested or not name.startswith(f"{nested}."):
        fields[name] = cell
    elif not cell.is_nothing:
        around = fields.setdefault(nested, Cell(where=cell.where, content={}))
        if isinstance(around.content, dict):
            around.content[name.removeprefix(f"{nested}.")] = cell


def _short(written: str | Unreadable) -> str:
    text = " ".join(written.split()) if isinstance(written, str) else "an error"
    return text if len(text) <= 40 else f"{text[:39]}…"
