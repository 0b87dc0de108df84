"""What each method of the Web API takes and needs: rate tier, scopes, arguments with their types; leaves doing it to the API."""

from __future__ import annotations

from dataclasses import dataclass, field

CONVERSATION = "conversation"
"""Stands for the scopes that the kind of the channel decides: `{kind}:read` or `{kind}:history`."""


@dataclass(frozen=True)
class Method:
    """`tier`: calls a minute, 0 = none of the tiers. Types: s text, i number, b yes/no, j structure, l list of texts."""

    tier: int
    scope: str = ""
    required: dict[str, str] = field(default_factory=dict)
    optional: dict[str, str] = field(default_factory=dict)


def _args(words: str) -> dict[str, str]:
    return dict(word.rsplit(":", 1) for word in words.split())


def _method(tier: int, scope: str = "", required: str = "", optional: str = "") -> Method:
    return Method(tier, scope, _args(required), _args(optional))


_LOOKS = (
    "as_user:b attachments:j blocks:j icon_emoji:s icon_url:s link_names:b markdown_text:s parse:s text:s username:s"
)
_PAGE = "cursor:s limit:i"
_SPAN = f"{_PAGE} include_all_metadata:b inclusive:b latest:s oldest:s"
_LIST = f"{_PAGE} exclude_archived:b team_id:s types:l"
_TRIGGER = "interactivity_pointer:s trigger_id:s"

METHODS: dict[str, Method] = {
    "api.test": _method(100, "", "", "error:s foo:s"),
    "auth.test": _method(0),
    "apps.connections.open": _method(50),
    "chat.postMessage": _method(
        0,
        "chat:write",
        "channel:s",
        f"{_LOOKS} metadata:j mrkdwn:b reply_broadcast:b thread_ts:s unfurl_links:b unfurl_media:b",
    ),
    "chat.update": _method(
        50,
        "chat:write",
        "channel:s ts:s",
        "as_user:b attachments:j blocks:j file_ids:l link_names:b markdown_text:s metadata:j parse:s reply_broadcast:b text:s",
    ),
    "chat.delete": _method(50, "chat:write", "channel:s ts:s", "as_user:b"),
    "chat.postEphemeral": _method(100, "chat:write", "channel:s user:s", f"{_LOOKS} thread_ts:s"),
    "chat.getPermalink": _method(0, "", "channel:s message_ts:s"),
    "conversations.open": _method(50, "im:write", "", "channel:s prevent_creation:b return_im:b users:l"),
    "conversations.info": _method(50, CONVERSATION, "channel:s", "include_locale:b include_num_members:b"),
    "conversations.list": _method(20, CONVERSATION, "", _LIST),
    "conversations.history": _method(50, CONVERSATION, "channel:s", _SPAN),
    "conversations.replies": _method(50, CONVERSATION, "channel:s ts:s", _SPAN),
    "conversations.members": _method(100, CONVERSATION, "channel:s", _PAGE),
    "users.conversations": _method(50, CONVERSATION, "", f"{_LIST} user:s"),
    "users.info": _method(100, "users:read", "user:s", "include_locale:b"),
    "users.list": _method(20, "users:read", "", f"{_PAGE} include_locale:b team_id:s"),
    "users.lookupByEmail": _method(50, "users:read.email", "email:s"),
    "users.profile.get": _method(100, "users.profile:read", "", "include_labels:b user:s"),
    "users.getPresence": _method(50, "users:read", "", "user:s"),
    "dnd.info": _method(50, "dnd:read", "", "team_id:s user:s"),
    "dnd.teamInfo": _method(20, "dnd:read", "users:l", "team_id:s"),
    "reactions.add": _method(50, "reactions:write", "channel:s name:s timestamp:s"),
    "reactions.remove": _method(20, "reactions:write", "name:s", "channel:s file:s file_comment:s timestamp:s"),
    "pins.add": _method(20, "pins:write", "channel:s", "timestamp:s"),
    "pins.remove": _method(20, "pins:write", "channel:s", "timestamp:s"),
    "views.open": _method(100, "", "view:j", _TRIGGER),
    "views.update": _method(100, "", "view:j", "external_id:s hash:s view_id:s"),
    "views.push": _method(100, "", "view:j", _TRIGGER),
    "views.publish": _method(100, "", "user_id:s view:j", "hash:s"),
    "team.info": _method(50, "team:read", "", "domain:s team:s"),
    "team.profile.get": _method(50, "users.profile:read", "", "visibility:s"),
}
"""Everything that the fake can do; anything else is `unknown_method`, as a misspelt name is at Slack."""

EVENT_SCOPES: dict[str, str] = {
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "app_mention": "app_mentions:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "member_joined_channel": "channels:read|groups:read",
    "member_left_channel": "channels:read|groups:read",
    "channel_left": "channels:read",
    "channel_rename": "channels:read",
    "channel_archive": "channels:read",
    "channel_unarchive": "channels:read",
    "channel_deleted": "channels:read",
    "channel_id_changed": "channels:read",
    "group_left": "groups:read",
    "group_rename": "groups:read",
    "group_archive": "groups:read",
    "group_unarchive": "groups:read",
    "group_deleted": "groups:read",
    "user_change": "users:read",
    "user_status_changed": "users:read",
    "user_profile_changed": "users:read",
    "team_join": "users:read",
    "dnd_updated_user": "dnd:read",
    "app_home_opened": "",
    "app_uninstalled": "",
    "tokens_revoked": "",
}
"""Event -> the scope without which it is never sent (`a|b`: either)."""

_SCOPES = """
app_mentions:read channels:history channels:read chat:write commands dnd:read groups:history groups:read im:history im:read
im:write pins:write reactions:read reactions:write team:read users.profile:read users:read users:read.email
"""
ALL_SCOPES = frozenset(_SCOPES.split())
"""What an app has when the test does not say otherwise."""
