"""How far the desk clock is to be moved, as somebody types it; leaves moving it to the desk."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from knowledge.conversation.days import parse_duration_words

FARTHEST = timedelta(days=60)
"""So far at most: on the way everything happens that is due."""
_TIME = re.compile(r"(?:kl\.?\s*|at\s+)?([01]?\d|2[0-3])[:.]([0-5]\d)")
_NAMED = {
    "i morgon": "tomorrow", "imorgon": "tomorrow", "tomorrow": "tomorrow",
    "skoldag": "next_school_day", "nästa skoldag": "next_school_day", "school day": "next_school_day",
    "next school day": "next_school_day",
}  # fmt: skip


def parse_jump(text: str, now: datetime) -> datetime | str | None:
    """`4h`, `2 dagar` or `14:30` (the next one) -> that moment; `i morgon` or `skoldag` -> its name in MOVES; else None.

    `now` is local: a time of day is meant there.
    """
    typed = " ".join(text.casefold().split()).removeprefix("+")
    if typed in _NAMED:
        return _NAMED[typed]
    if found := _TIME.fullmatch(typed):
        then = now.replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0, fold=0)
        return then if then > now else then + timedelta(days=1)
    length = parse_duration_words(typed)
    return now + length if length and length <= FARTHEST else None
