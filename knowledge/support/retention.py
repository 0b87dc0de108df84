"""How long the desk keeps what, and what stands where somebody stood; leaves taking away to storage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

ERASED = "erased-"
"""How the id begins that stands where an erased person stood."""
SOMEONE = "someone"
"""The id that stands where an asker or a helper stood, when nobody needs to know any more who it was."""
KINDS = ("questions", "authors", "history", "messages", "outbox", "events", "announcements", "vendor", "meetings")
"""What has a time of its own, in the order in which it is looked at."""
QUIET = time(2, 30)
"""When it is looked at: nobody asks then, and no hour is skipped or comes twice."""


@dataclass(frozen=True, kw_only=True)
class Retention:
    """Days for each kind; 0 = for ever."""

    questions: int = 365
    """Texts of a closed question, counted from its end."""
    authors: int = 730
    """Who asked it."""
    history: int = 1095
    """Who helped, and line by line what happened."""
    messages: int = 365
    """What people wrote that belongs to no question."""
    outbox: int = 365
    """What the bot said."""
    events: int = 90
    """Events that met an error, and what was held."""
    announcements: int = 1095
    """Who got an announcement, and who confirmed it."""
    vendor: int = 1095
    """What was sent to the vendor, counted from its end."""
    meetings: int = 1095
    """Who was invited to a meeting, and its texts, counted from its end."""
    hold: bool = False
    """Nothing is taken away."""

    def before(self, kind: str, now: datetime) -> datetime | None:
        """What is older than this is taken away; None = nothing."""
        days: int = getattr(self, kind)
        return None if self.hold or days == 0 else now - timedelta(days=days)


def next_night(now: datetime, zone: ZoneInfo) -> datetime:
    """The next quiet hour, by the clock on the wall."""
    here = now.astimezone(zone)
    today = datetime.combine(here.date(), QUIET, zone)
    return today if today > here else datetime.combine(here.date() + timedelta(days=1), QUIET, zone)


def is_nobody(person: str | None) -> bool:
    """Whether the id stands where somebody stood who is not known any more."""
    return person == SOMEONE or (person or "").startswith(ERASED)
