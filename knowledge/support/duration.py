"""Durations of working time as people write them (`10m`, `4h`, `1wd`); leaves which hours count to the calendar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

_WRITTEN = re.compile(r"(\d+)\s*(s|m|h|wd)")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours"}


@dataclass(frozen=True)
class Duration:
    """So much working time: either hours and minutes, or the same time of day n working days later."""

    time: timedelta = timedelta()
    working_days: int = 0

    @classmethod
    def parse(cls, text: str) -> Duration:
        """`90s`, `10m`, `4h`, `1wd` -> Duration; ValueError says what would be right."""
        found = _WRITTEN.fullmatch(text.strip().lower())
        if not found or int(found[1]) == 0:
            message = f"”{text}” is no duration; write for example 90s, 10m, 4h or 1wd"
            raise ValueError(message)
        number, unit = int(found[1]), found[2]
        if unit == "wd":
            return cls(working_days=number)
        return cls(time=timedelta(**{_UNITS[unit]: number}))

    def __str__(self) -> str:
        """As it would be written in the settings."""
        if self.working_days:
            return f"{self.working_days}wd"
        seconds = int(self.time.total_seconds())
        for unit, size in (("h", 3600), ("m", 60)):
            if seconds % size == 0:
                return f"{seconds // size}{unit}"
        return f"{seconds}s"
