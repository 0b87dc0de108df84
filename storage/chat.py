"""The messages of the local chat, so that they survive a restart; leaves their form to the local platform."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from storage.schema import chat
from storage.work import Work


class Chat:
    """Bodies by message id, in the order in which they came."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def put(self, message_id: str, channel: str, body: dict[str, Any]) -> None:
        """Keep a message; the same id again replaces it where it stands."""
        made = self._work.insert(chat).values(id=message_id, channel=channel, body=body)
        await self._work.do(made.on_conflict_do_update(index_elements=["id"], set_={"channel": channel, "body": body}))

    async def all(self) -> list[dict[str, Any]]:
        """Every body, in order."""
        return [row.body for row in await self._work.rows(select(chat.c.body).order_by(chat.c.number))]

    async def delete(self, message_id: str) -> None:
        """Take one message away."""
        await self._work.do(delete(chat).where(chat.c.id == message_id))

    async def clear(self) -> None:
        """Take all away."""
        await self._work.do(delete(chat))
