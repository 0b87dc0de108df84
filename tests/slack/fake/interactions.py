"""The payloads of presses, shortcuts, forms and commands; leaves finding what is pressed to the people."""

from __future__ import annotations

from typing import Any

from tests.slack.fake.api_views import view_shape
from tests.slack.fake.posts import Post
from tests.slack.fake.workspace import APP, TEAM, Channel, User
from tests.slack.fake.world import Ephemeral, ResponseUrl, View, World

TOKEN = "verification-token"


class Interactions:
    """Makes the payloads for one workspace."""

    def __init__(self, world: World) -> None:
        self.world = world

    def _base(self, kind: str, user: User) -> dict[str, Any]:
        who = {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team_id}
        return {
            "type": kind,
            "user": who,
            "api_app_id": APP,
            "token": TOKEN,
            "team": {"id": TEAM, "domain": self.world.workspace.domain},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def press(
        self, user: User, where: Post | Ephemeral | View, block_id: str, action: dict[str, Any]
    ) -> dict[str, Any]:
        """block_actions: in a message, in a private message or in a view."""
        said = action | {"block_id": block_id, "action_ts": self.world.stamps.next()}
        payload = self._base("block_actions", user) | {"trigger_id": self.world.trigger(user.id), "actions": [said]}
        if isinstance(where, View):
            shape = view_shape(where)
            container = {"type": "view", "view_id": where.id}
            return payload | {"container": container, "view": shape}
        return payload | self._in_message(user, where)

    def _in_message(self, user: User, where: Post | Ephemeral) -> dict[str, Any]:
        private = isinstance(where, Ephemeral)
        container = {
            "type": "message",
            "message_ts": where.ts,
            "channel_id": where.channel.id,
            "is_ephemeral": private,
        }
        if where.thread:
            container["thread_ts"] = where.thread
        url = ResponseUrl(user.id, where.channel, self.world.clock(), where.ts, where.thread)
        said: dict[str, Any] = {
            "container": container,
            "channel": {"id": where.channel.id, "name": shown_name(where.channel)},
            "state": {"values": {}},
            "response_url": self.world.response_url(url),
        }
        return said if isinstance(where, Ephemeral) else said | {"message": where.shape(metadata=True)}

    def mark(self, user: User, callback_id: str, post: Post) -> dict[str, Any]:
        """message_action: a shortcut on a message."""
        url = ResponseUrl(user.id, post.channel, self.world.clock(), post.ts, post.thread)
        payload = self._shortcut("message_action", user, callback_id)
        return payload | {
            "channel": {"id": post.channel.id, "name": shown_name(post.channel)},
            "message_ts": post.ts,
            "message": post.shape(metadata=True),
            "response_url": self.world.response_url(url),
        }

    def shortcut(self, user: User, callback_id: str) -> dict[str, Any]:
        """A global shortcut: no message, no channel."""
        return self._shortcut("shortcut", user, callback_id)

    def _shortcut(self, kind: str, user: User, callback_id: str) -> dict[str, Any]:
        payload = self._base(kind, user)
        del payload["api_app_id"]
        del payload["user"]["username" if kind == "message_action" else "name"]
        return payload | {
            "action_ts": self.world.stamps.next(),
            "callback_id": callback_id,
            "trigger_id": self.world.trigger(user.id),
        }

    def submission(self, user: User, view: View) -> dict[str, Any]:
        """view_submission."""
        payload = self._base("view_submission", user)
        return payload | {
            "trigger_id": self.world.trigger(user.id),
            "view": view_shape(view),
            "response_urls": [],
        }

    def closed(self, user: User, view: View, *, cleared: bool) -> dict[str, Any]:
        """view_closed."""
        return self._base("view_closed", user) | {"view": view_shape(view), "is_cleared": cleared}

    def command(self, user: User, channel: Channel, command: str, text: str) -> tuple[dict[str, str], ResponseUrl]:
        """A slash command, as the fields of its form, and its address for answers."""
        url = ResponseUrl(user.id, channel, self.world.clock())
        fields = {
            "token": TOKEN,
            "team_id": TEAM,
            "team_domain": self.world.workspace.domain,
            "channel_id": channel.id,
            "channel_name": shown_name(channel),
            "user_id": user.id,
            "user_name": user.name,
            "command": command,
            "text": text,
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": self.world.response_url(url),
            "trigger_id": self.world.trigger(user.id),
        }
        return fields, url


def shown_name(channel: Channel) -> str:
    """How presses and commands name a channel."""
    if channel.user:
        return "directmessage"
    return "privategroup" if channel.is_private else channel.name
