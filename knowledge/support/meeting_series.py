"""How a meeting repeats: which days it falls on, and which of them are left out; leaves the single time to Meeting."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from knowledge.support.wall import instant

MOST_TIMES = 60
"""How often a meeting may be repeated at most; one without an end goes on as long as somebody leads it."""
_LOOKED_AT = 120
"""So many days in a row that are left out mean that it has come to its end."""


class Repeat(StrEnum):
    """How often it comes."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    """On the same weekday of the month: the first Thursday; of a fifth one the last."""


@dataclass(frozen=True, kw_only=True)
class Series:
    """A meeting that comes again, and which of its times this is."""

    repeat: Repeat
    first: date
    """The day from which it is counted, also when a single time is moved."""
    clock: str
    """The time on the wall, `14:30`."""
    index: int = 1
    """The how manieth time by the rule this is; days that are left out are counted too."""
    times: int = 0
    """How many times in all; 0 = until the day, or without end."""
    until: date | None = None
    id: str = ""
    """What all its times have in common; given by storage."""
    ended: bool = False
    """Whether somebody said that no more come."""


@dataclass(frozen=True, kw_only=True)
class Next:
    """The time that comes after one."""

    series: Series
    day: date
    left_out: tuple[date, ...] = ()
    """The days before it that are left out, since nobody works then."""


def days(series: Series) -> Iterator[tuple[int, date]]:
    """Every day by the rule, with its index, also such as are left out."""
    index = 0
    while True:
        index += 1
        day = _day(series, index)
        if (series.times and index > series.times) or (series.until and day > series.until):
            return
        yield index, day


def next_time(series: Series, is_open: Callable[[date], bool]) -> Next | None:
    """The first time after this one on a day when people work; None when no more come."""
    left_out: list[date] = []
    if series.ended:
        return None
    for index, day in days(series):
        if index <= series.index:
            continue
        if is_open(day):
            return Next(series=replace(series, index=index), day=day, left_out=tuple(left_out))
        left_out.append(day)
        if len(left_out) >= _LOOKED_AT:
            return None
    return None


def times_ahead(series: Series, is_open: Callable[[date], bool], most: int) -> list[Next]:
    """The times after this one, at most so many."""
    found: list[Next] = []
    while len(found) < most and (after := next_time(series, is_open)) is not None:
        found.append(after)
        series = after.series
    return found


def begins(series: Series, day: date, zone: ZoneInfo) -> datetime:
    """When it begins on that day (UTC); a time that the clock leaves out that night is the moment of the change."""
    return instant(day, time.fromisoformat(series.clock), zone)


def anchored(series: Series, day: date, clock: time) -> Series:
    """The same rule counted from a new day: all its later times move with this one."""
    left = max(1, series.times - series.index + 1) if series.times else 0
    return replace(series, first=day, clock=f"{clock:%H:%M}", index=1, times=left)


def _day(series: Series, index: int) -> date:
    match series.repeat:
        case Repeat.WEEK:
            return series.first + timedelta(weeks=index - 1)
        case Repeat.FORTNIGHT:
            return series.first + timedelta(weeks=2 * (index - 1))
    months = series.first.year * 12 + series.first.month - 1 + index - 1
    return nth_weekday(months // 12, months % 12 + 1, (series.first.day - 1) // 7 + 1, series.first.weekday())


def nth_weekday(year: int, month: int, which: int, weekday: int) -> date:
    """The first, second, … such weekday of a month; the last one where there is no fifth."""
    first = date(year, month, 1)
    day = 1 + (weekday - first.weekday()) % 7 + 7 * (which - 1)
    return date(year, month, day if day <= calendar.monthrange(year, month)[1] else day - 7)
