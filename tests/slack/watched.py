"""Slack as the desk uses it, each thing it says looked at where it arrives; leaves the people to `chat`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.platforms.base import Address
from tests.slack import words_seen as seen
from tests.watching import Watching

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from bot.platforms.slack.platform import SlackPlatform
    from knowledge.conversation.event import MessageRef
    from knowledge.conversation.message import Message
    from tests.slack.fake import FakeSlack


class Watched(Watching):
    """A Platform around the real one: what it did is checked on the wire, and written down for the transcript."""

    def __init__(self, inner: SlackPlatform, slack: FakeSlack, clock: Callable[[], datetime]) -> None:
        super().__init__(inner, clock)
        self.slack = slack
        self.names: Mapping[str, str] = {}
        """Account -> name, of everybody."""
        self.accounts: Mapping[str, str] = {}
        """Person id -> account."""

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
        self._posted(post_id, to, key, message, token)
        return post_id

    async def revise(self, ref: MessageRef, key: str, message: Message, token: str) -> None:
        await self.inner.revise(ref, key, message, token)
        if ref.id.startswith("e:"):
            user = ref.id.split(":")[1]
            note = self.slack.ephemerals(user)[-1]
            self._same(message, note.text, note.blocks, direct=ref.is_direct)
            self._revised(ref, replace(self._address(ref), only_for=user), key, message, token)
            return
        where = self.slack.direct(ref.channel.removeprefix("direct:")) if ref.is_direct else ref.channel
        post = self.slack.workspace.channel(where).posts[ref.id]
        self._same(message, post.text, post.blocks, direct=ref.is_direct)
        self._revised(ref, self._address(ref), key, message, token)

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
