"""The moment that somebody means by ”i morgon 8.15”; leaves which days there are to conversation/days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from knowledge.conversation.days import parse_period
from knowledge.support.wall import instant, shown

_CLOCK = re.compile(
    r"(?i)(?:\b(?:kl|klockan|at)\.?\s*)?(?<![\d.:/-])(\d{1,2})[.:](\d{2})(?![\d.:/-])|\b(?:kl|klockan|at)\.?\s*(\d{1,2})\b"
)
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})[T ]*")
_SLASH = re.compile(r"\b(\d{1,2})/(\d{1,2})(?:[ -](\d{4}))?\b")


@dataclass(frozen=True, kw_only=True)
class NoMoment:
    """Why a text is no moment that can be used."""

    why: str
    """`unclear`, `past`, or `gap`: that night the clock leaves the time out."""
    day: date | None = None


def parse_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime | NoMoment:
    """The moment (UTC): a day with a time, or a time alone, which is the next such one. `now` is aware."""
    today = now.astimezone(zone).date()
    body = " ".join(text.split())
    day, rest = _day(body, today)
    clock = _clock(rest)
    if clock is None or (day is None and not _is_only_clock(rest)):
        return NoMoment(why="unclear", day=day)
    if day is None:
        day = today if instant(today, clock, zone) > now else today + timedelta(days=1)
    moment = instant(day, clock, zone)
    if shown(moment, zone) != datetime.combine(day, clock):
        return NoMoment(why="gap", day=day)
    return moment if moment > now else NoMoment(why="past", day=day)


def _day(text: str, today: date) -> tuple[date | None, str]:
    """The day that the text names, and what is left of it."""
    for pattern, order in ((_ISO, (1, 2, 3)), (_SLASH, (3, 2, 1))):
        if (found := pattern.search(text)) is None:
            continue
        year, month, day = (int(found[place] or 0) for place in order)
        try:
            made = date(year or today.year, month, day)
        except ValueError:
            return None, text
        if not year and made < today:
            made = made.replace(year=today.year + 1)
        return made, f"{text[: found.start()]} {text[found.end() :]}"
    words = _CLOCK.sub(" ", text)
    period = parse_period(words, today) if words.strip() else None
    return (period.first if period else None), text


def _clock(text: str) -> time | None:
    found = _CLOCK.search(text)
    if found is None:
        return None
    hour, minute = int(found[1] or found[3]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _is_only_clock(text: str) -> bool:
    return not re.search(r"[^\W_]", re.sub(r"(?i)\b(?:kl|klockan|at)\b", "", _CLOCK.sub("", text)))
