"""Keeps Slack's ids of people's own conversations with the bot; leaves what is said there to platform."""

from __future__ import annotations

from bot.platforms.slack.calls import Calls
from knowledge.conversation.event import DIRECT


class Rooms:
    """Our name of a channel -> Slack's id of it: the same, but for `direct:<user>`."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._opened: dict[str, str] = {}

    async def now(self, channel: str) -> str:
        """The id; a conversation that is not yet is opened. Raises TryLater or Gone."""
        return await self._id(channel, waits=False)

    def to_post(self, channel: str) -> str:
        """Where something is said: Slack takes a person's id for the conversation with them, and opens it by itself."""
        return self.known(channel) or channel.removeprefix(f"{DIRECT}:")

    def answered(self, channel: str, room: str) -> None:
        """Slack has told where it said something."""
        if is_direct(channel) and room:
            self._opened[channel] = room

    async def patiently(self, channel: str) -> str:
        """The same, waiting for Slack's limit: nobody waits for what is read back."""
        return await self._id(channel, waits=True)

    def known(self, channel: str) -> str:
        """The id as far as it is known; empty when it is not."""
        return self._opened.get(channel, "") if is_direct(channel) else channel

    async def _id(self, channel: str, *, waits: bool) -> str:
        if is_direct(channel) and channel not in self._opened:
            call = self._calls.read if waits else self._calls.do
            opened = await call("conversations.open", users=channel.removeprefix(f"{DIRECT}:"))
            self._opened[channel] = str(opened["channel"]["id"])
        return self.known(channel)


def is_direct(channel: str) -> bool:
    """Whether it is somebody's own conversation with the bot."""
    return channel.startswith(f"{DIRECT}:")
