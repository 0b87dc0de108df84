"""One date as people write it, Swedish or English, read at a place in a text; leaves periods to days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_YEARS = 8
"""So long may a date without year be away: 29 February skips eight years around 2100."""


def _numbered(names: str, first: int) -> dict[str, int]:
    """Names in a row -> their numbers."""
    return {name: number for number, name in enumerate(names.split(), first)}


_MONTHS = {
    **_numbered("januari februari mars april maj juni juli augusti september oktober november december", 1),
    **_numbered("january february march april may june july august september october november december", 1),
    **_numbered("jan feb mar apr maj jun jul aug sep okt nov dec", 1),
    "oct": 10,
    "sept": 9,
}
WEEKDAYS = {
    **_numbered("måndag tisdag onsdag torsdag fredag lördag söndag", 0),
    **_numbered("måndagen tisdagen onsdagen torsdagen fredagen lördagen söndagen", 0),
    **_numbered("monday tuesday wednesday thursday friday saturday sunday", 0),
    **_numbered("mån tis ons tors fre lör sön", 0),
    **_numbered("mon tue wed thu fri sat sun", 0),
    "tues": 1,
    "thur": 3,
    "thurs": 3,
}
MONTH, _WEEKDAY = ("|".join(sorted(names, key=len, reverse=True)) for names in (_MONTHS, WEEKDAYS))
_ORDINAL = r"(?::?[ae]|st|nd|rd|th|\.)?"
_LEAD = rf"(?:(?:{_WEEKDAY}),?\s+)?(?:(?:den|the)\s+)?"
_YEAR = r"(?:,?\s+(?P<year>[0-9]{4}))?"
_FORMS = tuple(
    re.compile(rf"{form}(?!\w)")
    for form in (
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})",
        rf"{_LEAD}(?P<day>[0-9]{{1,2}})/(?P<month>[0-9]{{1,2}})(?:[/-](?P<year>[0-9]{{4}}))?",
        rf"{_LEAD}(?P<day>[0-9]{{1,2}}){_ORDINAL}\s*(?:of\s+)?(?P<month>{MONTH}){_YEAR}",
        rf"(?P<month>{MONTH})\s+(?P<day>[0-9]{{1,2}}){_ORDINAL}{_YEAR}",
        rf"(?:den|the)\s+(?P<day>[0-9]{{1,2}}){_ORDINAL}",
        rf"(?:på\s+|on\s+)?(?P<next>nästa\s+|next\s+)?(?P<weekday>{_WEEKDAY})",
        r"(?P<today>i\s?dag|today)",
        r"(?P<after>i\s?övermorgon|the\s+day\s+after\s+tomorrow)",
        r"(?P<tomorrow>i\s?mor(?:gon|ron|rn)|tomorrow)",
    )
)


@dataclass(frozen=True)
class Named:
    """A date as far as it was written: a weekday, or a day with or without month and year."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    @classmethod
    def of(cls, day: date) -> Named:
        """A date that is fully known."""
        return cls(day.year, day.month, day.day)

    @property
    def comes_each_year(self) -> bool:
        """Whether it is a day and a month without year."""
        return self.year is None and self.month is not None

    def ahead(self, start: date) -> date | None:
        """The first such date from that day on; one with a year is itself, also in the past; None if there is none."""
        return self._search(start, timedelta(days=1))

    def before(self, end: date) -> date | None:
        """The last such date up to that day."""
        return self._search(end, -timedelta(days=1))

    def _search(self, day: date, step: timedelta) -> date | None:
        if self.year is not None and self.month is not None and self.day is not None:
            try:
                return date(self.year, self.month, self.day)
            except ValueError:
                return None
        return next((one for one in (day + step * n for n in range(_YEARS * 366)) if self._fits(one)), None)

    def _fits(self, day: date) -> bool:
        wanted = ((self.month, day.month), (self.day, day.day), (self.weekday, day.weekday()))
        return all(written is None or written == real for written, real in wanted)


def read_date(text: str, position: int, today: date) -> tuple[Named, int] | None:
    """The date that is written (in small letters) at that position, and where it ends."""
    for form in _FORMS:
        found = form.match(text, position)
        if found:
            return _named(found.groupdict(), today), found.end()
    return None


def _named(parts: dict[str, str | None], today: date) -> Named:
    """What the parts of a found form say."""
    for days, word in enumerate(("today", "tomorrow", "after")):
        if parts.get(word):
            return Named.of(today + timedelta(days=days))
    weekday = parts.get("weekday")
    if weekday:
        number = WEEKDAYS[weekday]
        monday = today - timedelta(days=today.weekday())
        return Named.of(monday + timedelta(days=7 + number)) if parts.get("next") else Named(weekday=number)
    year, month, day = (parts.get(name) for name in ("year", "month", "day"))
    return Named(int(year) if year else None, _month(month), int(day) if day else None)


def _month(written: str | None) -> int | None:
    """The number of a month, written as number or name."""
    if written is None:
        return None
    return _MONTHS[written] if written in _MONTHS else int(written)
