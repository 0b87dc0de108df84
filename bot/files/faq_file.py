"""The FAQ file: entries to and from YAML, JSON Lines and sheets; leaves storing them to storage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from bot.files.cells import Cell
from bot.files.faults import Faults, Read, joined_result
from bot.files.formats import SHEETS, YAML, read_into, written_jsonl, written_yaml
from bot.files.record import Record, listed
from bot.files.tables import FAQ
from knowledge.faq.entry import FaqEntry

AREAS = ("technical", "pedagogical")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_LONGEST_ID = 150
"""Characters; ids stand in the action names of buttons, which Slack limits to 255."""


def read_faq(*paths: Path) -> Read[list[FaqEntry]]:
    """The entries of one or more files, in order; FileErrors names all that is wrong in all of them.

    Fields that are not known are kept in `extra`, and each is named in a warning.
    """
    entries: list[FaqEntry] = []
    first: dict[str, str] = {}

    def read(root: Cell, form: str, faults: Faults) -> None:
        whole = root.content[FAQ.name] if form in SHEETS and isinstance(root.content, dict) else root
        for record in _records(whole, faults):
            entry = _entry(record)
            if entry.id and entry.id in first:
                record.wrong("id", f"”{entry.id}” is used twice (first in {first[entry.id]}); give each entry its own")
            first.setdefault(entry.id, record.place)
            entries.append(entry)

    return joined_result(entries, [read_into(path, read, (FAQ,)) for path in paths])


def write_faq(entries: Iterable[FaqEntry], form: str = YAML) -> str:
    """The text of an FAQ file; reading it gives the same entries."""
    rows = [row_of(entry, as_text=form != YAML) for entry in entries]
    return written_yaml(rows) if form == YAML else written_jsonl(rows)


def _records(root: Cell, faults: Faults) -> Iterator[Record]:
    if isinstance(root.content, tuple):
        yield from listed(root.content, faults)
    else:
        faults.add(root.where, "", "is no list of entries; begin each entry with ”- id: …”")


def _entry(record: Record) -> FaqEntry:
    entry = FaqEntry(
        id=record.text("id", required=True),
        answer=record.text("answer", required=True),
        question=record.text("question"),
        alternatives=record.texts("alternatives"),
        category=record.text("category"),
        area=record.one_of("area", AREAS),
        audience=record.text("audience"),
        language=_language(record),
        source=record.text("source"),
        confidence=record.text("confidence"),
        owner=record.text("owner"),
        review_by=record.day("review_by"),
        valid_from=record.day("valid_from"),
        valid_to=record.day("valid_to"),
        local=record.text("local"),
        guardian_sv=record.text("guardian_sv"),
        guardian_en=record.text("guardian_en"),
        wordings=record.texts("wordings"),
        extra=record.rest(),
    )
    _check(record, entry)
    return entry


def _check(record: Record, entry: FaqEntry) -> None:
    if entry.valid_from and entry.valid_to and entry.valid_from > entry.valid_to:
        record.wrong("valid_from", f"{entry.valid_from} is after valid_to, {entry.valid_to}; the first day comes first")
    if len(entry.id) > _LONGEST_ID or not entry.id.isprintable():
        record.wrong("id", f"is no short name; write one line of at most {_LONGEST_ID} characters")


def _language(record: Record) -> str:
    found = record.text("language")
    if found and not _LANGUAGE.fullmatch(found):
        record.wrong("language", f"”{found}” is no language; write for example sv or en")
    return found or "sv"


def row_of(entry: FaqEntry, *, as_text: bool = False) -> dict[str, Any]:
    """Field -> plain value, in the order of the file's description; what is empty or standard is left out."""
    days = {"review_by": entry.review_by, "valid_from": entry.valid_from, "valid_to": entry.valid_to}
    row: dict[str, Any] = {
        "id": entry.id,
        "question": entry.question,
        "alternatives": list(entry.alternatives),
        "answer": entry.answer,
        "category": entry.category,
        "area": entry.area,
        "audience": entry.audience,
        "language": "" if entry.language == "sv" else entry.language,
        "source": entry.source,
        "confidence": entry.confidence,
        "owner": entry.owner,
        **{name: _day(day, as_text=as_text) for name, day in days.items()},
        "local": entry.local,
        "guardian_sv": entry.guardian_sv,
        "guardian_en": entry.guardian_en,
        "wordings": list(entry.wordings),
    }
    return {**{name: value for name, value in row.items() if value not in ("", [], None)}, **entry.extra}


def _day(day: date | None, *, as_text: bool) -> date | str | None:
    return day.isoformat() if day and as_text else day
