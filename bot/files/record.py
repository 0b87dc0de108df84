"""The fields of one record, each read with its faults gathered; leaves which fields there are to the builders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from bot.files.cells import Cell
from bot.files.faults import Faults

_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ue000-\ue004]")
"""Control characters, half surrogates, and the private-use characters that our own mentions are made of."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_YES, _NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")


class Record:
    """One mapping of a file. Every reader of a field notes what is wrong and gives something harmless back."""

    def __init__(self, cell: Cell, faults: Faults, inside: str = "") -> None:
        """`inside`: what comes before the field names in messages, `accounts.`."""
        self._faults = faults
        self._inside = inside
        self.where = cell.where
        self._fields: dict[str, Cell] = {}
        self._asked: set[str] = set()
        if isinstance(cell.content, dict):
            self._fields = cell.content
        else:
            self._faults.add(cell.where, inside.rstrip("."), "is no record; write fields with values, as name: …")

    @property
    def place(self) -> str:
        """File and position, to point at it from elsewhere."""
        return ", ".join(part for part in (self._faults.file, self.where) if part)

    def wrong(self, name: str, words: str) -> None:
        """Something is wrong with a field, or with the record as a whole when the name is empty."""
        cell = self._fields.get(name)
        self._faults.add(cell.where if cell else self.where, self._inside + name, words)

    def warn(self, name: str, words: str) -> None:
        """Something about a field should be known; it stops nothing."""
        cell = self._fields.get(name)
        self._faults.warn(cell.where if cell else self.where, self._inside + name, words)

    def has(self, name: str) -> bool:
        """Whether the field stands there with something in it."""
        cell = self._fields.get(name)
        return cell is not None and not cell.is_nothing

    def text(self, name: str, *, required: bool = False) -> str:
        """Text as it was written, without space around it; empty when the field is not there."""
        cell = self._get(name)
        if cell is not None and cell.told:
            return ""
        found = self._text_of(cell, name).strip() if cell else ""
        if required and not found and (cell is None or (isinstance(cell.content, str) and not cell.content.strip())):
            self.wrong(name, "is missing; it is required")
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, empty ones left out."""
        cell = self._get(name)
        if cell is None or cell.told:
            return ()
        if not isinstance(cell.content, tuple):
            self.wrong(name, "is no list; write [one, two], or one a line with a dash before it")
            return ()
        read = (self._text_of(one, name).strip() for one in cell.content if not one.is_nothing)
        return tuple(text for text in read if text)

    def one_or_more(self, name: str) -> tuple[str, ...]:
        """One text, or a list of them."""
        cell = self._fields.get(name)
        if cell is None or not isinstance(cell.content, str):
            return self.texts(name)
        found = self.text(name)
        return (found,) if found else ()

    def raw(self, name: str, *, required: bool = False) -> str:
        """Text exactly as it was written, whatever characters it holds; it may be empty, but in quotes."""
        cell = self._get(name)
        if cell is None:
            if required:
                self.wrong(name, "is missing; it is required")
            return ""
        if not isinstance(cell.content, str):
            self.wrong(name, "is no text; write words, in quotes if need be")
            return ""
        return cell.content

    def one_of(self, name: str, choices: tuple[str, ...], *, required: bool = False) -> str:
        """One of a few words, or empty."""
        found = self.text(name, required=required)
        if found and found not in choices:
            self.wrong(name, f"”{found}” is not known; write {', '.join(choices[:-1])} or {choices[-1]}")
            return ""
        return found

    def day(self, name: str, *, required: bool = False) -> date | None:
        """A date, `2026-11-24`."""
        found = self.text(name, required=required)
        if not found:
            return None
        # fromisoformat alone would take 20261124 and 2026-W48-2 too.
        if _DAY.fullmatch(found):
            with suppress(ValueError):
                return date.fromisoformat(found)
        self.wrong(name, f"”{found}” is no date; write year-month-day, for example 2026-11-24")
        return None

    def flag(self, name: str, *, default: bool = False) -> bool:
        """True or false."""
        found = self.text(name).lower()
        if found and found not in (*_YES, *_NO):
            self.wrong(name, f"”{found}” is neither true nor false; write one of them")
        return found in _YES if found else default

    def record(self, name: str) -> Record:
        """Fields within the field; without fields when it is not there."""
        cell = self._get(name) or Cell(where=self.where, content={})
        return Record(cell, self._faults, f"{self._inside}{name}.")

    def records(self, name: str) -> Iterator[Record]:
        """A list of records."""
        cell = self._get(name)
        if cell is None:
            return
        if not isinstance(cell.content, tuple):
            self.wrong(name, "is no list; begin each of its records with a dash")
            return
        yield from listed(cell.content, self._faults, f"{self._inside}{name}.")

    def rest(self, *, kept: bool = True) -> dict[str, Any]:
        """The fields that nobody asked for, each named in a warning that says whether they are `kept`."""
        words = "is not known here; it is kept and not used" if kept else "is not known here; it is not used"
        rest: dict[str, Any] = {}
        for name, cell in self._fields.items():
            if name not in self._asked:
                self._faults.warn(cell.where, self._inside + name, words)
                rest[name] = _storable(cell.plain())
        return rest

    def _get(self, name: str) -> Cell | None:
        self._asked.add(name)
        cell = self._fields.get(name)
        return None if cell is None or cell.is_nothing else cell

    def _text_of(self, cell: Cell, name: str) -> str:
        if not isinstance(cell.content, str):
            self._faults.add(cell.where, self._inside + name, "is no text; write words, in quotes if need be")
            return ""
        if _UNSTORABLE.search(cell.content):
            self._faults.add(cell.where, self._inside + name, "holds a control character; take it away")
            return ""
        # Lines end in one way, whatever program or service they come from.
        return cell.content.replace("\r\n", "\n").replace("\r", "\n")


def listed(cells: Iterable[Cell], faults: Faults, inside: str = "") -> Iterator[Record]:
    """The records of a list, one by one; what is no record is a fault and is passed over."""
    for cell in cells:
        record = Record(cell, faults, inside)
        if isinstance(cell.content, dict):
            yield record


def _storable(value: Any) -> Any:  # noqa: ANN401 - whatever was written
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_storable(one) for one in value]
    if isinstance(value, dict):
        return {_UNSTORABLE.sub("\ufffd", name): _storable(one) for name, one in value.items()}
    return value
