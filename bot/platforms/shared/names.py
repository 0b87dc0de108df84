"""Keeps what people are called, for what a service tells by ids alone; leaves where that stands to the desk."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping

from bot.platforms.base import NamesOf

log = logging.getLogger(__name__)
_GOOD_FOR = 1.0
"""Seconds for which what was read counts."""
_PATIENCE = 0.2
"""Seconds that something may wait for names at most: the service wants to be answered."""


class Names:
    """Account -> name, never much older than a second, unless the database is slow."""

    def __init__(self, ask: NamesOf, clock: Callable[[], float]) -> None:
        """`clock`: seconds that only grow."""
        self._ask, self._clock = ask, clock
        self._good_until: float | None = None
        self._asking: asyncio.Task[None] | None = None
        self.known: Mapping[str, str] = {}
        """As they were read last."""

    async def fresh(self) -> None:
        """Read them again if they are old; whoever comes meanwhile waits for the same reading, but not for long."""
        if self._good_until is not None and self._clock() < self._good_until:
            return
        if self._asking is None:
            self._asking = asyncio.create_task(self._read())
        await asyncio.wait({self._asking}, timeout=_PATIENCE)

    async def close(self) -> None:
        """Let a reading that is under way come to its end."""
        if self._asking is not None:
            await self._asking

    async def _read(self) -> None:
        try:
            self.known = await self._ask()
        except Exception as error:  # noqa: BLE001 - whatever it is, old names do
            log.info("the names cannot be read now: %s", type(error).__name__)
        self._good_until, self._asking = self._clock() + _GOOD_FOR, None
