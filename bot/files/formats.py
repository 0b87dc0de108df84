"""Which format a file has, and both ways through it: to cells, and from plain values; leaves meaning to the builders.

A further format needs a reader that makes cells with positions here, and nothing else. Sheets (CSV, XLSX) are read
where the caller says which tables they may hold.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from bot.files.cells import Cell
from bot.files.csv_reader import read_csv
from bot.files.faults import Faults, FileErrors
from bot.files.jsonl_reader import read_jsonl
from bot.files.source import decoded, read_bytes
from bot.files.table_reader import is_heading, read_tables
from bot.files.tables import Table
from bot.files.yaml_reader import read_yaml

YAML, JSONL = "yaml", "jsonl"
CSV, XLSX = "csv", "xlsx"
SHEETS = (CSV, XLSX)
FORMATS = (YAML, JSONL, *SHEETS)
_ENDINGS = {".yaml": YAML, ".yml": YAML, ".jsonl": JSONL, ".ndjson": JSONL}
_SHEET_ENDINGS = {".csv": CSV, ".tsv": CSV, ".xlsx": XLSX, ".xlsm": XLSX}
_OTHER_SHEETS = (".xls", ".xlsb", ".ods", ".numbers")
_READERS: dict[str, Callable[[str, Faults], Cell]] = {YAML: read_yaml, JSONL: read_jsonl}
_WIDTH = 110


def read_into(path: Path, build: Callable[[Cell, str, Faults], None], tables: Sequence[Table] = ()) -> Faults:
    """Give a file's cells and its format to a builder; gives back what is wrong, with the file or with what it says.

    `tables`: which ones a sheet may hold; without any, sheets are not read.
    """
    faults = Faults(str(path))
    form = format_of(path)
    if form is None or (form in SHEETS and not tables):
        endings = ", ".join([*_ENDINGS, *(_SHEET_ENDINGS if tables else ())])
        advice = "; save the sheet as .xlsx" if tables and path.suffix.lower() in _OTHER_SHEETS else ""
        faults.add("", "", f"has an ending that is not read here; it should be one of {endings}{advice}")
        return faults
    try:
        raw = read_bytes(path, faults)
        named = _sheets(raw, form, path.stem, tables, faults) if form in SHEETS else None
        build(named or _READERS[form](decoded(raw, faults), faults), form, faults)
    except FileErrors:
        # What stopped the reading is among the faults already.
        return faults
    return faults


def format_of(path: Path) -> str | None:
    """The format that a file's ending promises, or None."""
    return (_ENDINGS | _SHEET_ENDINGS).get(path.suffix.lower())


def _sheets(raw: bytes, form: str, called: str, tables: Sequence[Table], faults: Faults) -> Cell:
    if form == CSV:
        grids = [read_csv(raw, partial(is_heading, tables), faults)]
    else:
        from bot.files.xlsx_reader import read_xlsx  # noqa: PLC0415 - slow to load, and seldom needed

        grids = read_xlsx(raw, faults)
    return read_tables(grids, tables, called, faults)


def written_yaml(value: object) -> str:
    """A plain value as YAML that reads alike by YAML 1.1 and 1.2."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)


def written_jsonl(rows: list[Any]) -> str:
    """Plain values as JSON Lines; one empty line when there is none, so that the file is not taken for a broken one."""
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n"


class _Dumper(yaml.SafeDumper):
    """Writes several lines as a block, and never an alias."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002 - the signature of the base class
        """Everything is written out where it stands."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    block = "\n" in text and not any(line.endswith(" ") for line in text.split("\n")) and "\t" not in text
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if block else None)


_Dumper.add_representer(str, _text)
