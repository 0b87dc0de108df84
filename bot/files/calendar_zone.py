"""A time zone as calendars want it told; leaves the events to `calendar_file`.

Where clocks change as in all of Europe it is told by its rule, which every client reads; Outlook passes over lists of days.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_SINCE = 1996
"""Since then all of Europe has changed its clocks on the same nights."""
_HOUR = timedelta(hours=1)
_YEARS = 5


def told(zone: ZoneInfo, year: int) -> Timezone:
    """The zone, as it is from some time before that year until some years after it."""
    if not all(_is_european(zone, one) for one in range(year - 1, year + _YEARS)):
        return Timezone.from_tzinfo(zone, zone.key, date(year - 1, 1, 1), date(year + _YEARS, 1, 1))
    winter = _offset(zone, datetime(year, 1, 15, tzinfo=UTC))
    made = Timezone()
    made.add("tzid", zone.key)
    for part, month, before, after in (
        (TimezoneDaylight(), 3, winter, winter + _HOUR), (TimezoneStandard(), 10, winter + _HOUR, winter),
    ):  # fmt: skip
        part.add("dtstart", (_change(_SINCE, month) + before).replace(tzinfo=None))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", (_change(year, month) + _HOUR).astimezone(zone).tzname())
        made.add_component(part)
    return made


def _is_european(zone: ZoneInfo, year: int) -> bool:
    """Whether the clock goes an hour forward and back at 01:00 UTC on the last Sundays of March and October."""
    for month, step in ((3, _HOUR), (10, -_HOUR)):
        change = _change(year, month)
        if _offset(zone, change) - _offset(zone, change - timedelta(seconds=1)) != step:
            return False
    return True


def _change(year: int, month: int) -> datetime:
    last = date(year, month, monthrange(year, month)[1])
    sunday = last - timedelta(days=(last.weekday() + 1) % 7)
    return datetime(sunday.year, sunday.month, sunday.day, 1, tzinfo=UTC)


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
