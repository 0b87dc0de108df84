"""MeetingNotes: what was written down of a meeting, as a draft and as it was posted; leaves reading the lines to `notes_words`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from knowledge.conversation.fold import EDGE, fold
from knowledge.conversation.notes_words import Kind, Line, read_notes

LONGEST = 8000
"""Characters of all notes together: so much fits in one form again, on every platform."""
LONGEST_FIELD = 2400
"""Characters of the large text that one field of a form shows."""
TEXT = "text"
"""The field of the large text; the others are those of points."""
MOST_CAME = 1000


@dataclass(frozen=True, kw_only=True)
class Part:
    """What somebody wrote in one field."""

    field: str = TEXT
    title: str = ""
    """The point of the agenda that it is about; empty = the whole meeting."""
    text: str


@dataclass(frozen=True, kw_only=True)
class Meant:
    """Whom a name stands for, as somebody has said."""

    typed: str
    """The name as it was written, folded; of a task without a name the task itself."""
    owner: str
    """Person id."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """One version of the notes."""

    parts: tuple[Part, ...] = ()
    meant: tuple[Meant, ...] = ()
    came: int | None = None
    """How many took part."""
    by: str
    at: datetime

    def owner_of(self, typed: str) -> str | None:
        """Whom the author has said to be meant."""
        return next((one.owner for one in self.meant if one.typed == typed), None)


@dataclass(frozen=True, kw_only=True)
class MeetingNotes:
    """The notes of one meeting."""

    meeting: int
    at: datetime
    """When they were changed last."""
    version: int = 0
    """Raised at each change, so that an old form or button is known."""
    draft: Written | None = None
    """What its author is looking at; nobody else has seen it."""
    posted: Written | None = None
    posted_at: datetime | None = None
    """When they were posted first."""

    @property
    def newest(self) -> Written | None:
        """What somebody who goes on writing begins with."""
        return self.draft or self.posted


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A task as the notes have it, for one person."""

    text: str
    who: str = ""
    """As it was written; empty = nobody is named."""
    due: date | None = None
    field: str = TEXT

    @property
    def typed(self) -> str:
        """What `Meant` knows it by."""
        return " ".join(fold(self.who or self.text).split()).strip(EDGE)


def drafted(notes: MeetingNotes, written: Written) -> MeetingNotes:
    """Somebody has written, and looks at it before it is posted."""
    return replace(notes, draft=written, at=written.at, version=notes.version + 1)


def meant(notes: MeetingNotes, typed: str, owner: str) -> MeetingNotes:
    """The author of the draft has said whom a name stands for."""
    if notes.draft is None:
        return notes
    others = tuple(one for one in notes.draft.meant if one.typed != typed)
    draft = replace(notes.draft, meant=(*others, Meant(typed=typed, owner=owner)))
    return replace(notes, draft=draft, version=notes.version + 1)


def posted(notes: MeetingNotes, now: datetime) -> MeetingNotes:
    """The draft is what stands from now on."""
    if notes.draft is None:
        return notes
    return replace(notes, draft=None, posted=notes.draft, posted_at=notes.posted_at or now, at=now,
                   version=notes.version + 1)  # fmt: skip


def dropped(notes: MeetingNotes, now: datetime) -> MeetingNotes:
    """The draft is thrown away; what was posted stands."""
    return replace(notes, draft=None, at=now, version=notes.version + 1)


def lines_of(part: Part, day: date, known: Callable[[str], bool]) -> tuple[Line, ...]:
    """The lines of one field; see `read_notes`."""
    return read_notes(part.text, day, known)


def tasks_in(written: Written, day: date, known: Callable[[str], bool]) -> list[Wanted]:
    """The tasks of the notes, one for each who is named; the same twice is one."""
    found: dict[tuple[str, str], Wanted] = {}
    for part in written.parts:
        for line in lines_of(part, day, known):
            if line.kind is Kind.TASK:
                for who in line.who or ("",):
                    one = Wanted(text=line.text, who=who, due=line.due, field=part.field)
                    found.setdefault((fold(one.text), fold(who)), one)
    return list(found.values())


def vendor_points_in(written: Written, day: date, known: Callable[[str], bool]) -> list[tuple[str, str]]:
    """What is for the vendor: (field, text), each text once."""
    found: dict[str, tuple[str, str]] = {}
    for part in written.parts:
        for line in lines_of(part, day, known):
            if line.kind is Kind.VENDOR:
                found.setdefault(fold(line.text).strip(EDGE), (part.field, line.text))
    return list(found.values())


def in_fields(text: str) -> list[str]:
    """The large text in pieces that each fit in a field, cut between lines, else between words; never none."""
    pieces: list[str] = []
    while len(text) > LONGEST_FIELD:
        at = max(text.rfind("\n", 1, LONGEST_FIELD), 0) or max(text.rfind(" ", 1, LONGEST_FIELD), 0) or LONGEST_FIELD
        pieces.append(text[:at])
        text = text[at:].lstrip("\n ")
    return [*pieces, text]


def how_many_came(written: object) -> int | None:
    """How many took part, as somebody wrote it; None when it is no number that can be."""
    digits = str(written or "").strip()
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else None
    return number if number is not None and number <= MOST_CAME else None
