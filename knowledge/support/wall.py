"""What the clock on the wall shows and when, also in the nights when clocks change; leaves hours to the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from math import floor
from zoneinfo import ZoneInfo


def instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The first moment (UTC) at which the clock has come to that time of that day; `time.max` is the midnight after.

    A time that is left out in spring gives the moment of the change; of one that comes twice in autumn it is the first.
    """
    if clock == time.max:
        day, clock = day + timedelta(days=1), time()
    local = datetime.combine(day, clock.replace(fold=0), zone)
    second = local.replace(fold=1)
    if _offset(local) < _offset(second):
        return _change(second.astimezone(UTC), local.astimezone(UTC), zone)
    return local.astimezone(UTC)


def shown(moment: datetime, zone: ZoneInfo) -> datetime:
    """The latest time (without zone) that the clock has shown at that moment.

    It is the local time, except in the hour that comes twice in autumn: the second time it stands still at the hour's
    end, so that what is later never looks earlier.
    """
    local = aware(moment).astimezone(zone)
    if not local.fold:
        return local.replace(tzinfo=None)
    first = local.replace(fold=0)
    change = _change(first.astimezone(UTC), moment.astimezone(UTC), zone)
    return change.replace(tzinfo=None) + _offset(first)


def aware(moment: datetime) -> datetime:
    """The moment itself; ValueError if nobody can know which moment it is."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone; give an aware moment")
    return moment


def _offset(local: datetime) -> timedelta:
    """How far the local clock is ahead of UTC."""
    return local.utcoffset() or timedelta()


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The moment (UTC) between two others, hours apart, at which the zone's offset changes."""
    old = _offset(before.astimezone(zone))
    low, high = floor(before.timestamp()), floor(after.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(datetime.fromtimestamp(middle, zone)) == old:
            low = middle
        else:
            high = middle
    return datetime.fromtimestamp(high, UTC)
