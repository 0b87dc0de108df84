"""The address that opens a message in Teams; leaves which message it is to platform."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from bot.platforms.teams.door import CHANNEL, GROUP, Door
from knowledge.conversation.event import MessageRef

_SITE = "https://teams.microsoft.com/l/message"
_CHAT = '{"contextType":"chat"}'


def deep_link(ref: MessageRef, door: Door | None) -> str | None:
    """Of a message in a channel or group chat; None in a personal chat, and for what is no message of Teams'."""
    if ref.is_direct or not ref.id.isdecimal():
        return None
    path = f"{_SITE}/{quote(ref.channel, safe='')}/{ref.id}"
    if door is not None and door.kind == GROUP:
        return f"{path}?{urlencode({'context': _CHAT})}"
    told = {"parentMessageId": ref.root}
    if door is not None and door.kind == CHANNEL:
        told = {"tenantId": door.tenant, "groupId": door.group, **told, "channelName": door.name}
    return f"{path}?{urlencode({name: value for name, value in told.items() if value})}"
