"""Opening hours per weekday as the settings write them; leaves red days, breaks and real time to the calendar."""

from __future__ import annotations

import re
from datetime import time
from itertools import pairwise

Hours = dict[int, tuple[tuple[time, time], ...]]
"""Weekday (0 = Monday) -> its periods in order; `time.max` as an end is midnight. Days without periods are left out."""

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SWEDISH = ("mån", "tis", "ons", "tor", "fre", "lör", "sön")
_NUMBER = {name: number for names in (_DAYS, _SWEDISH) for number, name in enumerate(names)}
_DASH = re.compile(r"\s*[-–—]\s*")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")


def parse_hours(hours: str | dict[str, str], days: str) -> Hours:
    """The hours of each weekday, from `calendar.hours` and `calendar.days`.

    `hours` is `07:30-16:30`, several periods with commas, or such a text for each weekday (`{"mon-thu": …, "fri": …}`);
    `days` is `mon-fri` or `mon,wed-fri`. ValueError says what is wrong and what would be right.
    """
    open_days = _parse_days(days)
    if isinstance(hours, str):
        periods = _parse_periods(hours)
        return dict.fromkeys(open_days, periods)
    if not hours:
        raise ValueError("hours are empty; write for example 07:30-16:30")
    return _per_weekday(hours, open_days)


def _per_weekday(hours: dict[str, str], open_days: tuple[int, ...]) -> Hours:
    """Each weekday's own hours; a day that is named twice, or that is no open day, is a mistake."""
    result: Hours = {}
    for names, periods in hours.items():
        for day in _parse_days(names):
            if day in result:
                raise ValueError(f"{_DAYS[day]} has hours twice; name each day once")
            if day not in open_days:
                wider = ",".join(_DAYS[one] for one in sorted({*open_days, day}))
                raise ValueError(f"{_DAYS[day]} has hours but is no open day; write days = {wider}")
            result[day] = _parse_periods(periods)
    return dict(sorted(result.items()))


def _parts(text: str) -> list[str]:
    """What stands between the commas, empty parts left out."""
    return [part for part in (piece.strip() for piece in text.lower().split(",")) if part]


def _parse_days(text: str) -> tuple[int, ...]:
    """`mon,wed-fri` -> (0, 2, 3, 4)."""
    found: set[int] = set()
    for part in _parts(text):
        first, *rest = _DASH.split(part)
        begin, end = _day(first), _day(rest[-1] if rest else first)
        if len(rest) > 1:
            raise ValueError(f"”{part}” is no range of days; write for example mon-fri")
        if begin > end:
            right = f"{_DAYS[begin]}-sun,mon-{_DAYS[end]}" if end else f"{_DAYS[begin]}-sun,mon"
            raise ValueError(f"”{part}” runs backwards; write {right}")
        found.update(range(begin, end + 1))
    if not found:
        raise ValueError("days are empty; write for example mon-fri")
    return tuple(sorted(found))


def _day(name: str) -> int:
    """The number of a weekday, by its first three letters, English or Swedish."""
    number = _NUMBER.get(name.strip()[:3])
    if number is None:
        raise ValueError(f"”{name}” is no weekday; write one of {', '.join(_DAYS)}")
    return number


def _parse_periods(text: str) -> tuple[tuple[time, time], ...]:
    """`07:30-11:30,12:30-16:30` -> periods in order, none overlapping."""
    periods = sorted(_period(part) for part in _parts(text))
    if not periods:
        raise ValueError("hours are empty; write for example 07:30-16:30")
    for (_, end), (begin, _) in pairwise(periods):
        if begin < end:
            raise ValueError(f"”{text}” overlaps at {begin:%H:%M}; end a period before the next one begins")
    return tuple(periods)


def _period(text: str) -> tuple[time, time]:
    """`07:30-16:30` -> its two times."""
    ends = _DASH.split(text)
    if len(ends) != 2:
        raise ValueError(f"”{text}” is no period; write for example 07:30-16:30")
    begin, end = (_clock(one) for one in ends)
    if begin >= end:
        right = f"{ends[0]}-24:00" if end == time() else f"{ends[1]}-{ends[0]}"
        raise ValueError(
            f"”{text}” ends before it begins; write for example {right if begin != end else '07:30-16:30'}"
        )
    return begin, end


def _clock(text: str) -> time:
    """`7:30` -> 07:30; `24:00` -> `time.max`, which stands for midnight at the end of the day."""
    found = _CLOCK.fullmatch(text)
    if found:
        hour, minute = int(found[1]), int(found[2])
        if (hour, minute) == (24, 0):
            return time.max
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise ValueError(f"”{text}” is no time of day; write for example 07:30, at most 24:00")
