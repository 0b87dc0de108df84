"""What people do with messages: write, edit, delete, react; leaves buttons, forms and commands to their own file."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable

from tests.slack.fake import events
from tests.slack.fake.posts import Post, picture, rich, typed
from tests.slack.fake.verbs import Verbs
from tests.slack.fake.workspace import BOT_USER

Before = Callable[[str], Awaitable[None] | None]


class Writers(Verbs):
    """The verbs of messages."""

    async def says(
        self,
        user: str,
        channel: str,
        text: str,
        *,
        thread: str | None = None,
        files: int = 0,
        broadcast: bool = False,
        literal: bool = False,
        before_delivery: Before | None = None,
    ) -> str:
        """Write; mentions are `<@U1>`, unless `literal`. `before_delivery(ts)` runs when it stands and nobody was told.

        Returns the message's `ts`.
        """
        post = self._written(user, channel, typed(text, literal=literal), thread)
        post.files = [picture(number, user) for number in range(1, files + 1)]
        if files:
            post.subtype = "file_share"
        if broadcast and thread:
            post.subtype, post.broadcast = "thread_broadcast", True
        told = [(events.posted(post), post.channel)]
        if f"<@{BOT_USER}>" in post.text and post.channel.user is None:
            told.append((events.mentioned(post), post.channel))
        if before_delivery is not None:
            waited = before_delivery(post.ts)
            if inspect.isawaitable(waited):
                await waited
        await self._tell(*told)
        return post.ts

    def _written(self, user: str, channel: str, text: str, thread: str | None) -> Post:
        who, where = self.world.workspace.user(user), self.world.workspace.channel(channel)
        if user not in where.members:
            raise ValueError(f"{user} is not in {channel}")
        if where.archived:
            raise ValueError(f"{channel} is archived")
        if thread is not None and where.posts[thread].thread is not None:
            raise ValueError(f"{thread} is a reply itself")
        post = Post(self.world.stamps.next(), where, user, text, team=who.team_id, thread=thread)
        if text:
            post.blocks = rich(text, self.world.number("b"))
        post.client_msg_id = self.world.number("00000000-0000-0000-0000-000000")
        where.put(post)
        return post

    async def other_bot_says(self, channel: str, text: str, *, thread: str | None = None, classic: bool = False) -> str:
        """Another app writes; `classic` = as a bot_message that is of no user. Returns the message's `ts`."""
        where = self.world.workspace.channel(channel)
        post = Post(self.world.stamps.next(), where, "U0OTHERBOT", text, thread=thread, other_bot="B0OTHER")
        post.subtype = "bot_message" if classic else None
        where.put(post)
        await self._tell((events.posted(post), where))
        return post.ts

    async def edits(self, user: str, channel: str, ts: str, text: str, *, literal: bool = False) -> None:
        """Write something else in its place."""
        post = self.world.workspace.channel(channel).posts[ts]
        if post.user != user:
            raise ValueError(f"{ts} is not {user}'s")
        before = post.shape()
        post.text = typed(text, literal=literal)
        post.blocks = rich(post.text, self.world.number("b"))
        now = self.world.stamps.next()
        post.edited = {"user": user, "ts": f"{now.split('.')[0]}.000000"}
        await self._tell((events.changed(post, before, now), post.channel))

    async def unfurls(self, channel: str, ts: str) -> None:
        """Slack adds a preview of an address: a change that nobody made."""
        post = self.world.workspace.channel(channel).posts[ts]
        event = events.changed(post, post.shape(), self.world.stamps.next())
        event["message"]["attachments"] = [{"id": 1, "fallback": "Unikum", "from_url": "https://www.example.org/"}]
        await self._tell((event, post.channel))

    async def deletes(self, _user: str, channel: str, ts: str) -> None:
        """Remove a message: a stone is left over its replies. An administrator may remove anybody's."""
        where = self.world.workspace.channel(channel)
        before = where.posts[ts].shape(metadata=True)
        post = self.world.remove(where, ts)
        await self._tell((events.deleted(post, before, self.world.stamps.next()), where))

    async def reacts(self, user: str, channel: str, ts: str, name: str) -> None:
        """Put an emoji on a message."""
        post = self.world.workspace.channel(channel).posts[ts]
        users = post.reactions.setdefault(name, [])
        if user in users:
            raise ValueError(f"{user} has put {name} there already")
        users.append(user)
        await self._tell((events.reaction(True, user, post, name, self.world.stamps.next()), post.channel))

    async def unreacts(self, user: str, channel: str, ts: str, name: str) -> None:
        """Take it off again."""
        post = self.world.workspace.channel(channel).posts[ts]
        post.reactions[name].remove(user)
        if not post.reactions[name]:
            del post.reactions[name]
        await self._tell((events.reaction(False, user, post, name, self.world.stamps.next()), post.channel))
