"""Asks who somebody is when they first turn up, so that nobody is called by an id; leaves keeping it to the desk."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.platforms.base import Hear, Profile
from knowledge.conversation.event import Account, Event
from knowledge.conversation.message import Shown

log = logging.getLogger(__name__)
_PATIENCE = 0.4
"""Seconds that an event waits for the service's answer at most; the worker looks everybody up all the same."""
_MOST = 2000
"""How many people are remembered; whoever writes becomes a person of the desk's, and is known from then on."""


class Meeting:
    """Accounts that the desk does not know yet -> their profiles."""

    def __init__(
        self, ask: Callable[[Account], Awaitable[Profile | None]], known: Callable[[], Mapping[str, str]]
    ) -> None:
        """`known`: account -> name, of everybody whom the desk knows."""
        self._ask, self._known = ask, known
        self._met: dict[str, Profile] = {}

    def before(self, hear: Hear) -> Hear:
        """The desk's ear, with everybody introduced to it."""

        async def heard(event: Event) -> Shown | None:
            return await hear(await self.introduced(event))

        return heard

    async def introduced(self, event: Event) -> Event:
        """The event, with what the service says of those who did or wrote it: name, guest, of another organisation."""
        told: dict[str, Any] = {}
        for field in ("who", "author"):
            account = getattr(event, field, None)
            if isinstance(account, Account) and not account.is_bot and account.id not in self._known():
                told[field] = await self._as_told(account)
        return replace(event, **told) if told else event

    async def _as_told(self, account: Account) -> Account:
        profile = self._met.get(account.id) or await self._asked(account)
        if profile is None:
            return account
        theirs = profile.account
        return replace(
            account,
            name=theirs.name or account.name,
            is_bot=account.is_bot or theirs.is_bot,
            is_guest=account.is_guest or theirs.is_guest,
            is_external=account.is_external or theirs.is_external,
        )

    async def _asked(self, account: Account) -> Profile | None:
        try:
            async with asyncio.timeout(_PATIENCE):
                profile = await self._ask(account)
        except Exception as error:  # noqa: BLE001 - whatever it is, the event must not wait for it
            log.info("the service does not say in time who somebody is: %s", type(error).__name__)
            return None
        if profile is not None:
            while len(self._met) >= _MOST:
                del self._met[next(iter(self._met))]
            self._met[account.id] = profile
        return profile
