"""YAML to cells without any guessing of types: what is written is what comes out; leaves the meaning to the builders.

Read from the parser's events, so that `id: 0123`, `yes` and `2026-01-01` stay text, every cell knows its line, and
neither aliases nor deep nesting can make a small file grow large.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from bot.files.cells import DEEPEST, Cell
from bot.files.faults import Faults, FileErrors

_MOST_CELLS = 500_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KNOWN_TAGS = ("str", "int", "float", "bool", "null", "seq", "map", "timestamp")


@dataclass
class _Open:
    """A list or mapping that is not yet at its end."""

    where: str
    anchor: str | None
    is_mapping: bool
    items: list[Cell] = field(default_factory=list)
    fields: dict[str, Cell] = field(default_factory=dict)
    key: str | None = None


def read_yaml(text: str, faults: Faults) -> Cell:
    """The one document of the text; FileErrors says in which line it cannot be read."""
    try:
        return _Builder(faults).build(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}" if mark else ""
        context = f" ({error.context})" if error.context else ""
        raise faults.stop(where, f"is no YAML: {error.problem or 'it cannot be understood'}{context}") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise faults.stop(f"line {line}", "holds a control character; take it away") from error


class _Builder:
    """Builds cells from events, one document, at most so many cells and so deep."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._open: list[_Open] = []
        self._anchors: dict[str, Cell] = {}
        self._cells = 0
        self._root: Cell | None = None

    def build(self, events: Iterator[yaml.Event]) -> Cell:
        for event in events:
            where = _where(event)
            if isinstance(event, yaml.DocumentStartEvent) and self._root is not None:
                raise self._stop(where, "begins a second document; keep one in a file")
            if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
                self._check_tag(event, where)
            if isinstance(event, yaml.ScalarEvent):
                bare = event.style is None or event.style == ""
                self._done(Cell(where=where, content=event.value, bare=bare), event.anchor, added=1)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._begin(event, where)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._end()
            elif isinstance(event, yaml.AliasEvent):
                again = self._aliased(event, where)
                self._done(again, None, added=again.size)
        if self._root is None:
            raise self._stop("", "holds nothing but comments; a file without entries holds []")
        return self._root

    def _begin(self, event: yaml.CollectionStartEvent, where: str) -> None:
        if len(self._open) >= DEEPEST:
            raise self._stop(where, f"is nested more than {DEEPEST} levels deep")
        if self._open and self._open[-1].is_mapping and self._open[-1].key is None:
            raise self._stop(where, "has a list or mapping where a field's name belongs")
        self._open.append(_Open(where, event.anchor, isinstance(event, yaml.MappingStartEvent)))

    def _end(self) -> None:
        done = self._open.pop()
        content: tuple[Cell, ...] | dict[str, Cell] = done.fields if done.is_mapping else tuple(done.items)
        inside = done.fields.values() if done.is_mapping else done.items
        cell = Cell(where=done.where, content=content, size=1 + sum(one.size for one in inside))
        self._done(cell, done.anchor, added=1)

    def _done(self, cell: Cell, anchor: str | None, *, added: int) -> None:
        """A cell is complete: it goes where it belongs. `added`: how many cells it is, an alias with all it repeats."""
        self._cells += added
        if self._cells > _MOST_CELLS:
            raise self._stop(cell.where, f"holds more than {_MOST_CELLS:,} values (aliases counted in full); divide it")
        if anchor:
            self._anchors[anchor] = cell
        if not self._open:
            self._root = cell
            return
        around = self._open[-1]
        if not around.is_mapping:
            around.items.append(cell)
        elif around.key is None:
            around.key = self._name(cell, around)
        else:
            around.fields[around.key] = cell
            around.key = None

    def _name(self, cell: Cell, around: _Open) -> str:
        name = cell.content
        if not isinstance(name, str):
            raise self._stop(cell.where, "has a list or mapping where a field's name belongs")
        if name in around.fields:
            first = around.fields[name].where
            self._faults.add(cell.where, name, f"stands twice (first in {first}); keep one of them")
        return name

    def _aliased(self, event: yaml.AliasEvent, where: str) -> Cell:
        cell = self._anchors.get(event.anchor or "")
        if cell is None:
            raise self._stop(where, f"”*{event.anchor}” refers to something that does not stand before it")
        return cell

    def _check_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, where: str) -> None:
        tag = event.tag
        if tag and tag != "!" and tag.removeprefix("tag:yaml.org,2002:") not in _KNOWN_TAGS:
            raise self._stop(where, f"has the tag ”{tag}”, which is not read here; take it away")

    def _stop(self, where: str, words: str) -> FileErrors:
        return self._faults.stop(where, words)


def _where(event: yaml.Event) -> str:
    mark = event.start_mark
    return f"line {mark.line + 1}" if mark else ""
