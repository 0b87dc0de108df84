"""What stands in the local chat: channels, threads and messages in memory; leaves who says what to the adapter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from knowledge.conversation.event import DIRECT, MessageRef
from knowledge.conversation.message import Message


@dataclass(frozen=True, kw_only=True)
class Post:
    """One message as it stands in the chat."""

    id: str
    channel: str
    """A channel id, or `direct:<account id>`."""
    thread: str | None = None
    """The id of the root message when this one is a reply."""
    author: str | None = None
    """The account id of the writer; None = the bot."""
    at: datetime
    """When it was written, aware, by the desk clock."""
    text: str = ""
    """What a person wrote, as it was written; empty for the bot's own."""
    message: Message | None = None
    """What the bot says; None for a person's."""
    key: str = ""
    """Our own key of the bot's message."""
    token: str = ""
    only_for: str | None = None
    """The account id of the one person who sees it, beside the conversation."""
    edited: bool = False
    gone: bool = False
    """Removed, but its place is kept because replies hang on it."""
    pinned: bool = False
    reactions: tuple[tuple[str, str], ...] = ()
    """(reaction, account id), in the order they were set."""
    order: int = 0
    """Its place among all messages of the chat; set by the log."""

    @property
    def root(self) -> str:
        """The id of the message that the thread hangs on."""
        return self.thread or self.id

    def ref(self, platform: str) -> MessageRef:
        """Where it stands, as events and the outbox name it."""
        return MessageRef(platform=platform, channel=self.channel, id=self.id, thread=self.thread)

    def seen_by(self, account: str) -> bool:
        """Whether nothing private keeps it from that account; who may read a channel is the directory's matter."""
        if self.channel.startswith(f"{DIRECT}:") and self.channel != f"{DIRECT}:{account}":
            return False
        return self.only_for in (None, account)


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change of the chat, for those who watch it."""

    kind: str
    """`added`, `changed` or `removed`."""
    post: Post


Watch = Callable[[Change], None]


class Log:
    """All messages of the chat in the order they were written."""

    def __init__(self) -> None:
        """Begin with an empty chat."""
        self._posts: dict[str, Post] = {}
        self._order = 0
        self._watchers: list[Watch] = []

    def watch(self, watcher: Watch) -> Callable[[], None]:
        """Call `watcher` at each change from now on; returns what ends it."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def add(self, post: Post) -> Post:
        """Put a new message last; returns it with its order."""
        self._order += 1
        post = replace(post, order=self._order)
        self._posts[post.id] = post
        self._tell("added", post)
        return post

    def change(self, post_id: str, **fields: Any) -> Post | None:  # noqa: ANN401 - the fields of Post
        """Replace fields of a message; None when it is not there or nothing would change."""
        before = self._posts.get(post_id)
        if before is None:
            return None
        after = replace(before, **fields)
        if after == before:
            return None
        self._posts[post_id] = after
        self._tell("changed", after)
        return after

    def remove(self, post_id: str) -> Post | None:
        """Take a message away; one with replies leaves an empty place. Returns it as it was, or None."""
        post = self.get(post_id)
        if post is None:
            return None
        if post.thread is None and any(True for _ in self.replies(post_id)):
            self.change(post_id, gone=True, text="", message=None, reactions=(), pinned=False)
            return post
        self._drop(post)
        root = self._posts.get(post.root)
        if root is not None and root.gone and not any(True for _ in self.replies(root.id)):
            self._drop(root)
        return post

    def get(self, post_id: str) -> Post | None:
        """The message with that id, unless it is gone."""
        post = self._posts.get(post_id)
        return None if post is None or post.gone else post

    def place(self, post_id: str) -> Post | None:
        """The message with that id, or the empty place that it left."""
        return self._posts.get(post_id)

    def replies(self, root: str) -> Iterator[Post]:
        """What hangs under a root, oldest first."""
        return (post for post in self._posts.values() if post.thread == root)

    def within(self, channel: str) -> list[Post]:
        """All that stands in a channel, oldest first, empty places included."""
        return [post for post in self._posts.values() if post.channel == channel]

    def everything(self) -> list[Post]:
        """All messages, oldest first, empty places included."""
        return list(self._posts.values())

    def keyed(self, key: str, account: str | None = None) -> Post | None:
        """The newest message with our key that the account may see; one for everybody goes before a private one."""
        found = [post for post in self._posts.values() if post.key == key and not post.gone]
        if account is not None:
            found = [post for post in found if post.seen_by(account)]
        return max(found, key=lambda post: (post.only_for is None, post.order), default=None)

    def carrying(self, token: str) -> Post | None:
        """The message that was posted with that token."""
        return next((post for post in self._posts.values() if post.token == token and not post.gone), None)

    def refill(self, posts: list[Post]) -> None:
        """Begin anew with these messages, in their order."""
        ordered = sorted(posts, key=lambda post: post.order)
        self._posts = {post.id: post for post in ordered}
        self._order = max((post.order for post in ordered), default=0)

    def _drop(self, post: Post) -> None:
        del self._posts[post.id]
        self._tell("removed", post)

    def _tell(self, kind: str, post: Post) -> None:
        for watcher in tuple(self._watchers):
            watcher(Change(kind=kind, post=post))
