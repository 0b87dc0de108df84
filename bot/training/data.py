"""Reads training directories: an FAQ with labelled messages in each; leaves learning from them to its neighbours."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import yaml

from knowledge.faq.entry import FaqEntry
from knowledge.faq.text import normal
from knowledge.faq.verdict import KINDS, Situation

_KINDS = {"faq": "question", "unanswered": "question"}
"""Labels of the files that are called otherwise among KINDS."""
_KEPT_SHARE = 5


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """One message whose kind, or right entry, is known."""

    text: str
    expected: frozenset[str] = frozenset()
    """The entries that answer it; empty = none."""
    kind: str = ""
    """One of KINDS, or empty where only the entry is known."""
    context: str = ""
    """The message before it in its thread."""
    situation: Situation | None = None
    """Where it stood and who wrote it, if the file says so."""
    ranks: bool = True
    """Whether it is known which entries answer it (of a message labelled `question` only the kind is known)."""

    @property
    def is_kept(self) -> bool:
        """Whether it belongs to the fifth that is kept aside for honest figures."""
        return crc32(self.text.encode()) % _KEPT_SHARE == 0


@dataclass(frozen=True, kw_only=True)
class Collection:
    """One FAQ with its messages; without entries the messages teach the gate only."""

    name: str
    entries: tuple[FaqEntry, ...]
    messages: tuple[Labelled, ...]

    @property
    def has_kinds(self) -> bool:
        """Whether the kinds of its messages are known."""
        return any(message.kind for message in self.messages)

    @property
    def new(self) -> Collection:
        """The same with an FAQ that has learned nothing yet."""
        return replace(self, entries=tuple(replace(entry, wordings=()) for entry in self.entries))

    @property
    def in_use(self) -> Collection | None:
        """The same with the wordings that its FAQ has learned, but for those that are messages here; None without any."""
        said = {normal(message.text) for message in self.messages}
        entries = tuple(
            replace(entry, wordings=tuple(text for text in entry.wordings if normal(text) not in said))
            for entry in self.entries
        )
        name = f"{self.name}, in use"
        return replace(self, name=name, entries=entries) if any(one.wordings for one in entries) else None


def read_collections(directories: Iterable[Path]) -> list[Collection]:
    """Each directory, and each one directly in it, that holds messages; ValueError when there is nothing.

    One without an FAQ of its own is about the FAQ of the directory that it lies in.
    """
    found = []
    for top in directories:
        above = _collection(top)
        below = [_collection(one) for one in sorted(top.iterdir()) if one.is_dir()]
        whole = [one if one.entries else replace(one, entries=above.entries) for one in below]
        found += [one for one in (above, *whole) if one.messages]
    if not found:
        message = "no labelled messages found: expected files with `text` and `kind` or `expected`"
        raise ValueError(message)
    return found


def _collection(folder: Path) -> Collection:
    entries: list[FaqEntry] = []
    messages: list[Labelled] = []
    for file in sorted(folder.iterdir()):
        if file.suffix not in {".yaml", ".jsonl"}:
            continue
        for row in _rows(file):
            if "text" in row:
                messages.append(_labelled(row))
            elif "id" in row and "answer" in row:
                entries.append(_entry(row))
    return Collection(name=folder.name, entries=tuple(entries), messages=tuple(messages))


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".jsonl":
        rows: Any = [json.loads(line) for line in text.splitlines() if line.strip()]
    else:
        rows = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders
    yield from (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()


def _labelled(row: dict[str, Any]) -> Labelled:
    expected = row.get("expected") or ()
    right = {expected} if isinstance(expected, str) else set(expected)
    if right:
        right |= set(row.get("also_ok") or ())
    kind = str(row.get("kind") or "")
    return Labelled(
        text=str(row["text"]),
        expected=frozenset(right),
        kind=_KINDS.get(kind, kind if kind in KINDS else ""),
        context=str(row.get("context") or ""),
        situation=_situation(row),
        ranks=kind != "question",
    )


def _situation(row: dict[str, Any]) -> Situation | None:
    if "from" not in row and "in_thread" not in row:
        return None
    return Situation(
        in_thread=bool(row.get("in_thread")),
        role=str(row.get("from") or "teacher"),
        context=str(row.get("context") or ""),
    )


def _entry(row: dict[str, Any]) -> FaqEntry:
    return FaqEntry(
        id=str(row["id"]),
        answer=str(row["answer"] or ""),
        question=str(row.get("question") or ""),
        alternatives=tuple(map(str, row.get("alternatives") or ())),
        wordings=tuple(map(str, row.get("wordings") or ())),
        area=str(row.get("area") or ""),
    )
