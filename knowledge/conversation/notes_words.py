"""Reads notes as people write or paste them, line by line: decisions, tasks, points for the vendor; leaves whom a name means to handlers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from knowledge.conversation.clean import clean
from knowledge.conversation.fold import fold
from knowledge.conversation.message import replace_mentions
from knowledge.conversation.notes_tasks import Told, told
from knowledge.conversation.pasted import from_word


class Kind(StrEnum):
    """What a line of notes is."""

    HEADING = "heading"
    NOTE = "note"
    DECISION = "decision"
    TASK = "task"
    VENDOR = "vendor"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of notes."""

    kind: Kind
    text: str
    """What it says, without its bullet, its label and, of a task, who and until when."""
    who: tuple[str, ...] = ()
    """Of a task: who does it, as it was written."""
    due: date | None = None
    """Of a task: its last day; None when none was written."""
    source: str
    """The line as it was written."""
    bullet: bool = False


_LABELS = {
    Kind.DECISION: "beslut|besluten|beslutat|beslutades|vi beslutade|vi bestamde|bestamt|overenskommet|decision|decisions|"
    "decided|agreed|we agreed|we decided",
    Kind.TASK: "att gora|attgora|gora|uppgift|uppgifter|atgard|atgarder|nasta steg|todo|to do|to-do|to-dos|action|actions|"
    "action point|action points|action item|action items|task|tasks|next step|next steps|follow-up|follow up",
    Kind.VENDOR: "till unikum|till leverantoren|fraga till unikum|fragor till unikum|punkt till unikum|punkter till unikum|"
    "to unikum|for unikum|to the vendor|to vendor|for the vendor",
}  # fmt: skip
"""Kind -> the words before the colon, or alone on their line, folded."""
_BY_LABEL = {label: kind for kind, labels in _LABELS.items() for label in labels.split("|")}
_BULLET = re.compile(r"\s*(?:(?:[-*+•–—]|\(?\d{1,3}[.)])[ \t]+)+")
_BOX = re.compile(r"\[ ?\][ \t]*")
_TICKED = re.compile(r"\[[xX]\][ \t]*(?=\S)")
"""Something that was to be done, and is done."""
_HASH = re.compile(r"\s*#{1,6}[ \t]+")
_BOLD = re.compile(r"\*\*|__")
_STRONG = re.compile(r"(?<!\w)(\*\*|__)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_COLON = re.compile(r"^(?P<label>[^:–—]{2,40}?)[ \t]*(?:\d{1,3}[ \t]*)?(?::|[ \t][–—-](?=[ \t]))[ \t]*(?P<rest>.*)$")
_TO_VENDOR = re.compile(
    r"[ \t]*(?:[(\[][ \t]*(?:till unikum|till leverantören|to unikum|to the vendor)[ \t]*[)\]]|"
    r"(?:->|→|=>)[ \t]*(?:till |to )?unikum)[ \t.]*$",
    re.IGNORECASE,
)
_LONGEST_HEADING = 80


def read_notes(text: str, day: date, known: Callable[[str], bool]) -> tuple[Line, ...]:
    """The lines of the notes of a meeting on that day, in order; nothing is left out, what is not understood is a note.

    `known`: whether these words are somebody's first or whole name.
    """
    text = replace_mentions(text, lambda _person, name: f"@{name}")
    found: list[Line] = []
    section, loose = Kind.NOTE, False
    for source in from_word(clean(text, len(text) + 1)).split("\n"):
        if not source.strip():
            loose = True
            continue
        line = _line(source, section if _BULLET.match(source) or not loose else Kind.NOTE, day, known)
        if line.kind is Kind.HEADING:
            section = _BY_LABEL.get(_folded(line.text), Kind.NOTE)
        elif not line.bullet and loose:
            section = Kind.NOTE
        found.append(line)
        loose = False
    return tuple(found)


def _line(source: str, section: Kind, day: date, known: Callable[[str], bool]) -> Line:
    """One line, in a part of the notes where lines are of that kind unless they say otherwise."""
    bullet, hashed = _BULLET.match(source), _HASH.match(source)
    begins = hashed or bullet
    body = source[begins.end() if begins else 0 :].strip()
    box = _BOX.match(body)
    body = body[box.end() if box else 0 :].strip()
    line = Line(kind=Kind.NOTE, text=body or source.strip(), source=source, bullet=bullet is not None and not hashed)
    if not any(char.isalnum() for char in body):
        return line
    bare = " ".join(_BOLD.sub("", body).split())
    if hashed or (_is_heading(body, bare) and not (bullet and section is not Kind.NOTE)):
        return replace(line, kind=Kind.HEADING, text=bare)
    line = replace(line, text=_STRONG.sub(r"\2", body))
    if ticked := _TICKED.match(body):
        return replace(line, text=line.text[ticked.end() :])
    return _meant(line, bare, section, day, known, is_task=box is not None)


def _meant(
    line: Line, bare: str, section: Kind, day: date, known: Callable[[str], bool], *, is_task: bool
) -> Line:  # fmt: skip
    """What a line that is no heading says: by its label, its end, its part of the notes."""
    labelled = _COLON.match(bare)
    kind = _BY_LABEL.get(_folded(labelled["label"])) if labelled else None
    if labelled and kind is not None and any(map(str.isalnum, labelled["rest"])):
        return _of_kind(replace(line, text=labelled["rest"].strip()), kind, day, known)
    vendor = _TO_VENDOR.search(line.text)
    if vendor and any(map(str.isalnum, line.text[: vendor.start()])):
        return replace(line, kind=Kind.VENDOR, text=line.text[: vendor.start()].strip())
    called = told(bare, day, known)
    if section is Kind.DECISION and bare.startswith("@") and called.by_mark:
        return _as_task(line, called)
    if is_task or section is not Kind.NOTE:
        return _of_kind(line, Kind.TASK if is_task else section, day, known)
    return _as_task(line, called) if called.by_mark else line


def _of_kind(line: Line, kind: Kind, day: date, known: Callable[[str], bool]) -> Line:
    if kind is Kind.TASK:
        return _as_task(line, told(_BOLD.sub("", line.text), day, known))
    vendor = _TO_VENDOR.search(line.text) if kind is Kind.VENDOR else None
    said = line.text[: vendor.start()].strip() if vendor else line.text
    return replace(line, kind=kind, text=said or line.text)


def _as_task(line: Line, task: Told) -> Line:
    return replace(line, kind=Kind.TASK, text=task.text, who=task.who, due=task.due)


def says_its_kind(line: Line) -> bool:
    """Whether it is a heading such as `Beslut` or `Till Unikum`, which every line under it says again."""
    return line.kind is Kind.HEADING and _folded(line.text) in _BY_LABEL


def _is_heading(body: str, bare: str) -> bool:
    """A label alone, a short line that ends with a colon, or one that is all bold."""
    if _folded(bare) in _BY_LABEL:
        return True
    is_bold = len(body) > 4 and body[:2] == body[-2:] in {"**", "__"} and body.count("**") + body.count("__") == 2
    return len(bare) <= _LONGEST_HEADING and (bare.endswith(":") or is_bold)


def _folded(label: str) -> str:
    return " ".join(fold(_BOLD.sub("", label)).split()).strip(" \t:.-–—*_")
