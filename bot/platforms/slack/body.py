"""A text as lines of mrkdwn, cut into sections that Slack takes; leaves what stands in a line to `mrkdwn`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.platforms.shared.marks import Known
from bot.platforms.slack.limits import MORE, SECTION_TEXT, one_line, place_to_cut, shorten, size
from bot.platforms.slack.mrkdwn import CODE, COMMAND, Run, call, escaped, painted, runs, still
from knowledge.conversation.message import mention, plain, replace_commands, replace_mentions

_QUOTE = re.compile(r"> ?")
_POINT = re.compile(r" {0,3}[-*+] +")
_QUOTE_LIKE = re.compile(r"(?m)^(?=[^\S\n]*(?:>|＞|&gt;))")
_NO_QUOTE = "\u00ad"
_LONGEST_LINE = SECTION_TEXT - 20
"""Leaves room for what begins a line."""
_LEAST = 100
"""Less than this is not worth cutting a piece for."""
_NAME = re.compile("\ue010(\\d+)\ue011")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line: what it begins with (a quote's or a point's sign) and what stands in it."""

    begins: str = ""
    pieces: tuple[Run, ...] = ()

    @property
    def text(self) -> str:
        """As mrkdwn; words that only look like a quote are none."""
        return (self.begins + _QUOTE_LIKE.sub(_NO_QUOTE, painted(self.pieces))).rstrip()


def lines(text: str, known: Known, *, direct: bool = False) -> list[str]:
    """The text's lines as mrkdwn, none longer than a section may be."""
    named = replace_mentions(text, lambda person, name: mention(person, " ".join(name.split())))
    return [part.text for one in named.split("\n") for part in _broken(_line(one, known, direct=direct))]


def sections(texts: Sequence[str], room: int) -> list[str]:
    """Lines put together to texts of at most a section's length, at paragraphs where possible; in all at most `room`."""
    made: list[str] = []
    held: list[str] = []
    taken = 0
    for one in fitting(texts, room):
        while held and taken + size(one) > SECTION_TEXT:
            end = _last_paragraph(held)
            made.append("\n".join(held[:end]))
            held = held[end:]
            taken = sum(size(line) + 1 for line in held)
        held.append(one)
        taken += size(one) + 1
    made.append("\n".join(held))
    return [text.strip("\n") for text in made if text.strip()]


def fitting(texts: Sequence[str], room: int) -> list[str]:
    """The whole lines that fit; "…" stands for the others."""
    if sum(size(one) + 1 for one in texts) <= room:
        return list(texts)
    kept: list[str] = []
    left = room - size(MORE) - 1
    for one in texts:
        left -= size(one) + 1
        if left < 0:
            break
        kept.append(one)
    while kept and not kept[-1]:
        kept.pop()
    return [*kept, MORE]


def twin(text: str, known: Known, limit: int, *, direct: bool = False) -> str:
    """The text without markup, as Slack's own text: mentions call, nothing else is alive, and at most `limit` long.

    It is read aloud and shown in notifications, where the blocks stand in its place: its signs are left as they are.
    """
    people: list[tuple[str, str]] = []

    def hold(person: str, name: str) -> str:
        people.append((person, name))
        return f"\ue010{len(people) - 1}\ue011"

    words = replace_mentions(text, hold)
    words = plain(replace_commands(words, lambda given: given if direct else f"{COMMAND} {given}"))
    pieces = _NAME.split(words)
    made = [_called(*people[int(part)], known) if number % 2 else escaped(part) for number, part in enumerate(pieces)]
    return _joined(made, limit).strip() or MORE


def _line(text: str, known: Known, *, direct: bool) -> Line:
    quoted = _QUOTE.match(text)
    rest = text[quoted.end() :] if quoted else text
    point = _POINT.match(rest)
    begins = ("> " if quoted else "") + ("• " if point else "")
    return Line(begins=begins, pieces=runs(rest[point.end() :] if point else rest, known, direct=direct))


def _broken(line: Line) -> Iterator[Line]:
    """The line, in several where it is too long for one; a point's sign stands before the first alone."""
    held: list[Run] = []
    left = _LONGEST_LINE
    waiting = list(reversed(line.pieces))
    while waiting:
        piece = waiting.pop()
        if piece.weight <= left:
            held.append(piece)
            left -= piece.weight
            continue
        now, later = _cut(piece, left)
        yield replace(line, pieces=(*held, now))
        waiting.append(later)
        line, held, left = replace(line, begins=line.begins.removesuffix("• ")), [], _LONGEST_LINE
    yield replace(line, pieces=tuple(held))


def _cut(piece: Run, left: int) -> tuple[Run, Run]:
    """What of a piece stays in the line, and what goes to the next."""
    room = left - (piece.weight - size(piece.text))
    if piece.is_whole or room < _LEAST:
        return replace(piece, text=""), piece
    place = place_to_cut(piece.text, room)
    now, later = piece.text[:place].rstrip(), piece.text[place:].lstrip()
    if CODE not in piece.style:  # an underscore inside a word means itself; at the edge of one it would be a sign
        now = now[:-1] + still("_") if now.endswith("_") else now
        later = still("_") + later[1:] if later.startswith("_") else later
    return replace(piece, text=now), replace(piece, text=later)


def _last_paragraph(held: Sequence[str]) -> int:
    """How many of the lines go before the cut: up to the last empty one, unless that is near the beginning; else all."""
    before = 0
    best = len(held)
    for number, one in enumerate(held):
        if not one and before >= SECTION_TEXT // 3:
            best = number
        before += size(one) + 1
    return best


def _called(person: str, name: str, known: Known) -> str:
    return call(person, known) or escaped(one_line(name))


def _joined(parts: Iterable[str], limit: int) -> str:
    """The parts one after the other; the first that does not fit is cut, or left out if it is a mention."""
    out = ""
    for part in parts:
        left = limit - size(out) - size(MORE)
        if size(part) > left:
            return out + (MORE if part.startswith("<@") else shorten(part, left + size(MORE)))
        out += part
    return out
