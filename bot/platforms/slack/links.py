"""Addresses that open a message on Slack, and the message that a `desk:` link names; leaves putting them in to render."""

from __future__ import annotations

from bot.platforms.base import Whereabouts
from knowledge.conversation.event import DIRECT, MessageRef

_MESSAGE = "message/"
"""`desk:message/<platform>/<channel>/<id>` names a message that a person wrote."""


async def ref_of(key: str, where: Whereabouts) -> MessageRef | None:
    """The message that a `desk:` link names, if it stands anywhere."""
    if key.startswith(_MESSAGE):
        platform, _, rest = key.removeprefix(_MESSAGE).partition("/")
        channel, _, message = rest.rpartition("/")
        return MessageRef(platform=platform, channel=channel, id=message) if channel else None
    return await where(key)


def permalink(workspace: str, ref: MessageRef, direct: str = "") -> str | None:
    """The address that opens a message. `workspace`: `https://….slack.com/`; `direct`: the channel id behind `direct:`."""
    channel = direct if ref.channel.startswith(f"{DIRECT}:") else ref.channel
    if not workspace or not channel or not ref.id.replace(".", "").isdecimal():
        return None
    address = f"{workspace.rstrip('/')}/archives/{channel}/p{ref.id.replace('.', '')}"
    return f"{address}?thread_ts={ref.thread}&cid={channel}" if ref.thread and ref.thread != ref.id else address
