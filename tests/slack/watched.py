"""Slack as the desk uses it, each thing it says looked at where it arrives; leaves the people to `chat`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.platforms.base import Address
from bot.platforms.local.log import Log, Post
from bot.platforms.local.record import Record
from tests.slack import words_seen as seen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from bot.platforms.base import Hear
    from bot.platforms.slack.platform import SlackPlatform
    from knowledge.conversation.event import Event, MessageRef
    from knowledge.conversation.message import Message, Shown
    from tests.slack.fake import FakeSlack


class Watched:
    """A Platform around the real one: what it did is checked on the wire, and written down for the transcript."""

    def __init__(self, inner: SlackPlatform, slack: FakeSlack, clock: Callable[[], datetime]) -> None:
        self.inner, self.slack, self._clock = inner, slack, clock
        self.log, self.records = Log(), list[Record]()
        self.shown: list[tuple[Event, Shown]] = []
        """What the desk gave back for presses, forms, commands and messages, not yet looked at."""
        self.names: Mapping[str, str] = {}
        """Account -> name, of everybody."""
        self.accounts: Mapping[str, str] = {}
        """Person id -> account."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    async def start(self, hear: Hear) -> None:
        async def heard(event: Event) -> Shown | None:
            shown = await hear(event)
            if shown is not None:
                self.shown.append((event, shown))
            return shown

        await self.inner.start(heard)

    async def send(self, to: Address, key: str, message: Message, token: str) -> str:
        post_id = await self.inner.send(to, key, message, token)
        direct = to.channel.startswith("direct:")
        where = self.slack.direct(to.channel.removeprefix("direct:")) if direct else to.channel
        if to.only_for:
            note = self.slack.world.shown(post_id.rpartition(":")[2], to.only_for)
            assert note is not None, "the notice is before nobody"
            self._same(message, note.text, note.blocks, direct=direct)
        else:
            post = self.slack.workspace.channel(where).posts[post_id]
            assert post.thread == to.thread
            assert post.metadata
            assert post.metadata["event_payload"] == {"token": token, "key": key}
            self._same(message, post.text, post.blocks, direct=direct)
        kind = "notice" if to.only_for else "direct" if direct else "posted"
        self.log.add(Post(id=post_id, channel=to.channel, thread=to.thread, at=self._clock(), message=message, key=key,
                          token=token, only_for=to.only_for))  # fmt: skip
        self._note(kind, to, key, message)
        return post_id

    async def revise(self, ref: MessageRef, key: str, message: Message, token: str) -> None:
        await self.inner.revise(ref, key, message, token)
        if ref.id.startswith("e:"):
            user = ref.id.split(":")[1]
            note = self.slack.ephemerals(user)[-1]
            self._same(message, note.text, note.blocks, direct=ref.is_direct)
            self.log.change(ref.id, message=message, key=key, token=token)
            self._note("revised", replace(self._address(ref), only_for=user), key, message)
            return
        where = self.slack.direct(ref.channel.removeprefix("direct:")) if ref.is_direct else ref.channel
        post = self.slack.workspace.channel(where).posts[ref.id]
        self._same(message, post.text, post.blocks, direct=ref.is_direct)
        self.log.change(ref.id, message=message, key=key, token=token)
        self._note("revised", self._address(ref), key, message)

    async def withdraw(self, ref: MessageRef) -> None:
        await self.inner.withdraw(ref)
        post = self.log.get(ref.id)
        if post is None:
            return
        if ref.id.startswith("e:"):
            self.log.remove(ref.id)
            self._note("withdrawn", replace(self._address(ref), only_for=post.only_for), post.key, post.message)
            return
        where = self.slack.direct(ref.channel.removeprefix("direct:")) if ref.is_direct else ref.channel
        there = self.slack.workspace.channel(where).posts.get(ref.id)
        assert there is None or there.stone
        self.log.remove(ref.id)
        self._note("withdrawn", replace(self._address(ref), only_for=post.only_for), post.key, post.message)

    def _note(self, kind: str, to: Address, key: str, message: Message | None) -> None:
        self.records.append(Record(kind=kind, at=self._clock(), address=to, key=key, message=message))

    def _address(self, ref: MessageRef) -> Address:
        return Address(platform="slack", channel=ref.channel, thread=ref.thread)

    def _same(self, message: Message, text: str, blocks: list[dict[str, Any]] | None, *, direct: bool) -> None:
        """The plain text, the buttons and the mentions that arrived are those of the message."""
        twin = seen.plain(text, self.names)
        words = seen.expected(message, direct=direct)
        assert twin == words.strip() or (len(twin) > LEAST_CUT and words.startswith(twin[: LEAST_CUT // 2]))
        assert sorted(seen.actions(blocks)) == sorted(button.action for button in message.buttons)
        wanted = {self.accounts[person] for person in message.mentions if person in self.accounts}
        assert seen.called(blocks) == wanted, "somebody is called who should not be, or is not called"


LEAST_CUT = 3000
"""A plain text that is shorter has not been cut."""
