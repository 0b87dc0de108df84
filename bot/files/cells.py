"""What a reader makes of a file, whatever its format: cells with positions; leaves what they mean to the builders."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_WHOLE = re.compile(r"0|-?[1-9]\d*")
_DECIMAL = re.compile(r"-?(0|[1-9]\d*)\.\d+")
_NOTHING = ("", "~", "null", "Null", "NULL")
DEEPEST = 20
"""Levels of lists and fields in each other; more must be a mistake."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One value as it was written, with where it stands."""

    where: str
    """`line 12`, `row 3, column B`."""
    content: str | tuple[Cell, ...] | dict[str, Cell]
    """Text as written, a list, or fields by name."""
    bare: bool = False
    """Text without quotes, which may mean a number, a yes or nothing."""
    told: bool = False
    """What is wrong with it has been said already; nothing further is."""
    size: int = 1
    """How many cells it holds, itself included."""

    @property
    def is_nothing(self) -> bool:
        """Whether the field was left empty."""
        return self.bare and self.content in _NOTHING

    @property
    def is_text(self) -> bool:
        """Whether it is neither a list nor fields."""
        return isinstance(self.content, str)

    def plain(self) -> Any:  # noqa: ANN401 - whatever was written
        """The value for fields that nobody knows: numbers and true or false only where they can be nothing else."""
        if isinstance(self.content, dict):
            return {name: cell.plain() for name, cell in self.content.items()}
        if isinstance(self.content, tuple):
            return [cell.plain() for cell in self.content]
        return _typed(self.content) if self.bare else self.content


def _typed(written: str) -> Any:  # noqa: ANN401 - None, bool, int, float or str
    if written in _NOTHING:
        return None
    if written in {"true", "false"}:
        return written == "true"
    if _WHOLE.fullmatch(written) and len(written) < 19:
        return int(written)
    # Only what comes back as it was: 1.50 stays text.
    if _DECIMAL.fullmatch(written) and str(float(written)) == written:
        return float(written)
    return written
