"""One thing that the bot did in the local chat, as a value; leaves writing a transcript of it to the rehearsal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.platforms.base import Address
from knowledge.conversation.message import Form, Message


@dataclass(frozen=True, kw_only=True)
class Record:
    """One thing that the bot did in the chat."""

    kind: str
    """`posted`, `revised`, `withdrawn`, `notice`, `direct` or `form`."""
    at: datetime
    address: Address
    key: str
    """Our own key; for a notice or a form that answers a press, the key of the message that was pressed."""
    message: Message | None = None
    """What was said; when withdrawn, what had stood there."""
    token: str = ""
    form: Form | None = None
