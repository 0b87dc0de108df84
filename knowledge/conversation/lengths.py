"""Lengths of time as people write (`2h`, `en timme`, `två dagar`); leaves when they begin to days and the clock."""

from __future__ import annotations

import re
from datetime import date, timedelta

_SWEDISH = "noll en två tre fyra fem sex sju åtta nio tio elva tolv"
_ENGLISH = "zero one two three four five six seven eight nine ten eleven twelve"
_WORDS = {
    **{word: number for names in (_SWEDISH, _ENGLISH) for number, word in enumerate(names.split())},
    "ett": 1,
    "a": 1,
    "an": 1,
    "ett par": 2,
    "a couple of": 2,
}
_HALVES = {
    "en halvtimme": 30,
    "en halvtimma": 30,
    "halvtimme": 30,
    "en halv timme": 30,
    "half an hour": 30,
    "en kvart": 15,
    "kvart": 15,
}
"""Words for part of an hour, in minutes."""
_NUMBER = "|".join(sorted(_WORDS, key=len, reverse=True))
_SHORT = re.compile(
    rf"(?P<number>[0-9]{{1,4}}(?:[.,][0-9])?|(?:{_NUMBER})(?=\s))\s*"
    r"(?P<unit>minut(?:er|es?|s)?|min|m|tim(?:mar|me|ma)?|hours?|h|dag(?:ar)?|days?|d|veckor|vecka|weeks?|v|w)(?!\w)\s*"
)
_MINUTES = {"m": 1, "t": 60, "h": 60, "d": 1440, "v": 10080, "w": 10080}
_DAYS = re.compile(
    rf"(?:(?:i|for)\s+)?(?P<number>[0-9]{{1,3}}|{_NUMBER})\s+(?P<unit>dag(?:ar)?|days?|veckor|vecka|weeks?|månad(?:er)?|months?)"
    r"(?!\w)"
)


def parse_duration_words(text: str) -> timedelta | None:
    """`2h`, `30 min`, `en timme`, `1,5 timmar`, `två dagar`, `1 h 30 min` -> time by the clock, else None."""
    if len(text) > 80:
        return None
    words = " ".join(text.lower().split()).removeprefix("i ").removeprefix("for ")
    if words in _HALVES:
        return timedelta(minutes=_HALVES[words])
    total, position = timedelta(), 0
    while position < len(words):
        found = _SHORT.match(words, position)
        if not found:
            return None
        total += _number(found["number"]) * timedelta(minutes=_MINUTES[found["unit"][0]])
        position = found.end()
        position += len("och ") if words.startswith("och ", position) else 0
        position += len("and ") if words.startswith("and ", position) else 0
    return total or None


def short_length(length: timedelta) -> str:
    """`2 h`, `30 min`, `1 h 30 min`; the same in both languages, and read back by `parse_duration_words`."""
    hours, minutes = divmod(max(round(length.total_seconds() / 60), 1), 60)
    return " ".join([*([f"{hours} h"] if hours else []), *([f"{minutes} min"] if minutes else [])])


def read_days(text: str, position: int, first: date) -> tuple[date, int] | None:
    """The last day of so many days, weeks or months from a first day, written (in small letters) there; and its end."""
    found = _DAYS.match(text, position)
    if not found:
        return None
    number = int(_number(found["number"]))
    if found["unit"][0] == "m":
        return _months_on(first, number) - timedelta(days=1), found.end()
    size = 1 if found["unit"][0] == "d" else 7
    return first + timedelta(days=number * size - 1), found.end()


def _number(written: str) -> float:
    return _WORDS[written] if written in _WORDS else float(written.replace(",", "."))


def _months_on(day: date, number: int) -> date:
    """The same day of the month so many months later, or the first of the month after if it has no such day."""
    years, month = divmod(day.month - 1 + number, 12)
    try:
        return date(day.year + years, month + 1, day.day)
    except ValueError:
        return (date(day.year + years, month + 1, 28) + timedelta(days=4)).replace(day=1)
