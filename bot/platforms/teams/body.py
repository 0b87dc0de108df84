"""A text as the body of a card, as HTML and as plain words, each no longer than its room; leaves what stands in a line to `text`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from bot.platforms.teams.limits import MORE, beginning, seen, shorten, weight
from bot.platforms.teams.text import Block, Line, Piece, as_html, block, command
from knowledge.conversation.message import plain, replace_commands

REST = Line(pieces=(Piece(text=MORE),))
"""Stands for the lines that do not fit."""
_LEAST = 20
"""Less of a line than this is not worth showing."""
_BETWEEN = 2
"""Bytes between two values of a list."""
_QUOTATION = 80
"""Bytes that stand around a quotation."""


def blocks(lines: Iterable[Line]) -> list[Block]:
    """The lines as elements of a card; what is quoted stands in a frame."""
    made: list[Block] = []
    for quoted, some in groupby(lines, key=lambda line: line.quoted):
        items = [block(line) for line in some]
        made += [{"type": "Container", "style": "emphasis", "items": items}] if quoted else items
    return made


def entities(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """All calls in the lines."""
    return [entity for line in lines for entity in line.entities]


def heaviness(line: Line) -> int:
    """How many bytes a line takes in a card, with its calls."""
    calls = sum(weight(entity) + _BETWEEN for entity in line.entities)
    return weight(block(line)) + _BETWEEN + calls + (_QUOTATION if line.quoted else 0)


def html(lines: Sequence[Line]) -> str:
    """The lines as a text with `textFormat` "xml"; an empty line stands between paragraphs."""
    out = ""
    for quoted, some in groupby(lines, key=lambda line: line.quoted):
        held = list(some)
        words = "".join(
            ("<br/>" * (2 if line.begins else 1) if n else "") + as_html(line) for n, line in enumerate(held)
        )
        if quoted:
            out += f"<blockquote>{words}</blockquote>"
        else:
            between = "" if not out or out.endswith("</blockquote>") else "<br/>"
            out += between + words
    return out


def html_heaviness(line: Line) -> int:
    """How many bytes a line takes in such a text, with its calls."""
    calls = sum(weight(entity) + _BETWEEN for entity in line.entities)
    return weight(as_html(line)) + len("<br/><br/>") + calls + (len("<blockquote></blockquote>") if line.quoted else 0)


def fitting(lines: Sequence[Line], room: int, heavy: Callable[[Line], int] = heaviness) -> list[Line]:
    """The lines that fit, the last of them cut where it must be; "…" stands for the others."""
    if sum(map(heavy, lines)) <= room:
        return list(lines)
    kept: list[Line] = []
    left = room - heavy(replace(REST, begins=True, quoted=True))
    for line in lines:
        if heavy(line) <= left:
            kept.append(line)
            left -= heavy(line)
            continue
        kept.append(_cut(line, left, heavy) or REST)
        break
    return kept


def twin(text: str, room: int, *, direct: bool = False) -> str:
    """The text without markup, for notifications and screen readers; at most so many bytes."""
    words = plain(replace_commands(text, lambda words: command(words, direct=direct)))
    words = "\n".join(seen(line) for line in words.split("\n")).strip()
    return shorten(words, room, weight) or MORE


def _cut(line: Line, left: int, heavy: Callable[[Line], int]) -> Line | None:
    """The line's beginning, if enough of it fits; its "…" has room of its own."""
    low, high = 0, len(line.words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if heavy(_first(line, middle)) <= left else (low, middle - 1)
    cut = _first(line, low)
    if low < _LEAST or heavy(cut) > left or not cut.words.strip():
        return None
    return replace(cut, pieces=(*cut.pieces, Piece(text=MORE)))


def _first(line: Line, length: int) -> Line:
    """So much of the line; nobody's call is cut in two."""
    kept: list[Piece] = []
    for piece in line.pieces:
        if len(piece.text) > length:
            kept += [] if piece.person else [replace(piece, text=beginning(piece.text, length))]
            break
        kept.append(piece)
        length -= len(piece.text)
    return replace(line, pieces=tuple(one for one in kept if one.text))
