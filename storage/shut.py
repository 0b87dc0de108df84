"""Channels in which nothing can be said for a time: what waits for them is kept; leaves when that is so to the handlers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, delete, literal, select

from storage.schema import desk, outbox
from storage.work import Work

_PREFIX = "shut/"


def is_open() -> ColumnElement[bool]:
    """Whether something can be said in the channel of an outbox row."""
    name = literal(_PREFIX) + outbox.c.platform + "/" + outbox.c.channel
    return ~select(desk.c.name).where(desk.c.name == name).exists()


class Shut:
    """Platform and channel -> why it is shut (`removed`, `closed`), and since when."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def why(self, platform: str, channel: str) -> dict[str, datetime]:
        """Why nothing can be said there, each reason with its moment; empty when it can."""
        stored = await self._work.value(select(desk.c.value).where(desk.c.name == _name(platform, channel)))
        return {reason: datetime.fromisoformat(at) for reason, at in (stored or {}).items()}

    async def put(self, platform: str, channel: str, why: Mapping[str, datetime]) -> None:
        """Keep what waits for the channel while there is a reason; without one it goes out."""
        name = _name(platform, channel)
        if why:
            value = {reason: at.isoformat() for reason, at in why.items()}
            await self._work.do(self._work.put(desk, {"name": name, "value": value}))
        else:
            await self._work.do(delete(desk).where(desk.c.name == name))
            self._work.wakes = True


def _name(platform: str, channel: str) -> str:
    return f"{_PREFIX}{platform}/{channel}"
