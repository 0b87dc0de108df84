"""Finds out what a new channel is called, which Slack tells only when asked; leaves what the channel becomes to the desk."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from bot.platforms.base import Gone, Hear, TryLater
from bot.platforms.slack.calls import Calls
from bot.platforms.slack.faults import RefusedError
from bot.platforms.slack.parse_values import part, text
from knowledge.conversation.event import Event, PlaceChanged
from knowledge.conversation.message import Shown

log = logging.getLogger(__name__)
_PATIENCE = 1.0
"""Seconds that the name may take: Slack waits for our answer meanwhile."""


class Channels:
    """Between the ear and the desk: that the bot is in a new channel is told with the channel's name."""

    def __init__(self, calls: Calls, hear: Hear) -> None:
        self._calls, self._hear = calls, hear

    async def hear(self, event: Event) -> Shown | None:
        """Let the desk hear it. Raises whatever the desk raises."""
        if isinstance(event, PlaceChanged) and event.change == "added" and not event.name:
            event = replace(event, name=await self._name(event.channel))
        return await self._hear(event)

    async def _name(self, channel: str) -> str:
        """Empty when nobody tells: the channel's id has to do then."""
        try:
            async with asyncio.timeout(_PATIENCE):
                told = await self._calls.do("conversations.info", channel=channel)
        except (TryLater, Gone, RefusedError, TimeoutError) as error:
            log.info("a channel's name is not told: %s", error)
            return ""
        return text(part(told, "channel"), "name")
