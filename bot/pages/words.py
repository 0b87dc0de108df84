"""Moments, initials and colours as the chat page shows them; leaves the desk's own times to `knowledge`."""

from __future__ import annotations

import zlib
from datetime import datetime, tzinfo

from babel.dates import format_date

HUES = 6
"""How many calm colours the round portraits have."""


def clock(moment: datetime) -> str:
    """10:02."""
    return f"{moment:%H:%M}"


def day(moment: datetime, language: str) -> str:
    """Tisdag 24 november."""
    pattern = "EEEE d MMMM"
    return format_date(moment.date(), pattern, locale="en_GB" if language == "en" else "sv_SE")


def full(moment: datetime, zone: tzinfo, language: str) -> str:
    """Tisdag 24 november 10:02, in the zone."""
    local = moment.astimezone(zone)
    return f"{day(local, language)} {clock(local)}"


def near(moment: datetime, now: datetime, zone: tzinfo, language: str, *, today: str) -> str:
    """The same, with the word `today` for the day of `now`."""
    local = moment.astimezone(zone)
    if local.date() == now.astimezone(zone).date():
        return f"{today} {clock(local)}"
    return full(moment, zone, language)


def initials(name: str) -> str:
    """AE for Anna Ek."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


def hue(text: str) -> int:
    """A number below HUES that is always the same for the same text."""
    return zlib.crc32(text.encode()) % HUES
