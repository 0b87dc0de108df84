"""The state that the API, the people and the transports share; leaves every change of it to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from tests.slack.fake.posts import Post, Stamps
from tests.slack.fake.records import ApiError, Call, Delivery
from tests.slack.fake.workspace import BOT_USER, Channel, User, Workspace

TRIGGER_LASTS = timedelta(seconds=3)
URL_LASTS, URL_USES = timedelta(minutes=30), 5

Tell = Callable[[dict[str, Any], Channel | None], None]


@dataclass
class Ephemeral:
    """A message that one person sees and nobody keeps."""

    ts: str
    channel: Channel
    user: str
    text: str
    blocks: list[dict[str, Any]] | None = None
    thread: str | None = None


@dataclass
class Trigger:
    """The right to open one view, for three seconds."""

    user: str
    at: datetime
    used: bool = False


@dataclass
class ResponseUrl:
    """An address that answers one press or command."""

    user: str
    channel: Channel
    at: datetime
    ts: str | None = None
    """The message that was pressed."""
    thread: str | None = None
    uses: int = 0


@dataclass
class View:
    """A modal or home tab that somebody has before them; `filled` = what they have chosen in it so far."""

    id: str
    user: str
    body: dict[str, Any]
    hash: str
    root: str
    previous: str | None = None
    filled: dict[str, dict[str, Any]] = field(default_factory=dict)


class World:
    """One workspace with everything that happens in it."""

    def __init__(self, workspace: Workspace, clock: Callable[[], datetime], scopes: frozenset[str]) -> None:
        self.workspace = workspace
        self.clock = clock
        self.stamps = Stamps(clock)
        self.scopes = set(scopes)
        self.token_error: str | None = None
        """What every call with the bot's token is answered, when it is no good any more."""
        self.api_root = ""
        self.calls: list[Call] = []
        self.offences: list[str] = []
        self.deliveries: list[Delivery] = []
        self.ephemerals: list[Ephemeral] = []
        self.triggers: dict[str, Trigger] = {}
        self.urls: dict[str, ResponseUrl] = {}
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.tickets: set[str] = set()
        self.left_out: set[str] = set()
        """Messages that a channel's history forgets to name, though they stand."""
        self.tell: Tell = lambda _event, _channel: None
        """Sends an event on its way, without anybody waiting for it."""
        self._numbers = count(1)

    def number(self, prefix: str) -> str:
        """A fresh id."""
        return f"{prefix}{next(self._numbers):06d}"

    def offence(self, what: str) -> None:
        """Note what our program should not have done."""
        self.offences.append(what)

    def reach(self, channel_id: str, *, inside: bool = False) -> Channel:
        """The channel that the bot may see; `inside` = it has to be a member."""
        channel = self.workspace.channels.get(channel_id)
        if channel is None or (channel.kind == "group" and BOT_USER not in channel.members):
            raise ApiError("channel_not_found")
        if inside and BOT_USER not in channel.members:
            raise ApiError("not_in_channel")
        return channel

    def need(self, scope: str, offered: str = "") -> None:
        """Refuse what the app was not given."""
        if scope and scope not in self.scopes:
            raise ApiError("missing_scope", needed=offered or scope, provided=",".join(sorted(self.scopes)))

    def known(self, user_id: str) -> User:
        """An account, or the answer that there is none."""
        user = self.workspace.users.get(user_id)
        if user is None:
            raise ApiError("user_not_found")
        return user

    def post(self, channel: Channel, ts: str) -> Post:
        """A message that stands, or the answer that it does not."""
        post = channel.posts.get(ts)
        if post is None or post.stone:
            raise ApiError("message_not_found")
        return post

    def trigger(self, user: str) -> str:
        """A new right to open a view."""
        name = f"{self.number('9')}.{self.number('8')}.valid"
        self.triggers[name] = Trigger(user, self.clock())
        return name

    def spend(self, trigger_id: str | None) -> str:
        """Use a right to open a view; returns whose it is."""
        trigger = self.triggers.get(trigger_id or "")
        if trigger is None:
            raise ApiError("invalid_trigger_id", offence="a trigger_id that was never given")
        if trigger.used:
            raise ApiError("exchanged_trigger_id", offence="a trigger_id used twice")
        if self.clock() - trigger.at > TRIGGER_LASTS:
            raise ApiError("expired_trigger_id")
        trigger.used = True
        return trigger.user

    def response_url(self, url: ResponseUrl) -> str:
        """A new address for answers."""
        name = self.number("r")
        self.urls[name] = url
        return f"{self.api_root.removesuffix('api/')}hooks/{name}"

    def shown(self, ts: str, user: str) -> Ephemeral | None:
        """The private message of that moment, while its reader has it."""
        return next((one for one in self.ephemerals if one.ts == ts and one.user == user), None)

    def remove(self, channel: Channel, ts: str) -> Post:
        """Take a message away: nothing is left of it, or a stone over its replies."""
        post = channel.posts[ts]
        if post.replies:
            post.stone = True
        else:
            channel.drop(post)
        return post
