"""Stands where the wire will be: nothing is sent and nobody let in; leaves both to the adapter that takes its place."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.platforms.teams.wire_values import Answer, NotSent, Reply
from bot.settings_values import Teams

PATH = "/api/messages"


class Wire:
    """The seam alone."""

    def __init__(
        self, settings: Teams, take: Callable[[dict[str, Any]], Awaitable[Answer]], *, clock: Callable[[], datetime]
    ) -> None:
        self._settings, self._take, self._clock = settings, take, clock

    def open(self) -> None:
        """Begin."""

    async def finish(self) -> None:
        """Let in nobody more."""

    async def close(self) -> None:
        """Let go of everything."""

    async def let_in(self) -> Reply:
        """Ask for a token of our own; gives the token service's answer. Raises NotSent or NoAnswer."""
        raise NotSent("there is no wire yet")

    async def requested(self, _request: web.Request) -> web.Response:
        """Nobody is let in without a check of their token."""
        return web.Response(status=401)

    async def call(self, name: str, _service_url: str, **_given: Any) -> Reply:  # noqa: ANN401 - JSON
        """One call."""
        raise NotSent(f"{name}: there is no wire yet")
