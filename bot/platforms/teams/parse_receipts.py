"""How far somebody has read their own conversation with the bot, as an Event; leaves what follows from it to the desk."""

from __future__ import annotations

from datetime import datetime

from bot.platforms.shared.payloads import part, text
from bot.platforms.teams.door import PERSONAL
from bot.platforms.teams.parse_values import Activity
from knowledge.conversation.event import Event, MessageSeen

_RECEIPT = "application/vnd.microsoft.readReceipt"


def told(activity: Activity, now: datetime) -> tuple[Event, ...]:
    """An `event`: only that somebody has read counts, and only in their own conversation."""
    until = text(part(activity.body, "value"), "lastReadMessageId")
    is_receipt = text(activity.body, "name") == _RECEIPT and activity.kind == PERSONAL
    if not is_receipt or not until or activity.is_by_us:
        return ()
    who = activity.who("a read receipt")
    return (MessageSeen(id=activity.event_id(until, "seen"), at=activity.at(now), who=who, until=until),)
