"""A tenant with its people, teams, channels and chats, and where the app is; leaves what is written there to `world`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

TENANT = "00000000-0000-0000-0000-0000000000e0"
APP_ID = "00000000-0000-0000-0000-0000000000b0"
BOT = f"28:{APP_ID}"
CHANNEL, GROUP, PERSONAL = "channel", "groupChat", "personal"


@dataclass
class User:
    """A person; `id` is the one that Teams has for this bot, `aad` the directory's."""

    id: str
    aad: str
    name: str
    email: str = ""
    role: str = "user"
    """`user` or `guest`."""
    tenant: str = TENANT
    locale: str = "sv-SE"
    upn: str = ""

    def __post_init__(self) -> None:
        if not self.id.startswith("29:"):
            raise ValueError(f"a person's id begins with 29: ({self.id})")
        self.upn = self.upn or self.email

    def shape(self) -> dict[str, Any]:
        """As the members interface shows somebody."""
        first, _, last = self.name.partition(" ")
        shape = {
            "id": self.id, "name": self.name, "aadObjectId": self.aad, "objectId": self.aad, "givenName": first,
            "surname": last, "userPrincipalName": self.upn, "tenantId": self.tenant, "userRole": self.role,
        }  # fmt: skip
        return shape | ({"email": self.email} if self.email else {})

    def sender(self) -> dict[str, str]:
        """As an activity shows who did it."""
        return {"id": self.id, "name": self.name, "aadObjectId": self.aad}


@dataclass
class Post:
    """One message that stands, or stood, in a conversation."""

    id: str
    author: str
    """`29:…` or the bot's id."""
    at: datetime
    activity: dict[str, Any]
    thread: str | None = None
    """In a channel: the root it hangs on."""
    quoted: str | None = None
    """In a chat: the message that it answers."""
    only_for: str | None = None
    """The one person who sees it."""
    deleted: bool = False
    edited: bool = False
    reactions: list[tuple[str, str]] = field(default_factory=list)
    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    """User -> the card as only they see it."""

    @property
    def text(self) -> str:
        """Its words; empty for a card."""
        return str(self.activity.get("text") or "")

    @property
    def summary(self) -> str:
        """What stands for its card where no card can be shown."""
        return str(self.activity.get("summary") or "")

    @property
    def card(self) -> dict[str, Any] | None:
        """Its card as everybody sees it."""
        found = self.activity.get("attachments") or [{}]
        return found[0].get("content") if self.author.startswith("28:") else None

    def seen(self, user: str | None) -> dict[str, Any] | None:
        """Its card as somebody sees it."""
        return self.views.get(user or "", self.card)


@dataclass
class Team:
    """A team; its id is that of its first channel."""

    id: str
    name: str
    members: list[str]
    group: str = "00000000-0000-0000-0000-0000000000c0"
    has_app: bool = True
    reads_all: bool = True
    """Its owner has consented to `ChannelMessage.Read.Group`: what is written without a mention reaches the bot."""


@dataclass
class Conversation:
    """A channel, a group chat, or somebody's own chat with the bot."""

    id: str
    kind: str
    name: str = ""
    team: Team | None = None
    own_members: list[str] = field(default_factory=list)
    installed: bool = True
    consented: bool = True
    gone: bool = False
    posts: dict[str, Post] = field(default_factory=dict)

    @property
    def members(self) -> list[str]:
        """Everybody who can read it."""
        return self.team.members if self.team else self.own_members

    @property
    def has_app(self) -> bool:
        """Whether the bot may write there."""
        return self.team.has_app if self.team else self.installed

    @property
    def reads_all(self) -> bool:
        """Whether the bot hears what does not mention it."""
        return self.kind == PERSONAL or (self.team.reads_all if self.team else self.consented)


def channel(id_: str, name: str, team: Team) -> Conversation:
    """A standard channel of a team."""
    if not (id_.startswith("19:") and id_.endswith("@thread.tacv2")):
        raise ValueError(f"that is no id of a channel: {id_}")
    return Conversation(id_, CHANNEL, name, team)


def group(id_: str, name: str, members: Sequence[str], **more: Any) -> Conversation:
    """A group chat."""
    if not (id_.startswith("19:") and id_.endswith("@thread.v2")):
        raise ValueError(f"that is no id of a group chat: {id_}")
    return Conversation(id_, GROUP, name, own_members=list(members), **more)


class Town:
    """Everything that there is before anybody says anything."""

    def __init__(
        self, users: Sequence[User], conversations: Sequence[Conversation], *, has_app: Sequence[str] | None = None,
        name: str = "Support",
    ) -> None:  # fmt: skip
        """`has_app`: the people who have the app themselves; everybody unless said. `name`: the bot's."""
        self.name = name
        self.users = {one.id: one for one in users}
        self.conversations = {one.id: one for one in conversations}
        for team in {id(one.team): one.team for one in conversations if one.team}.values():
            self.conversations.setdefault(team.id, channel(team.id, "General", team))
        for user in users:
            self.add(user, has_app=has_app is None or user.id in has_app)
        self.blocked: set[str] = set()
        """People who have blocked the bot."""

    def add(self, user: User, *, has_app: bool = True) -> None:
        """Somebody more, with their own chat."""
        self.users[user.id] = user
        own = Conversation(f"a:1{user.id[3:]}", PERSONAL, own_members=[user.id])
        own.installed = has_app
        self.conversations[own.id] = own

    def user(self, who: str) -> User:
        """Somebody, by either id; the test is wrong when there is nobody."""
        found = self.find(who)
        if found is None:
            raise KeyError(f"nobody is {who}")
        return found

    def find(self, who: str) -> User | None:
        """Somebody, by Teams' id or the directory's, whatever its case."""
        return self.users.get(who) or next((u for u in self.users.values() if u.aad.lower() == who.lower()), None)

    def personal(self, who: str) -> Conversation:
        """Somebody's own chat with the bot."""
        return self.conversations[f"a:1{self.user(who).id[3:]}"]

    def team(self, team: str) -> Team | None:
        """A team, by its id."""
        return next((c.team for c in self.conversations.values() if c.team and c.team.id == team), None)

    def channels(self, team: str) -> list[Conversation]:
        """A team's channels, the first one first."""
        own = [c for c in self.conversations.values() if c.team and c.team.id == team and not c.gone]
        return sorted(own, key=lambda one: one.id != team)
