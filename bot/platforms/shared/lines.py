"""Hears one after the other what must keep its order, and minds what is done beside; leaves what it is to each service's ear."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from bot.platforms.base import Hear, TryLater
from knowledge.conversation.event import Event
from knowledge.conversation.message import Shown
from storage.errors import StorageError

log = logging.getLogger(__name__)
BUSY = (TryLater, StorageError)
"""The desk cannot take it now, or its database cannot: nothing of it is kept."""


class Lines:
    """One line for each name, as long as anybody stands in it."""

    def __init__(self) -> None:
        self._lines: dict[str, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """Wait for one's turn in that line, and hold it."""
        lock, waiting = self._lines.get(name, (asyncio.Lock(), 0))
        self._lines[name] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._lines[name]
            if waiting == 1:
                del self._lines[name]
            else:
                self._lines[name] = (lock, waiting - 1)


class Later:
    """What goes on beside after the service has had its answer."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def keep(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Begin it; what goes wrong with it is logged."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    async def settled(self) -> None:
        """Wait until everything has come to its end."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("something could not be shown", exc_info=error)


async def heard(hear: Hear, event: Event) -> Shown | None:
    """What the desk makes of it. Raises TryLater or StorageError, whatever it is that goes wrong there."""
    try:
        return await hear(event)
    except BUSY:
        raise
    except Exception as error:
        log.exception("%s could not be heard", type(event).__name__)
        raise TryLater(why=type(error).__name__) from error
