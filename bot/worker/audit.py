"""What is looked at from time to time: the whole desk, each hour; leaves the judging to the handlers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

HOUR = timedelta(hours=1)
Audit = Callable[[datetime], Awaitable[None]]
"""What looks whether something was forgotten; it is given the desk's time."""


class Auditor:
    """Calls the audit at the start and then once each hour of desk time."""

    def __init__(self, audit: Audit | None) -> None:
        self._audit = audit
        self._next: datetime | None = None

    async def look(self, now: datetime) -> bool:
        """Let it look, if an hour has passed; gives whether it did."""
        if self._next is not None and now < self._next:
            return False
        self._next = now + HOUR
        if self._audit is not None:
            await self._audit(now)
        return True
