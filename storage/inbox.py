"""What has reached us already, and what failed; leaves what an event means to the handlers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select

from knowledge.conversation.event import MessageRef
from storage.schema import failed_events, inbox_events, inbox_messages
from storage.work import Work


@dataclass(frozen=True, kw_only=True)
class FailedEvent:
    """An event that met a bug, kept (masked) until it is played again."""

    id: int
    event: dict[str, Any]
    error: str
    at: datetime


class Inbox:
    """De-duplication by event and by message, and the failed events."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def is_new(self, event_id: str, at: datetime) -> bool:
        """Whether this event comes for the first time; it is noted in this transaction."""
        noted = self._work.insert(inbox_events).values(event_id=event_id, at=at)
        return await self._work.row(noted.on_conflict_do_nothing().returning(inbox_events.c.event_id)) is not None

    async def is_new_message(self, ref: MessageRef) -> bool:
        """Whether this message comes for the first time; services tell of one message in several events."""
        noted = self._work.insert(inbox_messages).values(platform=ref.platform, channel=ref.channel, message=ref.id)
        return await self._work.row(noted.on_conflict_do_nothing().returning(inbox_messages.c.message)) is not None

    async def knows(self, event_id: str, ref: MessageRef | None = None) -> bool:
        """Whether this event, or the message that it tells of, has come before; nothing is noted."""
        told: ColumnElement[bool] = select(inbox_events.c.event_id).where(inbox_events.c.event_id == event_id).exists()
        if ref is not None:
            same = (inbox_messages.c.platform == ref.platform) & (inbox_messages.c.channel == ref.channel)
            told = told | select(inbox_messages.c.message).where(same, inbox_messages.c.message == ref.id).exists()
        return bool(await self._work.value(select(told)))

    async def keep_failed(self, event: dict[str, Any], error: str, at: datetime) -> int:
        """Keep an event that could not be handled; gives its id."""
        made = self._work.insert(failed_events).values(event=event, error=error, at=at).returning(failed_events.c.id)
        return int(await self._work.value(made))

    async def failed(self) -> list[FailedEvent]:
        """The failed events, oldest first."""
        rows = await self._work.rows(select(failed_events).order_by(failed_events.c.id))
        return [FailedEvent(id=row.id, event=row.event, error=row.error, at=row.at) for row in rows]

    async def take_failed(self, failed_id: int) -> FailedEvent | None:
        """Take one out, and let its event id come again; None when somebody took it before."""
        row = await self._work.row(
            delete(failed_events).where(failed_events.c.id == failed_id).returning(failed_events)
        )
        if row is None:
            return None
        kept = row.event.get("event", row.event)  # the event itself, or with its type beside it
        await self._work.do(delete(inbox_events).where(inbox_events.c.event_id == str(kept.get("id"))))
        return FailedEvent(id=row.id, event=row.event, error=row.error, at=row.at)
