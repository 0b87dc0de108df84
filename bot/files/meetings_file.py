"""Meetings out of the database for archives: Markdown to read, JSON Lines for programs; leaves calendars to `calendar_file`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from bot.files.calendar_file import CalendarWords
from bot.files.formats import written_jsonl
from knowledge.support.directory import Directory
from knowledge.support.meeting import Answer, Meeting, Reply

ICS, MD, JSONL = "ics", "md", "jsonl"
MEETING_FORMATS = (ICS, MD, JSONL)
_STATES = {
    "sv": {"draft": "utkast", "planned": "kommer", "cancelled": "inställt", "held": "hållet"},
    "en": {"draft": "draft", "planned": "to come", "cancelled": "cancelled", "held": "held"},
}
_HEADS = {
    "sv": ("Möten", "| Nr | Möte | När | Var | Läge | Kommer | Kanske | Kan inte | Inte svarat |"),
    "en": ("Meetings", "| No. | Meeting | When | Where | State | Coming | Maybe | Can't come | No answer |"),
}
_COUNTED = (Answer.YES, Answer.MAYBE, Answer.NO, Answer.ASKED)
Kept = tuple[Meeting, Sequence[Reply]]


def write_meetings(kept: Sequence[Kept], directory: Directory, words: CalendarWords, form: str) -> str:
    """All of them, the earliest first; who answered what is told in numbers alone."""
    zone = ZoneInfo(directory.organisation.time_zone)
    if form == JSONL:
        return written_jsonl([_told(meeting, replies, directory, words, zone) for meeting, replies in kept])
    language = "en" if directory.organisation.language == "en" else "sv"
    title, head = _HEADS[language]
    rows = [_row(meeting, replies, words, zone, _STATES[language]) for meeting, replies in kept]
    return "\n".join([f"# {title}", "", head, "|---" * (head.count("|") - 1) + "|", *rows]) + "\n"


def _told(
    meeting: Meeting, replies: Sequence[Reply], directory: Directory, words: CalendarWords, zone: ZoneInfo
) -> dict[str, Any]:
    owner = directory.person(meeting.owner)
    counted = Counter(one.answer.value for one in replies)
    return {
        "number": meeting.number, "kind": meeting.kind.value, "state": meeting.state.value, "title": words.title(meeting),
        "begins": meeting.begins_at.astimezone(zone).isoformat(), "minutes": meeting.minutes,
        "location": meeting.location, "link": meeting.link, "note": meeting.note,
        "owner": owner.name if owner else meeting.owner, "invited": meeting.invited.kind,
        "schools": list(meeting.invited.schools), "series": meeting.series.repeat.value if meeting.series else None,
        "limit": meeting.limit, "answers": {answer.value: counted[answer.value] for answer in Answer},
        "why": meeting.why,
    }  # fmt: skip


def _row(
    meeting: Meeting, replies: Sequence[Reply], words: CalendarWords, zone: ZoneInfo, states: dict[str, str]
) -> str:
    counted = Counter(one.answer for one in replies)
    local = f"{meeting.begins_at.astimezone(zone):%Y-%m-%d %H:%M}–{meeting.ends_at.astimezone(zone):%H:%M}"
    cells = (str(meeting.number), words.title(meeting), local, meeting.where, states[meeting.state.value],
             *(str(counted[answer]) for answer in _COUNTED))  # fmt: skip
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return " ".join(text.replace("\\", "\\\\").replace("|", "\\|").split())
