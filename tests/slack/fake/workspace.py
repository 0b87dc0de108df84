"""The people and channels of an invented workspace; leaves what is said in them to the posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.slack.fake.posts import Post

TEAM = "T0SKOLAN"
BOT_USER, BOT_ID, APP = "U0BOT", "B0BOT", "A0SUPPORT"
SLACKBOT = "USLACKBOT"
BORN = 1_700_000_000
"""When everybody and everything was made, in seconds."""


@dataclass
class Rest:
    """Somebody's "do not disturb": from and to in seconds, or neither."""

    is_on: bool = False
    start: int = 1
    end: int = 1


@dataclass
class User:
    """An account. `team` None = of this workspace; `fields` = the profile's own fields by their id."""

    id: str
    name: str = ""
    real_name: str = ""
    email: str | None = None
    locale: str = "sv-SE"
    tz: str = "Europe/Stockholm"
    tz_offset: int = 3600
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0
    fields: dict[str, str] = field(default_factory=dict)
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_bot: bool = False
    deleted: bool = False
    team: str | None = None
    rest: Rest = field(default_factory=Rest)

    def __post_init__(self) -> None:
        self.name = self.name or self.id.lower()
        self.real_name = self.real_name or self.name.title()

    @property
    def team_id(self) -> str:
        return self.team or TEAM


@dataclass
class Channel:
    """A channel, or with `user` a person's own conversation with the bot."""

    id: str
    name: str = ""
    members: list[str] = field(default_factory=list)
    archived: bool = False
    is_private: bool = False
    is_shared: bool = False
    """Shared with another workspace."""
    user: str | None = None
    posts: dict[str, Post] = field(default_factory=dict, repr=False)
    threads: dict[str, list[Post]] = field(default_factory=dict, repr=False)
    """What hangs under a root, by its `ts`."""
    pinned: list[str] = field(default_factory=list)

    def put(self, post: Post) -> None:
        """From now on a message stands here."""
        self.posts[post.ts] = post
        if post.thread:
            self.threads.setdefault(post.thread, []).append(post)

    def drop(self, post: Post) -> None:
        """From now on it does not."""
        del self.posts[post.ts]
        if post.thread:
            self.threads[post.thread].remove(post)

    @property
    def kind(self) -> str:
        """`channel`, `group` or `im`, as `channel_type` says it."""
        return "im" if self.user else "group" if self.is_private else "channel"

    @property
    def scope(self) -> str:
        """The first half of the scopes that its kind needs."""
        return {"im": "im", "group": "groups", "channel": "channels"}[self.kind]


class Workspace:
    """Everybody and every channel of one workspace, and the names of the profile's own fields."""

    def __init__(
        self,
        users: Sequence[User] = (),
        channels: Sequence[Channel] = (),
        fields: dict[str, str] | None = None,
        domain: str = "skolan",
    ) -> None:
        self.domain = domain
        self.name = domain.title()
        self.fields = dict(fields or {})
        self.users = {one.id: one for one in users}
        self.channels = {one.id: one for one in channels}
        self.users[BOT_USER] = User(BOT_USER, "supportbot", "Supportbot", is_bot=True)

    def user(self, user_id: str) -> User:
        """Somebody; the test is wrong when there is no such account."""
        return self.users[user_id]

    def channel(self, channel_id: str) -> Channel:
        """A channel; the test is wrong when there is none."""
        return self.channels[channel_id]

    def direct(self, user_id: str) -> Channel:
        """Somebody's conversation with the bot; it is made when it is not there yet."""
        own = "D" + self.user(user_id).id[1:]
        if own not in self.channels:
            self.channels[own] = Channel(own, "directmessage", [user_id, BOT_USER], user=user_id)
        return self.channels[own]

    def user_shape(self, user: User, *, email: bool, locale: bool) -> dict[str, Any]:
        """An account as users.info and user_change show it."""
        shape: dict[str, Any] = {
            "id": user.id,
            "team_id": user.team_id,
            "name": user.name,
            "deleted": user.deleted,
            "profile": self.profile_shape(user, email=email),
            "is_bot": user.is_bot,
            "is_app_user": False,
            "updated": BORN,
        }
        if user.deleted:
            return shape
        shape |= {
            "color": "9f69e7",
            "real_name": user.real_name,
            "tz": user.tz,
            "tz_label": "Central European Time",
            "tz_offset": user.tz_offset,
            "is_admin": False,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": user.is_restricted,
            "is_ultra_restricted": user.is_ultra_restricted,
            "is_email_confirmed": True,
            "who_can_share_contact_card": "EVERYONE",
        }
        if user.team is not None:
            shape["is_stranger"] = True
        if locale:
            shape["locale"] = user.locale
        return shape

    def profile_shape(self, user: User, *, email: bool, fields: bool = False, labels: bool = False) -> dict[str, Any]:
        """A profile; its own fields only where users.profile.get shows them, a stranger's address nowhere."""
        first, _, last = user.real_name.partition(" ")
        shape: dict[str, Any] = {
            "title": "",
            "phone": "",
            "skype": "",
            "real_name": user.real_name,
            "real_name_normalized": user.real_name,
            "display_name": user.name,
            "display_name_normalized": user.name,
            "status_text": user.status_text,
            "status_emoji": user.status_emoji,
            "status_expiration": user.status_expiration,
            "avatar_hash": "g0",
            "first_name": first,
            "last_name": last,
            "team": user.team_id,
        }
        if email and user.email and user.team is None:
            shape["email"] = user.email
        if fields:
            own = {key: {"value": value, "alt": ""} for key, value in user.fields.items()}
            shape["fields"] = {k: v | {"label": self.fields.get(k, "")} for k, v in own.items()} if labels else own
        return shape

    def channel_shape(self, channel: Channel) -> dict[str, Any]:
        """A channel as conversations.info shows it."""
        if channel.user:
            return {
                "id": channel.id,
                "created": BORN,
                "is_archived": False,
                "is_im": True,
                "is_org_shared": False,
                "user": channel.user,
                "is_user_deleted": self.user(channel.user).deleted,
                "priority": 0,
            }
        blank = {"value": "", "creator": "", "last_set": 0}
        return {
            "id": channel.id,
            "name": channel.name,
            "is_channel": not channel.is_private,
            "is_group": channel.is_private,
            "is_im": False,
            "is_mpim": False,
            "is_private": channel.is_private,
            "created": BORN,
            "is_archived": channel.archived,
            "is_general": False,
            "unlinked": 0,
            "name_normalized": channel.name,
            "is_shared": channel.is_shared,
            "is_ext_shared": channel.is_shared,
            "is_org_shared": False,
            "is_pending_ext_shared": False,
            "pending_shared": [],
            "context_team_id": TEAM,
            "updated": BORN * 1000,
            "creator": SLACKBOT,
            "is_member": BOT_USER in channel.members,
            "topic": blank,
            "purpose": blank,
            "previous_names": [],
        }


def seconds(at: datetime) -> int:
    """A moment as Slack counts it."""
    return int(at.timestamp())
