"""Takes away what nobody will ask for any more, so that queues stay short; leaves when to do it to the worker."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from storage.deliveries import CANCELLED, DONE, POST
from storage.schema import inbox_events, outbox
from storage.schema_faq import vectors
from storage.work import Work


class Housekeeping:
    """Removes finished rows; what stands, waits, or was given up stays."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def tidy(self, before: datetime) -> None:
        """Drop event ids and vectors last used before that moment, and what the outbox finished before it and is gone."""
        await self._work.do(delete(inbox_events).where(inbox_events.c.at < before))
        await self._work.do(delete(vectors).where(vectors.c.used_at < before))
        old = (outbox.c.created_at < before) & outbox.c.state.in_((DONE, CANCELLED)) & ~outbox.c.live
        await self._work.do(delete(outbox).where(old, outbox.c.kind != POST))
        changes = outbox.alias("changes")
        changed = select(changes.c.id).where(changes.c.target == outbox.c.id).exists()
        await self._work.do(delete(outbox).where(old, outbox.c.kind == POST, ~changed))
