"""Records as the rows of a table, for CSV and XLSX; leaves the look of the file to sheet, reading it to table_reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.files.sheet import LONGEST, Value, in_xml
from bot.files.table_values import as_cell, joined
from bot.files.tables import FLAG, LIST, Column, Table, folded

_EARLIEST, _LATEST = date(1901, 1, 1), date(9998, 12, 31)
"""Days that a spreadsheet program knows; others are written as text."""
_YES_NO = {"sv": ("nej", "ja"), "en": ("no", "yes")}


class TooLongError(ValueError):
    """A text does not fit into a cell."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A table that is ready to be written."""

    name: str
    title: str
    header: list[str]
    rows: list[list[Value]]


def written_table(table: Table, records: Iterable[Mapping[str, Any]], language: str) -> Written:
    """The table with a column for each field that it knows, and further ones for those that nobody knows.

    Raises TooLongError for what no cell holds.
    """
    flat = [_flat(record, table) for record in records]
    known = {one.name for one in table.columns}
    others = list(dict.fromkeys(name for record in flat for name in record if name not in known))
    language = "en" if language == "en" else "sv"
    rows: list[list[Value]] = []
    for record in flat:
        cells = [_cell(one, record.get(one.name), language) for one in table.columns]
        row = [*cells, *(_other(name, record, table) for name in others)]
        _check(table, record, row)
        rows.append(row)
    header = [one.heading(language) for one in table.columns] + [_heading(name, table) for name in others]
    return Written(name=table.name, title=table.title(language), header=header, rows=rows)


def _flat(record: Mapping[str, Any], table: Table) -> dict[str, Any]:
    """The record with `accounts.slack` in place of `slack` in `accounts`."""
    inside = record.get(table.nested, {}) if table.nested else {}
    named = {f"{table.nested}.{name}": value for name, value in inside.items()}
    return {**{name: value for name, value in record.items() if name != table.nested or not named}, **named}


def _cell(column: Column, value: Any, language: str) -> Value:  # noqa: ANN401 - as its record has it
    if value is None:
        return None
    if column.kind == LIST:
        return joined(value)
    if column.kind == FLAG:
        return _YES_NO[language][bool(value)]
    if isinstance(value, date):
        return value if _EARLIEST <= value <= _LATEST else value.isoformat()
    return str(value)


def _other(name: str, record: Mapping[str, Any], table: Table) -> Value:
    if name not in record:
        return None
    inside = table.nested and name.startswith(f"{table.nested}.")
    return str(record[name]) if inside else as_cell(record[name])


def _heading(name: str, table: Table) -> str:
    """The name itself, or marked where it would be taken for another."""
    if table.nested and name.startswith(f"{table.nested}."):
        return name
    plain = name and name == name.strip() and name.isprintable() and folded(name) not in table.by_heading
    return name if plain and not name.startswith("extra.") else f"extra.{name}"


def _check(table: Table, record: Mapping[str, Any], row: Sequence[Value]) -> None:
    for value in row:
        if isinstance(value, str) and len(in_xml(value)) > LONGEST:
            words = (
                f"a text of ”{record.get('id', '')}” in {table.name} is longer than a cell holds ({LONGEST:,} signs)"
            )
            raise TooLongError(f"{words}; write yaml or jsonl")
