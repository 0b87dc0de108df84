"""What happens to people and channels: joining, leaving, renaming, profiles; leaves messages to the writers."""

from __future__ import annotations

from typing import Any

from tests.slack.fake import events
from tests.slack.fake.posts import Post
from tests.slack.fake.verbs import Told, Verbs
from tests.slack.fake.workspace import BOT_USER, Channel, Rest, User

_STATUS = {"status_text", "status_emoji", "status_expiration"}


class Movers(Verbs):
    """The verbs of people and channels."""

    def _system(self, channel: Channel, user: str, subtype: str, text: str) -> Told:
        """What Slack itself writes in a channel about what somebody did."""
        post = Post(self.world.stamps.next(), channel, user, text, subtype=subtype)
        channel.put(post)
        return events.posted(post), channel

    async def joins(self, user: str, channel: str, inviter: str | None = None) -> None:
        """Somebody comes into a channel."""
        where, who = self.world.workspace.channel(channel), self.world.workspace.user(user)
        if user in where.members:
            raise ValueError(f"{user} is in {channel} already")
        where.members.append(user)
        said = self._system(where, user, "channel_join", f"<@{user}> has joined the channel")
        now = self.world.stamps.next()
        await self._tell((events.member("member_joined_channel", who, where, now, inviter), where), said)

    async def leaves(self, user: str, channel: str) -> None:
        """Somebody goes out of a channel."""
        where, who = self.world.workspace.channel(channel), self.world.workspace.user(user)
        where.members.remove(user)
        said = self._system(where, user, "channel_leave", f"<@{user}> has left the channel")
        now = self.world.stamps.next()
        await self._tell((events.member("member_left_channel", who, where, now), where), said)

    async def invites_bot(self, user: str, channel: str) -> None:
        """The bot comes into a channel."""
        await self.joins(BOT_USER, channel, user)

    async def removes_bot(
        self, user: str, channel: str, told: tuple[str, ...] = ("member_left_channel", "channel_left")
    ) -> None:
        """The bot is put out of a channel. `told`: which of the two events come."""
        where = self.world.workspace.channel(channel)
        where.members.remove(BOT_USER)
        self._system(where, BOT_USER, "channel_leave", f"<@{BOT_USER}> was removed")
        now, bot = self.world.stamps.next(), self.world.workspace.user(BOT_USER)
        both = {
            "member_left_channel": events.member("member_left_channel", bot, where, now),
            "channel_left": events.left(where, user, now),
        }
        await self._tell(*((both[kind], where) for kind in told))

    async def archives(self, user: str, channel: str) -> None:
        """A channel is closed."""
        where = self.world.workspace.channel(channel)
        said = self._system(where, user, "channel_archive", "archived the channel")
        where.archived = True
        await self._tell((events.of_channel("archive", where, self.world.stamps.next(), user), where), said)

    async def unarchives(self, user: str, channel: str) -> None:
        """A channel is open again; the bot has to be asked in anew."""
        where = self.world.workspace.channel(channel)
        where.archived = False
        await self._tell((events.of_channel("unarchive", where, self.world.stamps.next(), user), where))

    async def renames(self, user: str, channel: str, name: str) -> None:
        """A channel gets another name."""
        where = self.world.workspace.channel(channel)
        where.name = name
        said = self._system(where, user, "channel_name", f"renamed the channel to {name}")
        await self._tell((events.renamed(where, self.world.stamps.next()), where), said)

    async def deletes_channel(self, _user: str, channel: str) -> None:
        """A channel is gone, with everything in it."""
        where = self.world.workspace.channels.pop(channel)
        await self._tell((events.of_channel("deleted", where, self.world.stamps.next()), where))

    async def converts(self, channel: str, new_id: str, *, private: bool | None = None) -> None:
        """A channel gets another id, and all that is in it moves along."""
        channels = self.world.workspace.channels
        where = channels.pop(channel)
        where.id = new_id
        if private is not None:
            where.is_private = private
        channels[new_id] = where
        await self._tell((events.moved(channel, new_id, self.world.stamps.next()), where))

    async def changes_user(self, user: str, **profile: Any) -> None:
        """Somebody changes their account: any attribute of `User`."""
        who = self.world.workspace.user(user)
        for key, value in profile.items():
            if not hasattr(who, key):
                raise AttributeError(key)
            setattr(who, key, value)
        kinds = ["user_change", "user_profile_changed"]
        if profile.keys() & _STATUS:
            kinds.append("user_status_changed")
        await self._about(who, *kinds)

    async def _about(self, who: User, *kinds: str) -> None:
        email = "users:read.email" in self.world.scopes
        now = self.world.stamps.next()
        await self._tell(*((events.person(kind, self.world.workspace, who, now, email=email), None) for kind in kinds))

    async def deactivates(self, user: str) -> None:
        """Somebody's account is closed; they stay in no channel."""
        for channel in self.world.workspace.channels.values():
            if channel.user is None and user in channel.members:
                channel.members.remove(user)
        self.world.workspace.user(user).deleted = True
        await self._about(self.world.workspace.user(user), "user_change")

    async def arrives(self, user: User) -> None:
        """A new account in the workspace."""
        self.world.workspace.users[user.id] = user
        await self._about(user, "team_join")

    async def sets_dnd(self, user: str, *, on: bool, start: int = 1, end: int = 1) -> None:
        """Somebody does not want to be disturbed, from and to in seconds."""
        who = self.world.workspace.user(user)
        who.rest = Rest(on, start, end)
        await self._tell((events.rest(who, self.world.stamps.next()), None))
