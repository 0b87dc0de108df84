"""What happens to channels, teams and chats, and who comes into them, as Events; leaves what people say there to `parse_messages`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.platforms.shared.payloads import Body, part, parts, text
from bot.platforms.teams.door import CHANNEL, PERSONAL, Door
from bot.platforms.teams.parse_values import PLATFORM, Activity, account_id
from knowledge.conversation.event import Account, Event, HomeOpened, MemberJoined, PlaceChanged

_CHANNELS = {"channelRenamed": "renamed", "channelDeleted": "closed", "channelRestored": "opened"}
_TEAMS = {
    "teamArchived": "closed", "teamDeleted": "closed", "teamHardDeleted": "closed",
    "teamUnarchived": "opened", "teamRestored": "opened",
}  # fmt: skip


def changed(activity: Activity, now: datetime) -> tuple[Event, ...]:
    """A `conversationUpdate`: people and the bot come and go, channels and teams change."""
    return (*_joined(activity, now), *_left(activity, now), *_told(activity, now))


def installed(activity: Activity, now: datetime) -> tuple[Event, ...]:
    """An `installationUpdate`: that the app came is told by the conversation too, so only that it is gone counts."""
    return _removed(activity, now) if text(activity.body, "action") == "remove" else ()


def door(body: Body) -> Door | None:
    """Where the conversation can be reached; None when Teams does not tell."""
    activity = Activity(body=body)
    service, here, kind = text(body, "serviceUrl"), activity.conversation, activity.kind
    if not service or not here:
        return None
    in_team = kind == CHANNEL
    return Door(
        service_url=service,
        conversation=here,
        kind=kind,
        tenant=activity.tenant,
        bot=text(part(body, "recipient"), "id"),
        user=text(activity.sender, "id") if kind == PERSONAL and not activity.is_by_us else "",
        team=activity.team if in_team else "",
        group=text(part(activity.data, "team"), "aadGroupId") if in_team else "",
        name=_name(activity, here) or text(part(body, "conversation"), "name"),
    )


def _joined(activity: Activity, now: datetime) -> Iterator[Event]:
    for one in parts(activity.body, "membersAdded"):
        who = text(one, "id")
        if activity.is_us(who):
            yield from _added(activity, now)
        elif who and activity.kind != PERSONAL and activity.conversation:
            account = activity.account(one)
            if not account.is_bot:
                event_id = activity.event_id(account.id)
                yield MemberJoined(id=event_id, at=activity.at(now), who=account, channel=activity.conversation)


def _added(activity: Activity, now: datetime) -> tuple[Event, ...]:
    """The bot is new there: in somebody's own chat, or in a channel, which is the one that was chosen at installation."""
    if activity.kind == PERSONAL:
        return (HomeOpened(id=activity.event_id("home"), at=activity.at(now), who=activity.who("an installation")),)
    chosen = text(_chosen(activity), "id") or activity.conversation
    return _change(activity, now, chosen, "added", _name(activity, chosen) or text(_team(activity), "name"))


def _left(activity: Activity, now: datetime) -> tuple[Event, ...]:
    gone = any(activity.is_us(text(one, "id")) for one in parts(activity.body, "membersRemoved"))
    return _removed(activity, now) if gone else ()


def _removed(activity: Activity, now: datetime) -> tuple[Event, ...]:
    """The bot was taken out of the whole team, or out of a chat; out of somebody's own chat is told when we write there."""
    if activity.kind == PERSONAL:
        return ()
    return _change(activity, now, activity.team or activity.conversation, "removed")


def _told(activity: Activity, now: datetime) -> tuple[Event, ...]:
    """What Teams has a word of its own for."""
    if activity.change in _CHANNELS:
        which = text(_channel(activity), "id") or activity.conversation
        name = text(_channel(activity), "name")
        return _change(activity, now, which, _CHANNELS[activity.change], name)
    if activity.change in _TEAMS:
        return _change(activity, now, activity.team or activity.conversation, _TEAMS[activity.change])
    return ()


def _change(activity: Activity, now: datetime, channel: str, change: str, name: str = "") -> tuple[Event, ...]:
    """Nothing when nobody says of which channel."""
    if not channel:
        return ()
    told = PlaceChanged(
        id=activity.event_id(change),
        at=activity.at(now),
        platform=PLATFORM,
        channel=channel,
        change=change,
        name=name,
        by=_by(activity),
    )
    return (told,)


def _by(activity: Activity) -> Account | None:
    if not account_id(activity.sender) or activity.is_by_us:
        return None
    return activity.account(activity.sender)


def _name(activity: Activity, channel: str) -> str:
    """What that channel is called, if Teams says it of this one."""
    return next(
        (text(one, "name") for one in (_chosen(activity), _channel(activity)) if text(one, "id") == channel), ""
    )


def _chosen(activity: Activity) -> Body:
    return part(part(activity.data, "settings"), "selectedChannel")


def _channel(activity: Activity) -> Body:
    return part(activity.data, "channel")


def _team(activity: Activity) -> Body:
    return part(activity.data, "team")
