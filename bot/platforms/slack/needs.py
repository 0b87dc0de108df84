"""What the bot uses of Slack and which rights that needs, as facts; leaves asking for them to the manifest."""

from __future__ import annotations

from collections.abc import Iterable

CHANNELS = ("channels:read", "groups:read")
HISTORY = ("channels:history", "groups:history", "im:history")

METHODS: dict[str, tuple[str, ...]] = {
    "apps.connections.open": (),  # with the app token, see APP_LEVEL
    "auth.test": (),
    "chat.delete": ("chat:write",),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.history": HISTORY,
    "conversations.info": CHANNELS,
    "conversations.open": ("im:write",),
    "conversations.replies": HISTORY,
    "dnd.info": ("dnd:read",),
    "pins.add": ("pins:write",),
    "pins.remove": ("pins:write",),
    "users.conversations": CHANNELS,
    "users.info": ("users:read", "users:read.email"),  # without the second it tells no address
    "users.lookupByEmail": ("users:read.email",),
    "users.profile.get": ("users.profile:read",),
    "views.open": (),
    "views.publish": (),
    "views.push": (),
}
"""A method of the web API that is called -> the scopes that it needs for the channels and people of the desk."""

EVENTS: dict[str, tuple[str, ...]] = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "app_uninstalled": (),
    "channel_archive": ("channels:read",),
    "channel_deleted": ("channels:read",),
    "channel_id_changed": CHANNELS,
    "channel_left": ("channels:read",),
    "channel_rename": ("channels:read",),
    "channel_unarchive": ("channels:read",),
    "dnd_updated_user": ("dnd:read",),
    "group_archive": ("groups:read",),
    "group_deleted": ("groups:read",),
    "group_left": ("groups:read",),
    "group_rename": ("groups:read",),
    "group_unarchive": ("groups:read",),
    "member_joined_channel": CHANNELS,
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "reaction_added": ("reactions:read",),
    "team_join": ("users:read",),
    "tokens_revoked": (),
    "user_change": ("users:read",),
}
"""An event that the app subscribes to -> the scopes without which Slack does not tell it."""

UNASKED = frozenset({"app_rate_limited", "member_left_channel", "user_profile_changed", "user_status_changed"})
"""Events that are read though the app does not subscribe to them.

`app_rate_limited` comes by itself; the others tell what `channel_left` and `user_change` tell, where somebody has
turned them on by hand.
"""

FEATURES: dict[str, tuple[str, ...]] = {"slash commands and shortcuts": ("commands",)}
"""What else needs a scope."""

WORKS: dict[str, str] = {
    "app_mentions:read": "being called by name",
    "channels:history": "hearing what is written in public channels, and reading back what was missed",
    "channels:read": "knowing public channels, who comes in, and what becomes of them",
    "chat:write": "writing anything at all",
    "commands": "/support, /stod and the menus of messages",
    "dnd:read": "heeding do-not-disturb",
    "groups:history": "hearing what is written in private channels, and reading back what was missed",
    "groups:read": "knowing private channels and what becomes of them",
    "im:history": "hearing what people write to the bot itself",
    "im:write": "telling contacts privately",
    "pins:write": "keeping announcements at the top of a channel",
    "reactions:read": "reactions as answers",
    "users.profile:read": "the school of a profile",
    "users:read": "names, languages, status, guests and who has left",
    "users:read.email": "knowing people by their addresses",
}
"""A scope -> what works with it, in words."""

APP_LEVEL = "connections:write"
"""The scope of the app token, for Socket Mode."""


def scopes() -> tuple[str, ...]:
    """All scopes of the bot token, each once, in order."""
    wanted = (*METHODS.values(), *EVENTS.values(), *FEATURES.values())
    return tuple(sorted({scope for one in wanted for scope in one}))


def missing(granted: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Each scope that was not granted, with what does not work without it."""
    lacking = sorted(set(scopes()) - set(granted))
    return {scope: tuple(_users_of(scope)) for scope in lacking}


def _users_of(scope: str) -> list[str]:
    every = {**METHODS, **EVENTS, **FEATURES}
    return [name for name, wanted in every.items() if scope in wanted]
