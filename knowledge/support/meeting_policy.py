"""The rules for meetings, as the settings say; leaves the meetings themselves to Meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, kw_only=True)
class MeetingPolicy:
    """When people hear of a meeting again."""

    unanswered: int = 3
    """So many working days before it, who has not answered is asked once more; 0 = never."""
    day_before: bool = True
    """Whether who comes is reminded when the desk opens on the working day before."""
    before: timedelta = timedelta(hours=1)
    """So long before it, who comes is reminded once more; 0 = never."""
    agenda: int = 2
    """So many working days before it the agenda is posted; 0 = not by itself."""
