"""What people choose in a message's own menu in Teams, as an Event; leaves what they press and fill in to `parse_cards`."""

from __future__ import annotations

from datetime import datetime

from bot.platforms.shared.payloads import Body, must, part, text
from bot.platforms.teams.ids import MARKS
from bot.platforms.teams.parse_values import PLATFORM, Activity, Ours
from bot.platforms.teams.parse_words import said
from knowledge.conversation.event import Account, MessageMarked


def marked(body: Body, ours: Ours, now: datetime) -> MessageMarked | None:
    """What is to become of the message; None for a choice that is none of ours. Raises ValueError when nobody made it.

    Teams sends the whole message along, from any conversation: so its words count as that person showed them.
    """
    activity, value = Activity(body=body, ours=ours), part(body, "value")
    mark, message = MARKS.get(text(value, "commandId"), ""), part(value, "messagePayload")
    if not mark or not activity.channel:
        return None
    message_id, root = must(message, "id", "a message that was chosen"), text(message, "replyToId")
    return MessageMarked(
        id=activity.event_id("mark"),
        at=activity.at(now),
        who=activity.who("a choice"),
        ref=activity.ref(message_id, root if root != message_id else None),
        author=_author(part(message, "from"), activity),
        text=_words(message, ours),
        mark=mark,
    )


def _words(message: Body, ours: Ours) -> str:
    """What it says, as if it had been told when it was written."""
    content = part(message, "body")
    if text(content, "contentType").lower() == "html":
        twin = {"contentType": "text/html", "content": text(content, "content")}
        return said(Activity(body={"attachments": [twin]}, ours=ours)).text
    return said(Activity(body={"text": text(content, "content")}, ours=ours)).text


def _author(told: Body, activity: Activity) -> Account | None:
    """Who wrote it, if Teams tells."""
    person, program = part(told, "user"), part(told, "application")
    if program:
        return Account(platform=PLATFORM, id=text(program, "id"), is_bot=True)
    who = text(person, "id").lower()
    return (
        Account(platform=PLATFORM, id=who, name=text(person, "displayName") or activity.ours.names.get(who, ""))
        if who
        else None
    )
