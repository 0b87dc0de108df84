"""The words for times, ahead and past, in Swedish and English; leaves when things happen to the calendar.

What is ahead fits after *senast*, *tidigast*, *till* or alone; what has been is `ago`. A language other than `en` gets
Swedish. All moments are aware; one without time zone is a ValueError.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import get_day_names, get_month_names

from knowledge.support.directory import Closed
from knowledge.support.duration import Duration
from knowledge.support.red_days import red_days
from knowledge.support.wall import aware

_LOCALES = {"sv": "sv_SE", "en": "en_GB"}
_TODAY = {"sv": "i dag", "en": "today"}
_TOMORROW = {"sv": "i morgon", "en": "tomorrow"}
_YESTERDAY = {"sv": "i går", "en": "yesterday"}
_NUMBERS = {
    "sv": ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}
_UNITS = {
    "sv": {
        "s": ("sekund", "sekunder"),
        "m": ("minut", "minuter"),
        "h": ("timme", "timmar"),
        "wd": ("arbetsdag", "arbetsdagar"),
    },
    "en": {
        "s": ("second", "seconds"),
        "m": ("minute", "minutes"),
        "h": ("hour", "hours"),
        "wd": ("working day", "working days"),
    },
}


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """The time of day, `14:30`."""
    return f"{aware(moment).astimezone(zone):%H:%M}"


def ahead(
    moment: datetime,
    now: datetime,
    zone: ZoneInfo,
    language: str,
    *,
    lasting: bool = True,
    on: bool = False,
    breaks: tuple[Closed, ...] = (),
) -> str:
    """A moment to come: `i dag 14:30`, `i morgon, onsdag 07:30`, `måndag 7 december 09:00`.

    `lasting`: for a text that stays, so that tomorrow gets its weekday. `on`: a weekday gets its *på* (`{deadline}`).
    `breaks`: for a moment when the desk opens, all its closed ranges. If one for all schools, three days or longer,
    ends just before it, `efter jullovet, måndag 11 januari 07:30`.
    """
    when, days = _local(moment, now, zone)
    tongue = _tongue(language)
    if days >= 2:
        over = _just_over(when.date(), now.astimezone(zone).date(), breaks)
        if over:
            return f"{_after(over, tongue)}, {opening(moment, now, zone, language)}"
    return f"{_ahead_day(when.date(), days, tongue, lasting=lasting, on=on)} {when:%H:%M}"


def opening(moment: datetime, now: datetime, zone: ZoneInfo, language: str) -> str:
    """When the desk opens, for a text that has already named the break: as `ahead`, but a date without its year."""
    when, days = _local(moment, now, zone)
    tongue = _tongue(language)
    if days < 2:
        return f"{_ahead_day(when.date(), days, tongue, lasting=True, on=False)} {when:%H:%M}"
    return f"{_weekday(when.date(), tongue)} {_date(when.date(), when.year, tongue)} {when:%H:%M}"


def ago(moment: datetime, now: datetime, zone: ZoneInfo, language: str) -> str:
    """A moment that has been: `i dag 09:12`, `i går 15:40`, `i fredags 13:05`, `3 november`."""
    when, days = _local(moment, now, zone)
    tongue = _tongue(language)
    if days == 0:
        return f"{_TODAY[tongue]} {when:%H:%M}"
    if days == -1:
        return f"{_YESTERDAY[tongue]} {when:%H:%M}"
    if -6 <= days < 0:
        weekday = _weekday(when.date(), tongue)
        return f"i {weekday}s {when:%H:%M}" if tongue == "sv" else f"on {weekday} {when:%H:%M}"
    return day(when.date(), now, zone, language)


def since_day(moment: datetime, now: datetime, zone: ZoneInfo, language: str) -> str:
    """A day that has been, as it follows *sedan*: `i går`, `i fredags`, `3 november`."""
    when, days = _local(moment, now, zone)
    tongue = _tongue(language)
    if days == -1:
        return _YESTERDAY[tongue]
    if -6 <= days < 0:
        weekday = _weekday(when.date(), tongue)
        return f"i {weekday}s" if tongue == "sv" else weekday
    return day(when.date(), now, zone, language)


def worked(minutes: float, language: str) -> str:
    """So much working time has passed: `25 min`, `2 tim 40 min`, `38 tim`."""
    whole = round(minutes)
    hours, left = divmod(whole, 60)
    hour = "h" if _tongue(language) == "en" else "tim"
    if not hours:
        return f"{left} min"
    return f"{hours} {hour} {left} min" if left and hours < 10 else f"{round(whole / 60)} {hour}"


def day(day: date, now: datetime, zone: ZoneInfo, language: str, *, weekday: bool = False) -> str:
    """A date, for a text that stays: `24 november`, with its weekday `fredag 27 november`; another year is named."""
    tongue = _tongue(language)
    words = _date(day, aware(now).astimezone(zone).year, tongue)
    return f"{_weekday(day, tongue)} {words}" if weekday else words


def until_day(day: date, now: datetime, zone: ZoneInfo, language: str, *, lasting: bool = False) -> str:
    """A last day, as it follows *till*: `i dag`, `i morgon`, `fredag`, `måndag 7 december`."""
    days = (day - aware(now).astimezone(zone).date()).days
    return _ahead_day(day, days, _tongue(language), lasting=lasting, on=False)


def duration_words(duration: Duration, language: str) -> str:
    """So much working time: `30 minuter`, `4 timmar`, `en arbetsdag`, `två arbetsdagar`."""
    tongue = _tongue(language)
    written = str(duration)
    unit = written.lstrip("0123456789")
    number = int(written.removesuffix(unit))
    word = _UNITS[tongue][unit][number != 1]
    spelled = number == 1 or (unit == "wd" and number <= 12)
    return f"{number_words(number, language) if spelled else number} {word}"


def number_words(number: int, language: str) -> str:
    """`två`, up to twelve as words in running text, then digits."""
    words = _NUMBERS[_tongue(language)]
    return words[number] if 0 <= number < len(words) else str(number)


def _tongue(language: str) -> str:
    return "en" if language == "en" else "sv"


def _local(moment: datetime, now: datetime, zone: ZoneInfo) -> tuple[datetime, int]:
    """The moment on the wall clock, and how many days it is from today."""
    when = aware(moment).astimezone(zone)
    return when, (when.date() - aware(now).astimezone(zone).date()).days


def _ahead_day(day: date, days: int, tongue: str, *, lasting: bool, on: bool) -> str:
    """The day of something to come, so many days from today."""
    weekday = _weekday(day, tongue)
    if days == 0:
        return _TODAY[tongue]
    if days == 1:
        return f"{_TOMORROW[tongue]}, {weekday}" if lasting else _TOMORROW[tongue]
    if 2 <= days <= 6:
        return f"på {weekday}" if on and tongue == "sv" else weekday
    return f"{weekday} {_date(day, (day - timedelta(days=days)).year, tongue)}"


def _date(day: date, year: int, tongue: str) -> str:
    """`24 november`, in another year than that one `8 januari 2027`."""
    words = f"{day.day} {_months(tongue)[day.month]}"
    return words if day.year == year else f"{words} {day.year}"


def _just_over(day: date, today: date, breaks: tuple[Closed, ...]) -> Closed | None:
    """The break, not yet over today, after which that day is the first that is no weekend and no red day.

    Ranges for single schools are left out, since the reader may belong to another one.
    """
    for one in breaks:
        if one.schools or (one.last - one.first).days < 2:
            continue
        between = (one.last + timedelta(days=number) for number in range(1, (day - one.last).days))
        if today <= one.last < day and all(map(_free, between)):
            return one
    return None


def _free(day: date) -> bool:
    return day.weekday() >= 5 or day in red_days("SE", day.year)


def _after(one: Closed, tongue: str) -> str:
    """`efter jullovet`: a name that ends in -lov in its definite form, others as they stand."""
    if tongue == "en":
        return "after the break"
    return f"efter {one.name}et" if one.name.lower().endswith("lov") else f"efter {one.name}"


def _weekday(day: date, tongue: str) -> str:
    return _weekdays(tongue)[day.weekday()]


@cache
def _weekdays(tongue: str) -> dict[int, str]:
    return dict(get_day_names("wide", locale=_LOCALES[tongue]).items())


@cache
def _months(tongue: str) -> dict[int, str]:
    return dict(get_month_names("wide", locale=_LOCALES[tongue]).items())
