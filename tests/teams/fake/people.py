"""What people do with messages: write, change, remove, react; leaves presses to `pressing` and places to `moving`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tests.teams.fake import shapes
from tests.teams.fake.office import Office
from tests.teams.fake.thread import Apart, there
from tests.teams.fake.town import BOT, CHANNEL, PERSONAL, Conversation, Post
from tests.teams.fake.values import Delivery, Storm
from tests.teams.fake.world import World


class People:
    """Verbs of people who write."""

    world: World
    office: Office
    apart: Apart

    async def says(
        self, user: str, conversation: str, text: str, *, thread: str | None = None, mentions: Sequence[str] = (),
        before_delivery: Callable[[str], None] | None = None, **more: Any,
    ) -> str:  # fmt: skip
        """Somebody writes; gives the message's id when the bot has answered, or not.

        `thread`: the root in a channel, the quoted message in a chat. `mentions`: ids, or `bot`; in the text `@Name`.
        """
        post = await self._write(user, conversation, text, thread, mentions, more)
        if before_delivery is not None:
            before_delivery(post.id)
        await self._tell(conversation, post)
        return post.id

    async def storm(self, said: Sequence[tuple[str, str, str]], *, per_second: float = 0) -> Storm:
        """Many people (user, conversation, text) at once, or at a pace, in new threads."""
        posts = [(conversation, await self._write(user, conversation, text, None, ("bot",), {}))
                 for user, conversation, text in said]  # fmt: skip
        bodies = [shapes.message(self.world, self.place(where), post) for where, post in posts]
        return Storm(await self.apart.run(self.office.storm(bodies, per_second)))

    def place(self, conversation: str) -> Conversation:
        """A conversation by its id, or somebody's own chat by theirs."""
        town = self.world.town
        return town.personal(conversation) if town.find(conversation) else town.conversations[conversation]

    @there
    async def _write(
        self, user: str, conversation: str, text: str, thread: str | None, mentions: Sequence[str], more: dict[str, Any]
    ) -> Post:
        who, here = self.world.town.user(user), self.place(conversation)
        if who.id not in here.members:
            raise KeyError(f"{who.name} is not in {here.id}")
        if thread is not None and here.posts[thread].thread:
            raise KeyError(f"{thread} is no root")
        quoted = here.posts[thread] if thread is not None and here.kind != CHANNEL else None
        activity = {**shapes.written(self.world, who, text, mentions, quoted), **more}
        post = Post(self.world.stamp(), who.id, self.world.clock(), activity)
        post.thread, post.quoted = (thread, None) if here.kind == CHANNEL else (None, thread)
        here.posts[post.id] = post
        return post

    @there
    async def _tell(self, conversation: str, post: Post, kind: str = "message", event: str = "") -> Delivery | None:
        here = self.place(conversation)
        if not self._hears(here, post):
            return None
        return await self.office.deliver(shapes.message(self.world, here, post, kind, event))

    def _hears(self, here: Conversation, post: Post) -> bool:
        if not here.has_app or (here.kind == PERSONAL and post.author in self.world.town.blocked):
            return False
        called = (one.get("mentioned", {}).get("id") for one in post.activity.get("entities", ()))
        return here.reads_all or BOT in called

    async def edits(self, user: str, message: str, text: str, *, mentions: Sequence[str] = ()) -> None:
        """Somebody changes what they wrote."""
        here, post = self._own(user, message)
        quoted = here.posts[post.quoted] if post.quoted else None
        post.activity = shapes.written(self.world, self.world.town.user(user), text, mentions, quoted)
        post.edited = True
        await self._tell(here.id, post, "messageUpdate", "editMessage")

    async def deletes(self, user: str, message: str) -> None:
        """Somebody removes what they wrote."""
        here, post = self._own(user, message)
        post.deleted = True
        await self._tell(here.id, post, "messageDelete", "softDeleteMessage")

    async def undeletes(self, user: str, message: str) -> None:
        """Somebody takes that back."""
        here, post = self._own(user, message, deleted=True)
        post.deleted = False
        await self._tell(here.id, post, "messageUpdate", "undeleteMessage")

    async def reacts(self, user: str, message: str, kind: str) -> None:
        """Somebody reacts; the bot is told only of its own messages."""
        _here, post = self.world.place_of(message)
        if post.deleted or (self.world.town.user(user).id, kind) in post.reactions:
            raise KeyError(f"that cannot be done to {message}")
        post.reactions.append((self.world.town.user(user).id, kind))
        await self._reaction(user, message, reactionsAdded=[{"type": kind}])

    async def unreacts(self, user: str, message: str, kind: str) -> None:
        """Somebody takes a reaction back."""
        self.world.place_of(message)[1].reactions.remove((self.world.town.user(user).id, kind))
        await self._reaction(user, message, reactionsRemoved=[{"type": kind}])

    @there
    async def _reaction(self, user: str, message: str, **change: Any) -> None:
        here, post = self.world.place_of(message)
        if post.author != BOT or not here.has_app or post.only_for:
            return
        told = shapes.somewhere(self.world, "messageReaction", self.world.town.user(user), here, post.thread or post.id,
                                self.world.once(), replyToId=message, **change)  # fmt: skip
        await self.office.deliver(told)

    def _own(self, user: str, message: str, *, deleted: bool = False) -> tuple[Conversation, Post]:
        here, post = self.world.place_of(message)
        if post.author != self.world.town.user(user).id or post.deleted is not deleted:
            raise KeyError(f"{message} is not {user}'s to change")
        return here, post

    def loses(self, message: str) -> None:
        """A message, with its thread if it is a root, is gone for good, and nobody is told."""
        here, post = self.world.place_of(message)
        for one in [*here.posts.values()]:
            if one is post or one.thread == post.id:
                del here.posts[one.id]
