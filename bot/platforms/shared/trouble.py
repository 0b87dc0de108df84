"""What a service refuses us altogether: said in the log, told to central, asked again until all is well; leaves calling to calls."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime

from bot.platforms.base import Gone, Hear, TryLater, Unsure
from knowledge.conversation.event import ServiceTrouble
from storage.errors import StorageError

log = logging.getLogger(__name__)
KEPT_BACK = "app_rate_limited"
"""The service keeps events from us for a while: it takes everything, but we have not heard everything."""
_NOT_YET = (TryLater, Gone, Unsure, StorageError)


class Troubles:
    """One thing at a time that refuses us everything; beside it any number of rights that we lack for something."""

    def __init__(
        self,
        platform: str,
        ask: Callable[[], Awaitable[object]],
        clock: Callable[[], datetime],
        every: float,
        *,
        rights: Collection[str] = (),
        refusals: tuple[type[Exception], ...] = (),
    ) -> None:
        """`ask`: a call that shows whether all is well, made `every` so many seconds while it is not.

        `rights`: how the words begin when only a right for one thing is lacking; `refusals`: what else `ask` may raise.
        """
        self._platform, self._ask, self._clock, self._every = platform, ask, clock, every
        self._rights = tuple(rights)
        self._not_yet: tuple[type[Exception], ...] = (*_NOT_YET, *refusals)
        self._hear: Hear | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._said: dict[str, str] = {}
        """What central was told -> on which day."""
        self.now = ""
        """What refuses us everything, by its first sign; empty when nothing does."""
        self.kept_back = 0
        """How often the service has said that it kept events back."""

    def begin(self, hear: Hear) -> None:
        """From now on central can be told."""
        self._hear = hear

    async def stop(self) -> None:
        """Tell and ask no more."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def noticed(self, words: str) -> None:
        """A call was refused for want of a token or a right; or, without words, one was taken: all is well again."""
        if self._rights and words.startswith(self._rights):
            self._lacks(words)
        elif words and not self.now:
            self._says(words)
            self.now = words
            if self._hear is not None:
                self._keep(self._until_all_is_well())
        elif not words and self.now:
            log.warning("%s takes us again (it was: %s)", self._platform.capitalize(), self.now)
            self.now = ""

    async def heard(self, words: str) -> None:
        """The service itself tells of it. Raises TryLater or StorageError when that cannot be kept now."""
        if words == KEPT_BACK:
            self.kept_back += 1
            await self._tell(words)
        else:
            self.noticed(words)

    def _lacks(self, words: str) -> None:
        if self._said.get(words) != self._today() and self._hear is not None:
            self._says(words)
            self._keep(self._try_to_tell(words))

    def _says(self, words: str) -> None:
        service = self._platform.capitalize()
        log.error("%s refuses us (%s); see docs/%s.md, and run `supportbot check`", service, words, self._platform)

    async def _until_all_is_well(self) -> None:
        """Central has it in the outbox at once, and again on the next day; what it waits for goes out by itself."""
        while self.now:
            await self._try_to_tell(self.now)
            await asyncio.sleep(self._every)
            try:
                await self._ask()
            except self._not_yet as error:
                log.info("%s still refuses us: %s", self._platform.capitalize(), error)

    async def _try_to_tell(self, words: str) -> None:
        if self._said.get(words) == self._today():
            return
        try:
            await self._tell(words)
        except (TryLater, StorageError) as error:
            log.warning("central cannot be told now that %s refuses us: %s", self._platform.capitalize(), error)

    async def _tell(self, words: str) -> None:
        """Once a day for each trouble, also when the process is new."""
        if self._hear is not None:
            now, today = self._clock(), self._today()
            event_id = f"{self._platform}:trouble:{words}:{today}"
            await self._hear(ServiceTrouble(id=event_id, at=now, platform=self._platform, what=words))
            self._said[words] = today

    def _today(self) -> str:
        return f"{self._clock():%Y-%m-%d}"

    def _keep(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("telling of trouble failed: %s", type(error).__name__)
