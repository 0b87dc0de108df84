"""Questions with their history as YAML, JSON Lines, CSV and XLSX, for statistics; leaves which questions to the caller."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.files.formats import CSV, SHEETS, YAML, written_jsonl, written_yaml
from bot.files.sheet import Value, written_book, written_csv
from knowledge.support.directory import Directory
from knowledge.support.question import Question
from storage.questions import HistoryLine

Asked = tuple[Question, Sequence[HistoryLine]]
_LEFT_OUT = ("root", "ladder", "candidates", "called", "round", "direct_choice", "dropped_from", "step", "step_ends",
             "judged")  # fmt: skip
"""What only the running desk needs."""
_WORDS = ("text", "answer_text", "note")
"""What people wrote."""
_PEOPLE = ("answered_by", "chosen_by", "taken_by", "solved_by")
_COLUMNS = {
    "number": "Nummer", "asked_at": "Frågat", "place": "Plats", "school": "Skola", "text": "Fråga", "state": "Läge",
    "how": "Hur", "entry": "Svar ur FAQ", "answered_by": "Besvarat av (id)", "answered_by_name": "Besvarat av",
    "answered_at": "Besvarat", "taken_by": "Taget av (id)", "taken_by_name": "Taget av", "taken_at": "Taget",
    "solved_by": "Löst av (id)", "solved_by_name": "Löst av", "solved_at": "Löst",
}  # fmt: skip
"""Column -> what it is called in Swedish."""
_HISTORY = {"number": "Nummer", "at": "När", "what": "Vad", "who": "Vem (id)", "who_name": "Vem", "details": "Mer"}
_SHEETS = {"questions": "frågor", "history": "historik"}


def write_questions(asked: Iterable[Asked], directory: Directory, form: str = YAML) -> str | bytes:
    """The (masked) questions, one record each, with what happened to them.

    Of sensitive and deleted ones no words are told. Moments are UTC in YAML and JSON Lines, local time in sheets.
    """
    everything = list(asked)
    if form in SHEETS:
        return _sheets(everything, directory, form)
    rows = [_record(question, lines, directory) for question, lines in everything]
    return written_yaml(rows) if form == YAML else written_jsonl(rows)


def _record(question: Question, lines: Iterable[HistoryLine], directory: Directory) -> dict[str, Any]:
    named = {one.name: getattr(question, one.name) for one in fields(question) if one.name not in _LEFT_OUT}
    row = {name: _plain(value) for name, value in named.items() if value not in (None, "", (), False)}
    row = {name: value for name, value in row.items() if name not in _WORDS or not _is_silent(question)}
    names = {
        "place_name": _place(directory, question.place),
        "school_name": _school(directory, question.school),
        **{f"{one}_name": _name(directory, getattr(question, one)) for one in _PEOPLE},
    }
    told = {name: value for name, value in names.items() if value}
    return {**row, "platform": question.root.platform, **told, "history": [_step(one, directory) for one in lines]}


def _is_silent(question: Question) -> bool:
    """Whether its words are kept from the file."""
    return bool(question.sensitive) or question.how == "deleted"


def _step(line: HistoryLine, directory: Directory) -> dict[str, Any]:
    step = {"at": line.at.isoformat(), "what": line.what, "who": line.who, "who_name": _name(directory, line.who),
            "details": line.details}  # fmt: skip
    return {name: value for name, value in step.items() if value}


def _sheets(asked: Sequence[Asked], directory: Directory, form: str) -> str | bytes:
    zone, swedish = ZoneInfo(directory.organisation.time_zone), directory.organisation.language != "en"
    header = list(_COLUMNS.values() if swedish else _COLUMNS)
    rows = [_row(question, directory, zone) for question, _ in asked]
    if form == CSV:
        told = [[*row, _compact(lines, directory, zone)] for row, (_, lines) in zip(rows, asked, strict=True)]
        return written_csv([*header, "Historik" if swedish else "history"], told)
    steps = [_history_row(one, directory, zone) for _, lines in asked for one in lines]
    titles = list(_SHEETS.values() if swedish else _SHEETS)
    return written_book(
        [(titles[0], header, rows), (titles[1], list(_HISTORY.values() if swedish else _HISTORY), steps)]
    )


def _row(question: Question, directory: Directory, zone: ZoneInfo) -> list[Value]:
    answered_by = question.answered_by or question.chosen_by
    return [
        question.number, _local(question.asked_at, zone), _place(directory, question.place),
        _school(directory, question.school), None if _is_silent(question) else question.text or None,
        question.state.value, question.how or None, question.entry,
        answered_by, _name(directory, answered_by), _local(question.answered_at, zone),
        question.taken_by, _name(directory, question.taken_by), _local(question.taken_at, zone),
        question.solved_by, _name(directory, question.solved_by), _local(question.solved_at, zone),
    ]  # fmt: skip


def _history_row(line: HistoryLine, directory: Directory, zone: ZoneInfo) -> list[Value]:
    details = json.dumps(line.details, ensure_ascii=False) if line.details else None
    return [line.question, _local(line.at, zone), line.what, line.who, _name(directory, line.who), details]


def _compact(lines: Iterable[HistoryLine], directory: Directory, zone: ZoneInfo) -> str:
    """One line for each step: `2026-11-24 09:15 taken: Eva Lind`."""
    return "\n".join(
        f"{line.at.astimezone(zone):%Y-%m-%d %H:%M} {line.what}"
        + (f": {_name(directory, line.who) or line.who}" if line.who else "")
        for line in lines
    )


def _name(directory: Directory, person: str | None) -> str | None:
    known = directory.person(person)
    return known.name if known else None


def _place(directory: Directory, place: str | None) -> str | None:
    known = directory.place(place)
    return (known.name if known else "") or place


def _school(directory: Directory, school: str | None) -> str | None:
    known = directory.school(school)
    return known.name if known else school


def _local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return moment.astimezone(zone).replace(microsecond=0) if moment else None


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [str(one) for one in value]
    return value if isinstance(value, bool | int) else str(value)
