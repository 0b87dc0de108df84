"""What happens to channels and who comes into them, as Events; leaves what people say there to `parse_messages`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.platforms.slack.parse_values import PLATFORM, Body, Ours, account, instant, is_foreign, part, text
from knowledge.conversation.event import Event, MemberJoined, PlaceChanged

CHANGES = {
    "archive": "closed",
    "deleted": "removed",
    "left": "removed",
    "rename": "renamed",
    "unarchive": "opened",
}
"""What follows `channel_` or `group_` in an event's name -> the change that the desk knows."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """One event and what came around it."""

    event: Body
    body: Body
    ours: Ours
    now: datetime

    @property
    def id(self) -> str:
        """The event's own id, unique for ever."""
        return f"slack:{text(self.body, 'event_id')}"

    @property
    def at(self) -> datetime:
        """When it happened."""
        return instant(text(self.event, "event_ts"), self.now)

    def change(self, channel: str, change: str, *, name: str = "", to: str = "", by: str = "") -> PlaceChanged | None:
        """A change of a channel; None when nobody says of which."""
        if not channel:
            return None
        return PlaceChanged(
            id=self.id,
            at=self.at,
            platform=PLATFORM,
            channel=channel,
            change=change,
            name=name,
            to=to,
            by=account(by, self.ours.names.get(by, "")) if by else None,
        )


def channel(told: Told) -> Event | None:
    """A channel was archived, opened again, renamed, deleted, left; or it has another id now."""
    kind = text(told.event, "type")
    if kind == "channel_id_changed":
        old, new = text(told.event, "old_channel_id"), text(told.event, "new_channel_id")
        return told.change(old, "moved", to=new) if new else None
    known = part(told.event, "channel")
    which = text(known, "id") or text(told.event, "channel")
    change = CHANGES.get(kind.partition("_")[2], "")
    return told.change(which, change, name=text(known, "name")) if change else None


def joined(told: Told) -> Event | None:
    """Somebody came into a channel; when it is the bot, the channel is new to the desk."""
    who, where = text(told.event, "user"), text(told.event, "channel")
    if not who or not where:
        return None
    if who == told.ours.bot_user:
        return told.change(where, "added", by=text(told.event, "inviter"))
    return MemberJoined(
        id=told.id,
        at=told.at,
        who=account(
            who,
            told.ours.names.get(who, ""),
            is_external=is_foreign(text(told.event, "team"), told.body, told.ours),
        ),
        channel=where,
    )


def left(told: Told) -> Event | None:
    """The bot was taken out of a channel; that others leave is nothing to the desk."""
    if text(told.event, "user") != told.ours.bot_user or not told.ours.bot_user:
        return None
    return told.change(text(told.event, "channel"), "removed")
