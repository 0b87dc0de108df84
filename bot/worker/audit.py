"""What is looked at from time to time: the whole desk each hour, and strangers; leaves the judging to the handlers."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from random import Random

from bot.clock import Clocks
from bot.platforms.base import Hear, Platform, TryLater
from bot.worker.pace import back_off
from knowledge.conversation.event import Account, PersonKnown
from storage.store import Store

log = logging.getLogger(__name__)
HOUR = timedelta(hours=1)
Audit = Callable[[datetime], Awaitable[None]]
"""What looks whether something was forgotten; it is given the desk's time."""


class Auditor:
    """Calls the audit at the start and then once each hour of desk time."""

    def __init__(self, audit: Audit | None) -> None:
        self._audit = audit
        self._next: datetime | None = None

    async def look(self, now: datetime) -> bool:
        """Let it look, if an hour has passed; gives whether it did."""
        if self._next is not None and now < self._next:
            return False
        self._next = now + HOUR
        if self._audit is not None:
            await self._audit(now)
        return True


class LookUps:
    """Asks the platforms about people whom the directory does not know."""

    def __init__(
        self, store: Store, platforms: Mapping[str, Platform], hear: Hear, clocks: Clocks, random: Random
    ) -> None:
        self._store, self._platforms, self._hear, self._clocks, self._random = store, platforms, hear, clocks, random
        self._later: dict[tuple[str, str], tuple[int, datetime]] = {}

    async def once(self) -> int:
        """Look up everybody who waits for it; gives how many were found out about."""
        async with self._store.reading() as tx:
            waiting = await tx.directory.to_look_up(limit=20 + len(self._later))
        now = self._clocks.machine.now()
        found = 0
        for account in waiting:
            _, not_before = self._later.get((account.platform, account.id), (0, now))
            if account.platform in self._platforms and not_before <= now:
                found += await self._one(account)
        return found

    async def _one(self, account: Account) -> bool:
        key = (account.platform, account.id)
        try:
            profile = await self._platforms[account.platform].person(account)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person is served without it
            times = self._later.get(key, (0, None))[0] + 1
            wait = error.after if isinstance(error, TryLater) and error.after else back_off(times + 3, self._random)
            self._later[key] = (times, self._clocks.machine.now() + wait)
            log.info("an account on %s cannot be looked up now: %s", account.platform, type(error).__name__)
            return False
        self._later.pop(key, None)
        if profile is not None:
            event_id = f"person:{account.platform}:{account.id}"
            known = PersonKnown(
                id=event_id,
                at=self._clocks.desk.now(),
                account=profile.account,
                email=profile.email,
                language=profile.language,
            )
            await self._hear(known)
        async with self._store.transaction() as tx:
            await tx.directory.looked_up(account, self._clocks.machine.now())
        return profile is not None
