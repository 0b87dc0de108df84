"""How lists and fields that nobody knows stand in one cell of a sheet, there and back; leaves columns to tables."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from bot.files.cells import Cell

_BETWEEN = re.compile(r"[\n;|]")
_ONE_LINE = 60
"""Characters up to which a list is written on one line."""


def split(written: str) -> list[str]:
    """The items of a cell: between line breaks, semicolons or bars, or as a JSON list where an item holds one of them."""
    if written.startswith("["):
        try:
            items = json.loads(written)
        except (ValueError, RecursionError):
            items = None
        if isinstance(items, list) and all(isinstance(item, str) for item in items):
            return items
    return [item for part in _BETWEEN.split(written) if (item := part.strip())]


def joined(items: Sequence[str]) -> str:
    """The cell that `split` makes the items of."""
    one_line, lines = "; ".join(items), "\n".join(items)
    text = one_line if len(one_line) <= _ONE_LINE else lines
    return text if split(text) == list(items) else json.dumps(list(items), ensure_ascii=False)


def as_cell(value: Any) -> str:  # noqa: ANN401 - whatever was written
    """The cell of a field that nobody knows; what is no plain text stands there as JSON."""
    return value if isinstance(value, str) and _is_plain(value) else json.dumps(value, ensure_ascii=False)


def _is_plain(text: str) -> bool:
    bare = Cell(where="", content=text, bare=True).plain() == text
    return bare and text == text.strip() and "\r" not in text and text[:1] not in ("", "[", "{", '"')
