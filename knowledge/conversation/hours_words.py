"""Opening hours in words: `måndag–fredag 07:30–16:30`; leaves what they are to the calendar."""

from __future__ import annotations

from datetime import time
from functools import cache

from babel.dates import get_day_names

Periods = tuple[tuple[time, time], ...]
_LOCALES = {"sv": "sv_SE", "en": "en_GB"}
_AND = {"sv": "och", "en": "and"}
_ALWAYS = {"sv": "dygnet runt", "en": "round the clock"}


def hours_words(hours: dict[int, Periods], language: str) -> str:
    """The hours of each weekday (0 = Monday), days in a row with the same hours together."""
    tongue = language if language in _LOCALES else "sv"
    rows: list[tuple[int, int, Periods]] = []
    for day, periods in sorted(hours.items()):
        if rows and rows[-1][1] == day - 1 and rows[-1][2] == periods:
            rows[-1] = (rows[-1][0], day, periods)
        else:
            rows.append((day, day, periods))
    return ", ".join(f"{_days(first, last, tongue)} {_times(periods, tongue)}" for first, last, periods in rows)


def _days(first: int, last: int, tongue: str) -> str:
    names = _names(tongue)
    if first == last:
        return names[first]
    return f"{names[first]}{'–' if last > first + 1 else f' {_AND[tongue]} '}{names[last]}"


def _times(periods: Periods, tongue: str) -> str:
    if periods == ((time.min, time.max),):
        return _ALWAYS[tongue]
    return f" {_AND[tongue]} ".join(f"{begin:%H:%M}–{_end(end)}" for begin, end in periods)


def _end(end: time) -> str:
    return "24:00" if end == time.max else f"{end:%H:%M}"


@cache
def _names(tongue: str) -> dict[int, str]:
    return dict(get_day_names("wide", locale=_LOCALES[tongue]).items())
