"""How announcements and outages work on this desk, as the settings say; leaves reading the settings to bot."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from knowledge.support.duration import Duration


@dataclass(frozen=True, kw_only=True)
class BroadcastPolicy:
    """The rules for what goes to many."""

    approval_above: int = 300
    """More recipients than this need a second central contact's approval."""
    undo: timedelta = timedelta(seconds=30)
    """How long a sending can be undone before it begins (wall time)."""
    remind: Duration = Duration(working_days=2)
    """How long until those who have not confirmed are reminded, and as long again until the second time."""
    pilot: str = ""
    """Who gets a trial copy, as an audience in words; empty = nobody but the author."""
    allowed: dict[str, str] = field(default_factory=dict)
    """Person id -> the audience, in words, that the person may announce to; who is not named may reach everybody."""
    status_page: str = ""
    """The address of the vendor's status page; empty = none."""
    outage_ends: timedelta = timedelta(hours=2)
    """How long an outage stands before central is asked whether it goes on (wall time)."""
    surge: int = 4
    """So many similar questions propose an outage; 0 = never."""
    surge_window: timedelta = timedelta(minutes=30)
    """Within what time they must come (wall time)."""
