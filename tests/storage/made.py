"""Values that the storage tests use, in few words; leaves the tests to their files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from knowledge.conversation.event import MessageRef
from knowledge.conversation.message import Message
from knowledge.support.question import Question
from storage.deliveries import Where

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LEASE = timedelta(seconds=9)
SUPPORT = Where(platform="local", channel="support")
KEY = "question/1/card"


def later(**by: float) -> datetime:
    """So much after noon."""
    return NOON + timedelta(**by)


def ref(message_id: str = "m1", thread: str | None = None, channel: str = "support") -> MessageRef:
    """Where a message stands."""
    return MessageRef(platform="local", channel=channel, id=message_id, thread=thread)


def said(text: str, reply: str = "answer") -> Message:
    """Something that the desk says."""
    return Message(reply=reply, text=text)


def question(**fields: Any) -> Question:
    """A question of Anna's."""
    return Question(**{"asker": "anna", "asked_at": NOON, "text": "hur loggar jag in?", "root": ref(), **fields})
