"""Periods that a report is about, and the weeks or months in them; leaves what is counted to statistics."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_MOST_WEEKS = 16
"""A longer period is told month by month."""
_LONGEST = 3700
"""Days; more must be a mistake."""
EXAMPLES = "2026-10, 2026-W46, 2026-ht, 2026-10-01..2026-11-15, last-month or this-term"
_NAMED = ("this-week", "last-week", "this-month", "last-month", "this-term", "last-term", "this-year", "last-year")


@dataclass(frozen=True, kw_only=True)
class Period:
    """Some days, both ends inclusive."""

    first: date
    last: date
    name: str
    """`2026-10`, `2026-W46`, or the two days."""

    def __contains__(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.first <= day <= self.last


def period_of(text: str, today: date) -> Period:
    """The period that is meant: a month, a week, a term, a year, two days, or one named from today. Raises ValueError."""
    wanted = text.strip().lower()
    named = _named(wanted, today) if wanted in _NAMED else wanted
    try:
        found = _written(named)
    except ValueError:
        found = None
    if found is None:
        raise ValueError(f"”{text}” is no period; write for example {EXAMPLES}")
    if found.first > found.last:
        raise ValueError(f"”{text}” runs backwards; write the earlier day first")
    if (found.last - found.first).days > _LONGEST:
        raise ValueError(f"”{text}” is longer than ten years; write a shorter one")
    return found


def week_of(day: date) -> Period:
    """The week, Monday to Sunday, that the day is in."""
    monday = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return Period(first=monday, last=monday + 6 * _DAY, name=f"{year}-W{week:02}")


def month_of(day: date) -> Period:
    """The month that the day is in."""
    return _month(day.year, day.month)


def by_weeks(period: Period) -> bool:
    """Whether it is told week by week, not month by month."""
    return period.last - period.first < _MOST_WEEKS * _WEEK


def parts(period: Period) -> Iterator[Period]:
    """Its weeks, or its months when it is long, in order; the first and the last may be cut."""
    part_of = week_of if by_weeks(period) else month_of
    day = period.first
    while day <= period.last:
        whole = part_of(day)
        yield Period(first=max(whole.first, period.first), last=min(whole.last, period.last), name=whole.name)
        day = whole.last + _DAY


def _named(name: str, today: date) -> str:
    """`2026-10` for `last-month`."""
    which, _, unit = name.partition("-")
    if unit == "week":
        return week_of(today if which == "this" else today - _WEEK).name.lower()
    if unit == "month":
        return month_of(today if which == "this" else today.replace(day=1) - _DAY).name
    if unit == "year":
        return str(today.year - (which == "last"))
    autumn = today.month >= 7
    if which == "this":
        return f"{today.year}-{'ht' if autumn else 'vt'}"
    return f"{today.year}-vt" if autumn else f"{today.year - 1}-ht"


def _written(text: str) -> Period | None:
    if ".." in text:
        first, _, last = text.partition("..")
        return Period(first=date.fromisoformat(first), last=date.fromisoformat(last), name=f"{first}..{last}")
    if found := re.fullmatch(r"(\d{4})-w(\d{1,2})", text):
        return week_of(date.fromisocalendar(int(found[1]), int(found[2]), 1))
    if found := re.fullmatch(r"(\d{4})-(\d{2})", text):
        return _month(int(found[1]), int(found[2]))
    if found := re.fullmatch(r"(\d{4})-(vt|ht)", text):
        year = int(found[1])
        ends = (date(year, 1, 1), date(year, 6, 30)) if found[2] == "vt" else (date(year, 7, 1), date(year, 12, 31))
        return Period(first=ends[0], last=ends[1], name=text)
    if re.fullmatch(r"\d{4}", text):
        return Period(first=date(int(text), 1, 1), last=date(int(text), 12, 31), name=text)
    return None


def _month(year: int, month: int) -> Period:
    first = date(year, month, 1)
    return Period(first=first, last=first.replace(day=calendar.monthrange(year, month)[1]), name=f"{first:%Y-%m}")
