"""Teams as the desk uses it, each thing it says looked at where it arrives; leaves the people to `chat`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.platforms.base import Address
from tests.teams import seen
from tests.watching import Watching

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.platforms.teams.platform import TeamsPlatform
    from knowledge.conversation.event import MessageRef
    from knowledge.conversation.message import Message
    from tests.teams.fake import FakeTeams


class Watched(Watching):
    """A Platform around the real one: what it did is checked on the wire, and written down for the transcript."""

    def __init__(self, inner: TeamsPlatform, teams: FakeTeams, clock: Callable[[], datetime]) -> None:
        super().__init__(inner, clock)
        self.teams = teams
        self.people: dict[str, str] = {}
        """Teams' or the directory's id -> person id."""

    async def send(self, to: Address, key: str, message: Message, token: str) -> str:
        post_id = await self.inner.send(to, key, message, token)
        direct = to.channel.startswith("direct:")
        post = self.teams.message(real(post_id))
        if not to.only_for and not direct:
            assert post.thread == to.thread
        seen.same(message, post, direct=direct or bool(to.only_for), people=self.people)
        self._posted(post_id, to, key, message, token)
        return post_id

    async def revise(self, ref: MessageRef, key: str, message: Message, token: str) -> None:
        await self.inner.revise(ref, key, message, token)
        alone = ref.id.split(":")[1] if ref.id.startswith("p:") else None
        seen.same(
            message, self.teams.message(real(ref.id)), direct=ref.is_direct or alone is not None, people=self.people
        )
        self._revised(ref, replace(self._address(ref), only_for=alone), key, message, token)

    async def withdraw(self, ref: MessageRef) -> None:
        await self.inner.withdraw(ref)
        post = self.log.get(ref.id)
        if post is None:
            return
        assert self.teams.message(real(ref.id)).deleted
        self.log.remove(ref.id)
        self._note("withdrawn", replace(self._address(ref), only_for=post.only_for), post.key, post.message)


def real(post_id: str) -> str:
    """Teams' own id of a message that stands in a personal chat."""
    return post_id.rpartition(":")[2]
