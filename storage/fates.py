"""How an outbox row's end is written down for the copy of an announcement that it carried; leaves the rest to ledger."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, update

from storage.schema_broadcast import deliveries
from storage.work import Work

QUEUED, SENT, ARRIVED, FAILED, UNCERTAIN, STOPPED = "queued", "sent", "arrived", "failed", "uncertain", "cancelled"
"""The states of a copy."""
LAST_EDITION = 2_000_000_000
"""The edition of a copy whose reader nobody knows any more: it is never changed again."""


async def became(work: Work, row_id: int, state: str, reason: str, at: datetime | None) -> None:
    """What became of an outbox row, written down where it was a copy; those who read it in that channel follow it."""
    mine = update(deliveries).where(deliveries.c.outbox == row_id)
    done = mine.values(state=state, reason=reason, arrived_at=at)
    row = await work.row(
        done.returning(deliveries.c.announcement, deliveries.c.part, deliveries.c.recipient, deliveries.c.place)
    )
    if row is None or row.place is None:
        return
    readers = and_(
        deliveries.c.announcement == row.announcement, deliveries.c.part == row.part, deliveries.c.via == row.recipient
    )
    await work.do(update(deliveries).where(readers).values(state=state, reason=reason, arrived_at=at))
