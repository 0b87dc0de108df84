"""What Teams tells us, as Events of the desk: the one door to the other parse files; leaves talking to Teams to the adapter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.platforms.base import Profile
from bot.platforms.shared.payloads import Body, first, text
from bot.platforms.teams import ids, parse_messages, parse_places, parse_receipts
from bot.platforms.teams.door import Door
from bot.platforms.teams.parse_cards import FEEDBACK, MESSAGE, OTHER, data, filled, is_refresh, kind, press
from bot.platforms.teams.parse_marks import marked
from bot.platforms.teams.parse_places import door
from bot.platforms.teams.parse_values import Activity, Ours, account_id
from knowledge.conversation.event import Event

__all__ = ["Beside", "Ours", "beside", "door", "events", "filled", "is_refresh", "marked", "press", "profile"]


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Where somebody is who pressed, filled in or wrote something, and what Teams waits for."""

    kind: str = MESSAGE
    """`message`, `action`, `fetch`, `submit`, `task`, `mark`, `feedback`, `refresh`; `other` for calls that we do not know."""
    channel: str = ""
    """Our channel, `direct:<account>` included."""
    thread: str | None = None
    user: str = ""
    """The account id."""
    mri: str = ""
    """Teams' own id of the same person."""
    activity: str = ""
    """The message that it is about: the card that was pressed, the message that was reacted to, else the one that came."""
    opened: ids.Opened | None = None
    """Of a form: what it was opened for."""
    language: str | None = None


def events(body: Body, ours: Ours, now: datetime) -> tuple[Event, ...]:
    """What has happened; nothing for what is nothing to the desk. Raises ValueError for what cannot be read at all."""
    handle = _HANDLERS.get(text(body, "type"))
    return handle(Activity(body=body, ours=ours), now) if handle else ()


def beside(body: Body) -> Beside:
    """Where it came from, and from whom. Raises nothing, whatever the body is."""
    activity, what = Activity(body=body), kind(body)
    is_about_another = what not in {MESSAGE, OTHER} or activity.type == "messageReaction"
    message = first(body, "replyToId", "id") if is_about_another else text(body, "id")
    return Beside(
        kind=what,
        channel=activity.channel,
        thread=parse_messages.standing(activity, message).thread,
        user="" if activity.is_by_us else account_id(activity.sender),
        mri="" if activity.is_by_us else text(activity.sender, "id"),
        activity=message,
        opened=None if what == FEEDBACK else ids.opened(data(body)),
        language=activity.language,
    )


def profile(member: Body, door: Door) -> Profile:
    """Somebody as the members of a conversation tell it. Raises ValueError when it is nobody."""
    account = Activity(body={"channelData": {"tenant": {"id": door.tenant}}}).account(member)
    if not account.id:
        raise ValueError("a member has no id")
    by_name = text(member, "userPrincipalName")
    address = text(member, "email") or ("" if "#EXT#" in by_name.upper() else by_name)
    return Profile(account=account, email=address if "@" in address else None)


_HANDLERS: dict[str, Callable[[Activity, datetime], tuple[Event, ...]]] = {
    "conversationUpdate": parse_places.changed,
    "event": parse_receipts.told,
    "installationUpdate": parse_places.installed,
    "message": parse_messages.posted,
    "messageDelete": parse_messages.deleted,
    "messageReaction": parse_messages.reacted,
    "messageUpdate": parse_messages.updated,
}
"""An activity's type -> what reads it."""
