"""Slack's addresses: those that open a message and those that take an answer; leaves using them to others."""

from __future__ import annotations

from urllib.parse import urlsplit

from knowledge.conversation.event import MessageRef


def permalink(workspace: str, ref: MessageRef, channel: str) -> str | None:
    """The address that opens a message. `workspace`: `https://….slack.com/`; `channel`: Slack's id, empty = not known."""
    if not workspace or not channel or not ref.id.replace(".", "").isdecimal():
        return None
    address = f"{workspace.rstrip('/')}/archives/{channel}/p{ref.id.replace('.', '')}"
    return f"{address}?thread_ts={ref.thread}&cid={channel}" if ref.thread and ref.thread != ref.id else address


def is_slacks(address: str, api_url: str) -> bool:
    """Whether what people are told may be sent there: to Slack's hooks, or to the host whose API we call."""
    try:
        given, api = urlsplit(address), urlsplit(api_url)
    except ValueError:
        return False
    return given.scheme == api.scheme and given.netloc in (api.netloc, f"hooks.{api.netloc}")
