"""Which format a file has, and both ways through it: to cells, and from plain values; leaves meaning to the builders.

A further format needs a reader that makes cells with positions here, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from bot.files.cells import Cell
from bot.files.faults import Faults, FileErrors
from bot.files.jsonl_reader import read_jsonl
from bot.files.source import read_text
from bot.files.yaml_reader import read_yaml

YAML, JSONL = "yaml", "jsonl"
FORMATS = (YAML, JSONL)
_ENDINGS = {".yaml": YAML, ".yml": YAML, ".jsonl": JSONL, ".ndjson": JSONL}
_READERS: dict[str, Callable[[str, Faults], Cell]] = {YAML: read_yaml, JSONL: read_jsonl}
_WIDTH = 110


def read_into(path: Path, build: Callable[[Cell, str, Faults], None]) -> Faults:
    """Give a file's cells and its format to a builder; gives back what is wrong, with the file or with what it says."""
    faults = Faults(str(path))
    form = format_of(path)
    if form is None:
        endings = ", ".join(_ENDINGS)
        faults.add("", "", f"has an ending that is not read here; it should be one of {endings}")
        return faults
    try:
        build(_READERS[form](read_text(path, faults), faults), form, faults)
    except FileErrors:
        # What stopped the reading is among the faults already.
        return faults
    return faults


def format_of(path: Path) -> str | None:
    """The format that a file's ending promises, or None."""
    return _ENDINGS.get(path.suffix.lower())


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
