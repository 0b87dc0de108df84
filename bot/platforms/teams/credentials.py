"""Our own token for calling the service: fetched once, kept, renewed ahead; leaves calling to the adapter.

The form: learn.microsoft.com, Bot Connector authentication, "Bot to connector" (client credentials).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.platforms.teams.wire_values import NoAnswer, NotSent, Reply

log = logging.getLogger(__name__)
Ask = Callable[[], Awaitable[Reply]]
"""One request to the token service. Raises NotSent or NoAnswer."""
_AHEAD = 300.0
"""Seconds before its end from which a token is renewed, while it still serves."""
_PAUSE = 5.0
"""Seconds between two renewals beside."""
_LEAST = 60.0


class TokenRefusedError(Exception):
    """The token service said no."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(str(reply.data.get("error", reply.status)))
        self.reply = reply


class Credentials:
    """A token, and whoever needs it while it is fetched waits for the same fetching."""

    def __init__(self, ask: Ask, seconds: Callable[[], float]) -> None:
        """`seconds` only grow."""
        self._ask, self._seconds = ask, seconds
        self._token, self._until, self._next_try = "", 0.0, 0.0
        self._asking: asyncio.Task[Reply] | None = None

    async def token(self) -> str:
        """A token that is good now. Raises TokenRefusedError, NotSent or NoAnswer."""
        left = self._until - self._seconds()
        if self._token and left > 0:
            if left < _AHEAD and self._seconds() >= self._next_try:
                self._renew()
            return self._token
        reply = await self.renewed()
        if reply.status != 200 or not self._token:
            raise TokenRefusedError(reply)
        return self._token

    async def renewed(self) -> Reply:
        """The token service's answer, asked now. Raises NotSent or NoAnswer."""
        return await asyncio.shield(self._renew())

    def forget(self, token: str) -> None:
        """The service does not take that token any more; one that was fetched since then stays."""
        if token == self._token:
            self._token = ""

    async def close(self) -> None:
        """Let go of a request that is under way."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)

    def _renew(self) -> asyncio.Task[Reply]:
        if self._asking is None:
            self._next_try = self._seconds() + _PAUSE
            self._asking = asyncio.create_task(self._fetch())
            self._asking.add_done_callback(self._done)
        return self._asking

    async def _fetch(self) -> Reply:
        begun = self._seconds()
        reply = await self._ask()
        token, life = reply.data.get("access_token"), reply.data.get("expires_in")
        if reply.status == 200 and isinstance(token, str) and token:
            good_for = float(life) if isinstance(life, int | float | str) and str(life).isdecimal() else _LEAST
            self._token, self._until = token, begun + max(good_for, _LEAST)
        return reply

    def _done(self, task: asyncio.Task[Reply]) -> None:
        self._asking = None
        if not task.cancelled() and (error := task.exception()):
            level = logging.INFO if isinstance(error, NotSent | NoAnswer) else logging.ERROR
            log.log(level, "a token cannot be fetched now: %s", type(error).__name__)
