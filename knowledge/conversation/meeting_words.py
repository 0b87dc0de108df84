"""What may follow the command word `möte`; leaves reading the time to `meeting_called`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from knowledge.conversation.dates import read_date
from knowledge.conversation.fold import EDGE, fold, word_set

_LIST = word_set("lista listan list kommande coming alla all moten meetings")
_NEW = word_set("nytt ny new")
CLOCK = re.compile(
    r"(?i)(?:\b(?:kl|klockan|at)\.?\s*)?(?<![\d.:/-])(?P<hour>\d{1,2})[.:](?P<minute>\d{2})"
    r"(?:\s*[-–]\s*(?P<to_hour>\d{1,2})(?:[.:](?P<to_minute>\d{2}))?)?(?![\d:/])"
    r"|\b(?:kl|klockan|at)\.?\s*(?P<alone>\d{1,2})(?:\s*[-–]\s*(?P<to_alone>\d{1,2}))?\b"
)
"""A time of day, and perhaps until when."""
_NOON = 12
REPEATS = {
    "week": r"varje\s+vecka|en\s+gång\s+i\s+veckan|every\s+week|weekly",
    "fortnight": r"varannan\s+vecka|every\s+(?:other|second)\s+week|fortnightly",
    "month": r"varje\s+månad|en\s+gång\s+i\s+månaden|every\s+month|monthly",
}
"""How often it comes -> the words for it."""
REPEAT = re.compile("|".join(f"(?P<{name}>{words})" for name, words in REPEATS.items()), re.IGNORECASE)
_HALVES = re.compile(
    r"(?i)(?<![\d.:/])(?:(?P<from>\d{1,2}(?:[.:]\d{2})?)(?P<dash>\s*[-–]\s*))?(?P<to>\d{1,2}(?:[.:]\d{2})?)\s*(?P<half>[ap])\.?m\b\.?"
)
_ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class MeetingWanted:
    """What is wanted of the meetings."""

    what: str
    """`list`, `new`, `show` (one of them) or `call` (a new one, in words)."""
    text: str = ""
    """When and where, of a new one."""
    number: int = 0


def by_24_hours(text: str) -> str:
    """`2:30 pm` as `14:30`, `2-3 pm` as `14:00-15:00`: times as they are told in English."""
    return _HALVES.sub(
        lambda found: f"{_later(found['from'], found)}{found['dash'] or ''}{_later(found['to'], found)}", text
    )


def _later(clock: str | None, found: re.Match[str]) -> str:
    """One of the times, in the half of the day that is told after it."""
    if not clock:
        return ""
    hour, _, minute = clock.replace(".", ":").partition(":")
    if not 1 <= int(hour) <= _NOON:
        return clock
    return f"{int(hour) % _NOON + (_NOON if found['half'] in 'pP' else 0)}:{minute or '00'}"


def meeting_wanted(rest: str) -> MeetingWanted | None:
    """What stands after `möte`: nothing, `nytt`, `3`, `torsdag 14:30 Rådhuset`; None when it is no command."""
    words = [word for word in (fold(one).strip(EDGE + "#") for one in rest.split()) if word]
    if not words or (words[0] in _LIST and len(words) == 1):
        return MeetingWanted("list")
    if len(words) == 1 and words[0].isdecimal() and len(words[0]) < 9:
        return MeetingWanted("show", number=int(words[0]))
    body = rest.strip()
    if words[0] in _NEW:
        left = body.split(None, 1)
        body = left[1].strip() if len(left) > 1 else ""
    if words[0] in _NEW and not body:
        return MeetingWanted("new")
    return MeetingWanted("call", text=body) if _is_a_time(body) else None


def _is_a_time(text: str) -> bool:
    """Whether it begins with a day, and has a time of day; a question does not call a meeting."""
    body = " ".join(REPEAT.sub(" ", by_24_hours(text)).lower().split()).lstrip(", ")
    return not text.rstrip().endswith("?") and bool(CLOCK.search(body)) and read_date(body, 0, _ANY_DAY) is not None
