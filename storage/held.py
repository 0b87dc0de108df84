"""Messages held until their author has been quiet; leaves how long to the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, select

from knowledge.conversation.event import MessageRef
from storage import codec
from storage.schema import held
from storage.work import Work


@dataclass(frozen=True, kw_only=True)
class Part:
    """One message of a burst."""

    ref: MessageRef
    text: str
    """Masked."""
    found: tuple[str, ...] = ()
    """Kinds of personal data that were masked."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """What an author has begun to say in a place."""

    platform: str
    channel: str
    author: str
    """Person id."""
    parts: tuple[Part, ...]
    since: datetime


class HeldParts:
    """One burst for each author and channel."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, platform: str, channel: str, author: str) -> Held | None:
        """What is held of that author there; in a writing transaction nobody else can change it until the end."""
        row = await self._work.row(self._work.locked(select(held).where(_is(platform, channel, author))))
        if row is None:
            return None
        parts = codec.from_json(tuple[Part, ...], row.parts)
        return Held(platform=platform, channel=channel, author=author, parts=parts, since=row.since)

    async def put(self, burst: Held) -> None:
        """Hold it, in place of what was held."""
        row = {"platform": burst.platform, "channel": burst.channel, "author": burst.author, "since": burst.since}
        await self._work.do(self._work.put(held, {**row, "parts": codec.to_json(burst.parts)}))

    async def drop(self, platform: str, channel: str, author: str) -> None:
        """Hold nothing of that author there any more."""
        await self._work.do(delete(held).where(_is(platform, channel, author)))


def _is(platform: str, channel: str, author: str) -> ColumnElement[bool]:
    return and_(held.c.platform == platform, held.c.channel == channel, held.c.author == author)
