"""The days that people write in commands (`till fredag`, `3–7 mars`, `vecka 9`); leaves single dates to dates.

How doubtful words are read: a weekday is the next one from today on, today included ("till fredag" on a Friday is
today). A date without year is the next such date ahead; of "3–7 mars" the end is, and the beginning lies before it,
even if that is past. "Nästa fredag" is the Friday of next week. Weeks are Monday to Sunday, and "en vecka" is
seven days from today. A beginning without an end ("från måndag") is no period.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.conversation.dates import MONTH, WEEKDAYS, Named, read_date
from knowledge.conversation.lengths import parse_duration_words, read_days

__all__ = ["Period", "parse_duration_words", "parse_period"]

_LOOKED_AT = 400
"""So many letters are searched; nobody writes the days later than that in a command."""

_LOOSE = " \t\r\n,;."
_WORD = re.compile(r"(?<!\w)\w")
_UNTIL = r"(?:fram\s+)?(?:till?\s+och\s+med|t\.?\s?o\.?\s?m\.?|tills|till?|until|through|thru|to)"
_TO = re.compile(rf"\s*(?:[-–—]|(?<!\w){_UNTIL}(?!\w)|(?<=\s)(?:och|and)(?!\w))\s*(?:och\s+med\s+)?")
_TILL = re.compile(rf"(?:{_UNTIL}|by)\s+")
_FROM = re.compile(r"(?:från\s+och\s+med|fr\.?\s?o\.?\s?m\.?|från|from|mellan|between)\s+")
_FIRST = re.compile(r"(?:(?:den|the)\s+)?([0-9]{1,2})(?::?[ae]|st|nd|rd|th)?(?=\s*[-–—]|\s)")
_AFTER_MONTH = re.compile(rf"({MONTH})\s+([0-9]{{1,2}})\s*[-–—]\s*([0-9]{{1,2}})(?!\w)")
_SINCE = re.compile(r"\s+(?:från|from)\s+")
_WEEK = re.compile(r"(?:vecka|veckorna|v\.?|weeks?)\s*([0-9]{1,2})(?:\s*[-–—]\s*([0-9]{1,2}))?(?!\w)")
_THIS_WEEK = re.compile(
    r"(?:resten\s+av\s+veckan|den\s+här\s+veckan|denna\s+vecka|hela\s+veckan"
    r"|(?:the\s+)?rest\s+of\s+the\s+week|this\s+week)(?!\w)"
)
_NEXT_WEEK = re.compile(r"(?:hela\s+|all\s+)?(?:nästa\s+vecka|next\s+week)(?!\w)")


@dataclass(frozen=True, kw_only=True)
class Period:
    """Days from the first to the last, both inclusive, and what else was written."""

    first: date
    last: date
    rest: str = ""


class _NoPeriodError(Exception):
    """Days are meant, but they cannot be."""


_Span = tuple[date, date, int]
"""First day, last day, and where they end in the text."""


def parse_period(text: str, today: date) -> Period | None:
    """The first days that a text names, in Swedish or English; None when it names none that can be. Never raises."""
    head = "".join(one.lower() if len(one.lower()) == 1 else one for one in text[:_LOOKED_AT])
    try:
        for word in _WORD.finditer(head):
            span = _span(head, word.start(), today)
            if span:
                first, last, end = span
                rest = f"{text[: word.start()].strip(_LOOSE)} {text[end:].strip(_LOOSE)}"
                return Period(first=first, last=last, rest=rest.strip())
    except (_NoPeriodError, OverflowError, ValueError):
        return None  # 31 February, backwards, or beyond the calendar's last year
    return None


def _span(text: str, at: int, today: date) -> _Span | None:
    """The days that are written at one place."""
    readers: tuple[Callable[[str, int, date], _Span | None], ...] = (
        _till,
        _from,
        _days_of_month,
        _weeks,
        _length,
        _dates,
    )
    span = next(filter(None, (reader(text, at, today) for reader in readers)), None)
    if span and span[1] < span[0]:
        raise _NoPeriodError
    return span


def _till(text: str, at: int, today: date) -> _Span | None:
    """`till fredag`: from today."""
    lead = _TILL.match(text, at)
    if not lead:
        return None
    week = _WEEK.match(text, lead.end())
    if week:
        return today, _week(int(week[2] or week[1]), today) + timedelta(days=6), week.end()
    if _NEXT_WEEK.match(text, lead.end()):
        raise _NoPeriodError  # some mean to its beginning, some to its end
    written = read_date(text, lead.end(), today)
    return (today, _known(written[0].ahead(today)), written[1]) if written else None


def _from(text: str, at: int, today: date) -> _Span | None:
    """`från måndag till onsdag`, `from Monday for two weeks`."""
    lead = _FROM.match(text, at)
    if not lead:
        return None
    span = _days_of_month(text, lead.end(), today) or _dates(text, lead.end(), today, whole=False)
    if not span and (_NEXT_WEEK.match(text, lead.end()) or read_date(text, lead.end(), today)):
        raise _NoPeriodError  # a beginning without an end
    return span


def _days_of_month(text: str, at: int, today: date) -> _Span | None:
    """`3–7 mars`, `den 3 till 7 mars`, `March 3-7`: the month is only written once."""
    english = _AFTER_MONTH.match(text, at)
    if english:
        start, _ = _date(f"{english[2]} {english[1]}", 0, today)
        last = _known(Named(month=start.month, day=int(english[3])).ahead(today))
        return _known(start.before(last)), last, english.end()
    found = _FIRST.match(text, at)
    joined = found and _TO.match(text, found.end())
    if not found or not joined or not joined.end() or (written := read_date(text, joined.end(), today)) is None:
        return None
    end, position = written
    last = _known(end.ahead(today))
    if end.day is None:
        return None
    return _known(Named(day=int(found[1])).before(last)), last, position


def _weeks(text: str, at: int, today: date) -> _Span | None:
    """`vecka 9`, `v 9-10`, `nästa vecka`, `resten av veckan`."""
    monday = today - timedelta(days=today.weekday())
    week = timedelta(days=7)
    for pattern, first, last in ((_THIS_WEEK, today, monday), (_NEXT_WEEK, monday + week, monday + week)):
        found = pattern.match(text, at)
        if found:
            return first, last + timedelta(days=6), found.end()
    found = _WEEK.match(text, at)
    if not found:
        return None
    first = _week(int(found[1]), today)
    last = _week(int(found[2]), first) if found[2] else first
    return first, last + timedelta(days=6), found.end()


def _length(text: str, at: int, today: date) -> _Span | None:
    """`i två veckor`, `en vecka`: from today, or `två veckor från måndag`."""
    found = read_days(text, at, today)
    since = found and _SINCE.match(text, found[1])
    if not found or not since:
        return (today, *found) if found else None
    start, end = _date(text, since.end(), today)
    first = _known(start.ahead(today))
    return first, first + (found[0] - today), end


def _dates(text: str, at: int, today: date, *, whole: bool = True) -> _Span | None:
    """`fredag`, `3 mars - 7 april`, `i morgon i två dagar`; with `whole` a single date is a period too."""
    written = read_date(text, at, today)
    if not written or (at and text[at : written[1]] in WEEKDAYS and written[1] - at < 6):
        return None  # a short weekday inside a text may be a name: Mon, Sun
    start, end = written
    joined = _TO.match(text, end)
    if joined:
        last = read_date(text, joined.end(), today)
        if last:
            return *_range(start, last[0], today), last[1]
    first = _known(start.ahead(today))
    length = re.compile(r"\s+").match(text, end)
    found = read_days(text, length.end(), first) if length else None
    if found:
        return first, *found
    return (first, first, end) if whole else None


def _range(start: Named, end: Named, today: date) -> tuple[date, date]:
    """From one named date to another; a day and month without year is the last such one before the end."""
    if start.comes_each_year:
        last = _known(end.ahead(today))
        return _known(start.before(last)), last
    first = _known(start.ahead(today))
    return first, _known(end.ahead(first))


def _week(number: int, today: date) -> date:
    """The Monday of the next week with that number that is not over."""
    for year in range(today.isocalendar().year, today.isocalendar().year + 8):
        try:
            monday = date.fromisocalendar(year, number, 1)
        except ValueError:
            continue  # only some years have a week 53
        if monday + timedelta(days=6) >= today:
            return monday
    raise _NoPeriodError


def _date(text: str, at: int, today: date) -> tuple[Named, int]:
    """The date that must stand there."""
    written = read_date(text, at, today)
    if not written:
        raise _NoPeriodError
    return written


def _known(day: date | None) -> date:
    """A date that must exist."""
    if day is None:
        raise _NoPeriodError
    return day
