"""The inner events that Slack sends, one function for each; leaves the envelope around them to the office."""

from __future__ import annotations

from typing import Any

from tests.slack.fake.posts import Post
from tests.slack.fake.workspace import BORN, TEAM, Channel, User, Workspace

_TWIN = {"client_msg_id", "user", "text", "ts", "team", "blocks", "thread_ts"}


def posted(post: Post) -> dict[str, Any]:
    """Somebody wrote. The bot's own metadata comes with it."""
    shape = post.shape(metadata=True)
    return shape | {"channel": post.channel.id, "event_ts": post.ts, "channel_type": post.channel.kind}


def mentioned(post: Post) -> dict[str, Any]:
    """The twin of a message that names the bot: less is told of it."""
    shape = {key: value for key, value in post.shape().items() if key in _TWIN}
    return shape | {"type": "app_mention", "channel": post.channel.id, "event_ts": post.ts}


def changed(post: Post, before: dict[str, Any], now: str) -> dict[str, Any]:
    """A message has other words now, or was deleted with replies under it (a tombstone)."""
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": post.shape(metadata=True),
        "previous_message": before,
        "channel": post.channel.id,
        "hidden": True,
        "ts": now,
        "event_ts": now,
        "channel_type": post.channel.kind,
    }


def deleted(post: Post, before: dict[str, Any], now: str) -> dict[str, Any]:
    """A message was removed: with replies it is changed into a tombstone."""
    if post.stone:
        return changed(post, before, now)
    return {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": before,
        "deleted_ts": post.ts,
        "channel": post.channel.id,
        "hidden": True,
        "ts": now,
        "event_ts": now,
        "channel_type": post.channel.kind,
    }


def reaction(added: bool, user: str, post: Post, name: str, now: str) -> dict[str, Any]:
    """Somebody put an emoji on a message, or took it off."""
    return {
        "type": "reaction_added" if added else "reaction_removed",
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": post.channel.id, "ts": post.ts},
        "item_user": post.user,
        "event_ts": now,
    }


def member(kind: str, user: User, channel: Channel, now: str, inviter: str | None = None) -> dict[str, Any]:
    """`member_joined_channel` or `member_left_channel`."""
    event = {
        "type": kind,
        "user": user.id,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": user.team_id,
        "event_ts": now,
    }
    return event | ({"inviter": inviter} if inviter else {})


def left(channel: Channel, actor: str, now: str) -> dict[str, Any]:
    """The bot itself is out of a channel."""
    kind = "group_left" if channel.is_private else "channel_left"
    return {"type": kind, "channel": channel.id, "actor_id": actor, "event_ts": now}


def of_channel(kind: str, channel: Channel, now: str, user: str | None = None) -> dict[str, Any]:
    """`archive`, `unarchive` or `deleted`."""
    event = {"type": f"{_kind(channel)}_{kind}", "channel": channel.id, "event_ts": now}
    if kind == "archive":
        event["is_moved"] = 0
    return event | ({"user": user} if user else {})


def renamed(channel: Channel, now: str) -> dict[str, Any]:
    """The channel has another name."""
    about = {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "created": BORN,
        "is_channel": not channel.is_private,
        "is_mpim": False,
    }
    return {"type": f"{_kind(channel)}_rename", "channel": about, "event_ts": now}


def _kind(channel: Channel) -> str:
    return "group" if channel.is_private else "channel"


def moved(old: str, new: str, now: str) -> dict[str, Any]:
    """A channel has another id (made private or shared, in some workspaces)."""
    return {"type": "channel_id_changed", "old_channel_id": old, "new_channel_id": new, "event_ts": now}


def person(kind: str, workspace: Workspace, user: User, now: str, *, email: bool) -> dict[str, Any]:
    """`user_change`, `user_status_changed`, `user_profile_changed` or `team_join`."""
    shape = workspace.user_shape(user, email=email, locale=True)
    stamp = int(now.split(".", maxsplit=1)[0])
    return {"type": kind, "user": shape, "cache_ts": stamp}


def rest(user: User, now: str) -> dict[str, Any]:
    """Somebody's "do not disturb" changed."""
    return {"type": "dnd_updated_user", "user": user.id, "dnd_status": rest_shape(user), "event_ts": now}


def rest_shape(user: User) -> dict[str, Any]:
    """How "do not disturb" is told, in events and answers."""
    return {
        "dnd_enabled": user.rest.is_on,
        "next_dnd_start_ts": user.rest.start,
        "next_dnd_end_ts": user.rest.end,
    }


def home(user: str, channel: Channel, tab: str, view: dict[str, Any] | None, now: str) -> dict[str, Any]:
    """Somebody looks at the app's own page, or at the conversation with it."""
    event = {"type": "app_home_opened", "user": user, "channel": channel.id, "tab": tab, "event_ts": now}
    return event | ({"view": view} if view else {})


def revoked(bot_user: str) -> dict[str, Any]:
    """Our token is no good any more."""
    return {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [bot_user]}}


def uninstalled() -> dict[str, Any]:
    """The app was taken out of the workspace."""
    return {"type": "app_uninstalled"}


def wrapped(event: dict[str, Any], channel: Channel | None, event_id: str, bot_user: str, app: str) -> dict[str, Any]:
    """An event in its outer envelope."""
    moment = str(event.get("event_ts") or event.get("cache_ts") or BORN).split(".")[0]
    return {
        "token": "verification-token",
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": app,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(moment),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": bool(channel and channel.is_shared),
        "event_context": f"4-{event_id}",
    }
