"""VendorPoint: feedback, or a point from a meeting, that is to reach the vendor; leaves cases about questions to VendorCase."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

SOURCES = ("feedback", "meeting", "outage", "other")
OUTCOMES = ("there", "possible", "listed", "refused")
"""What came of it: it is there now; it can be done already; the vendor has it on its list; it will not be."""
NEEDS_A_REASON = "refused"
LONGEST, LONGEST_NOTE = 600, 300


class PointState(StrEnum):
    """How far it has come."""

    OPEN = "open"
    SENT = "sent"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class VendorPoint:
    """Something that somebody wants the vendor to know."""

    number: int = 0
    """0 until it is stored."""
    text: str
    source: str = "other"
    """Of SOURCES."""
    about: str = ""
    """Our own key of what it came from; empty when somebody wrote it on the list."""
    by: str
    """Person id."""
    at: datetime
    state: PointState = PointState.OPEN
    sent_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str = ""
    """Of OUTCOMES, when it is closed."""
    note: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it still stands on the list."""
        return self.state is not PointState.CLOSED

    @property
    def status(self) -> str:
        """`open`, `sent`, or what came of it."""
        return self.outcome if self.state is PointState.CLOSED else self.state.value


def moved(point: VendorPoint, status: str, note: str, now: datetime) -> VendorPoint:
    """The point when somebody has said how far it has come: `open`, `sent`, or one of OUTCOMES."""
    if status == point.status:
        return replace(point, note=note)
    if status in OUTCOMES:
        return replace(point, state=PointState.CLOSED, outcome=status, note=note, closed_at=now)
    sent = status == PointState.SENT
    return replace(point, state=PointState.SENT if sent else PointState.OPEN, outcome="", note=note, closed_at=None,
                   sent_at=(point.sent_at or now) if sent else None)  # fmt: skip
