"""Takes the chat's events to the desk until it has them; leaves making the events to the adapter."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta

from bot.platforms.base import Hear, TryLater
from knowledge.conversation.event import Event
from knowledge.conversation.message import Shown

Pause = Callable[[float], Awaitable[object]]
"""Waits for that many seconds of machine time."""

_AGAIN_AFTER = timedelta(seconds=1)
_REMEMBERED = 1000

_log = logging.getLogger(__name__)


class Delivery:
    """The way from the chat to `hear`: what happened is given again until it is taken, in order."""

    def __init__(self, pause: Pause = asyncio.sleep) -> None:
        """`pause` waits between two attempts."""
        self._pause = pause
        self._hear: Hear | None = None
        self._happened: deque[Event] = deque(maxlen=_REMEMBERED)
        self._waiting: deque[Event] = deque()
        self._again: asyncio.Task[None] | None = None

    def start(self, hear: Hear) -> None:
        """Give all that happens from now on to `hear`."""
        self._hear = hear

    async def stop(self) -> None:
        """Give nothing more; what waits can still be read with `since`."""
        self._hear = None
        if self._again is not None:
            self._again.cancel()
            await asyncio.gather(self._again, return_exceptions=True)
            self._again = None
        self._waiting.clear()

    async def tell(self, event: Event) -> Shown | None:
        """Deliver what happened; when the desk cannot take it now, it is given again later and None is returned."""
        self._happened.append(event)
        if self._waiting:
            self._waiting.append(event)
            return None
        try:
            return await self.ask(event)
        except TryLater as later:
            self._waiting.append(event)
            self._again = asyncio.create_task(self._give_again(later))
            return None

    async def ask(self, event: Event) -> Shown | None:
        """Deliver something that somebody waits for; raises TryLater when the desk cannot take it now."""
        return await self._hear(event) if self._hear else None

    async def since(self, cursor: str | None) -> AsyncIterator[Event]:
        """What happened at or after the moment `cursor` (ISO 8601), all that is remembered when it is None."""
        start = datetime.fromisoformat(cursor) if cursor else None
        for event in tuple(self._happened):
            if start is None or event.at >= start:
                yield event

    async def settled(self) -> None:
        """Wait until nothing has to be given again."""
        if self._again is not None:
            await asyncio.gather(self._again, return_exceptions=True)

    async def _give_again(self, later: TryLater) -> None:
        while self._waiting:
            await self._pause((later.after or _AGAIN_AFTER).total_seconds())
            try:
                await self.ask(self._waiting[0])
            except TryLater as still:
                later = still
                continue
            except Exception:  # noqa: BLE001 - `hear` keeps a failed event itself, the chat must go on with the next one
                _log.exception("the desk did not take %s", self._waiting[0].id)
            self._waiting.popleft()
