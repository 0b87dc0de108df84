"""Working time: when the desk is open, and what so much working time from a moment means; leaves the words to times.

The desk opens the first time the clock shows its opening time and closes the first time it shows its closing time, so
the night in which clocks change is as long as it really is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from knowledge.support.directory import Closed
from knowledge.support.duration import Duration
from knowledge.support.hours import Hours
from knowledge.support.red_days import red_days
from knowledge.support.wall import aware, instant, shown

_DAY = timedelta(days=1)
_HORIZON = 400
"""After so many closed days in a row the settings must be wrong."""


@dataclass(frozen=True, kw_only=True)
class Closure:
    """Why the desk is closed."""

    kind: str
    """`evening` (before or after hours, or lunch), `weekend`, `break`, `closed_day` (this school only) or `red_day`."""
    name: str = ""
    """What the break or the day is called; empty for evenings and weekends."""


@dataclass(frozen=True, kw_only=True)
class WorkingTime:
    """When a desk works. Moments are aware, results in UTC; a moment without time zone is a ValueError.

    With a `school`, days on which only that school is closed are closed too.
    """

    hours: Hours
    zone: ZoneInfo
    closed: tuple[Closed, ...] = ()
    country: str = "SE"
    eves: bool = True
    """Whether the eves of Midsummer, Christmas, New Year, Easter and Pentecost are free."""

    def is_open(self, moment: datetime, school: str | None = None) -> bool:
        """Whether the desk works at that moment; it does at the opening time, and not at the closing time."""
        day = shown(moment, self.zone).date()
        return any(begin <= moment < end for begin, end in self._periods(day, school))

    def is_working_day(self, day: date, school: str | None = None) -> bool:
        """Whether the desk is open at all that day."""
        return day.weekday() in self.hours and not self._is_red(day) and self._closed(day, school) is None

    def next_open(self, moment: datetime, school: str | None = None) -> datetime:
        """The first open moment from this one on; ValueError if there is none within 400 days."""
        begin, _ = next(self._ahead(moment, school))
        return begin

    def add(self, moment: datetime, duration: Duration, school: str | None = None) -> datetime:
        """When so much working time has passed, counted from the next open moment.

        Working days: the same time of day so many working days later. Where that day is closed then, its closing time
        if it is over, else its next opening. Time that runs out just when the desk closes ends there.
        """
        start = self.next_open(moment, school)
        if duration.working_days:
            start = self._same_time(start, duration.working_days, school)
        left = duration.time
        if not left:
            return start
        for begin, end in self._ahead(start, school):
            if end - begin >= left:
                return begin + left
            left -= end - begin
        raise AssertionError("the periods ahead never end")

    def between(self, start: datetime, end: datetime, school: str | None = None) -> timedelta:
        """The open time between two moments; none when the end is not after the start."""
        day, last = shown(start, self.zone).date(), shown(end, self.zone).date()
        total = timedelta()
        while day <= last:
            for opens, closes in self._periods(day, school):
                total += max(min(closes, end) - max(opens, start), timedelta())
            day += _DAY
        return total

    def part(self, start: datetime, end: datetime, share: float, school: str | None = None) -> datetime:
        """The moment when that share (0 to 1) of the open time between has passed; never after the end."""
        if not 0 <= share <= 1:
            raise ValueError(f"a share is from 0 to 1, not {share}")
        passed = self.between(start, end, school) * share
        return min(self.add(start, Duration(time=passed), school), end.astimezone(UTC))

    def why_closed(self, moment: datetime, school: str | None = None, language: str = "sv") -> Closure | None:
        """Why nobody works at that moment; None when the desk is open.

        A break comes before all other reasons, since it says most; a red day is named in the language (`sv`, `en`).
        """
        if self.is_open(moment, school):
            return None
        day = shown(moment, self.zone).date()
        closed = self._closed(day, school)
        if closed:
            return Closure(kind="closed_day" if closed.schools else "break", name=closed.name)
        if day.weekday() not in self.hours and day.weekday() >= 5:
            return Closure(kind="weekend")
        if self._is_red(day):
            names = red_days(self.country, day.year, eves=self.eves, language=language)
            return Closure(kind="red_day", name=names[day])
        return Closure(kind="evening")

    def add_working_days(self, day: date, number: int, school: str | None = None) -> date:
        """The working day so many working days after that day (before it, if negative); 0 is the day itself."""
        step = _DAY if number > 0 else -_DAY
        left, idle = abs(number), 0
        while left:
            day += step
            idle += 1
            if self.is_working_day(day, school):
                left, idle = left - 1, 0
            elif idle > _HORIZON:
                raise self._never(day)
        return day

    def working_days_between(self, first: date, last: date, school: str | None = None) -> int:
        """How many working days come after the first day, up to and with the last one."""
        days = (first + _DAY * number for number in range(1, (last - first).days + 1))
        return sum(self.is_working_day(day, school) for day in days)

    def _same_time(self, start: datetime, number: int, school: str | None) -> datetime:
        """The same time of day on the nth working day after an open moment, moved into that day's hours."""
        local = shown(start, self.zone)
        day = self.add_working_days(local.date(), number, school)
        wanted = instant(day, local.time(), self.zone)
        periods = self._periods(day, school)
        for begin, end in periods:
            if wanted < end:
                return max(wanted, begin)
        return periods[-1][1] if periods else self.next_open(wanted, school)

    def _ahead(self, moment: datetime, school: str | None) -> Iterator[tuple[datetime, datetime]]:
        """What is left of the open periods from a moment on, for ever; ValueError after 400 days without any."""
        moment = moment.astimezone(UTC) if moment.tzinfo else aware(moment)
        day, idle = shown(moment, self.zone).date(), 0
        while idle <= _HORIZON:
            idle += 1
            for begin, end in self._periods(day, school):
                if end > moment:
                    idle = 0
                    yield max(begin, moment), end
            day += _DAY
        raise self._never(day)

    def _periods(self, day: date, school: str | None) -> list[tuple[datetime, datetime]]:
        """The open periods of a day in UTC, in order; one that the change of clocks swallows is left out."""
        if not self.is_working_day(day, school):
            return []
        ends = [tuple(instant(day, clock, self.zone) for clock in period) for period in self.hours[day.weekday()]]
        return [(begin, end) for begin, end in ends if begin < end]

    def _closed(self, day: date, school: str | None) -> Closed | None:
        """The closed range that covers the day; one for all comes before one for the school."""
        found = [
            one for one in self.closed if one.first <= day <= one.last and (not one.schools or school in one.schools)
        ]
        return min(found, key=lambda one: bool(one.schools), default=None)

    def _is_red(self, day: date) -> bool:
        return day in red_days(self.country, day.year, eves=self.eves)

    def _never(self, day: date) -> ValueError:
        """What to say when the desk does not open."""
        return ValueError(
            f"the desk never opens in the {_HORIZON} days to {day}; look at calendar.hours, calendar.days and closed"
        )
